#ifndef WAYPOST_LIB_CALENDAR_ZONE_H_
#define WAYPOST_LIB_CALENDAR_ZONE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/intervals.h"

namespace waypost::calendar {

// From `at_ms` on, the wall shows UTC plus `offset_s`.
struct ZoneTransition {
  int64_t at_ms = 0;
  int32_t offset_s = 0;
};

// A time zone as a plain table of UTC offsets over a span of years: what a saved policy keeps, so
// that it means the same on a machine with another time zone database.
//
// Wall times are milliseconds from 1970-01-01 00:00 to that reading of the wall clock. Outside
// its years the table goes on with its first and last offset. Immutable; safe to share.
class Zone {
 public:
  // UTC, for every year a calendar can have.
  Zone();

  // A zone from its parts, as stored: `initial_offset_s` holds before the first transition.
  //
  // Errors: InvalidArgument if transitions do not rise or leave the years 1 to 9999, or an offset
  //         exceeds 26 hours.
  static absl::StatusOr<Zone> FromTable(std::string_view name, int32_t first_year,
                                        int32_t last_year, int32_t initial_offset_s,
                                        const std::vector<ZoneTransition>& transitions);

  const std::string& name() const { return name_; }
  int32_t first_year() const { return first_year_; }
  int32_t last_year() const { return last_year_; }
  int32_t initial_offset_s() const { return initial_offset_s_; }
  const std::vector<ZoneTransition>& transitions() const { return transitions_; }

  // What the wall shows at an instant. `at_ms` within the years 1 to 9999.
  int64_t WallOf(int64_t at_ms) const { return at_ms + offset_ms_[SegmentOf(at_ms)]; }

  // The instant at which the wall shows `wall_ms`: its first occurrence if there are several. A
  // reading that is skipped is taken with the offset in force before the gap, so 02:30 in a gap
  // from 02:00 to 03:00 is the instant that shows 03:30.
  //
  // Source: RFC 5545 section 3.3.5.
  int64_t InstantOf(int64_t wall_ms) const;

  // False for a date that the zone skipped whole, such as 2011-12-30 in Apia.
  bool HasDate(int32_t day_number) const;

  // Appends the instants whose local date is `day_number`: one interval, several where clocks
  // went back over midnight, none for a date that was skipped.
  void AppendDate(int32_t day_number, std::vector<Interval>& intervals) const;

  // Calls `piece(begin_ms, end_ms, offset_ms)` for the parts of `interval` under one offset each.
  template <typename Piece>
  void ForEachOffset(const Interval& interval, Piece piece) const {
    int64_t begin_ms = interval.begin_ms;
    for (size_t i = SegmentOf(begin_ms); begin_ms < interval.end_ms; ++i) {
      const int64_t end_ms = EndOf(i) < interval.end_ms ? EndOf(i) : interval.end_ms;
      piece(begin_ms, end_ms, offset_ms_[i]);
      begin_ms = end_ms;
    }
  }

 private:
  // Segment i is [begin_ms_[i], begin_ms_[i + 1]) under one offset; the first begins at the
  // beginning of time and the last never ends.
  size_t SegmentOf(int64_t at_ms) const;
  int64_t EndOf(size_t segment) const;
  void FindSkippedDays();

  std::string name_;
  int32_t first_year_ = kEarliestYear;
  int32_t last_year_ = kLatestYear;
  int32_t initial_offset_s_ = 0;
  std::vector<ZoneTransition> transitions_;

  std::vector<int64_t> begin_ms_;
  std::vector<int64_t> offset_ms_;
  int64_t least_offset_ms_ = 0;
  int64_t greatest_offset_ms_ = 0;
  std::vector<int32_t> skipped_days_;
};

// Reads an IANA zone ("Europe/Berlin") from the machine's time zone database.
//
// Errors: InvalidArgument with a suggestion for an unknown name, years that no calendar has;
//         FailedPrecondition if the machine has no time zone database.
// Source: absl::TimeZone, at this moment; never asked again.
absl::StatusOr<Zone> LoadZone(std::string_view name, int32_t first_year, int32_t last_year);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_ZONE_H_
