#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/report/chart.h"
#include "lib/report/period_report.h"
#include "lib/report/period_tables.h"

namespace waypost::report {
namespace {

// Promises kept and broken, a row for each period.
std::string KeptChart(const PeriodReport& report, const std::string& caption) {
  std::vector<BarRow> bars;
  for (const PeriodCount& period : LatestOf(report)) {
    bars.push_back({period.name,
                    {{Shade::kGood, period.met}, {Shade::kBad, period.breached}},
                    absl::StrCat(period.breached, " breached")});
  }
  return BarChart(caption, bars);
}

std::string SolvedChart(const PeriodReport& report, const std::string& caption) {
  std::vector<ChartPoint> points;
  for (const PeriodCount& period : LatestOf(report)) points.push_back({period.name, period.solved});
  return ColumnChart(caption, points);
}

}  // namespace

void AddPeriods(const PeriodReport& report, HtmlPage& page) {
  bool first = true;
  for (const PeriodTable& table : TablesOf(report)) {
    page.AddSection(table.title, table.sentence);
    if (std::exchange(first, false)) {
      const std::string caption =
          absl::StrCat("Promises kept and breached by ", GrainWord(report.grain));
      page.AddChart(KeptChart(report, caption), caption, table.heading, table.rows);
    } else if (table.title == "Handling") {
      const std::string caption = absl::StrCat("Tickets solved by ", GrainWord(report.grain));
      page.AddChart(SolvedChart(report, caption), caption, table.heading, table.rows);
    } else {
      page.AddTable(table.heading, table.rows);
    }
  }
}

}  // namespace waypost::report
