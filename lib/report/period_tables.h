#ifndef WAYPOST_LIB_REPORT_PERIOD_TABLES_H_
#define WAYPOST_LIB_REPORT_PERIOD_TABLES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lib/report/period_report.h"

namespace waypost::report {

// A table of a report, before it is text or a page.
struct PeriodTable {
  std::string title;
  std::string sentence;
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;
};

// Those of PeriodText, in its order; tables without rows are left out.
std::vector<PeriodTable> TablesOf(const PeriodReport& report);

// The latest ones, as many as tables and charts have room for.
absl::Span<const PeriodCount> LatestOf(const PeriodReport& report);

// "day"
const char* GrainWord(Grain grain);

// The largest first, equal ones by name.
std::vector<std::pair<std::string, uint64_t>> LargestFirst(
    const std::map<std::string, uint64_t>& counts);

// All periods' agents together.
std::map<std::string, AgentCount> AgentsOf(const PeriodReport& report);

// Sums of ratings as a mean with two decimals, rounded down: "4.21"; "-" without ratings.
std::string MeanRating(uint64_t sum, uint64_t ratings);

// Promoters less detractors, of a hundred who were asked: "-12", rounded towards 0; "-" if nobody
// was.
std::string NetPromoters(const PeriodCount& period);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_PERIOD_TABLES_H_
