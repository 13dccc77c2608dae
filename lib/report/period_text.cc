#include "absl/strings/str_cat.h"
#include "lib/base/text_table.h"
#include "lib/report/period_report.h"
#include "lib/report/period_tables.h"

namespace waypost::report {

std::string PeriodText(const PeriodReport& report) {
  std::string text;
  for (const PeriodTable& table : TablesOf(report)) {
    TextTable lines(table.heading);
    for (const std::vector<std::string>& row : table.rows) lines.Add(row);
    absl::StrAppend(&text, "\n", table.title, "\n  ", table.sentence, "\n", lines.Render());
  }
  return text;
}

}  // namespace waypost::report
