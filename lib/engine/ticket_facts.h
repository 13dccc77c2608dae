#ifndef WAYPOST_LIB_ENGINE_TICKET_FACTS_H_
#define WAYPOST_LIB_ENGINE_TICKET_FACTS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/engine/core.h"
#include "lib/escalate/decider.h"

namespace waypost::engine {

// A ticket's facts for the conditions of chains.
class Core::TicketFacts : public escalate::Facts {
 public:
  TicketFacts(const Core& core, const Ticket& ticket) : core_(core), ticket_(ticket) {}
  expression::FactRow RowFor(uint8_t version) override;
  bool Has(policy::NotifyTarget::Person person) const override;
  const policy::NotifyTarget* Lead(policy::NotifyTarget::Person person,
                                   uint8_t version) const override;
  bool HasAgentOf(policy::Name team, uint8_t version) const override;
  // Counted here only, until TeamTurns::Take carries it out.
  uint32_t TakeTurn(policy::Name team, uint8_t version) override;
  uint32_t PersonOf(policy::Name told, uint8_t version) const override;
  bool IsExcluded(policy::Name told, uint8_t version) const override;

 private:
  const Core& core_;
  const Ticket& ticket_;
  std::vector<std::pair<Symbol, uint64_t>>
      turns_;  // taken here: of a team the last agent's ordinal
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TICKET_FACTS_H_
