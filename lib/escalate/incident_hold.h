#ifndef WAYPOST_LIB_ESCALATE_INCIDENT_HOLD_H_
#define WAYPOST_LIB_ESCALATE_INCIDENT_HOLD_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/compact_vector.h"
#include "lib/escalate/decider.h"

namespace waypost::escalate {

// A run that stands still while its ticket is part of an incident.
struct StandingRun {
  int64_t left_ms = 0;  // until its next step; kNever: it only follows hand-overs
  // Whoever has taken over since then has not been told. kNever: hand-overs are not followed.
  CompactTime handoff_ms{Calendar::kNever};
  uint16_t escalation = 0;
  uint8_t version = 0;
  uint8_t spare[7] = {0, 0, 0, 0, 0, 0, 0};
};
static_assert(sizeof(StandingRun) == 24);

// Makes the live runs of a ticket stand still and reports each (kHeld, Held::kIncident), but those
// of urgent chains, those that the incident itself started, and those that stand still already.
// Meanwhile no step of theirs is due, and nobody is told who takes over a rotation.
void StandStill(absl::Span<Decider* const> versions, int64_t now_ms, CompactVector<Run>& runs,
                CompactVector<StandingRun>& standing, std::vector<Effect>& effects);

// Of a run that stands still, for which it goes on under another policy or begins anew there: takes
// it up as if it went on now, and puts it down again afterwards. Reports nothing.
//
// TakeUp: false if the run does not stand still.
bool TakeUp(int64_t now_ms, Run& run, CompactVector<StandingRun>& standing);
void PutDown(int64_t now_ms, Run& run, CompactVector<StandingRun>& standing);

// The next step of a run that stands still comes so much later once it goes on, as by
// Snooze. Does nothing for others.
void Postpone(int64_t for_ms, int64_t now_ms, Run& run, CompactVector<StandingRun>& standing);

// Lets them go on where they were, reporting each (kResumed), and tells whoever has taken over a
// rotation meanwhile; those that have ended are forgotten.
void GoOn(absl::Span<Decider* const> versions, Facts& facts, int64_t now_ms,
          CompactVector<Run>& runs, CompactVector<StandingRun>& standing,
          std::vector<Effect>& effects);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_INCIDENT_HOLD_H_
