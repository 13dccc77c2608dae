#ifndef WAYPOST_LIB_CALENDAR_HANDOFF_GRID_H_
#define WAYPOST_LIB_CALENDAR_HANDOFF_GRID_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/calendar/zone.h"

namespace waypost::calendar {

// The length of a shift on the wall: months, or else a fixed number of milliseconds, in which a day
// is 24 hours of the wall clock whatever the zone does meanwhile.
struct GridStep {
  int64_t wall_ms = 0;
  int32_t months = 0;  // 0: `wall_ms` counts
};

// The shortest shift. Shorter ones would be work lists, not duties.
inline constexpr int64_t kShortestShiftMs = int64_t{15} * 60'000;

// Reads "15m", "12h", "1d", "2w", "1mo".
//
// Errors: InvalidArgument with a sentence: not a number and one of these units, shorter than 15
//         minutes, longer than ten years.
absl::StatusOr<GridStep> ParseGridStep(std::string_view text);

// Reads "2027-01-04T20:00", with or without seconds, as milliseconds on the wall.
//
// Errors: InvalidArgument with a sentence: another form, a date that does not exist, a year that
//         no calendar has.
absl::StatusOr<int64_t> ParseWallTime(std::string_view text);

// The instant at which the wall shows `wall_ms` for the first time; for a reading that the zone
// skips, the first instant after the gap.
int64_t FirstInstantFrom(const Zone& zone, int64_t wall_ms);

// Where the shifts of a rotation change: `start + k * step` as a wall shows it, k = 0, 1, 2, ...
//
// Hours and days are counted on the wall, so that a hand-over at 20:00 stays at 20:00 when the
// clocks change. A slot in a gap lies at the first instant after it; slots that fall together so
// leave a shift of no length; an ambiguous slot is its first occurrence. Months keep the start's
// day, or the last of a shorter month.
//
// Immutable value; safe to share.
class HandoffGrid {
 public:
  HandoffGrid() = default;
  HandoffGrid(int64_t start_wall_ms, GridStep step) : start_wall_ms_(start_wall_ms), step_(step) {}

  // Of slot `k` >= 0. Cost: O(log transitions).
  int64_t InstantOf(int64_t k, const Zone& zone) const { return FirstInstantFrom(zone, WallOf(k)); }

  // The greatest k whose slot lies at or before `at_ms`; -1 before the start. `at_ms` lies before
  // the year 9999.
  //
  // Cost: as InstantOf, times the slots within the zone's jump nearest to `at_ms`: one or two for
  //       shifts of some hours.
  int64_t SlotAt(int64_t at_ms, const Zone& zone) const;

  const GridStep& step() const { return step_; }

 private:
  int64_t WallOf(int64_t k) const;
  int64_t SlotOfWall(int64_t wall_ms) const;

  int64_t start_wall_ms_ = 0;
  GridStep step_ = {kMsPerDay, 0};
};

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_HANDOFF_GRID_H_
