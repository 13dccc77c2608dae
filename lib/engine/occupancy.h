#ifndef WAYPOST_LIB_ENGINE_OCCUPANCY_H_
#define WAYPOST_LIB_ENGINE_OCCUPANCY_H_

#include <cstdint>

#include "lib/engine/core.h"

namespace waypost::engine {

// The cap on how much of their time agents work.
//
// What an agent does follows from what it holds and whether it is there; only the instants at which
// that changed are kept (Agent::work). Whoever goes beyond the cap while it works does so by a
// timer of its own, and whoever has stopped leaves it by another.
//
// Cost: O(stretches of work in the window) when an agent begins or stops to work.
class Core::Occupancy {
 public:
  explicit Occupancy(Core& core) : core_(core) {}

  // Another policy is in force.
  void Install();

  // What an agent does may have changed. The dispatcher is the caller's business.
  void Note(uint32_t place);
  // The agent leaves: nothing of it is told any more.
  void Forget(uint32_t place);
  // Its timer.
  void Turn(uint32_t place);

 private:
  const policy::OccupancyCap& cap() const { return core_.current().tables().work.occupancy; }
  void Decide(uint32_t place, int64_t told_ms, bool in_time);
  void Tell(const Agent& agent, int64_t told_ms, bool in_time);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_OCCUPANCY_H_
