#ifndef WAYPOST_LIB_SLA_TIMELINE_H_
#define WAYPOST_LIB_SLA_TIMELINE_H_

#include <cstdint>

#include "lib/policy/tables.h"
#include "lib/sla/clock.h"
#include "lib/sla/decider.h"
#include "lib/sla/hours.h"
#include "lib/sla/pauses.h"
#include "waypost/calendar.h"

namespace waypost::sla {

// How the time of one cycle passes: the open time of its hours, where its ticket's history does
// not pause it. A view; borrows everything.
//
// Business days land by the present calendar from the start on, whatever counted earlier; none of
// them at the first date with open time left, so never before the start.
//
// Cost: the first answer walks the changes of pause since the start, a few nanoseconds each; those
//       that lie after the last of them then take two look-ups in the calendar, others walk again.
class Timeline {
 public:
  // `resumes_ms`: a pause that lasts to this day is taken to end then. kNever: it goes on.
  // `first_pause`: as Clock::first_pause.
  Timeline(const policy::Target& target, const Hours& hours, int64_t start_ms, History history,
           int64_t resumes_ms = Calendar::kNever, uint16_t first_pause = 0)
      : target_(target),
        hours_(hours),
        start_ms_(start_ms),
        pauses_{history, StillIn(target), first_pause},
        resumes_ms_(resumes_ms) {}

  const Hours& hours() const { return hours_; }
  const Pauses& pauses() const { return pauses_; }

  // Open time from the start to `at_ms`, less the open time paused.
  int64_t ElapsedAt(int64_t at_ms) const;

  // The elapsed time that the target allows; kNever if it lands beyond the calendar's horizon.
  int64_t Promised() const;

  // Where a target in business days lands if nothing pauses it. kNever as above.
  int64_t DayLanding() const;

  // What is left of it at `at_ms`; negative once overdue. kNever as above.
  int64_t LeftAt(int64_t at_ms) const;

  // The earliest instant at which the clock has run for `elapsed_ms`; for 0 the first at which it
  // runs. kNever if it stands still before that.
  int64_t InstantOf(int64_t elapsed_ms) const;

  // As Decider::Due.
  int64_t Due() const { return target_.in_days() ? DueInDays() : InstantOf(target_.within_ms); }

 private:
  // The stretch that never ends: since the last change of pause.
  struct Tail {
    int64_t begin_ms = 0;
    int64_t elapsed_ms = 0;  // when it began
    bool paused = false;
    bool known = false;
  };

  // Most clocks start or stop without a pause between: their tail is all there is.
  bool NothingSinceStart() const {
    return pauses_.history.empty() || pauses_.history.back().at_ms() <= start_ms_;
  }
  const Tail& TailOf() const;
  int64_t DueInDays() const;

  const policy::Target& target_;
  const Hours hours_;
  int64_t start_ms_;
  Pauses pauses_;
  int64_t resumes_ms_;
  mutable Tail tail_;
};

// `target` is an index into tables.targets.
inline Timeline TimelineOf(const policy::Tables& tables, uint16_t target, int64_t start_ms,
                           History history, int64_t resumes_ms = Calendar::kNever) {
  const policy::Target& row = tables.targets[target];
  return Timeline(row, Hours(tables.calendars[row.calendar].calendar), start_ms, history,
                  resumes_ms);
}

// Of a clock that stands in a ticket's Clocks; `versions` as for OnChange.
inline Timeline TimelineOf(Versions versions, const Clock& clock, History history,
                           int64_t resumes_ms = Calendar::kNever) {
  return Timeline(versions[clock.version]->tables().targets[clock.target], Hours(versions, clock),
                  clock.start_ms, history, resumes_ms, clock.first_pause);
}

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_TIMELINE_H_
