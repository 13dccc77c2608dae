#ifndef WAYPOST_LIB_CALENDAR_ICAL_TIME_H_
#define WAYPOST_LIB_CALENDAR_ICAL_TIME_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/calendar/zone.h"

namespace waypost::calendar {

// A DATE or DATE-TIME of an iCalendar text, as a wall shows it.
struct ICalTime {
  int32_t day = 0;       // day number
  int32_t second = 0;    // of the day, 0 <= second < 86,400
  bool is_date = false;  // no time of day was written
};

// Reads "20270205", "20270205T090000" and "20270205T010000Z"; the last one, UTC, becomes what the
// wall of `zone` shows. Nothing if it is anything else, a date that does not exist, or a year
// before 1583 or after 2999.
std::optional<ICalTime> ParseICalTime(std::string_view text, const Zone& zone);

// Reads a DURATION of whole days, "P1D", "P2W", "PT24H", as their number. Nothing if it is anything
// else, not more than nothing, or longer than a year.
std::optional<int32_t> ParseICalDays(std::string_view text);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_ICAL_TIME_H_
