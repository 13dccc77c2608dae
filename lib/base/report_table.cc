#include "lib/base/report_table.h"

#include "absl/strings/str_cat.h"
#include "lib/base/text_table.h"
#include "lib/base/words.h"

namespace waypost {

std::vector<std::string> RowIn(const ReportRow& row, MessageLanguage language) {
  std::vector<std::string> cells;
  cells.reserve(row.size());
  for (const Words& cell : row) cells.push_back(cell.In(language));
  return cells;
}

std::vector<std::vector<std::string>> RowsIn(const std::vector<ReportRow>& rows,
                                             MessageLanguage language) {
  std::vector<std::vector<std::string>> all;
  all.reserve(rows.size());
  for (const ReportRow& row : rows) all.push_back(RowIn(row, language));
  return all;
}

std::string TableText(const ReportTable& table, MessageLanguage language) {
  if (table.rows.empty()) return "";
  std::string text = "\n";
  if (!table.title.empty()) absl::StrAppend(&text, table.title.In(language), "\n");
  if (!table.sentence.empty()) absl::StrAppend(&text, "  ", table.sentence.In(language), "\n");
  TextTable lines(RowIn(table.heading, language));
  for (const ReportRow& row : table.rows) lines.Add(RowIn(row, language));
  return text + lines.Render();
}

Words NameOrNone(const std::string& name) {
  return name.empty() ? Words{"(none)", "（无）"} : Words(name);
}

}  // namespace waypost
