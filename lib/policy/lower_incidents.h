// What incidents and alarms share.
#ifndef WAYPOST_LIB_POLICY_LOWER_INCIDENTS_H_
#define WAYPOST_LIB_POLICY_LOWER_INCIDENTS_H_

#include <cstdint>
#include <string>

#include "lib/policy/lowering.h"

namespace waypost::policy {

// The chain that an incident or an alarm runs; kNone if none is named, or after a report. There is
// no ticket to act on (WP2552).
uint16_t ReadHostedChain(Lowering& lowering, const std::string& name, const FieldRef& field);

// The family of streams that a step opens an incident about; kNone if none is named, or after a
// report.
uint16_t ReadOpenedFamily(Lowering& lowering, const std::string& name, const FieldRef& field);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_INCIDENTS_H_
