#ifndef WAYPOST_LIB_REPORT_PERIOD_TABLES_H_
#define WAYPOST_LIB_REPORT_PERIOD_TABLES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "lib/report/period_report.h"

namespace waypost::report {

// A table, and the chart that belongs to it.
struct PeriodTable {
  enum class Chart {
    kNone,
    kKept,          // promises kept and breached
    kSolved,        // tickets solved
    kDissatisfied,  // negative feedback
  };
  ReportTable table;
  Chart chart = Chart::kNone;
};

// Those of PeriodText about the desk and its agents, in its order; tables without rows are left
// out.
std::vector<PeriodTable> TablesOf(const PeriodReport& report);

// The latest ones, as many as tables and charts have room for.
template <typename Period>
absl::Span<const Period> LatestOf(const std::vector<Period>& periods) {
  constexpr size_t kMostShown = 62;
  const absl::Span<const Period> all = periods;
  return periods.size() <= kMostShown ? all : all.subspan(periods.size() - kMostShown);
}

// The end of the sentence of a table that shows the first ones only.
Words OnlyShown(size_t shown, size_t all);

// "day", as programs read it, and as people do.
const char* GrainWord(Grain grain);
Words GrainText(Grain grain);

// The largest first, equal ones by name.
std::vector<std::pair<std::string, uint64_t>> LargestFirst(
    const std::map<std::string, uint64_t>& counts);

// All periods' agents together.
std::map<std::string, AgentCount> AgentsOf(const PeriodReport& report);

// Ratings of 1 and 2.
uint64_t Dissatisfied(const PeriodCount& period);

// Sums of ratings as a mean with two decimals, rounded down: "4.21"; "-" without ratings.
std::string MeanRating(uint64_t sum, uint64_t ratings);

// Promoters less detractors, of a hundred who were asked: "-12", rounded towards 0; "-" if nobody
// was.
std::string NetPromoters(const PeriodCount& period);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_PERIOD_TABLES_H_
