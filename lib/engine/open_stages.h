#ifndef WAYPOST_LIB_ENGINE_OPEN_STAGES_H_
#define WAYPOST_LIB_ENGINE_OPEN_STAGES_H_

#include <cstdint>

#include "lib/engine/core.h"
#include "lib/route/ladder.h"

namespace waypost::engine {

// Calls `visit` with each stage of the ticket's route that is open, the first one first.
template <typename Visit>
void Core::ForEachOpenStage(const Ticket& ticket, const Visit& visit) const {
  const route::Ladder ladder(version(ticket.route_version).tables(), ticket.route);
  const route::LadderPlace place = PlaceOf(ticket);
  for (uint8_t i = ladder.FirstOpen(place); i <= place.stage; ++i) {
    if (ladder.IsOpen(place, i)) visit(ladder.stage(i));
  }
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_OPEN_STAGES_H_
