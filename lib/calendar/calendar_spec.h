#ifndef WAYPOST_LIB_CALENDAR_CALENDAR_SPEC_H_
#define WAYPOST_LIB_CALENDAR_CALENDAR_SPEC_H_

#include <cstdint>
#include <vector>

#include "lib/calendar/civil_date.h"

namespace waypost::calendar {

// Bit 0 = Monday ... bit 6 = Sunday.
using WeekdaySet = uint8_t;
inline constexpr WeekdaySet kEveryDay = 0x7f;

// Hours on a wall clock, [open_s, close_s), in seconds from 00:00 of the date on which they start.
// 0 <= open_s < 86,400 and open_s < close_s <= open_s + 86,400; past 86,400 they run overnight.
struct HoursRange {
  int32_t open_s = 0;
  int32_t close_s = 0;
};

// Dates from `first` to `last`, both inclusive.
// Yearly: the years are ignored; first > last runs over the turn of the year (12-24..01-02); 02-29
// exists in leap years only.
struct DateRange {
  CivilDate first;
  CivilDate last;
  bool yearly = false;
};

struct WeeklyHours {
  WeekdaySet days = 0;
  std::vector<HoursRange> hours;
};

// Hours that replace the weekly ones on their dates; none: closed. Several entries for one date
// are joined.
struct SpecialHours {
  std::vector<DateRange> dates;
  std::vector<HoursRange> hours;
  bool open_anyway = false;  // these hours hold although the date is a holiday
};

// Closed hours inside whatever is open: on every date that falls on `days` and, unless `dates` is
// empty, lies in `dates`.
struct BreakHours {
  WeekdaySet days = kEveryDay;
  std::vector<DateRange> dates;
  std::vector<HoursRange> hours;
};

// What a holiday takes from a shift that runs overnight.
enum class HolidayCut : uint8_t {
  kByMinute,  // the minutes that fall on the holiday; what lies after its midnight stays
  kByShift,   // the shifts that start on the holiday, whole
};

// What a person writes about one calendar, read but not yet checked; the zone comes apart.
struct CalendarSpec {
  std::vector<WeeklyHours> weekly;
  std::vector<SpecialHours> special;
  std::vector<DateRange> holidays;
  std::vector<DateRange> imported_holidays;  // the same, but none is warned about
  std::vector<BreakHours> breaks;
  HolidayCut holiday_cut = HolidayCut::kByMinute;

  // The calendar is closed before 1 January of the first and after 31 December of the last year.
  int32_t first_year = 2000;  // >= kEarliestYear
  int32_t last_year = 2060;   // <= kLatestYear
};

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_CALENDAR_SPEC_H_
