// How the calendar's tests write instants, zones and calendars.
#ifndef WAYPOST_TESTS_UNIT_CALENDAR_CALENDAR_TESTING_H_
#define WAYPOST_TESTS_UNIT_CALENDAR_CALENDAR_TESTING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/zone.h"
#include "waypost/calendar.h"

namespace waypost::calendar {

// "2026-03-27T17:30Z", "2026-03-27T17:30:05Z" or "never"; fails the test on anything else.
int64_t Utc(std::string_view text);

// The same, the other way round, with seconds and milliseconds only if there are any.
std::string ShowUtc(int64_t at_ms);

// "2026-03-27T17:30", with or without seconds, as milliseconds on the wall.
int64_t Wall(std::string_view text);

// "2026-03-27" as a day number.
int32_t Day(std::string_view text);

// Zones with their transitions written out, so that no row depends on the machine's database.
Zone Lisbon();      // 2026: +0, +1 in summer
Zone LordHowe();    // 2026: +10:30, +11 in summer: jumps of half an hour
Zone Caracas();     // 2016-05-01: -4:30 to -4
Zone Apia();        // 2011-12-30 does not exist
Zone Moscow();      // 2014-10-26: +4 to +3 for good
Zone Pyongyang();   // 2015-08-15: +9 to +8:30; 2018-05-05: back
Zone Dublin();      // 2026: winter is the exception there, the offsets are Lisbon's
Zone Casablanca();  // 2024: +1, +0 in Ramadan
Zone SaoPaulo();    // 2018: jumps at midnight, both ways
Zone StJohns();     // 2010-11-07 00:01 goes back to 23:01 of the day before

// A calendar in the words of a policy.
struct CalendarText {
  struct Weekly {
    std::string_view days;
    std::string_view hours;
  };
  struct Special {
    std::string_view dates;
    std::string_view hours;  // empty: closed
    bool open_anyway = false;
  };
  struct Break {
    std::string_view days;
    std::string_view dates;  // empty: every date
    std::string_view hours;
  };

  std::vector<Weekly> weekly;
  std::vector<Special> special = {};
  std::vector<std::string_view> holidays = {};
  std::vector<Break> breaks = {};
  HolidayCut holiday_cut = HolidayCut::kByMinute;
  int32_t first_year = 2000;
  int32_t last_year = 2060;
};

CalendarSpec ReadSpec(const CalendarText& text);

// Compiles; fails the test and answers a calendar that never opens if it cannot.
Calendar Compile(const CalendarText& text, const Zone& zone);

// The openings between two instants as "2026-03-27T09:00Z/2026-03-27T18:00Z ...", clipped to them.
std::string ShowOpenings(const Calendar& calendar, std::string_view begin, std::string_view end);

}  // namespace waypost::calendar

#endif  // WAYPOST_TESTS_UNIT_CALENDAR_CALENDAR_TESTING_H_
