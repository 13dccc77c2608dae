#ifndef WAYPOST_LIB_CALENDAR_CHECK_SPEC_H_
#define WAYPOST_LIB_CALENDAR_CHECK_SPEC_H_

#include <vector>

#include "absl/status/status.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/calendar_warning.h"
#include "lib/calendar/dated_rules.h"

namespace waypost::calendar {

// InvalidArgument for the first number in `spec` that is out of its stated range.
absl::Status CheckSpec(const CalendarSpec& spec);

// What the dates of `spec` give cause to warn of: all kinds but kNeverOpens. `rules` are its dates
// over at least the horizon, `horizon` the days of its years.
std::vector<CalendarWarning> WarnOfDates(const CalendarSpec& spec, const DatedRules& rules,
                                         const DaySpan& horizon);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_CHECK_SPEC_H_
