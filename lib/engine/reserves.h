#ifndef WAYPOST_LIB_ENGINE_RESERVES_H_
#define WAYPOST_LIB_ENGINE_RESERVES_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// Holders of scarce skills who are kept free for tickets that need them.
//
// Follows from agents and the policy in force; nothing of it is saved. While no more holders of a
// reserve's skill are free than it keeps, all of them are closed to the tickets that leave it alone
// (AgentProfile::kept_by). So at most as many agents as are kept change their class at a time.
//
// Cost: O(reserves) whenever an agent comes to be free or not; and of those who are kept where that
//       begins or ends.
class Core::Reserves {
 public:
  explicit Reserves(Core& core) : core_(core) {}

  // Another policy is in force.
  void Install();

  // What an agent may take or holds may have changed. Who may take more by it is to be served.
  void Note(uint32_t place);
  // Before the agent leaves, or its profile is replaced.
  void Forget(uint32_t place);

  // The reserves that a ticket leaves alone, with its needs as they are now. Valid until the next
  // call.
  absl::Span<const uint32_t> LeftAloneBy(const Ticket& ticket) const;

 private:
  bool Holds(const Agent& agent, const KeptFree& kept) const;
  void Count(size_t index, uint32_t place, bool is_free);
  void Keep(size_t index, uint32_t place, bool keep);
  bool Needs(Symbol skill) const;
  bool UsesReserves(const Ticket& ticket) const;

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RESERVES_H_
