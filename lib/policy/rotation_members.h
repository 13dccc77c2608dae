#ifndef WAYPOST_LIB_POLICY_ROTATION_MEMBERS_H_
#define WAYPOST_LIB_POLICY_ROTATION_MEMBERS_H_

#include <set>
#include <string>
#include <string_view>

#include "waypost/v1/policy.pb.h"

namespace waypost::policy {

// The ids of all agents whom the rotation of a target, "rotation:night:next", may ever put on duty;
// none if the policy has no such rotation. `name` is what follows "rotation:".
std::set<std::string> MembersOfRotation(const waypost::v1::Policy& policy, std::string_view name);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_ROTATION_MEMBERS_H_
