#include "lib/calendar/check_spec.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"

namespace waypost::calendar {
namespace {

using Kind = CalendarWarning::Kind;
using List = CalendarWarning::List;

bool IsDate(const CivilDate& date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= DaysInMonth(date.year, date.month);
}

// A yearly date keeps no year, so it may be 02-29 whatever its year says.
bool IsRange(const DateRange& range) {
  if (!range.yearly) {
    return IsDate(range.first) && IsDate(range.last) &&
           DayNumber(range.first) <= DayNumber(range.last);
  }
  return IsDate({2000, range.first.month, range.first.day}) &&
         IsDate({2000, range.last.month, range.last.day});
}

absl::Status CheckDates(const std::vector<DateRange>& dates) {
  if (std::all_of(dates.begin(), dates.end(), IsRange)) return absl::OkStatus();
  return InvalidArgument({"a date does not exist, or a range ends before it begins",
                          "日期不存在，或区间在开始之前结束"});
}

absl::Status CheckHours(const std::vector<HoursRange>& hours) {
  for (const HoursRange& range : hours) {
    if (range.open_s < 0 || range.open_s >= kSecondsPerDay || range.close_s <= range.open_s ||
        range.close_s - range.open_s > kSecondsPerDay) {
      return InvalidArgument(
          {"hours start between 00:00 and 24:00 and end after that, within 24 hours",
           "时段从 00:00 到 24:00 之间开始，在其后 24 小时之内结束"});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDays(WeekdaySet days) {
  if (days <= kEveryDay) return absl::OkStatus();
  return InvalidArgument({"a set of weekdays has seven bits", "星期集合有七位"});
}

absl::Status CheckYears(const CalendarSpec& spec) {
  if (spec.first_year >= kEarliestYear && spec.last_year <= kLatestYear &&
      spec.first_year <= spec.last_year) {
    return absl::OkStatus();
  }
  return InvalidArgument(Say({"a calendar of the years $0 to $1 does not lie within $2 to $3",
                              "$0 到 $1 年的日历不在 $2 到 $3 年之内"},
                             spec.first_year, spec.last_year, kEarliestYear, kLatestYear));
}

bool LiesOutside(const std::vector<DateRange>& dates, const DaySpan& horizon) {
  return std::all_of(dates.begin(), dates.end(),
                     [&](const DateRange& range) { return DaysOf(range, horizon).empty(); });
}

void WarnIfOutside(const std::vector<DateRange>& dates, const DaySpan& horizon, List list,
                   size_t entry, std::vector<CalendarWarning>& warnings) {
  if (dates.empty() || !LiesOutside(dates, horizon)) return;
  warnings.push_back({Kind::kOutsideHorizon, list, entry, 0,
                      Say({"these dates have no effect: the calendar covers the years $0 to $1",
                           "这些日期不起作用：日历只含 $0 到 $1 年"},
                          CivilDateOf(horizon.first).year, CivilDateOf(horizon.last).year)});
}

std::string DateText(int32_t day) {
  const CivilDate date = CivilDateOf(day);
  return absl::StrCat(absl::Dec(date.year, absl::kZeroPad4), "-",
                      absl::Dec(date.month, absl::kZeroPad2), "-",
                      absl::Dec(date.day, absl::kZeroPad2));
}

// One warning per entry, for the first date that it shares.
void WarnOfOverlaps(const CalendarSpec& spec, const DatedRules& rules,
                    std::vector<CalendarWarning>& warnings) {
  std::vector<const DatedEntry*> shared(spec.special.size(), nullptr);
  for (size_t i = 1; i < rules.special.size(); ++i) {
    const DatedEntry& dated = rules.special[i];
    if (rules.special[i - 1].day == dated.day && shared[dated.entry] == nullptr) {
      shared[dated.entry] = &dated;
    }
  }
  for (size_t entry = 0; entry < shared.size(); ++entry) {
    if (shared[entry] == nullptr) continue;
    const size_t other = (shared[entry] - 1)->entry;
    warnings.push_back({Kind::kOverlappingSpecial, List::kSpecial, entry, other,
                        Say({"two entries of special hours name $0; their hours are joined",
                             "两条特殊时间都写了 $0；两者的时段合并"},
                            DateText(shared[entry]->day))});
  }
}

bool RunsOvernight(const std::vector<HoursRange>& hours) {
  return std::any_of(hours.begin(), hours.end(),
                     [](const HoursRange& range) { return range.close_s > kSecondsPerDay; });
}

void WarnOfHidden(const CalendarSpec& spec, const DatedRules& rules,
                  std::vector<CalendarWarning>& warnings) {
  std::vector<uint8_t> named(spec.special.size(), 0);
  std::vector<uint8_t> effective(spec.special.size(), 0);
  for (const DatedEntry& dated : rules.special) {
    named[dated.entry] = 1;
    const SpecialHours& entry = spec.special[dated.entry];
    if (!rules.IsHoliday(dated.day) || entry.open_anyway ||
        (spec.holiday_cut == HolidayCut::kByMinute && RunsOvernight(entry.hours))) {
      effective[dated.entry] = 1;
    }
  }
  for (size_t entry = 0; entry < spec.special.size(); ++entry) {
    if (!named[entry] || effective[entry] || spec.special[entry].hours.empty()) continue;
    warnings.push_back(
        {Kind::kSpecialUnderHoliday,
         List::kSpecial,
         entry,
         0,
         {"these special hours fall on holidays only and have no effect; write "
          "open_anyway: true to open on a holiday",
          "这些特殊时间只落在节假日，不起作用；要在节假日开放请写 open_anyway: true"}});
  }
}

}  // namespace

absl::Status CheckSpec(const CalendarSpec& spec) {
  absl::Status status = CheckYears(spec);
  for (const WeeklyHours& entry : spec.weekly) {
    status.Update(CheckDays(entry.days));
    status.Update(CheckHours(entry.hours));
  }
  for (const SpecialHours& entry : spec.special) {
    status.Update(CheckDates(entry.dates));
    status.Update(CheckHours(entry.hours));
  }
  for (const BreakHours& entry : spec.breaks) {
    status.Update(CheckDays(entry.days));
    status.Update(CheckDates(entry.dates));
    status.Update(CheckHours(entry.hours));
  }
  status.Update(CheckDates(spec.holidays));
  status.Update(CheckDates(spec.imported_holidays));
  return status;
}

std::vector<CalendarWarning> WarnOfDates(const CalendarSpec& spec, const DatedRules& rules,
                                         const DaySpan& horizon) {
  std::vector<CalendarWarning> warnings;
  for (size_t i = 0; i < spec.special.size(); ++i) {
    WarnIfOutside(spec.special[i].dates, horizon, List::kSpecial, i, warnings);
  }
  for (size_t i = 0; i < spec.holidays.size(); ++i) {
    WarnIfOutside({spec.holidays[i]}, horizon, List::kHolidays, i, warnings);
  }
  for (size_t i = 0; i < spec.breaks.size(); ++i) {
    WarnIfOutside(spec.breaks[i].dates, horizon, List::kBreaks, i, warnings);
  }
  WarnOfOverlaps(spec, rules, warnings);
  WarnOfHidden(spec, rules, warnings);
  return warnings;
}

}  // namespace waypost::calendar
