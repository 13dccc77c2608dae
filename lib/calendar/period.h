#ifndef WAYPOST_LIB_CALENDAR_PERIOD_H_
#define WAYPOST_LIB_CALENDAR_PERIOD_H_

#include <cstdint>
#include <string>

#include "lib/calendar/intervals.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// The periods over which a desk reckons: local days, weeks from Monday on, months, quarters, and
// months in two, the second from the 16th on.
enum class Period : uint8_t { kDay, kWeek, kMonth, kQuarter, kHalfMonth };

// The period that holds an instant, from its first local midnight to the next one's. A midnight
// that the zone skips is the instant at which it would have been; of one that comes twice the
// first counts, so what comes after it belongs to the new period whatever the wall shows.
Interval PeriodOf(Period period, const Zone& zone, int64_t at_ms);

// "2027-04-12", "2027-W15" (ISO 8601), "2027-04", "2027-Q2", "2027-04-H1": the period that begins
// then.
std::string PeriodLabel(Period period, const Zone& zone, int64_t begin_ms);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_PERIOD_H_
