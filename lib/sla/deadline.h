#ifndef WAYPOST_LIB_SLA_DEADLINE_H_
#define WAYPOST_LIB_SLA_DEADLINE_H_

#include <cstdint>

#include "lib/sla/decider.h"

namespace waypost::sla {

// The due times by which tickets that wait are ordered: those of clocks that run. A clock that
// stands still promises nothing before it runs again.
struct Deadlines {
  int64_t earliest_ms = Calendar::kNever;  // of all, missed ones included
  int64_t live_ms = Calendar::kNever;      // of those whose breach has not been reported
  bool missed = false;                     // at least one is missed
};

// Changes only when a clock does: by a change of the ticket, or by a breach.
//
// Cost: as Decider::Due, for each clock.
Deadlines DeadlinesOf(Versions versions, History history, const Clocks& clocks);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_DEADLINE_H_
