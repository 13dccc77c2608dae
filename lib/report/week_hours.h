#ifndef WAYPOST_LIB_REPORT_WEEK_HOURS_H_
#define WAYPOST_LIB_REPORT_WEEK_HOURS_H_

#include <vector>

#include "lib/base/words.h"
#include "lib/calendar/zone.h"
#include "lib/report/flow_chart.h"
#include "waypost/calendar.h"

namespace waypost::report {

// The Monday with which the weeks begin that are looked at.
inline constexpr char kFirstMonday[] = "2027-01-04";
inline constexpr int kWeeks = 52;

// When a calendar is open in the week, from how it is in 52 weeks: minutes open in more than half
// of them are usual, others that are open at all are not. A minute that is open in part counts as
// open. `text` says the usual hours: "09:00-12:00, 13:00-18:00", "all day", "closed".
//
// Cost: 364 look-ups, and half a million minutes to go through.
std::vector<WeekDay> WeekHours(const Calendar& calendar, const calendar::Zone& zone);

// The same hours as text: those in some weeks only if `usual` is false.
Words HoursText(const WeekDay& day, bool usual);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_WEEK_HOURS_H_
