#ifndef WAYPOST_LIB_ENGINE_WAIT_ESTIMATE_H_
#define WAYPOST_LIB_ENGINE_WAIT_ESTIMATE_H_

#include "absl/status/statusor.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// How long a ticket that came now would wait, or one that waits will; contract:
// include/waypost/engine.h.
absl::StatusOr<v1::WaitEstimate> EstimateWait(const Core& core, const v1::WaitQuestion& question);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_WAIT_ESTIMATE_H_
