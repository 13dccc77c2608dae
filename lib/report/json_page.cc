#include "lib/report/json_page.h"

#include "absl/strings/str_cat.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"

namespace waypost::report {
namespace {

std::string RowJson(const ReportRow& heading, const ReportRow& row) {
  std::string out = "{";
  for (size_t i = 0; i < heading.size(); ++i) {
    absl::StrAppend(&out, i == 0 ? "" : ",", JsonText(heading[i].english), ":",
                    JsonText(row[i].english));
  }
  return out + "}";
}

}  // namespace

void JsonPage::AddTile(const Words& name, const std::string& value) {
  absl::StrAppend(&summary_, summary_.empty() ? "" : ",", JsonText(name.english), ":",
                  JsonText(value));
}

void JsonPage::AddSection(const Words& heading, const Words& sentence) {
  if (!sections_.empty()) sections_ += "]},";
  absl::StrAppend(&sections_, "\n{\"name\":", JsonText(heading.english),
                  ",\"sentence\":", JsonText(sentence.english), ",\"tables\":[");
  has_table_ = false;
}

void JsonPage::AddChart(const std::string&, const Words& caption, const ReportRow& heading,
                        const std::vector<ReportRow>& rows) {
  AddNamed(absl::StrCat("\"name\":", JsonText(caption.english), ","), heading, rows);
}

void JsonPage::AddTable(const ReportRow& heading, const std::vector<ReportRow>& rows) {
  AddNamed("", heading, rows);
}

void JsonPage::AddNamed(const std::string& name, const ReportRow& heading,
                        const std::vector<ReportRow>& rows) {
  absl::StrAppend(&sections_, has_table_ ? "," : "", "{", name, "\"rows\":[");
  has_table_ = true;
  for (size_t i = 0; i < rows.size(); ++i) {
    absl::StrAppend(&sections_, i == 0 ? "\n" : ",\n", RowJson(heading, rows[i]));
  }
  sections_ += "]}";
}

std::string JsonPage::Finish() && {
  return absl::StrCat("\"summary\":{", summary_, "},\"sections\":[", sections_,
                      sections_.empty() ? "]" : "]}]");
}

}  // namespace waypost::report
