#ifndef WAYPOST_LIB_ENGINE_HINDRANCE_H_
#define WAYPOST_LIB_ENGINE_HINDRANCE_H_

#include <cstdint>
#include <optional>

#include "lib/engine/agent_store.h"
#include "waypost/calendar.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// Why an agent is given nothing at all now, whatever waits.
struct Hindrance {
  v1::RoutingVerdict::Why why = v1::RoutingVerdict::COULD_TAKE;  // that: nothing hinders it
  int64_t until_ms = Calendar::kNever;  // when it is over by itself; kNever: it is not
  std::optional<RestKind> rest;         // the one that lasts longest, if it rests
};

// The first that holds, in the order of AWAY, OFF_SHIFT, RESTING, ONLY_PULLS, OCCUPIED, FULL.
Hindrance HindranceOf(const Agent& agent);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_HINDRANCE_H_
