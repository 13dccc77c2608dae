// Desks to measure on, and the walks that the dispatcher replaces.
#ifndef WAYPOST_BENCHMARKS_ROUTE_DESKS_H_
#define WAYPOST_BENCHMARKS_ROUTE_DESKS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/philox.h"
#include "lib/expression/requirement.h"
#include "lib/route/dispatcher.h"

namespace waypost::route {

// How large a desk is. Classes are distinct; agents and tickets are spread over them evenly.
struct DeskSize {
  uint32_t agents = 0;
  uint32_t agent_classes = 0;
  uint32_t requirement_classes = 0;
  uint32_t waiting = 0;
};

// A desk whose tickets ask for one or two skills, or one skill and a language, and of whose agents
// every second one is available. A class of tickets is served by about one agent class in five.
class Desk {
 public:
  explicit Desk(const DeskSize& size);

  struct Asked {
    std::vector<expression::Requirement> requirements;  // by stage
    std::vector<StageNeed> stages;
    ClassId id = kNoClass;
  };

  struct Arrival {
    uint32_t asked = 0;
    WaitingKey key;
  };

  Dispatcher dispatcher;
  std::vector<Asked> asked;      // by requirement class
  std::vector<Arrival> tickets;  // by slot
  uint32_t agents = 0;
  double eligible_share = 0;  // of pairs of agent and ticket

  Arrival Draw();  // a ticket younger than all before
  void Enqueue(Ticket ticket, const Arrival& arrival, absl::Span<const AgentId> avoided);
  int64_t now_ms = 1'000'000;

 private:
  void AddAgents(const DeskSize& size);
  void AddClasses(uint32_t count);

  PhiloxStream draw_{1, 1};
};

// Walks the agents for a ticket and the tickets for an agent. That a ticket may go to an agent is
// handed to it as a table, which no desk has: a walk that evaluates requirements is far slower.
class Walker {
 public:
  explicit Walker(const Desk& desk);

  void SetAvailability(AgentId agent, bool can_take_more, int64_t idle_since_ms) {
    agents_[agent].available = can_take_more;
    agents_[agent].since_ms = idle_since_ms;
  }
  std::optional<AgentId> BestAgentFor(uint32_t asked) const;

  void Replace(Ticket ticket, const Desk::Arrival& arrival) { tickets_[ticket] = arrival; }
  std::optional<Ticket> BestTicketFor(AgentId agent) const;

  // Joins all waiting tickets with all available agents that may take them, sorts the pairs, and
  // takes the first: what a call queue does that keeps both in tables and asks them after each
  // call.
  struct Pair {
    Ticket ticket = 0;
    AgentId agent = 0;
  };
  std::optional<Pair> FirstPair();

 private:
  struct Agent {
    int64_t since_ms = 0;
    bool available = false;
  };

  bool Eligible(uint32_t asked, AgentId agent) const {
    return eligible_[asked * agents_.size() + agent] != 0;
  }

  std::vector<Agent> agents_;
  std::vector<Desk::Arrival> tickets_;
  std::vector<uint8_t> eligible_;
  std::vector<Pair> pairs_;
};

}  // namespace waypost::route

#endif  // WAYPOST_BENCHMARKS_ROUTE_DESKS_H_
