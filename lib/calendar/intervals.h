#ifndef WAYPOST_LIB_CALENDAR_INTERVALS_H_
#define WAYPOST_LIB_CALENDAR_INTERVALS_H_

#include <cstdint>
#include <vector>

namespace waypost::calendar {

// Half-open, [begin_ms, end_ms).
struct Interval {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
};

// A set of instants: sorted, none empty, with a gap between any two.
using IntervalSet = std::vector<Interval>;

// Makes a set of any intervals: drops those that end at or before their begin, joins those that
// overlap or touch. O(n) if sorted already, else O(n log n).
IntervalSet Normalize(std::vector<Interval> intervals);

// The instants of `from` that are not in `cut`. O(|from| + |cut|).
IntervalSet Subtract(IntervalSet from, const IntervalSet& cut);

// The instants of `set` inside [begin_ms, end_ms).
IntervalSet Clip(IntervalSet set, int64_t begin_ms, int64_t end_ms);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_INTERVALS_H_
