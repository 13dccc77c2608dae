#ifndef WAYPOST_LIB_ENGINE_CHAIN_VIEWS_H_
#define WAYPOST_LIB_ENGINE_CHAIN_VIEWS_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// As Engine::ExplainEscalation.
absl::StatusOr<v1::EscalationExplanation> ExplainEscalation(const Core& core,
                                                            std::string_view ticket_id);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CHAIN_VIEWS_H_
