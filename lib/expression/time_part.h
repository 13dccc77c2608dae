#ifndef WAYPOST_LIB_EXPRESSION_TIME_PART_H_
#define WAYPOST_LIB_EXPRESSION_TIME_PART_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"

namespace waypost::expression {

// A field of an instant or of a length of time, as CEL's getters read it.
enum class TimePart : uint8_t {
  kFullYear,
  kMonth,        // 0 = January
  kDate,         // 1 = the first of the month
  kDayOfMonth,   // 0 = the first of the month
  kDayOfYear,    // 0 = 1 January
  kDayOfWeek,    // 0 = Sunday
  kHours,        // of a duration: the whole of it in hours, towards zero
  kMinutes,      // likewise
  kSeconds,      // likewise
  kMilliseconds  // beyond the second, also of a duration
};

// The part that a getter reads ("getHours"); nullopt: no such getter.
std::optional<TimePart> FindTimePart(std::string_view getter);

// The getters, in the order of TimePart.
absl::Span<const std::string_view> TimePartGetters();

// Whether a duration has the part.
inline bool IsOfDuration(TimePart part) { return part >= TimePart::kHours; }

// "UTC", "+08:00", "-02:30", "05:45" in minutes east of UTC; nullopt if it is anything else.
std::optional<int64_t> ParseOffset(std::string_view text);

// A part and the offset of the clock it is read from, as one number.
int64_t TimePartCode(TimePart part, int64_t offset_minutes);

// The part of a timestamp (from the year 1 to 9999, in milliseconds since the epoch) that `code`
// tells.
//
// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md, "Timestamps and durations"
int64_t PartOfTimestamp(int64_t code, int64_t at_ms);

// The part of a duration in milliseconds; the offset of `code` does not matter.
int64_t PartOfDuration(int64_t code, int64_t ms);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_TIME_PART_H_
