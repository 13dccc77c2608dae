#ifndef WAYPOST_LIB_CALENDAR_TABLE_H_
#define WAYPOST_LIB_CALENDAR_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/calendar/bucket_index.h"
#include "lib/calendar/intervals.h"
#include "lib/calendar/zone.h"
#include "waypost/calendar.h"

namespace waypost::calendar {

// A local date with at least one open millisecond.
struct BusinessDate {
  int32_t day = 0;       // day number
  int64_t open_ms = 0;   // its first open instant
  int64_t close_ms = 0;  // the end of its last open millisecond
};

// What a Calendar looks things up in. Filled once by BuildTable, never changed; safe to share.
struct Table {
  Zone zone;
  int64_t begin_ms = 0;  // the horizon, [begin_ms, end_ms)
  int64_t end_ms = 0;
  bool open_at_end = false;  // the last opening would go on past the horizon
  int64_t total_ms = 0;      // all open time
  uint64_t digest = 0;
  uint32_t count = 0;             // of openings
  std::vector<Opening> openings;  // `count` rows and a last one that opens never, after total_ms
  std::vector<BusinessDate> business_dates;
  BucketIndex by_close;
  BucketIndex by_open_time;

  // Keys of the two indexes: where an opening ends, as an instant and as open time.
  int64_t CloseOf(uint32_t i) const { return openings[i].close_ms; }
  int64_t OpenTimeAtCloseOf(uint32_t i) const { return openings[i + 1].open_before_ms; }

  // The opening that holds `at_ms`, or else the next one; the closing row if there is none.
  const Opening& OpeningEndingAfter(int64_t at_ms) const {
    return openings[by_close.UpperBound(at_ms, [this](uint32_t i) { return CloseOf(i); })];
  }

  // The opening in which open time goes past `open_ms`; the closing row if none does.
  const Opening& OpeningPassing(int64_t open_ms) const {
    return openings[by_open_time.UpperBound(open_ms,
                                            [this](uint32_t i) { return OpenTimeAtCloseOf(i); })];
  }

  // Open time from the beginning of the horizon to `at_ms`.
  int64_t OpenTimeBefore(int64_t at_ms) const {
    const Opening& opening = OpeningEndingAfter(at_ms);
    const int64_t inside_ms = at_ms > opening.open_ms ? at_ms - opening.open_ms : 0;
    return opening.open_before_ms + inside_ms;
  }
};

// Indexes the open instants of a calendar. `open` lies within the horizon [begin_ms, end_ms).
Table BuildTable(const IntervalSet& open, const Zone& zone, int64_t begin_ms, int64_t end_ms,
                 bool open_at_end);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_TABLE_H_
