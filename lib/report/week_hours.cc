#include "lib/report/week_hours.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"

namespace waypost::report {
namespace {

constexpr uint32_t kMinutes = 1440;

std::string ClockText(uint32_t minute) {
  return absl::StrFormat("%02d:%02d", minute / 60, minute % 60);
}

// The minute of the day that clocks show, of a day that begins at `midnight` on the wall.
uint32_t MinuteOf(int64_t wall_ms, int64_t midnight) {
  const int64_t minute = (wall_ms - midnight) / kMinuteMs;
  return static_cast<uint32_t>(std::clamp<int64_t>(minute, 0, kMinutes));
}

// In how many weeks each minute of a day of the week is open.
std::array<int, kMinutes> CountOpen(const Calendar& calendar, const calendar::Zone& zone,
                                    int32_t first_day) {
  std::array<int, kMinutes> open = {};
  for (int week = 0; week < kWeeks; ++week) {
    const int64_t midnight = int64_t{first_day + week * 7} * calendar::kMsPerDay;
    std::array<bool, kMinutes> today = {};
    for (const Opening& opening : calendar.Openings(
             zone.InstantOf(midnight), zone.InstantOf(midnight + calendar::kMsPerDay))) {
      const uint32_t begin = MinuteOf(zone.WallOf(opening.open_ms), midnight);
      const uint32_t end = MinuteOf(zone.WallOf(opening.close_ms) + kMinuteMs - 1, midnight);
      for (uint32_t minute = begin; minute < end; ++minute) today[minute] = true;
    }
    for (uint32_t minute = 0; minute < kMinutes; ++minute) open[minute] += today[minute] ? 1 : 0;
  }
  return open;
}

}  // namespace

Words HoursText(const WeekDay& day, bool usual) {
  std::string text;
  for (const WeekDay::Hours& hours : day.hours) {
    if (hours.usual != usual) continue;
    if (hours.begin == 0 && hours.end == kMinutes) return {"all day", "全天"};
    absl::StrAppend(&text, text.empty() ? "" : ", ", ClockText(hours.begin), "-",
                    ClockText(hours.end));
  }
  if (!text.empty()) return text;
  return usual ? Words{"closed", "不开放"} : Words();
}

std::vector<WeekDay> WeekHours(const Calendar& calendar, const calendar::Zone& zone) {
  static constexpr Wording kNames[] = {
      {"Monday", "星期一"}, {"Tuesday", "星期二"},  {"Wednesday", "星期三"}, {"Thursday", "星期四"},
      {"Friday", "星期五"}, {"Saturday", "星期六"}, {"Sunday", "星期日"}};
  const int32_t monday = calendar::DayNumber({2027, 1, 4});
  std::vector<WeekDay> days;
  for (int32_t i = 0; i < 7; ++i) {
    const std::array<int, kMinutes> open = CountOpen(calendar, zone, monday + i);
    const auto shade = [&](uint32_t minute) {
      return open[minute] == 0 ? 0 : open[minute] * 2 > kWeeks ? 2 : 1;
    };
    WeekDay& day = days.emplace_back();
    day.name = Say(kNames[i]);
    for (uint32_t begin = 0, end = 0; begin < kMinutes; begin = end) {
      while (end < kMinutes && shade(end) == shade(begin)) ++end;
      if (shade(begin) > 0) day.hours.push_back({begin, end, shade(begin) == 2});
    }
    day.text = HoursText(day, true);
  }
  return days;
}

}  // namespace waypost::report
