#ifndef WAYPOST_LIB_STATISTICS_PERIOD_TABLE_H_
#define WAYPOST_LIB_STATISTICS_PERIOD_TABLE_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "lib/base/bytes.h"
#include "waypost/statistics.h"
#include "waypost/v1/event.pb.h"

namespace waypost::statistics {

// The rows of SlaStatistics::Periods, not yet made readable.
class PeriodTable {
 public:
  // Sums of what engines said of a period; `promised` as the last of them said it.
  void Add(const v1::AttainmentFigures& figures);
  void Merge(const PeriodTable& other);
  // In order of (sla, metric, milestone, begin, end).
  std::vector<SlaStatistics::PeriodRow> Rows() const;

  void Write(ByteWriter* writer) const;
  // False, and the reader fails, if these are no rows.
  bool Read(ByteReader* reader);

 private:
  struct Key {
    std::string sla;
    int32_t metric = 0;
    std::string milestone;
    int64_t begin_ms = 0;
    int64_t end_ms = 0;

    bool operator<(const Key& other) const {
      return std::tie(sla, metric, milestone, begin_ms, end_ms) <
             std::tie(other.sla, other.metric, other.milestone, other.begin_ms, other.end_ms);
    }
  };

  struct Sums {
    std::string label;
    uint64_t met = 0;
    uint64_t breached = 0;
    uint64_t stopped = 0;
    uint64_t used_ms = 0;
    int32_t promised_milli = 0;
    int64_t promised_mean_ms = 0;
  };

  void Add(const Key& key, const Sums& sums);
  static SlaStatistics::PeriodRow RowOf(const Key& key, const Sums& sums);

  std::map<Key, Sums> rows_;
};

}  // namespace waypost::statistics

#endif  // WAYPOST_LIB_STATISTICS_PERIOD_TABLE_H_
