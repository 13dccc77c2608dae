#include "lib/calendar/resolve.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/words.h"

namespace waypost::calendar {
namespace {

using Week = std::array<std::vector<HoursRange>, 7>;

void AddToWeek(WeekdaySet days, const std::vector<HoursRange>& hours, Week& week) {
  for (size_t weekday = 0; weekday < week.size(); ++weekday) {
    if ((days >> weekday & 1) == 0) continue;
    week[weekday].insert(week[weekday].end(), hours.begin(), hours.end());
  }
}

// Walks the dates once, in order, and collects what they add and take away.
class Resolver {
 public:
  Resolver(const CalendarSpec& spec, const Zone& zone, const DatedRules& rules)
      : spec_(spec), zone_(zone), rules_(rules) {
    for (const WeeklyHours& entry : spec.weekly) AddToWeek(entry.days, entry.hours, weekly_);
    for (const BreakHours& entry : spec.breaks) {
      if (entry.dates.empty()) AddToWeek(entry.days, entry.hours, weekly_breaks_);
    }
    open_.reserve(static_cast<size_t>(rules.window.last - rules.window.first) + 1);
  }

  absl::StatusOr<IntervalSet> Run() {
    for (int32_t day = rules_.window.first; day <= rules_.window.last; ++day) {
      ResolveDate(day);
      if (std::max({open_.size(), holidays_.size(), breaks_.size()}) > kMostIntervals) {
        return ResourceExhausted(
            Say({"the hours make more than $0 intervals; shorten them or the years of the calendar",
                 "开放时间的时段超过 $0 个；请减少时段或日历的年份"},
                kMostIntervals));
      }
    }
    IntervalSet open = Normalize(std::move(open_));
    open = Subtract(std::move(open), Normalize(std::move(holidays_)));
    return Subtract(std::move(open), Normalize(std::move(breaks_)));
  }

 private:
  void ResolveDate(int32_t day) {
    const DatedEntryRange special = TakeDay(rules_.special, next_special_, day);
    const DatedEntryRange breaks = TakeDay(rules_.breaks, next_break_, day);
    AddOpenHours(day, special);
    if (!zone_.HasDate(day)) return;
    AddHours(day, weekly_breaks_[static_cast<size_t>(WeekdayOf(day))], breaks_);
    for (const DatedEntry& dated : breaks) {
      const BreakHours& entry = spec_.breaks[dated.entry];
      if (entry.days >> WeekdayOf(day) & 1) AddHours(day, entry.hours, breaks_);
    }
  }

  void AddOpenHours(int32_t day, const DatedEntryRange& special) {
    bool open_anyway = false;
    for (const DatedEntry& dated : special) open_anyway |= spec_.special[dated.entry].open_anyway;
    const bool holiday = rules_.IsHoliday(day);
    if (holiday && !open_anyway) {
      if (spec_.holiday_cut == HolidayCut::kByShift) return;
      // The hours are added all the same: what they have after midnight is not the holiday's.
      zone_.AppendDate(day, holidays_);
    }
    if (!zone_.HasDate(day)) return;
    if (special.empty()) AddHours(day, weekly_[static_cast<size_t>(WeekdayOf(day))], open_);
    for (const DatedEntry& dated : special) {
      const SpecialHours& entry = spec_.special[dated.entry];
      if (entry.open_anyway || !(holiday && open_anyway)) AddHours(day, entry.hours, open_);
    }
  }

  void AddHours(int32_t day, const std::vector<HoursRange>& hours, std::vector<Interval>& to) {
    const int64_t midnight_ms = int64_t{day} * kMsPerDay;
    for (const HoursRange& range : hours) {
      to.push_back({zone_.InstantOf(midnight_ms + int64_t{range.open_s} * 1'000),
                    zone_.InstantOf(midnight_ms + int64_t{range.close_s} * 1'000)});
    }
  }

  const CalendarSpec& spec_;
  const Zone& zone_;
  const DatedRules& rules_;
  Week weekly_;
  Week weekly_breaks_;
  size_t next_special_ = 0;
  size_t next_break_ = 0;
  std::vector<Interval> open_;
  std::vector<Interval> holidays_;
  std::vector<Interval> breaks_;
};

}  // namespace

absl::StatusOr<IntervalSet> ResolveOpenings(const CalendarSpec& spec, const Zone& zone,
                                            const DatedRules& rules) {
  return Resolver(spec, zone, rules).Run();
}

}  // namespace waypost::calendar
