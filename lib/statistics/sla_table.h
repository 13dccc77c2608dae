#ifndef WAYPOST_LIB_STATISTICS_SLA_TABLE_H_
#define WAYPOST_LIB_STATISTICS_SLA_TABLE_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/bytes.h"
#include "lib/base/quantile_sketch.h"
#include "lib/base/words.h"
#include "waypost/statistics.h"

namespace waypost::statistics {

// How one cycle stands.
enum class Ending : uint8_t { kRunning, kMet, kBreached, kCancelled };

// "Not stopped": a cycle without a time elapsed.
inline constexpr int64_t kNotStopped = -1;

// The rows of SlaStatistics, not yet made readable.
class SlaTable {
 public:
  // One row's name. Metrics as numbered in the contract.
  struct Key {
    std::string sla;
    int32_t metric = 0;
    std::string milestone;
    SlaStatistics::Split split = SlaStatistics::Split::kNone;
    std::string value;

    bool operator<(const Key& other) const {
      return std::tie(sla, metric, milestone, split, value) <
             std::tie(other.sla, other.metric, other.milestone, other.split, other.value);
    }
  };

  struct Counts {
    uint64_t met = 0;
    uint64_t breached = 0;
    uint64_t running = 0;
    uint64_t cancelled = 0;
    std::array<uint64_t, SlaStatistics::kGroupCount> groups = {};
    QuantileSketch elapsed;

    void Add(Ending ending, int64_t elapsed_ms);
    void Merge(const Counts& other);
  };

  void Add(const Key& key, Ending ending, int64_t elapsed_ms) {
    rows_[key].Add(ending, elapsed_ms);
  }
  void Merge(const SlaTable& other);
  std::vector<SlaStatistics::Row> Rows() const;

  void Write(ByteWriter* writer) const;
  // False if the bytes are no table.
  bool Read(ByteReader* reader);

 private:
  std::map<Key, Counts> rows_;
};

// The error of bytes that are none of these: `what` is a recorder, or statistics.
absl::Status ForeignBytes(const Words& what);

}  // namespace waypost::statistics

#endif  // WAYPOST_LIB_STATISTICS_SLA_TABLE_H_
