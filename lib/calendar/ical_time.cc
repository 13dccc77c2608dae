#include "lib/calendar/ical_time.h"

#include "lib/calendar/civil_date.h"

namespace waypost::calendar {
namespace {

constexpr int32_t kFirstYear = 1583;  // the first whole Gregorian year
constexpr int32_t kLastYear = 2999;
constexpr int64_t kMostSeconds = int64_t{366} * kSecondsPerDay;

// Takes exactly `digits` decimal digits off the front of `text`.
std::optional<int32_t> TakeDigits(std::string_view& text, size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int32_t value = 0;
  for (char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int32_t> TakeDay(std::string_view& text) {
  const auto year = TakeDigits(text, 4);
  const auto month = TakeDigits(text, 2);
  const auto day = TakeDigits(text, 2);
  if (!year || !month || !day) return std::nullopt;
  if (*year < kFirstYear || *year > kLastYear || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > DaysInMonth(*year, *month)) return std::nullopt;
  return DayNumber({*year, *month, *day});
}

std::optional<int32_t> TakeSecond(std::string_view& text) {
  const auto hour = TakeDigits(text, 2);
  const auto minute = TakeDigits(text, 2);
  const auto second = TakeDigits(text, 2);
  if (!hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return *hour * 3'600 + *minute * 60 + *second;
}

ICalTime OnTheWall(const ICalTime& utc, const Zone& zone) {
  const int64_t at_ms = int64_t{utc.day} * kMsPerDay + int64_t{utc.second} * 1'000;
  const int64_t wall_ms = zone.WallOf(at_ms);
  const int32_t day = DayOfWall(wall_ms);
  return {day, static_cast<int32_t>((wall_ms - int64_t{day} * kMsPerDay) / 1'000), false};
}

// The seconds of one unit of a duration; 0 if there is no such unit on this side of the "T".
int64_t SecondsOf(char unit, bool is_time) {
  switch (unit) {
    case 'W':
      return is_time ? 0 : 7 * kSecondsPerDay;
    case 'D':
      return is_time ? 0 : kSecondsPerDay;
    case 'H':
      return is_time ? 3'600 : 0;
    case 'M':
      return is_time ? 60 : 0;
    case 'S':
      return is_time ? 1 : 0;
    default:
      return 0;
  }
}

}  // namespace

std::optional<ICalTime> ParseICalTime(std::string_view text, const Zone& zone) {
  const std::optional<int32_t> day = TakeDay(text);
  if (!day) return std::nullopt;
  if (text.empty()) return ICalTime{*day, 0, true};
  if (!Take(text, 'T')) return std::nullopt;
  const std::optional<int32_t> second = TakeSecond(text);
  if (!second) return std::nullopt;
  const ICalTime written = {*day, *second, false};
  if (text.empty()) return written;
  if (text != "Z") return std::nullopt;
  return OnTheWall(written, zone);
}

std::optional<int32_t> ParseICalDays(std::string_view text) {
  Take(text, '+');
  if (!Take(text, 'P') || text.empty()) return std::nullopt;
  int64_t seconds = 0;
  bool is_time = false;
  while (!text.empty()) {
    if (!is_time && Take(text, 'T')) {
      is_time = true;
      continue;
    }
    int64_t number = 0;
    size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 9) {
      number = number * 10 + (text[digits++] - '0');
    }
    if (digits == 0 || digits == text.size()) return std::nullopt;
    const int64_t unit = SecondsOf(text[digits], is_time);
    if (unit == 0) return std::nullopt;
    seconds += number * unit;
    if (seconds > kMostSeconds) return std::nullopt;
    text.remove_prefix(digits + 1);
  }
  if (seconds == 0 || seconds % kSecondsPerDay != 0) return std::nullopt;
  return static_cast<int32_t>(seconds / kSecondsPerDay);
}

}  // namespace waypost::calendar
