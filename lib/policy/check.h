// Checks over the policy as a whole, before and after its sections are lowered.
#ifndef WAYPOST_LIB_POLICY_CHECK_H_
#define WAYPOST_LIB_POLICY_CHECK_H_

#include "lib/policy/lowering.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {

// Sections and lists fit the tables' indexes (WP2005). If not, nothing else may be lowered.
bool CheckCounts(Lowering& lowering);

// Warns of calendars, queues and holiday files that nothing uses and of triggers that nothing can
// fire. For a policy without errors. `roster` may be null; if not, its shifts use calendars too.
void WarnOfUnused(Lowering& lowering, const waypost::v1::Roster* roster);

// Warns of promises and routes behind one that takes every ticket. For a policy without errors.
void WarnOfShadowed(Lowering& lowering);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CHECK_H_
