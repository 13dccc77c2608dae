// The short texts in which a policy writes days, hours and dates.
//
// Spaces around separators are allowed. Errors are InvalidArgument with a sentence that says what
// is wrong and how to write it.
#ifndef WAYPOST_LIB_CALENDAR_SPEC_TEXT_H_
#define WAYPOST_LIB_CALENDAR_SPEC_TEXT_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/calendar_spec.h"

namespace waypost::calendar {

// "mon-fri", "mon,wed,sat", "fri-mon" (over the weekend), "mon-thu,sat".
absl::StatusOr<WeekdaySet> ParseDays(std::string_view text);

// "09:00-18:00", "22:00-06:00" (overnight), "00:00-24:00", "09:00-12:00,13:00-18:00",
// "08:30:15-17:00". Equal ends are refused: they could mean nothing or the whole day.
absl::StatusOr<std::vector<HoursRange>> ParseHours(std::string_view text);

// "2027-02-05", "2027-02-05..2027-02-11" (both inclusive), yearly "12-25", "12-24..01-02", and
// lists of these with commas. Years 1970 to 2200.
absl::StatusOr<std::vector<DateRange>> ParseDates(std::string_view text);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_SPEC_TEXT_H_
