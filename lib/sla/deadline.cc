#include "lib/sla/deadline.h"

#include <algorithm>

#include "lib/sla/timeline.h"

namespace waypost::sla {

Deadlines DeadlinesOf(Versions versions, History history, const Clocks& clocks) {
  Deadlines deadlines;
  for (const Clock& clock : clocks) {
    if (!clock.live() || clock.paused) continue;
    const int64_t due_ms = TimelineOf(versions, clock, history).Due();
    deadlines.earliest_ms = std::min(deadlines.earliest_ms, due_ms);
    if (clock.breached) {
      deadlines.missed = true;
    } else {
      deadlines.live_ms = std::min(deadlines.live_ms, due_ms);
    }
  }
  return deadlines;
}

}  // namespace waypost::sla
