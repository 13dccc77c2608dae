#ifndef WAYPOST_LIB_REPORT_PERIOD_REPORT_H_
#define WAYPOST_LIB_REPORT_PERIOD_REPORT_H_

#include <string>
#include <vector>

#include "lib/report/grain.h"
#include "lib/report/html_page.h"
#include "lib/report/period_book.h"
#include "lib/report/wait_accuracy.h"

namespace waypost::report {

// The periods of a run, finished.
struct PeriodReport {
  Grain grain = Grain::kDay;
  std::vector<PeriodCount> periods;
};

// Aligned tables with a sentence each: the desk period by period, channels, times, the ten most
// frequent categories of each period, scorecards of the agents over all of them. Satisfaction is
// left out where nobody has judged. Of more than 62 periods the last 62, which is said.
std::string PeriodText(const PeriodReport& report);

// All of it, agents by period too, and how good the estimates of waits were, if there were any: one
// JSON object.
std::string PeriodJson(const PeriodReport& report, const WaitAccuracy& waits = {});

// The same as PeriodText as a section of a page, with charts.
void AddPeriods(const PeriodReport& report, HtmlPage& page);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_PERIOD_REPORT_H_
