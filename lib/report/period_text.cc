#include "lib/report/group_tables.h"
#include "lib/report/period_report.h"
#include "lib/report/period_tables.h"

namespace waypost::report {

std::string PeriodText(const PeriodReport& report, MessageLanguage language) {
  std::string text;
  for (const PeriodTable& table : TablesOf(report)) text += TableText(table.table, language);
  for (const GroupReport& group : report.groups) {
    for (const ReportTable& table : GroupTables(group, report.grain))
      text += TableText(table, language);
  }
  return text + TableText(IncidentTable(report.incidents, report.zone), language);
}

}  // namespace waypost::report
