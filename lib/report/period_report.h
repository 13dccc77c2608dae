#ifndef WAYPOST_LIB_REPORT_PERIOD_REPORT_H_
#define WAYPOST_LIB_REPORT_PERIOD_REPORT_H_

#include <string>
#include <vector>

#include "lib/calendar/zone.h"
#include "lib/report/grain.h"
#include "lib/report/group_count.h"
#include "lib/report/html_page.h"
#include "lib/report/incident_book.h"
#include "lib/report/period_book.h"
#include "lib/report/scorecard.h"
#include "lib/report/wait_accuracy.h"
#include "waypost/message_language.h"

namespace waypost::report {

// The periods of a run, finished.
struct PeriodReport {
  Grain grain = Grain::kDay;
  std::vector<PeriodCount> periods;
  std::vector<GroupReport> groups;
  std::vector<IncidentReview> incidents;
  calendar::Zone zone;  // of the clocks
  ScoreWeights weights;
};

// Aligned tables with a sentence each: the desk period by period, channels, times, the ten most
// frequent categories of each period, scorecards of the agents over all of them; what customers
// were dissatisfied with, reviews by vendor, how often people agreed with the classification;
// groups of tickets (WantedGroup), and incidents. What did not happen is left out. Of more than 62
// periods the last 62, which is said.
std::string PeriodText(const PeriodReport& report,
                       MessageLanguage language = MessageLanguage::kEnglish);

// All of it, agents by period too, and how good the estimates of waits were, if there were any: one
// JSON object.
std::string PeriodJson(const PeriodReport& report, const WaitAccuracy& waits = {});

// The same as PeriodText as sections of a page, in its language, with charts.
void AddPeriods(const PeriodReport& report, HtmlPage& page);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_PERIOD_REPORT_H_
