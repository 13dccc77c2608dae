#ifndef WAYPOST_LIB_ENGINE_HOURS_ROOM_H_
#define WAYPOST_LIB_ENGINE_HOURS_ROOM_H_

#include "absl/status/status.h"
#include "lib/engine/core_views.h"
#include "lib/engine/ticket.h"

namespace waypost::engine {

// Whether a ticket may be told what may bring it another promise, and its clocks another calendar:
// facts, a classification, another queue or agent by hand. Those clocks, and those of its tasks,
// remember the ones before (Sla::split_calendar).
//
// Errors: ResourceExhausted once they remember as many as limits.status_changes allows.
absl::Status CheckHoursRoom(const CoreViews& core, const Ticket& ticket);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_HOURS_ROOM_H_
