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
  int64_t left_ms = 0;  // until its next step
  uint16_t escalation = 0;
  uint8_t version = 0;
  uint8_t spare[5] = {0, 0, 0, 0, 0};
};
static_assert(sizeof(StandingRun) == 16);

// Makes the live runs of a ticket stand still and reports each (kHeld, Held::kIncident), but those
// of urgent chains, those that the incident itself started, and those that stand still already.
void StandStill(absl::Span<Decider* const> versions, int64_t now_ms, CompactVector<Run>& runs,
                CompactVector<StandingRun>& standing, std::vector<Effect>& effects);

// A run that stands still goes on under another policy, or begins anew there: it stands still
// there.
//
//   until_now  what it was: chain and version
void StandStillThere(const Run& until_now, int64_t now_ms, Run& run,
                     CompactVector<StandingRun>& standing);

// Lets them go on where they were, reporting each (kResumed); those that have ended meanwhile are
// forgotten.
void GoOn(int64_t now_ms, CompactVector<Run>& runs, CompactVector<StandingRun>& standing,
          std::vector<Effect>& effects);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_INCIDENT_HOLD_H_
