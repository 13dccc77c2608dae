#ifndef WAYPOST_LIB_CALENDAR_DATE_RANGES_H_
#define WAYPOST_LIB_CALENDAR_DATE_RANGES_H_

#include <cstdint>
#include <vector>

#include "lib/calendar/calendar_spec.h"

namespace waypost::calendar {

// Day numbers, both ends inclusive.
struct DaySpan {
  int32_t first = 0;
  int32_t last = 0;
};

// The days of `range` within `window`, in order: one span, or one a year for a yearly range.
// Empty if the range lies outside the window, and for 02-29 in common years.
std::vector<DaySpan> DaysOf(const DateRange& range, const DaySpan& window);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_DATE_RANGES_H_
