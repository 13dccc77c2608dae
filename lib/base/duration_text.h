#ifndef WAYPOST_LIB_BASE_DURATION_TEXT_H_
#define WAYPOST_LIB_BASE_DURATION_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace waypost {

// A length of time as people write it in a policy: either milliseconds or business days.
struct DurationText {
  int64_t ms = 0;                 // 0 if in business days
  bool in_business_days = false;  // written as "<n>bd"
  int64_t business_days = 0;      // >= 0 then; otherwise 0
};

// Reads "90s", "15m", "4h", "2d", "1w", "250ms", sums of falling units such as "1h30m", and "3bd".
// "d" is 24 hours and "w" is 7 of them, on whatever clock the caller counts; a business day has no
// fixed length and stands alone. "0s" and "0bd" are allowed.
//
// Errors: InvalidArgument with a sentence that says what is wrong; more than 3,660 days.
absl::StatusOr<DurationText> ParseDuration(std::string_view text);

// The shortest exact spelling that ParseDuration reads back: 5400000 -> "1h30m", 0 -> "0s".
// Negative lengths get a leading '-'. Hours are the largest unit below two days ("36h", "3d").
std::string FormatDuration(int64_t ms);

// Time left until something falls due: as FormatDuration; 2^63 - 1: "never", it is never due.
std::string FormatTimeLeft(int64_t ms);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_DURATION_TEXT_H_
