#include "lib/expression/time_part.h"

#include <algorithm>
#include <array>

#include "lib/base/check.h"
#include "lib/base/gregorian.h"

namespace waypost::expression {
namespace {

constexpr std::array<std::string_view, 10> kGetters = {
    "getFullYear",  "getMonth", "getDate",    "getDayOfMonth", "getDayOfYear",
    "getDayOfWeek", "getHours", "getMinutes", "getSeconds",    "getMilliseconds"};

constexpr int64_t kMsPerSecond = 1'000;
constexpr int64_t kMsPerMinute = 60 * kMsPerSecond;
constexpr int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr int64_t kMsPerDay = 24 * kMsPerHour;

TimePart PartOf(int64_t code) { return static_cast<TimePart>(code & 0xff); }
int64_t OffsetMs(int64_t code) { return (code >> 8) * kMsPerMinute; }

int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

struct Date {
  int64_t year;
  int64_t month;        // 0..11
  int64_t day_of_year;  // 0..365
  int64_t day;          // 0..30
};

// Counts in years that begin with March, so that the day that is not always there is the last.
//
// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
Date DateOf(int64_t days_since_epoch) {
  const int64_t days = days_since_epoch + 719'468;  // since 1 March of the year 0
  const int64_t era = FloorDivide(days, 146'097);
  const int64_t day_of_era = days - era * 146'097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t from_march = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * from_march + 2) / 153;
  Date date = {};
  date.month = (shifted_month + 2) % 12;
  date.year = year_of_era + era * 400 + (date.month < 2 ? 1 : 0);
  date.day = from_march - (153 * shifted_month + 2) / 5;
  const int64_t before_march = IsLeapYear(date.year) ? 60 : 59;
  date.day_of_year = date.month < 2 ? from_march - 306 : from_march + before_march;
  return date;
}

}  // namespace

std::optional<TimePart> FindTimePart(std::string_view getter) {
  const auto* const found = std::find(kGetters.begin(), kGetters.end(), getter);
  if (found == kGetters.end()) return std::nullopt;
  return static_cast<TimePart>(found - kGetters.begin());
}

absl::Span<const std::string_view> TimePartGetters() { return kGetters; }

std::optional<int64_t> ParseOffset(std::string_view text) {
  if (text == "UTC") return 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const size_t i : {0, 1, 3, 4}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int64_t hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int64_t minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (negative ? -1 : 1) * (hours * 60 + minutes);
}

int64_t TimePartCode(TimePart part, int64_t offset_minutes) {
  return offset_minutes * 256 + static_cast<int64_t>(part);
}

int64_t PartOfTimestamp(int64_t code, int64_t at_ms) {
  const int64_t wall_ms = at_ms + OffsetMs(code);
  const int64_t days = FloorDivide(wall_ms, kMsPerDay);
  const int64_t of_day = wall_ms - days * kMsPerDay;
  switch (PartOf(code)) {
    case TimePart::kFullYear:
      return DateOf(days).year;
    case TimePart::kMonth:
      return DateOf(days).month;
    case TimePart::kDate:
      return DateOf(days).day + 1;
    case TimePart::kDayOfMonth:
      return DateOf(days).day;
    case TimePart::kDayOfYear:
      return DateOf(days).day_of_year;
    case TimePart::kDayOfWeek: {
      const int64_t from_thursday = days - FloorDivide(days, 7) * 7;  // 1970-01-01 was one
      return (from_thursday + 4) % 7;
    }
    case TimePart::kHours:
      return of_day / kMsPerHour;
    case TimePart::kMinutes:
      return of_day / kMsPerMinute % 60;
    case TimePart::kSeconds:
      return of_day / kMsPerSecond % 60;
    case TimePart::kMilliseconds:
      return of_day % kMsPerSecond;
  }
  CheckFailed(__FILE__, __LINE__, "a code holds a part");
}

int64_t PartOfDuration(int64_t code, int64_t ms) {
  switch (PartOf(code)) {
    case TimePart::kHours:
      return ms / kMsPerHour;
    case TimePart::kMinutes:
      return ms / kMsPerMinute;
    case TimePart::kSeconds:
      return ms / kMsPerSecond;
    case TimePart::kMilliseconds:
      return ms % kMsPerSecond;
    default:
      CheckFailed(__FILE__, __LINE__, "a duration has no date");
  }
}

}  // namespace waypost::expression
