#ifndef WAYPOST_LIB_REPORT_JSON_PAGE_H_
#define WAYPOST_LIB_REPORT_JSON_PAGE_H_

#include <string>
#include <vector>

#include "lib/report/report_page.h"

namespace waypost::report {

// The tables of a page for programs, in English and without what is drawn:
//
//   "summary":{"routes":"2"},
//   "sections":[{"name":"Queues","tables":[{"rows":[{"queue":"all","open":"always"}]}]}]
//
// A row has a member for each column, named as its heading; headings of a table differ.
class JsonPage final : public ReportPage {
 public:
  MessageLanguage language() const override { return MessageLanguage::kEnglish; }
  void AddTile(const Words& name, const std::string& value) override;
  void AddSection(const Words& heading, const Words& sentence) override;
  void AddChart(const std::string& chart, const Words& caption, const ReportRow& heading,
                const std::vector<ReportRow>& rows) override;
  void AddTable(const ReportRow& heading, const std::vector<ReportRow>& rows) override;

  // What stands for nothing is a section without tables.
  void AddParagraph(const Words&) override {}

  // Both members of an object. Nothing can be added afterwards.
  std::string Finish() &&;

 private:
  void AddNamed(const std::string& name, const ReportRow& heading,
                const std::vector<ReportRow>& rows);

  std::string summary_;
  std::string sections_;
  bool has_table_ = false;  // the last section
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_JSON_PAGE_H_
