#ifndef WAYPOST_LIB_CALENDAR_HOLIDAY_FILE_H_
#define WAYPOST_LIB_CALENDAR_HOLIDAY_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/words.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// One entry of a holiday file: the dates that were taken in, or why it was not.
struct HolidayEvent {
  enum class Outcome : uint8_t {
    kTaken,
    kCancelled,
    kOutside,        // it has no date in the calendar's years
    kNotUnderstood,  // at least in part
  };

  uint32_t line = 0;  // of its BEGIN:VEVENT, 1-based
  std::string name;   // its SUMMARY, as written there; may be empty
  Outcome outcome = Outcome::kTaken;
  std::vector<DateRange> dates;  // rising; empty if it was not taken in
  Words reason;                  // why not, as a sentence: "it is cancelled"
  uint32_t reason_line = 0;      // what that is about
};

// What an iCalendar text says about days off.
struct HolidayFile {
  std::vector<HolidayEvent> events;  // in the order of the text

  // If the text as a whole cannot be used: why, and where. There are no events then.
  absl::Status status;
  uint32_t status_line = 1;
};

// Reads the whole-day events of an iCalendar text as holidays.
//
// Shape:  an event is the dates from its DTSTART to the day before its DTEND, or as long as its
//         DURATION; one day if neither is given or DTEND equals DTSTART. Times of day are
//         understood if they begin and end at midnight (or end at 23:59:00 or 23:59:59): as
//         written, or, in UTC, as the wall of `zone` shows them; a TZID changes nothing. It
//         recurs by RRULE (see recurrence.h) and RDATE but for EXDATE; a RECURRENCE-ID replaces one
//         occurrence of the event with its UID. Dates outside of the years are left out.
// Errors: an event that is not understood in full is not taken in, with the reason. The text as a
//         whole is refused (`status`) if it is no iCalendar text, is cut short, or goes beyond a
//         limit: half of the holidays would be worse than none.
// Limits: kMostHolidayBytes, kMostHolidayEvents, kMostHolidayDates and, so that no rule can keep
//         the reader busy, 10,000,000 days looked at.
// Source: RFC 5545.
HolidayFile ReadHolidayFile(std::string_view text, const Zone& zone, int32_t first_year,
                            int32_t last_year);

inline constexpr size_t kMostHolidayBytes = size_t{4} << 20;
inline constexpr size_t kMostHolidayEvents = 10'000;
inline constexpr size_t kMostHolidayDates = 50'000;  // ranges of dates, of all events together

// "2027-02-05..2027-02-11", "2027-05-01, 2028-05-01 and 3 more": for people.
std::string ShowDates(const std::vector<DateRange>& dates);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_HOLIDAY_FILE_H_
