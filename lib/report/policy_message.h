#ifndef WAYPOST_LIB_REPORT_POLICY_MESSAGE_H_
#define WAYPOST_LIB_REPORT_POLICY_MESSAGE_H_

#include "absl/functional/function_ref.h"
#include "waypost/policy.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::report {

// Hands over a policy as it was written, all files in one message. False if it cannot be read
// again.
//
// Cost: that of compiling it.
bool WithPolicyMessage(const Policy& policy,
                       absl::FunctionRef<void(const v1::Policy& message)> use);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_POLICY_MESSAGE_H_
