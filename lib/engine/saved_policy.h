#ifndef WAYPOST_LIB_ENGINE_SAVED_POLICY_H_
#define WAYPOST_LIB_ENGINE_SAVED_POLICY_H_

#include "absl/status/statusor.h"
#include "lib/policy/lower.h"
#include "waypost/policy.h"
#include "waypost/v1/snapshot.pb.h"

namespace waypost::engine {

// Builds each decider's index over lowered tables: the last step of every compilation.
PolicyCompilation FinishCompilation(policy::Lowered lowered);

// A policy as its files and the zones it was compiled with. Compiling those again gives the same
// policy on any machine, whatever its time zone database; the fingerprint proves it.
v1::SavedPolicy SavePolicy(const Policy& policy);

// Errors: FailedPrecondition if it was saved in another format, or means something else to this
//         version; InvalidArgument if it is damaged.
absl::StatusOr<Policy> LoadPolicy(const v1::SavedPolicy& saved);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_POLICY_H_
