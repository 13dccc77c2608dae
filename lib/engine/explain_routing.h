#ifndef WAYPOST_LIB_ENGINE_EXPLAIN_ROUTING_H_
#define WAYPOST_LIB_ENGINE_EXPLAIN_ROUTING_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// Why tickets wait, and for whom; contracts: include/waypost/engine.h.
absl::StatusOr<v1::RoutingExplanation> ExplainRouting(const Core& core, std::string_view ticket_id);
absl::StatusOr<v1::RoutingVerdict> WhyNot(const Core& core, std::string_view ticket_id,
                                          std::string_view agent_id);
v1::UnroutableList Unroutable(const Core& core);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_EXPLAIN_ROUTING_H_
