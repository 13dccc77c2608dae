#include "lib/calendar/date_ranges.h"

#include <algorithm>
#include <utility>

namespace waypost::calendar {
namespace {

// A first day of 02-29 slides to 03-01 in a common year and a last day of 02-29 back to 02-28, so
// a range that is only 02-29 becomes empty by itself.
int32_t FirstDayIn(int32_t year, const CivilDate& date) {
  return DayNumber({year, date.month, date.day});
}
int32_t LastDayIn(int32_t year, const CivilDate& date) {
  return DayNumber({year, date.month, std::min(date.day, DaysInMonth(year, date.month))});
}

void AppendInside(const DaySpan& days, const DaySpan& window, std::vector<DaySpan>& spans) {
  const DaySpan inside = {std::max(days.first, window.first), std::min(days.last, window.last)};
  if (inside.first <= inside.last) spans.push_back(inside);
}

}  // namespace

std::vector<DaySpan> DaysOf(const DateRange& range, const DaySpan& window) {
  std::vector<DaySpan> spans;
  if (!range.yearly) {
    AppendInside({DayNumber(range.first), DayNumber(range.last)}, window, spans);
    return spans;
  }
  const bool over_new_year = std::make_pair(range.first.month, range.first.day) >
                             std::make_pair(range.last.month, range.last.day);
  const int32_t first_year = CivilDateOf(window.first).year - 1;
  const int32_t last_year = CivilDateOf(window.last).year;
  for (int32_t year = first_year; year <= last_year; ++year) {
    AppendInside(
        {FirstDayIn(year, range.first), LastDayIn(over_new_year ? year + 1 : year, range.last)},
        window, spans);
  }
  return spans;
}

}  // namespace waypost::calendar
