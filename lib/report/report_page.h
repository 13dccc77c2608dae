#ifndef WAYPOST_LIB_REPORT_REPORT_PAGE_H_
#define WAYPOST_LIB_REPORT_REPORT_PAGE_H_

#include <string>
#include <vector>

#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "waypost/message_language.h"

namespace waypost::report {

// What a report is told to, part by part: a page for people (html_page.h) or an answer for programs
// (json_page.h).
class ReportPage {
 public:
  virtual ~ReportPage() = default;

  // Of everything on it.
  virtual MessageLanguage language() const = 0;

  // A number that stands out.
  virtual void AddTile(const Words& name, const std::string& value) = 0;

  // A section. What follows stands in it.
  virtual void AddSection(const Words& heading, const Words& sentence) = 0;

  // A chart as markup with the same figures as a table. Rows have as many cells as `heading`.
  virtual void AddChart(const std::string& chart, const Words& caption, const ReportRow& heading,
                        const std::vector<ReportRow>& rows) = 0;

  virtual void AddTable(const ReportRow& heading, const std::vector<ReportRow>& rows) = 0;
  virtual void AddParagraph(const Words& text) = 0;
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_REPORT_PAGE_H_
