#include "lib/calendar/dated_rules.h"

#include <algorithm>
#include <tuple>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/words.h"

namespace waypost::calendar {
namespace {

bool Before(const DatedEntry& a, const DatedEntry& b) {
  return std::tie(a.day, a.entry) < std::tie(b.day, b.entry);
}
bool Same(const DatedEntry& a, const DatedEntry& b) { return a.day == b.day && a.entry == b.entry; }

template <typename Entry>
absl::StatusOr<std::vector<DatedEntry>> Expand(const std::vector<Entry>& list,
                                               const DaySpan& window) {
  std::vector<DatedEntry> dated;
  for (size_t entry = 0; entry < list.size(); ++entry) {
    for (const DateRange& range : list[entry].dates) {
      for (const DaySpan& span : DaysOf(range, window)) {
        if (dated.size() + static_cast<size_t>(span.last - span.first) >= kMostDatedEntries) {
          return ResourceExhausted(Say({"dated hours name more than $0 dates; shorten their ranges "
                                        "or the years of the calendar",
                                        "按日期的时段超过 $0 个日期；请缩短日期区间或日历的年份"},
                                       kMostDatedEntries));
        }
        for (int32_t day = span.first; day <= span.last; ++day) {
          dated.push_back({day, static_cast<uint32_t>(entry)});
        }
      }
    }
  }
  std::sort(dated.begin(), dated.end(), Before);
  dated.erase(std::unique(dated.begin(), dated.end(), Same), dated.end());
  return dated;
}

void MarkHolidays(const std::vector<DateRange>& holidays, DatedRules& rules) {
  for (const DateRange& range : holidays) {
    for (const DaySpan& span : DaysOf(range, rules.window)) {
      std::fill(rules.is_holiday.begin() + (span.first - rules.window.first),
                rules.is_holiday.begin() + (span.last - rules.window.first) + 1, uint8_t{1});
    }
  }
}

}  // namespace

absl::StatusOr<DatedRules> ExpandDates(const CalendarSpec& spec, const DaySpan& window) {
  absl::StatusOr<std::vector<DatedEntry>> special = Expand(spec.special, window);
  if (!special.ok()) return special.status();
  absl::StatusOr<std::vector<DatedEntry>> breaks = Expand(spec.breaks, window);
  if (!breaks.ok()) return breaks.status();
  DatedRules rules{window, {}, *std::move(special), *std::move(breaks)};
  rules.is_holiday.assign(static_cast<size_t>(window.last - window.first) + 1, 0);
  MarkHolidays(spec.holidays, rules);
  MarkHolidays(spec.imported_holidays, rules);
  return rules;
}

}  // namespace waypost::calendar
