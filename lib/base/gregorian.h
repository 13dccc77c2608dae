// Years and months of the proleptic Gregorian calendar.
#ifndef WAYPOST_LIB_BASE_GREGORIAN_H_
#define WAYPOST_LIB_BASE_GREGORIAN_H_

#include <cstdint>

namespace waypost {

constexpr bool IsLeapYear(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// `month` 1-12.
constexpr int32_t DaysInMonth(int64_t year, int64_t month) {
  if (month == 2) return IsLeapYear(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_GREGORIAN_H_
