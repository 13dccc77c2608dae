#ifndef WAYPOST_LIB_ENGINE_CHAIN_OUTLOOK_H_
#define WAYPOST_LIB_ENGINE_CHAIN_OUTLOOK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/engine/core.h"
#include "lib/escalate/limit_outlook.h"
#include "lib/escalate/outlook.h"

namespace waypost::engine {

// What the runs of a ticket's chains will do if nothing else happens, and who will hear of it.
class Core::ChainOutlook {
 public:
  ChainOutlook(const Core& core, const Ticket& ticket);

  // As escalate::LookAhead of the ticket's runs.
  std::vector<escalate::Ahead> All(int most) const;

  // What will come of a notification.
  struct Outcome {
    std::string in_turn;   // whose turn it will be in a team: "agent:lin"; empty: no team is told
    bool instead = false;  // the chain of the ticket's incident tells of it
    int64_t until_ms = 0;  // held back for the digest of that time; 0: it goes
  };
  // Of an effect kNotify that is due at `due_ms`. Asked for one after the other, as they are due.
  Outcome OutcomeOf(const escalate::Effect& effect, int64_t due_ms);

  // Where a run stands still: the entry of an incident that holds it; null: it does not.
  static const escalate::StandingRun* Standing(const Ticket& ticket, const escalate::Run& run);

 private:
  const Core& core_;
  const Ticket& ticket_;
  escalate::LimitOutlook limits_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CHAIN_OUTLOOK_H_
