#ifndef WAYPOST_LIB_POLICY_TRY_LINE_H_
#define WAYPOST_LIB_POLICY_TRY_LINE_H_

#include <string>

#include "lib/policy/lowering.h"
#include "lib/policy/policy_prover.h"

namespace waypost::policy {

// The command line that shows what becomes of an example ticket:
//
//   waypost route desk.textproto --roster team.roster.textproto --at 2027-01-04T21:00Z tier=vip
//
//   rosters  the files of the roster; may be empty
std::string TryLine(const Lowering& lowering, PolicyProver& prover,
                    const expression::Witness& ticket, const SourceFiles& rosters);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TRY_LINE_H_
