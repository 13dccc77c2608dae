#ifndef WAYPOST_LIB_ESCALATE_RUN_H_
#define WAYPOST_LIB_ESCALATE_RUN_H_

#include <cstdint>

#include "lib/escalate/decider.h"
#include "lib/policy/tables.h"

namespace waypost::escalate {

// A new run of a chain that has at least one step.
Run FirstStep(const policy::Tables& tables, uint16_t escalation, uint8_t version,
              int64_t triggered_ms);

// Goes on to the next step, whose due time counts from that of this one. False after the last.
bool NextStep(const policy::Tables& tables, Run& run);

Effect EndOf(const Run& run, EndReason reason);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_RUN_H_
