#ifndef WAYPOST_LIB_SCENARIO_REPORT_H_
#define WAYPOST_LIB_SCENARIO_REPORT_H_

#include <string>

#include "lib/scenario/program.h"
#include "lib/scenario/runner.h"

namespace waypost::scenario {

// How a report looks.
struct ReportStyle {
  bool colour = false;    // terminal colours
  bool timeline = false;  // every step and its events, not only what failed
  MessageLanguage language = MessageLanguage::kEnglish;
};

// What became of a scenario, for people. Ends with a newline.
//
//   ok   holiday.scenario  A stolen account on a holiday evening ... (7 steps, 12 events)
//
//   FAIL weekend.scenario:22  "VIP outage pages level 2 after 15 min"
//     2026-03-29 03:15 Europe/Berlin, clocks go forward 02:00-03:00 that day
//     advance
//     - notify T1 rotation:l2
//     + notify T1 role:team-lead via outage step=2        escalation "outage" step 2,
//     desk.textproto:88
std::string ReportText(const Program& program, const RunResult& run, const ReportStyle& style);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_REPORT_H_
