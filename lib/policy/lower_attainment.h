#ifndef WAYPOST_LIB_POLICY_LOWER_ATTAINMENT_H_
#define WAYPOST_LIB_POLICY_LOWER_ATTAINMENT_H_

#include <cstdint>
#include <string>

#include "lib/policy/lowering.h"

namespace waypost::policy {

// Reads a promise about all cycles of a period, "92.3% per month" or "mean 8m42s per week", and
// from how many cycles on a running period gives an alarm (0: not written). Reports what cannot be
// read (WP2309) and an alarm without a promise (WP2307).
Attainment ReadAttainment(Lowering& lowering, const std::string& text, const FieldRef& field,
                          int32_t alarm_from, const FieldRef& alarm_field);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_ATTAINMENT_H_
