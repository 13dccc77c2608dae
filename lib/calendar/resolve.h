#ifndef WAYPOST_LIB_CALENDAR_RESOLVE_H_
#define WAYPOST_LIB_CALENDAR_RESOLVE_H_

#include "absl/status/statusor.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/dated_rules.h"
#include "lib/calendar/intervals.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// Turns wall-clock rules into the open instants of the dates in `rules.window`.
//
// Special hours replace the weekly ones; a skipped date has none. A holiday closes its date unless
// special hours say `open_anyway`: it takes the minutes that fall on it, of the shift of the night
// before and of the one that starts on it (kByMinute), or the shifts that start on it (kByShift).
// Intervals are joined, holidays cut, and breaks taken out.
//
// Errors: ResourceExhausted if the hours make more than kMostIntervals intervals.
absl::StatusOr<IntervalSet> ResolveOpenings(const CalendarSpec& spec, const Zone& zone,
                                            const DatedRules& rules);

inline constexpr size_t kMostIntervals = 1'000'000;

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_RESOLVE_H_
