#ifndef WAYPOST_LIB_SLA_EXPLAIN_H_
#define WAYPOST_LIB_SLA_EXPLAIN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/sla/clock.h"
#include "lib/sla/decider.h"

namespace waypost::sla {

// What a stretch of time was to a clock.
enum class Why : uint8_t { kCounted, kBeforeStart, kClosed, kPaused, kWhileSolved, kAfterStop };

struct ExplainedStretch {
  int64_t from_ms = 0;
  int64_t to_ms = 0;
  Why why = Why::kCounted;
  Status status = Status::kActive;  // of kPaused
  int64_t open_ms = 0;              // open time in it
  // Of kCounted and kClosed: whose hours, as an index into the calendars of a policy version.
  uint8_t version = 0;
  uint16_t calendar = 0;
};

// Why a clock stands where it stands.
struct Explanation {
  ClockStanding standing;  // of a solved cycle: at its stop, its due time as if it had run on
  int64_t landing_ms = 0;  // of a target in business days, if nothing pauses; kNever: beyond
  int64_t paused_ms = 0;   // open time from the start to now, or to the stop, that did not count
  std::vector<ExplainedStretch> stretches;
  bool more = false;  // there are more stretches than asked for
};

// Explains a cycle that is live, or solved and may go on, and stands in a ticket's Clocks.
//
// Shape:  the stretches go from the ticket's opening to `now_ms`, or to the due time if that is
//         later, without gaps and none across `now_ms`, nor across a change of calendar that was
//         split, if it ran; at most `most`, the first ones. A pause is one stretch whatever the
//         hours; the open time of those that counted up to now, or to the stop, is what has
//         elapsed.
// Errors: none; a clock of another phase is a bug of the caller.
// Cost:   O(changes of the history + `most`).
Explanation Explain(Versions versions, const Clock& clock, const TicketTimes& times, int64_t now_ms,
                    size_t most);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_EXPLAIN_H_
