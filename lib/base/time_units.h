#ifndef WAYPOST_LIB_BASE_TIME_UNITS_H_
#define WAYPOST_LIB_BASE_TIME_UNITS_H_

#include <cstdint>

namespace waypost {

// In milliseconds, of elapsed time: a calendar's day may be longer or shorter.
inline constexpr int64_t kSecondMs = 1'000;
inline constexpr int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr int64_t kHourMs = 60 * kMinuteMs;
inline constexpr int64_t kDayMs = 24 * kHourMs;
inline constexpr int64_t kWeekMs = 7 * kDayMs;

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_TIME_UNITS_H_
