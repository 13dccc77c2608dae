#ifndef WAYPOST_TESTS_PROPERTY_ROUTE_NAIVE_DESK_H_
#define WAYPOST_TESTS_PROPERTY_ROUTE_NAIVE_DESK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "lib/expression/requirement.h"
#include "lib/route/dispatcher.h"

namespace waypost::route {

struct DeskStage {
  uint32_t queue = 0;
  expression::Requirement requirement;
  uint32_t language = 0;  // that does as well; 0: the ticket's
};

// When agents ask for tickets, as far as waits are weighed.
inline constexpr int64_t kAskedMs = 1'000;

struct DeskPreference {
  expression::Requirement requirement;
  uint32_t weight = 0;
};

struct DeskAgent {
  AgentProfile profile;
  bool available = false;
  int64_t idle_since_ms = 0;
};

struct DeskTicket {
  std::vector<DeskStage> stages;
  std::vector<DeskPreference> preferences;
  uint32_t language = 0;
  bool waiting = false;
  WaitingKey key;
  std::set<uint64_t> avoided;  // ordinals of agents
};

// The rules of routing as plainly as they can be said: everybody is looked at, every time. Agents
// and tickets go by their ordinals.
struct NaiveDesk {
  std::map<uint64_t, DeskAgent> agents;
  std::map<uint64_t, DeskTicket> tickets;

  bool Eligible(const DeskTicket& ticket, const DeskAgent& agent) const;
  bool AnyEligible(const DeskTicket& ticket) const;  // not avoided
  std::optional<uint64_t> BestAgentFor(const DeskTicket& ticket) const;
  std::optional<uint64_t> BestTicketFor(uint64_t agent) const;
  uint32_t WaitingCount(uint32_t queue) const;
  std::optional<int64_t> OldestSince(uint32_t queue) const;
  uint32_t AvailableAgents(uint32_t queue) const;
};

}  // namespace waypost::route

#endif  // WAYPOST_TESTS_PROPERTY_ROUTE_NAIVE_DESK_H_
