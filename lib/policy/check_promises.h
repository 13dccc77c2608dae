#ifndef WAYPOST_LIB_POLICY_CHECK_PROMISES_H_
#define WAYPOST_LIB_POLICY_CHECK_PROMISES_H_

#include "lib/policy/lowering.h"
#include "lib/policy/policy_prover.h"

namespace waypost::policy {

// Warns where a ticket is promised more time than a less urgent one that is like it in all else
// (WP3012): targets of one metric on one calendar, of neighbouring priorities.
//
// Returns kUnknown with a reason if something could not be told, kNo otherwise.
expression::Answer CheckPromises(Lowering& lowering, PolicyProver& prover);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CHECK_PROMISES_H_
