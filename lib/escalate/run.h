#ifndef WAYPOST_LIB_ESCALATE_RUN_H_
#define WAYPOST_LIB_ESCALATE_RUN_H_

#include <cstdint>

#include "lib/base/compact_vector.h"
#include "lib/escalate/decider.h"
#include "lib/policy/tables.h"

namespace waypost::escalate {

// A new run of a chain that has at least one step.
Run FirstStep(const policy::Tables& tables, uint16_t escalation, uint8_t version,
              int64_t triggered_ms);

// Runs stand in the order of their chains in the policy, those of one place as they came.
//
// EnterRun: adds one to runs in that order. OrderRuns: brings them into it.
void EnterRun(const Run& run, CompactVector<Run>& runs);
void OrderRuns(CompactVector<Run>& runs);

// Goes on to the next step, whose due time counts from that of this one, or to the next pass.
// False after the last.
bool NextStep(const policy::Tables& tables, Run& run);

// The index in its chain of the step that was executed last; there is one.
uint16_t LastStepIndex(const policy::Tables& tables, const Run& run);

// The step that was executed last; null before the first.
const policy::Step* LastStep(const policy::Tables& tables, const Run& run);

// Nobody is told before `until_ms` who takes over at `handoff_ms`, of the run itself or of where it
// stands still.
void PutOffHandoff(int64_t until_ms, CompactTime& handoff_ms, Run& run);

// `at_ms` and `length_ms` later; kNever for what lies behind all time.
int64_t Later(int64_t at_ms, int64_t length_ms);

Effect EndOf(const Run& run, EndReason reason);

// Makes a run that has ended at `now_ms` one that keeps its chain from starting; false if its chain
// has no cooldown, so that it is to be removed.
bool CoolDown(const policy::Tables& tables, int64_t now_ms, Run& run);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_RUN_H_
