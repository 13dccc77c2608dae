#include "lib/calendar/combine.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "lib/calendar/intervals.h"
#include "lib/calendar/table.h"

namespace waypost::calendar {
namespace {

struct Horizon {
  int64_t begin_ms = std::numeric_limits<int64_t>::min();
  int64_t end_ms = std::numeric_limits<int64_t>::max();

  void Narrow(const Calendar& calendar) {
    begin_ms = std::max(begin_ms, calendar.horizon_begin_ms());
    end_ms = std::min(end_ms, calendar.horizon_end_ms());
  }
  bool IsEmpty() const { return begin_ms >= end_ms; }
};

Horizon CommonHorizon(absl::Span<const Calendar> calendars) {
  Horizon horizon;
  for (const Calendar& calendar : calendars) horizon.Narrow(calendar);
  return horizon;
}

IntervalSet OpenWithin(const Calendar& calendar, const Horizon& horizon) {
  IntervalSet open;
  for (const Opening& opening : calendar.Openings(horizon.begin_ms, horizon.end_ms)) {
    open.push_back({opening.open_ms, opening.close_ms});
  }
  return Clip(std::move(open), horizon.begin_ms, horizon.end_ms);
}

// Whether it would be open at the end of the horizon, could one look beyond it.
bool GoesOnPast(const Calendar& calendar, const Horizon& horizon) {
  if (calendar.IsOpen(horizon.end_ms)) return true;
  const bool open_before = calendar.IsOpen(horizon.end_ms - 1);
  return open_before && calendar.NextClose(horizon.end_ms - 1) == Calendar::kNever;
}

Calendar Finish(const IntervalSet& open, const Zone& zone, const Horizon& horizon, bool goes_on) {
  const bool open_at_end = goes_on && !open.empty() && open.back().end_ms == horizon.end_ms;
  return Calendar(std::make_shared<const Table>(
      BuildTable(open, zone, horizon.begin_ms, horizon.end_ms, open_at_end)));
}

IntervalSet Everything(const Horizon& horizon) { return {{horizon.begin_ms, horizon.end_ms}}; }

}  // namespace

Calendar Unite(absl::Span<const Calendar> calendars, const Zone& zone) {
  const Horizon horizon = CommonHorizon(calendars);
  if (calendars.empty() || horizon.IsEmpty()) return Calendar();
  std::vector<Interval> all;
  bool goes_on = false;
  for (const Calendar& calendar : calendars) {
    const IntervalSet open = OpenWithin(calendar, horizon);
    all.insert(all.end(), open.begin(), open.end());
    goes_on |= GoesOnPast(calendar, horizon);
  }
  return Finish(Normalize(std::move(all)), zone, horizon, goes_on);
}

// Whatever is not closed in any of them.
Calendar Intersect(absl::Span<const Calendar> calendars, const Zone& zone) {
  const Horizon horizon = CommonHorizon(calendars);
  if (calendars.empty() || horizon.IsEmpty()) return Calendar();
  std::vector<Interval> closed;
  bool goes_on = true;
  for (const Calendar& calendar : calendars) {
    const IntervalSet gaps = Subtract(Everything(horizon), OpenWithin(calendar, horizon));
    closed.insert(closed.end(), gaps.begin(), gaps.end());
    goes_on &= GoesOnPast(calendar, horizon);
  }
  return Finish(Subtract(Everything(horizon), Normalize(std::move(closed))), zone, horizon,
                goes_on);
}

Calendar Complement(const Calendar& calendar, const Zone& zone) {
  const Horizon horizon = CommonHorizon({&calendar, 1});
  if (horizon.IsEmpty()) return Calendar();
  const IntervalSet open = Subtract(Everything(horizon), OpenWithin(calendar, horizon));
  return Finish(open, zone, horizon, !GoesOnPast(calendar, horizon));
}

}  // namespace waypost::calendar
