#include "lib/calendar/period.h"

#include "absl/strings/str_format.h"
#include "lib/calendar/civil_date.h"

namespace waypost::calendar {
namespace {

constexpr int32_t kMonthsPerQuarter = 3;
constexpr int32_t kMonthsOfYear = 12;
constexpr int32_t kSecondHalf = 16;

int32_t FirstMonth(Period period, int32_t month) {
  return period == Period::kMonth ? month : month - (month - 1) % kMonthsPerQuarter;
}

// The first day of the period that has this day.
int32_t FirstDay(Period period, int32_t day) {
  if (period == Period::kDay) return day;
  if (period == Period::kWeek) return day - WeekdayOf(day);
  const CivilDate date = CivilDateOf(day);
  if (period == Period::kHalfMonth) {
    return DayNumber({date.year, date.month, date.day < kSecondHalf ? 1 : kSecondHalf});
  }
  return DayNumber({date.year, FirstMonth(period, date.month), 1});
}

// The first day of the next period; `day` is the first of its own.
int32_t NextFirstDay(Period period, int32_t day) {
  if (period == Period::kDay) return day + 1;
  if (period == Period::kWeek) return day + 7;
  const CivilDate date = CivilDateOf(day);
  if (period == Period::kHalfMonth && date.day < kSecondHalf) {
    return DayNumber({date.year, date.month, kSecondHalf});
  }
  const int32_t month = date.month + (period == Period::kQuarter ? kMonthsPerQuarter : 1);
  if (month <= kMonthsOfYear) return DayNumber({date.year, month, 1});
  return DayNumber({date.year + 1, month - kMonthsOfYear, 1});
}

int64_t MidnightOf(const Zone& zone, int32_t day) {
  return zone.InstantOf(int64_t{day} * kMsPerDay);
}

// A week belongs to the year of its Thursday.
std::string WeekLabel(int32_t monday) {
  const int32_t thursday = monday + 3;
  const int32_t year = CivilDateOf(thursday).year;
  return absl::StrFormat("%04d-W%02d", year, (thursday - DayNumber({year, 1, 1})) / 7 + 1);
}

}  // namespace

Interval PeriodOf(Period period, const Zone& zone, int64_t at_ms) {
  int32_t first = FirstDay(period, DayOfWall(zone.WallOf(at_ms)));
  // Where midnight comes twice, the wall may show the day before once more; where it is skipped,
  // the new day a little early.
  while (MidnightOf(zone, first) > at_ms) first = FirstDay(period, first - 1);
  int32_t next = NextFirstDay(period, first);
  while (MidnightOf(zone, next) <= at_ms) {
    first = next;
    next = NextFirstDay(period, first);
  }
  return {MidnightOf(zone, first), MidnightOf(zone, next)};
}

std::string PeriodLabel(Period period, const Zone& zone, int64_t begin_ms) {
  // A midnight that the zone skips shows a later time of the same day.
  const int32_t day = DayOfWall(zone.WallOf(begin_ms));
  const CivilDate date = CivilDateOf(day);
  switch (period) {
    case Period::kDay:
      return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
    case Period::kWeek:
      return WeekLabel(FirstDay(period, day));
    case Period::kMonth:
      return absl::StrFormat("%04d-%02d", date.year, date.month);
    case Period::kQuarter:
      return absl::StrFormat("%04d-Q%d", date.year, (date.month - 1) / kMonthsPerQuarter + 1);
    case Period::kHalfMonth:
      return absl::StrFormat("%04d-%02d-H%d", date.year, date.month,
                             date.day < kSecondHalf ? 1 : 2);
  }
  return {};
}

}  // namespace waypost::calendar
