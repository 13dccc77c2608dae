#ifndef WAYPOST_LIB_ENGINE_INCIDENT_VIEWS_H_
#define WAYPOST_LIB_ENGINE_INCIDENT_VIEWS_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// Views of the present state; contracts: include/waypost/engine.h.
absl::StatusOr<v1::IncidentView> GetIncident(const Core& core, std::string_view incident_id);
v1::IncidentList ListIncidents(const Core& core);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_INCIDENT_VIEWS_H_
