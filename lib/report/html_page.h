#ifndef WAYPOST_LIB_REPORT_HTML_PAGE_H_
#define WAYPOST_LIB_REPORT_HTML_PAGE_H_

#include <string>
#include <vector>

#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "lib/report/report_page.h"
#include "waypost/message_language.h"

namespace waypost::report {

// A page for browsers that is complete in itself: no script, nothing loaded from elsewhere, light
// or dark as the reader's machine is, right from a phone's width up. It is also well-formed XML.
//
// Texts are given plain and escaped here; what is called markup is written as it is.
class HtmlPage final : public ReportPage {
 public:
  HtmlPage(const Words& title, const Words& subtitle,
           MessageLanguage language = MessageLanguage::kEnglish);

  MessageLanguage language() const override { return language_; }

  // In large letters, beside others.
  void AddTile(const Words& name, const std::string& value) override;

  void AddSection(const Words& heading, const Words& sentence) override;

  // A section of a table; with a chart as markup above it.
  void AddSection(const ReportTable& table);
  void AddSection(const ReportTable& table, const Words& caption, const std::string& chart);

  // The table stands under the chart; columns of numbers stand to the right, and a first cell that
  // begins with a space stands in a little.
  void AddChart(const std::string& chart, const Words& caption, const ReportRow& heading,
                const std::vector<ReportRow>& rows) override;

  void AddTable(const ReportRow& heading, const std::vector<ReportRow>& rows) override;
  void AddParagraph(const Words& text) override;
  void AddMarkup(const std::string& markup);

  // The page. Nothing can be added afterwards.
  std::string Finish() &&;

 private:
  void CloseTiles();
  void CloseSection();

  const MessageLanguage language_;
  std::string html_;
  bool in_tiles_ = false;
  bool in_section_ = false;
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_HTML_PAGE_H_
