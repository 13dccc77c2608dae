#include "lib/report/chart.h"
#include "lib/report/group_tables.h"
#include "lib/report/period_report.h"
#include "lib/report/period_tables.h"

namespace waypost::report {
namespace {

// Promises kept and broken, a row for each period.
std::string KeptChart(const PeriodReport& report, const std::string& caption,
                      MessageLanguage language) {
  std::vector<BarRow> bars;
  for (const PeriodCount& period : LatestOf(report.periods)) {
    bars.push_back({period.name,
                    {{Shade::kGood, period.met}, {Shade::kBad, period.breached}},
                    Say({"$0 breached", "$0 违约"}, period.breached).In(language)});
  }
  return BarChart(caption, bars);
}

// A column for each period.
template <typename Periods, typename Value>
std::string PeriodColumns(const Periods& periods, const std::string& caption, Value value) {
  std::vector<ChartPoint> points;
  for (const auto& period : LatestOf(periods)) points.push_back({period.name, value(period)});
  return ColumnChart(caption, points);
}

void AddPeriodTable(const PeriodReport& report, const PeriodTable& table, HtmlPage& page) {
  const MessageLanguage language = page.language();
  const Words grain = GrainText(report.grain);
  switch (table.chart) {
    case PeriodTable::Chart::kNone:
      return page.AddSection(table.table);
    case PeriodTable::Chart::kKept: {
      const Words caption =
          Say({"Promises kept and breached by $0", "按$0的守住与违约的承诺"}, grain);
      return page.AddSection(table.table, caption,
                             KeptChart(report, caption.In(language), language));
    }
    case PeriodTable::Chart::kSolved: {
      const Words caption = Say({"Tickets solved by $0", "按$0的解决工单"}, grain);
      return page.AddSection(
          table.table, caption,
          PeriodColumns(report.periods, caption.In(language),
                        [](const PeriodCount& period) { return period.solved; }));
    }
    case PeriodTable::Chart::kDissatisfied: {
      const Words caption = Say({"Ratings of 1 and 2 by $0", "按$0的 1 分和 2 分评价"}, grain);
      return page.AddSection(table.table, caption,
                             PeriodColumns(report.periods, caption.In(language), Dissatisfied));
    }
  }
}

void AddGroup(const GroupReport& group, Grain grain, HtmlPage& page) {
  bool first = true;
  for (const ReportTable& table : GroupTables(group, grain)) {
    if (!first) {
      page.AddSection(table);
      continue;
    }
    first = false;
    const Words caption = Say({"Tickets of $0 opened by $1", "$0 按$1的新建工单"}, group.group.name,
                              GrainText(grain));
    page.AddSection(table, caption,
                    PeriodColumns(group.periods, caption.In(page.language()),
                                  [](const GroupPeriod& period) { return period.all.opened; }));
  }
}

}  // namespace

void AddPeriods(const PeriodReport& report, HtmlPage& page) {
  for (const PeriodTable& table : TablesOf(report)) AddPeriodTable(report, table, page);
  for (const GroupReport& group : report.groups) AddGroup(group, report.grain, page);
  const ReportTable incidents = IncidentTable(report.incidents, report.zone);
  if (!incidents.rows.empty()) page.AddSection(incidents);
}

}  // namespace waypost::report
