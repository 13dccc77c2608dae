#ifndef WAYPOST_TESTS_PROPERTY_CALENDAR_RANDOM_SPEC_H_
#define WAYPOST_TESTS_PROPERTY_CALENDAR_RANDOM_SPEC_H_

#include "absl/time/civil_time.h"
#include "lib/base/philox.h"
#include "lib/calendar/calendar_spec.h"

namespace waypost::calendar {

// A calendar as odd as people write them, with its dated entries within three weeks of `around`:
// nights, whole days, split and overlapping hours, breaks, holidays on top of special hours.
// Years are `around`'s and its neighbours.
CalendarSpec RandomSpec(PhiloxStream& random, absl::CivilDay around);

}  // namespace waypost::calendar

#endif  // WAYPOST_TESTS_PROPERTY_CALENDAR_RANDOM_SPEC_H_
