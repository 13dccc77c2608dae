#ifndef WAYPOST_LIB_REPORT_HTML_PAGE_H_
#define WAYPOST_LIB_REPORT_HTML_PAGE_H_

#include <string>
#include <vector>

#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "waypost/message_language.h"

namespace waypost::report {

// A page for browsers that is complete in itself: no script, nothing loaded from elsewhere, light
// or dark as the reader's machine is, right from a phone's width up. It is also well-formed XML.
//
// Texts are given plain and escaped here; what is called markup is written as it is.
class HtmlPage {
 public:
  HtmlPage(const Words& title, const Words& subtitle,
           MessageLanguage language = MessageLanguage::kEnglish);

  // Of everything on it.
  MessageLanguage language() const { return language_; }

  // A number in large letters, beside others.
  void AddTile(const Words& name, const std::string& value);

  // A section. What follows stands in it.
  void AddSection(const Words& heading, const Words& sentence);

  // A section of a table; with a chart as markup above it.
  void AddSection(const ReportTable& table);
  void AddSection(const ReportTable& table, const Words& caption, const std::string& chart);

  // A chart as markup with the same figures as a table under it. Rows have as many cells as
  // `heading`; columns of numbers stand to the right.
  void AddChart(const std::string& chart, const Words& caption, const ReportRow& heading,
                const std::vector<ReportRow>& rows);

  void AddTable(const ReportRow& heading, const std::vector<ReportRow>& rows);
  void AddParagraph(const Words& text);
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
