#include "lib/report/grain.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "lib/base/time_units.h"

namespace waypost::report {
namespace {

int64_t Floor(int64_t value, int64_t unit) {
  return value >= 0 ? value / unit : -((-value + unit - 1) / unit);
}

absl::CivilDay DayOf(int64_t hour) { return absl::CivilDay(1970, 1, 1) + Floor(hour, 24); }

int64_t HourOf(absl::CivilDay day) { return (day - absl::CivilDay(1970, 1, 1)) * 24; }

std::string DateText(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace

std::optional<Grain> GrainOf(std::string_view word) {
  if (word == "day") return Grain::kDay;
  if (word == "week") return Grain::kWeek;
  if (word == "month") return Grain::kMonth;
  if (word == "year") return Grain::kYear;
  return std::nullopt;
}

int64_t LocalHour(int64_t at_ms, const calendar::Zone& zone) {
  return Floor(zone.WallOf(at_ms), kHourMs);
}

int64_t PeriodBegin(int64_t hour, Grain grain) {
  const absl::CivilDay day = DayOf(hour);
  switch (grain) {
    case Grain::kHour:
      return hour;
    case Grain::kDay:
      return HourOf(day);
    case Grain::kWeek:
      return HourOf(absl::PrevWeekday(day + 1, absl::Weekday::monday));
    case Grain::kMonth:
      return HourOf(absl::CivilDay(absl::CivilMonth(day)));
    case Grain::kYear:
      return HourOf(absl::CivilDay(absl::CivilYear(day)));
  }
  return hour;
}

int64_t PeriodAfter(int64_t begin, Grain grain) {
  const absl::CivilDay day = DayOf(begin);
  switch (grain) {
    case Grain::kHour:
      return begin + 1;
    case Grain::kDay:
      return begin + 24;
    case Grain::kWeek:
      return begin + 7 * 24;
    case Grain::kMonth:
      return HourOf(absl::CivilDay(absl::CivilMonth(day) + 1));
    case Grain::kYear:
      return HourOf(absl::CivilDay(absl::CivilYear(day) + 1));
  }
  return begin + 1;
}

std::string PeriodName(int64_t begin, Grain grain) {
  const absl::CivilDay day = DayOf(begin);
  const absl::CivilDay thursday = day + 3;
  switch (grain) {
    case Grain::kHour:
      return absl::StrFormat("%s %02d:00", DateText(day), static_cast<int>(begin - HourOf(day)));
    case Grain::kDay:
      return DateText(day);
    case Grain::kWeek:
      return absl::StrFormat("%04d-W%02d", thursday.year(), (absl::GetYearDay(thursday) + 6) / 7);
    case Grain::kMonth:
      return absl::StrFormat("%04d-%02d", day.year(), day.month());
    case Grain::kYear:
      return absl::StrFormat("%04d", day.year());
  }
  return "";
}

std::string WallMinute(int64_t at_ms, const calendar::Zone& zone) {
  const int64_t minute = Floor(zone.WallOf(at_ms), kHourMs / 60);
  const int64_t hour = Floor(minute, 60);
  const absl::CivilDay day = DayOf(hour);
  return absl::StrFormat("%s %02d:%02d", DateText(day), static_cast<int>(hour - HourOf(day)),
                         static_cast<int>(minute - hour * 60));
}

}  // namespace waypost::report
