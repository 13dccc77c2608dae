#ifndef WAYPOST_LIB_FIT_OFFICE_HOURS_H_
#define WAYPOST_LIB_FIT_OFFICE_HOURS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/calendar/calendar_spec.h"

namespace waypost::fit {

// The same hours on some days of every week; no holidays.
struct OfficeHours {
  std::string days;   // "mon-fri", as a policy writes it
  std::string hours;  // "08:00-18:00"
  calendar::WeekdaySet weekdays = 0;
  int32_t open_s = 0;
  int32_t close_s = 0;

  int64_t day_ms() const { return int64_t{1'000} * (close_s - open_s); }
  bool whole_days() const { return close_s - open_s == 24 * 3600; }
  calendar::CalendarSpec Spec(int32_t first_year, int32_t last_year) const;
};

// The calendars that a fit tries, the plainest first: whole days on seven, five and six days of the
// week, then from 06:00 .. 10:00 to 16:00 .. 20:00, by the hour, on the same days.
std::vector<OfficeHours> AllOfficeHours();

}  // namespace waypost::fit

#endif  // WAYPOST_LIB_FIT_OFFICE_HOURS_H_
