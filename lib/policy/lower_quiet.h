// What the quiet promises are lowered with.
#ifndef WAYPOST_LIB_POLICY_LOWER_QUIET_H_
#define WAYPOST_LIB_POLICY_LOWER_QUIET_H_

#include <cstdint>
#include <string>

#include "lib/policy/lowering.h"

namespace waypost::policy {

// Reads the compensations, after the facts.
void LowerCompensations(Lowering& lowering);
// Reads the samples, after the teams.
void LowerSamples(Lowering& lowering);
// Reads the slots of calls, after the calendars.
void LowerCallbacks(Lowering& lowering);
// Reads the entitlements, after the facts.
void LowerEntitlements(Lowering& lowering);
// Reads how long personal data is kept, after the facts.
void LowerRetention(Lowering& lowering);

// The compensation that a step names; kNone if it names none, or after a report.
uint16_t ReadCompensation(Lowering& lowering, const std::string& name, const FieldRef& field);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_QUIET_H_
