#include "lib/calendar/intervals.h"

#include <algorithm>
#include <utility>

namespace waypost::calendar {
namespace {

bool BeginsBefore(const Interval& a, const Interval& b) { return a.begin_ms < b.begin_ms; }

// Appends what `cut` leaves of `whole`; `next` is the first cut that can still matter, and moves
// on.
void AppendRemainder(Interval whole, const IntervalSet& cut, size_t& next, IntervalSet& result) {
  while (next < cut.size() && cut[next].end_ms <= whole.begin_ms) ++next;
  // A cut may reach into the following interval too, so only a copy of `next` runs ahead.
  for (size_t i = next; i < cut.size() && cut[i].begin_ms < whole.end_ms; ++i) {
    if (cut[i].begin_ms > whole.begin_ms) {
      result.push_back({whole.begin_ms, cut[i].begin_ms});
    }
    whole.begin_ms = std::min(cut[i].end_ms, whole.end_ms);
    next = i;
  }
  if (whole.begin_ms < whole.end_ms) result.push_back(whole);
}

}  // namespace

IntervalSet Normalize(std::vector<Interval> intervals) {
  if (!std::is_sorted(intervals.begin(), intervals.end(), BeginsBefore)) {
    std::sort(intervals.begin(), intervals.end(), BeginsBefore);
  }
  size_t kept = 0;
  for (const Interval& interval : intervals) {
    if (interval.end_ms <= interval.begin_ms) continue;
    if (kept > 0 && interval.begin_ms <= intervals[kept - 1].end_ms) {
      intervals[kept - 1].end_ms = std::max(intervals[kept - 1].end_ms, interval.end_ms);
    } else {
      intervals[kept++] = interval;
    }
  }
  intervals.resize(kept);
  return intervals;
}

IntervalSet Subtract(IntervalSet from, const IntervalSet& cut) {
  if (cut.empty()) return from;
  IntervalSet result;
  result.reserve(from.size() + cut.size());
  size_t next = 0;
  for (const Interval& whole : from) AppendRemainder(whole, cut, next, result);
  return result;
}

IntervalSet Clip(IntervalSet set, int64_t begin_ms, int64_t end_ms) {
  size_t kept = 0;
  for (const Interval& interval : set) {
    const Interval part = {std::max(interval.begin_ms, begin_ms),
                           std::min(interval.end_ms, end_ms)};
    if (part.begin_ms < part.end_ms) set[kept++] = part;
  }
  set.resize(kept);
  return set;
}

}  // namespace waypost::calendar
