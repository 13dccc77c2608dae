#ifndef WAYPOST_LIB_ENGINE_RESOLVE_H_
#define WAYPOST_LIB_ENGINE_RESOLVE_H_

#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"

namespace waypost::engine {

// Replaces the words of a command by what the policy's classifier reads in them.
void ResolveText(const Policy& policy, v1::Command* command);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RESOLVE_H_
