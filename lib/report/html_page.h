#ifndef WAYPOST_LIB_REPORT_HTML_PAGE_H_
#define WAYPOST_LIB_REPORT_HTML_PAGE_H_

#include <string>
#include <vector>

namespace waypost::report {

// A page for browsers that is complete in itself: no script, nothing loaded from elsewhere, light
// or dark as the reader's machine is, right from a phone's width up. It is also well-formed XML.
//
// Texts are given plain and escaped here; what is called markup is written as it is.
class HtmlPage {
 public:
  HtmlPage(const std::string& title, const std::string& subtitle);

  // A number in large letters, beside others.
  void AddTile(const std::string& name, const std::string& value);

  // A section. What follows stands in it.
  void AddSection(const std::string& heading, const std::string& sentence);

  // A chart as markup with the same figures as a table under it. Rows have as many cells as
  // `heading`; columns of numbers stand to the right.
  void AddChart(const std::string& chart, const std::string& caption,
                const std::vector<std::string>& heading,
                const std::vector<std::vector<std::string>>& rows);

  void AddTable(const std::vector<std::string>& heading,
                const std::vector<std::vector<std::string>>& rows);
  void AddParagraph(const std::string& text);
  void AddMarkup(const std::string& markup);

  // The page. Nothing can be added afterwards.
  std::string Finish() &&;

 private:
  void CloseTiles();
  void CloseSection();

  std::string html_;
  bool in_tiles_ = false;
  bool in_section_ = false;
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_HTML_PAGE_H_
