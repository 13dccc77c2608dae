#ifndef WAYPOST_LIB_REPORT_REPLAY_HTML_H_
#define WAYPOST_LIB_REPORT_REPLAY_HTML_H_

#include <string>

#include "lib/report/desk_course.h"
#include "lib/report/period_report.h"
#include "lib/report/report_text.h"
#include "lib/report/tally.h"

namespace waypost::report {

// The report as a page (html_page.h): charts of how promises were kept, of waiting and handling, of
// the desk over time, of groups, chains, categories and breaches, each with its figures in a table
// under it, and every table of the text (report_text.h) that no chart has; then the periods, if
// there are any. The same totals give the same page.
std::string ReplayHtml(const ReportFrame& frame, const Totals& totals, const DeskCourse& course,
                       const PeriodReport& periods = {},
                       MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_REPLAY_HTML_H_
