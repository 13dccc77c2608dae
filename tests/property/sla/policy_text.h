#ifndef WAYPOST_TESTS_PROPERTY_SLA_POLICY_TEXT_H_
#define WAYPOST_TESTS_PROPERTY_SLA_POLICY_TEXT_H_

#include <string>

#include "tests/property/sla/reference_policy.h"

namespace waypost::sla {

// The policy without what a policy text may not say: a warning given twice or after the due time, a
// pause of a wait, a milestone after one that its promise does not have.
ReferencePolicy WritablePolicy(ReferencePolicy policy);

// It as a policy of a desk with two queues: promise i is that of tickets of tier "s<i>".
std::string PolicyText(const ReferencePolicy& policy);

}  // namespace waypost::sla

#endif  // WAYPOST_TESTS_PROPERTY_SLA_POLICY_TEXT_H_
