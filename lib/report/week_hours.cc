#include "lib/report/week_hours.h"

#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/calendar/civil_date.h"

namespace waypost::report {
namespace {

constexpr uint32_t kQuarters = 96;
constexpr int64_t kQuarterMs = 900'000;

std::string ClockText(uint32_t quarter) {
  return absl::StrFormat("%02d:%02d", quarter / 4, quarter % 4 * 15);
}

// In how many weeks each quarter of a day of the week is open.
std::array<int, kQuarters> CountOpen(const Calendar& calendar, const calendar::Zone& zone,
                                     int32_t first_day) {
  std::array<int, kQuarters> open = {};
  for (int week = 0; week < kWeeks; ++week) {
    const int64_t midnight = int64_t{first_day + week * 7} * calendar::kMsPerDay;
    for (uint32_t quarter = 0; quarter < kQuarters; ++quarter) {
      const int64_t at_ms = zone.InstantOf(midnight + quarter * kQuarterMs);
      open[quarter] += calendar.IsOpen(at_ms) ? 1 : 0;
    }
  }
  return open;
}

}  // namespace

std::string HoursText(const WeekDay& day, bool usual) {
  std::string text;
  for (const WeekDay::Hours& hours : day.hours) {
    if (hours.usual != usual) continue;
    if (hours.begin == 0 && hours.end == kQuarters) return "all day";
    absl::StrAppend(&text, text.empty() ? "" : ", ", ClockText(hours.begin), "-",
                    ClockText(hours.end));
  }
  if (!text.empty()) return text;
  return usual ? "closed" : "";
}

std::vector<WeekDay> WeekHours(const Calendar& calendar, const calendar::Zone& zone) {
  static constexpr const char* kNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
  const int32_t monday = calendar::DayNumber({2027, 1, 4});
  std::vector<WeekDay> days;
  for (int32_t i = 0; i < 7; ++i) {
    const std::array<int, kQuarters> open = CountOpen(calendar, zone, monday + i);
    const auto shade = [&](uint32_t quarter) {
      return open[quarter] == 0 ? 0 : open[quarter] * 2 > kWeeks ? 2 : 1;
    };
    WeekDay& day = days.emplace_back();
    day.name = kNames[i];
    for (uint32_t begin = 0, end = 0; begin < kQuarters; begin = end) {
      while (end < kQuarters && shade(end) == shade(begin)) ++end;
      if (shade(begin) > 0) day.hours.push_back({begin, end, shade(begin) == 2});
    }
    day.text = HoursText(day, true);
  }
  return days;
}

}  // namespace waypost::report
