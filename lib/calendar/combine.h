#ifndef WAYPOST_LIB_CALENDAR_COMBINE_H_
#define WAYPOST_LIB_CALENDAR_COMBINE_H_

#include "absl/types/span.h"
#include "lib/calendar/zone.h"
#include "waypost/calendar.h"

namespace waypost::calendar {

// Calendars made of calendars: open when at least one of them is, when all are, when one is not.
//
// Shape: horizon: the years that all of them have in common; beyond it nothing is known, so it is
//        closed there too. Business dates: local dates of `zone`, whose years must cover it. No
//        calendars: one that never opens.
// Cost:  O(openings of all * log calendars); nothing is shared with the originals.
Calendar Unite(absl::Span<const Calendar> calendars, const Zone& zone);
Calendar Intersect(absl::Span<const Calendar> calendars, const Zone& zone);
Calendar Complement(const Calendar& calendar, const Zone& zone);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_COMBINE_H_
