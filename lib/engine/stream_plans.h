#ifndef WAYPOST_LIB_ENGINE_STREAM_PLANS_H_
#define WAYPOST_LIB_ENGINE_STREAM_PLANS_H_

#include <memory>
#include <vector>

#include "lib/escalate/stream_table.h"
#include "lib/policy/tables.h"

namespace waypost::engine {

// How each family of Tables::incident_streams is watched, in their order. The tables must outlive
// the plans. Cost: some milliseconds a family, for its table of quantiles.
std::vector<std::unique_ptr<const escalate::StreamPlan>> MakeStreamPlans(
    const policy::Tables& tables);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_STREAM_PLANS_H_
