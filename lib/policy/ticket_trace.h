#ifndef WAYPOST_LIB_POLICY_TICKET_TRACE_H_
#define WAYPOST_LIB_POLICY_TICKET_TRACE_H_

#include <vector>

#include "lib/policy/policy_prover.h"
#include "lib/policy/prove_claim.h"

namespace waypost::policy {

// What a ticket gets as it comes in, and which rule of each list says so: its priority, promise and
// route, and the chains that start at once or with a breach of what it is promised.
std::vector<TraceLine> TraceOf(const Lowering& lowering, PolicyProver& prover,
                               const expression::Witness& ticket);

// The breach of such a clock starts a chain with these triggers.
bool ListensTo(const Triggers& on, const Target& target);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TICKET_TRACE_H_
