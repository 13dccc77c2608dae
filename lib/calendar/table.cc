#include "lib/calendar/table.h"

#include <utility>

#include "lib/base/check.h"
#include "lib/base/digest.h"

namespace waypost::calendar {
namespace {

void FillOpenings(const IntervalSet& open, Table& table) {
  table.openings.reserve(open.size() + 1);
  for (const Interval& interval : open) {
    table.openings.push_back({interval.begin_ms, interval.end_ms, table.total_ms});
    table.total_ms += interval.end_ms - interval.begin_ms;
  }
  table.openings.push_back({Calendar::kNever, Calendar::kNever, table.total_ms});
  table.count = static_cast<uint32_t>(open.size());
}

bool EarlierDay(const BusinessDate& a, const BusinessDate& b) { return a.day < b.day; }

// Clocks that go back over midnight show a date twice, so its parts need not lie side by side.
std::vector<BusinessDate> JoinSameDays(std::vector<BusinessDate> parts) {
  if (!std::is_sorted(parts.begin(), parts.end(), EarlierDay)) {
    std::stable_sort(parts.begin(), parts.end(), EarlierDay);
  }
  size_t kept = 0;
  for (const BusinessDate& part : parts) {
    if (kept > 0 && parts[kept - 1].day == part.day) {
      parts[kept - 1].close_ms = part.close_ms;
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
  return parts;
}

std::vector<BusinessDate> FindBusinessDates(const IntervalSet& open, const Zone& zone) {
  std::vector<BusinessDate> parts;
  parts.reserve(open.size());
  for (const Interval& interval : open) {
    zone.ForEachOffset(interval, [&](int64_t begin_ms, int64_t end_ms, int64_t offset_ms) {
      while (begin_ms < end_ms) {
        const int32_t day = DayOfWall(begin_ms + offset_ms);
        const int64_t midnight_ms = (int64_t{day} + 1) * kMsPerDay - offset_ms;
        const int64_t until_ms = std::min(midnight_ms, end_ms);
        parts.push_back({day, begin_ms, until_ms});
        begin_ms = until_ms;
      }
    });
  }
  return JoinSameDays(std::move(parts));
}

// Names stay out: calendars that answer alike have the same digest, however they were written.
// Offsets are in, because business days land on wall times.
uint64_t DigestOfContent(const Table& table) {
  Digest digest;
  digest.AddSigned(table.begin_ms);
  digest.AddSigned(table.end_ms);
  digest.Add(table.open_at_end ? 1 : 0);
  table.zone.ForEachOffset({table.begin_ms, table.end_ms},
                           [&](int64_t begin_ms, int64_t, int64_t offset_ms) {
                             digest.AddSigned(begin_ms);
                             digest.AddSigned(offset_ms);
                           });
  digest.Add(table.count);
  for (uint32_t i = 0; i < table.count; ++i) {
    digest.AddSigned(table.openings[i].open_ms);
    digest.AddSigned(table.openings[i].close_ms);
  }
  return digest.Value();
}

}  // namespace

Table BuildTable(const IntervalSet& open, const Zone& zone, int64_t begin_ms, int64_t end_ms,
                 bool open_at_end) {
  WP_CHECK(open.empty() || (open.front().begin_ms >= begin_ms && open.back().end_ms <= end_ms),
           "openings lie within the calendar's horizon");
  Table table;
  table.zone = zone;
  table.begin_ms = begin_ms;
  table.end_ms = end_ms;
  table.open_at_end = open_at_end;
  FillOpenings(open, table);
  table.business_dates = FindBusinessDates(open, zone);
  table.by_close = BucketIndex(begin_ms, table.count, [&](uint32_t i) { return table.CloseOf(i); });
  table.by_open_time =
      BucketIndex(0, table.count, [&](uint32_t i) { return table.OpenTimeAtCloseOf(i); });
  table.digest = DigestOfContent(table);
  return table;
}

}  // namespace waypost::calendar
