#ifndef WAYPOST_LIB_ENGINE_TEAM_TURNS_H_
#define WAYPOST_LIB_ENGINE_TEAM_TURNS_H_

#include <cstdint>
#include <string>

#include "lib/engine/core.h"

namespace waypost::engine {

// Whose turn it is in a team: agents in the order of joining, each once a round, of those who are
// on shift, not offline, and not excluded from the ticket.
class Core::TeamTurns {
 public:
  // Whose turn comes after the agent of an ordinal; kNobody: nobody is there. O(agents).
  static uint32_t Next(const Core& core, const Ticket& ticket, Symbol team, uint64_t after);
  // The ordinal of whoever had the last turn; 0: nobody yet.
  static uint64_t Last(const Core& core, Symbol team);
  // Whose turn an effect says it is ("agent:lin"), who comes last from now on. Empty: it names
  // nobody.
  static std::string Take(Core& core, const escalate::Effect& effect);
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TEAM_TURNS_H_
