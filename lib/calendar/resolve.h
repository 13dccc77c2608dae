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
// A holiday closes its date unless special hours say `open_anyway`; special hours replace the
// weekly ones; a skipped date has none. Intervals are then joined, holidays cut from the shifts
// that reach into them (kByMinute), and breaks taken out.
//
// Errors: ResourceExhausted if the hours make more than kMostIntervals intervals.
absl::StatusOr<IntervalSet> ResolveOpenings(const CalendarSpec& spec, const Zone& zone,
                                            const DatedRules& rules);

inline constexpr size_t kMostIntervals = 1'000'000;

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_RESOLVE_H_
