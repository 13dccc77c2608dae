#ifndef WAYPOST_LIB_CALENDAR_CIVIL_DATE_H_
#define WAYPOST_LIB_CALENDAR_CIVIL_DATE_H_

#include <cstdint>

#include "lib/base/gregorian.h"

namespace waypost::calendar {

inline constexpr int64_t kMsPerDay = 86'400'000;
inline constexpr int32_t kSecondsPerDay = 86'400;

// The years that a calendar may cover.
inline constexpr int32_t kEarliestYear = 1970;
inline constexpr int32_t kLatestYear = 2200;

// A date of the proleptic Gregorian calendar, as written on a wall; no zone.
struct CivilDate {
  int32_t year = 1970;
  int32_t month = 1;  // 1-12
  int32_t day = 1;    // 1-31
};

// Days since 1970-01-01. A day past the end of its month runs over: 02-29 of a common year is
// 03-01. Years 1 to 9999.
//
// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
constexpr int32_t DayNumber(CivilDate date) {
  const int32_t year = date.year - (date.month <= 2 ? 1 : 0);
  const int32_t era = (year >= 0 ? year : year - 399) / 400;
  const int32_t year_of_era = year - era * 400;
  const int32_t day_of_year =
      (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

// The inverse of DayNumber. Source: the same, civil_from_days.
constexpr CivilDate CivilDateOf(int32_t day_number) {
  const int32_t days = day_number + 719'468;
  const int32_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const int32_t day_of_era = days - era * 146'097;
  const int32_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t shifted_month = (5 * day_of_year + 2) / 153;
  const int32_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

// 0 = Monday ... 6 = Sunday.
constexpr int32_t WeekdayOf(int32_t day_number) {
  const int32_t from_thursday = (day_number + 3) % 7;
  return from_thursday < 0 ? from_thursday + 7 : from_thursday;
}

// The day number of a wall time in milliseconds since 1970-01-01 00:00 on that wall.
constexpr int32_t DayOfWall(int64_t wall_ms) {
  const int64_t day = wall_ms / kMsPerDay - (wall_ms % kMsPerDay < 0 ? 1 : 0);
  return static_cast<int32_t>(day);
}

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_CIVIL_DATE_H_
