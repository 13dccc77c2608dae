#include "lib/calendar/handoff_grid.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"

namespace waypost::calendar {
namespace {

constexpr int32_t kMonthsPerYear = 12;
constexpr int64_t kLongestShiftDays = 3'660;

struct Unit {
  std::string_view name;
  int64_t wall_ms;
  int32_t months;
};

constexpr Unit kUnits[] = {
    {"m", 60'000, 0},        {"h", 3'600'000, 0}, {"d", kMsPerDay, 0},
    {"w", 7 * kMsPerDay, 0}, {"mo", 0, 1},
};

absl::Status NotAStep(std::string_view text) {
  return InvalidArgument(
      Say({"\"$0\" is not the length of a shift; write a whole number and m, h, d, w or mo, from "
           "\"15m\" to ten years, such as \"12h\", \"1w\" or \"1mo\"",
           "\"$0\" 不是班次时长；请写整数加 m、h、d、w 或 mo，从 \"15m\" 到十年，例如 "
           "\"12h\"、\"1w\" 或 \"1mo\""},
          text));
}

int64_t FloorDivide(int64_t number, int64_t by) { return number / by - (number % by < 0 ? 1 : 0); }

// Digits of a fixed width; -1 if there is anything else.
int32_t Digits(std::string_view text, size_t begin, size_t count) {
  int32_t number = 0;
  for (size_t i = begin; i < begin + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

bool HasMarks(std::string_view text) {
  const bool sized = text.size() == 16 || text.size() == 19;
  return sized && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' &&
         (text.size() == 16 || text[16] == ':');
}

bool InRange(int32_t number, int32_t least, int32_t most) {
  return number >= least && number <= most;
}

}  // namespace

absl::StatusOr<GridStep> ParseGridStep(std::string_view text) {
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count <= 0) return NotAStep(text);
  const std::string_view name = text.substr(static_cast<size_t>(end - text.data()));
  const Unit* const unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                        [&](const Unit& each) { return each.name == name; });
  if (unit == std::end(kUnits)) return NotAStep(text);
  const int64_t days_at_least =
      unit->months != 0 ? 31 : std::max<int64_t>(unit->wall_ms / kMsPerDay, 0);
  if (count > kLongestShiftDays * kMsPerDay / kShortestShiftMs) return NotAStep(text);
  if (count * days_at_least > kLongestShiftDays) return NotAStep(text);
  if (unit->months == 0 && count * unit->wall_ms < kShortestShiftMs) return NotAStep(text);
  return GridStep{count * unit->wall_ms, static_cast<int32_t>(count) * unit->months};
}

absl::StatusOr<int64_t> ParseWallTime(std::string_view text) {
  if (HasMarks(text)) {
    const CivilDate date = {Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2)};
    const int32_t hour = Digits(text, 11, 2);
    const int32_t minute = Digits(text, 14, 2);
    const int32_t second = text.size() == 19 ? Digits(text, 17, 2) : 0;
    if (InRange(date.year, kEarliestYear, kLatestYear) && InRange(date.month, 1, kMonthsPerYear) &&
        InRange(date.day, 1, DaysInMonth(date.year, date.month)) && InRange(hour, 0, 23) &&
        InRange(minute, 0, 59) && InRange(second, 0, 59)) {
      const int64_t of_day = (int64_t{hour} * 60 + minute) * 60 + second;
      return int64_t{DayNumber(date)} * kMsPerDay + of_day * 1'000;
    }
  }
  return InvalidArgument(
      Say({"\"$0\" is not a local time of the years $1 to $2; write it like \"2027-01-04T20:00\"",
           "\"$0\" 不是 $1 到 $2 年的当地时间；请写成 \"2027-01-04T20:00\" 的形式"},
          text, kEarliestYear, kLatestYear));
}

int64_t FirstInstantFrom(const Zone& zone, int64_t wall_ms) {
  const int64_t at_ms = zone.InstantOf(wall_ms);
  if (zone.WallOf(at_ms) == wall_ms) return at_ms;
  // A skipped reading is given with the offset before the gap, so it lies behind the jump.
  const std::vector<ZoneTransition>& transitions = zone.transitions();
  const auto after = std::upper_bound(
      transitions.begin(), transitions.end(), at_ms,
      [](int64_t at, const ZoneTransition& transition) { return at < transition.at_ms; });
  return std::prev(after)->at_ms;
}

int64_t HandoffGrid::WallOf(int64_t k) const {
  if (step_.months == 0) return start_wall_ms_ + k * step_.wall_ms;
  const int32_t start_day = DayOfWall(start_wall_ms_);
  const CivilDate start = CivilDateOf(start_day);
  const int64_t months = int64_t{start.month} - 1 + k * step_.months;
  const auto year = static_cast<int32_t>(start.year + months / kMonthsPerYear);
  const auto month = static_cast<int32_t>(months % kMonthsPerYear) + 1;
  const int32_t day = std::min(start.day, DaysInMonth(year, month));
  return int64_t{DayNumber({year, month, day})} * kMsPerDay +
         (start_wall_ms_ - int64_t{start_day} * kMsPerDay);
}

int64_t HandoffGrid::SlotOfWall(int64_t wall_ms) const {
  if (step_.months == 0) return FloorDivide(wall_ms - start_wall_ms_, step_.wall_ms);
  const CivilDate date = CivilDateOf(DayOfWall(wall_ms));
  const CivilDate start = CivilDateOf(DayOfWall(start_wall_ms_));
  const int64_t months =
      int64_t{date.year - start.year} * kMonthsPerYear + date.month - start.month;
  return FloorDivide(months, step_.months);
}

int64_t HandoffGrid::SlotAt(int64_t at_ms, const Zone& zone) const {
  // The wall says nearly which; a jump of the zone or the end of a month decides the rest.
  int64_t k = std::max<int64_t>(SlotOfWall(zone.WallOf(at_ms)), -1);
  while (InstantOf(k + 1, zone) <= at_ms) ++k;
  while (k >= 0 && InstantOf(k, zone) > at_ms) --k;
  return k;
}

}  // namespace waypost::calendar
