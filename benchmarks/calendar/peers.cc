#include "benchmarks/calendar/peers.h"

#include <algorithm>

namespace waypost::calendar {
namespace {

constexpr int64_t kMsPerMinute = 60'000;

}  // namespace

bool OfficeHours::IsWorkday(absl::CivilDay date) const {
  const absl::Weekday weekday = absl::GetWeekday(date);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday &&
         !std::binary_search(holidays.begin(), holidays.end(), date);
}

bool MinuteWalker::IsOpen(int64_t at_ms) const {
  const absl::CivilSecond wall = hours_.zone.At(absl::FromUnixMillis(at_ms)).cs;
  return wall.hour() >= 9 && wall.hour() < 18 && hours_.IsWorkday(absl::CivilDay(wall));
}

int64_t MinuteWalker::Between(int64_t begin_ms, int64_t end_ms) const {
  int64_t open_ms = 0;
  for (int64_t at_ms = begin_ms; at_ms < end_ms; at_ms += kMsPerMinute) {
    if (IsOpen(at_ms)) open_ms += kMsPerMinute;
  }
  return open_ms;
}

int64_t MinuteWalker::Add(int64_t start_ms, int64_t open_ms) const {
  int64_t at_ms = start_ms;
  for (;; at_ms += kMsPerMinute) {
    if (!IsOpen(at_ms)) continue;
    if (open_ms <= kMsPerMinute) return at_ms + open_ms;
    open_ms -= kMsPerMinute;
  }
}

absl::CivilDay DayWalker::DateAt(int64_t at_ms) const {
  return absl::CivilDay(hours_.zone.At(absl::FromUnixMillis(at_ms)).cs);
}

DayWalker::Day DayWalker::DayOf(absl::CivilDay date) const {
  if (!hours_.IsWorkday(date)) return {0, 0};
  const absl::CivilHour midnight(date);
  return {absl::ToUnixMillis(hours_.zone.At(absl::CivilSecond(midnight + 9)).pre),
          absl::ToUnixMillis(hours_.zone.At(absl::CivilSecond(midnight + 18)).pre)};
}

bool DayWalker::IsOpen(int64_t at_ms) const {
  const Day day = DayOf(DateAt(at_ms));
  return day.open_ms <= at_ms && at_ms < day.close_ms;
}

int64_t DayWalker::Between(int64_t begin_ms, int64_t end_ms) const {
  const absl::CivilDay last = DateAt(end_ms);
  int64_t open_ms = 0;
  for (absl::CivilDay date = DateAt(begin_ms); date <= last; ++date) {
    const Day day = DayOf(date);
    const int64_t from_ms = std::max(day.open_ms, begin_ms);
    open_ms += std::max<int64_t>(0, std::min(day.close_ms, end_ms) - from_ms);
  }
  return open_ms;
}

int64_t DayWalker::Add(int64_t start_ms, int64_t open_ms) const {
  for (absl::CivilDay date = DateAt(start_ms);; ++date) {
    const Day day = DayOf(date);
    const int64_t from_ms = std::max(day.open_ms, start_ms);
    if (day.close_ms <= from_ms) continue;
    if (open_ms <= day.close_ms - from_ms) return from_ms + open_ms;
    open_ms -= day.close_ms - from_ms;
  }
}

}  // namespace waypost::calendar
