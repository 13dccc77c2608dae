#include "lib/route/batch_assignment.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "lib/route/bit_set.h"

namespace waypost::route {
namespace {

constexpr int64_t kUnreached = std::numeric_limits<int64_t>::max();
constexpr int64_t kUnknown = std::numeric_limits<int64_t>::min();
constexpr uint32_t kNoKind = 0xffffffff;

// How many tickets of each kind the agents of each kind serve.
class Servings {
 public:
  Servings(size_t tickets, size_t agents) : agents_(agents), counts_(tickets * agents) {}

  void Add(uint32_t ticket, uint32_t agent) {
    if (counts_[ticket * agents_ + agent]++ != 0) return;
    agents_of_.Set(ticket, agent);
    tickets_of_.Set(agent, ticket);
  }

  void Remove(uint32_t ticket, uint32_t agent) {
    if (--counts_[ticket * agents_ + agent] != 0) return;
    agents_of_.Reset(ticket, agent);
    tickets_of_.Reset(agent, ticket);
  }

  bool Has(uint32_t ticket, uint32_t agent) const { return counts_[ticket * agents_ + agent] > 0; }
  Words AgentsOf(uint32_t ticket) const { return agents_of_.Row(ticket); }
  Words TicketsOf(uint32_t agent) const { return tickets_of_.Row(agent); }

 private:
  size_t agents_;
  std::vector<uint32_t> counts_;  // by ticket, then by agent
  BitMatrix agents_of_;           // a row for each kind of tickets
  BitMatrix tickets_of_;          // a row for each kind of agents
};

// Each kind of agents has a price, which is nothing while one of them is free. A kind of tickets
// gains the most that anybody who may serve it is worth to it less their price, and only such
// agents serve it. So no other way to serve the same tickets is worth more.
class BatchFlow {
 public:
  explicit BatchFlow(const Batch& batch)
      : free_in_all_(batch.agents.size()),
        ways_(batch.scores.size()),
        free_(batch.scores[0].size()),
        price_(free_.size()),
        gain_(ways_.size(), kUnknown),
        servings_(ways_.size(), free_.size()),
        agent_loss_(free_.size()),
        agent_for_(free_.size()),
        ticket_loss_(ways_.size()),
        ticket_from_(ways_.size()) {
    for (const uint32_t kind : batch.agents) ++free_[kind];
    for (uint32_t ticket = 0; ticket < ways_.size(); ++ticket) {
      for (uint32_t agent = 0; agent < free_.size(); ++agent) {
        const int64_t score = batch.scores[ticket][agent];
        if (score != kMayNotServe) ways_[ticket].push_back({agent, score});
      }
    }
  }

  // One more ticket of a kind is served. False: that would leave another one unserved.
  bool Serve(uint32_t ticket) {
    if (free_in_all_ == 0) return false;
    if (gain_[ticket] == kUnknown) {
      for (const Way& way : ways_[ticket]) {
        gain_[ticket] = std::max(gain_[ticket], way.score - price_[way.agent]);
      }
    }
    const uint32_t end = FindFree(ticket);
    if (end == kNoKind) return false;
    Reprice(agent_loss_[end]);
    --free_in_all_;
    --free_[end];
    for (uint32_t agent = end;;) {
      const uint32_t by = agent_for_[agent];
      servings_.Add(by, agent);
      if (by == ticket) return true;
      agent = ticket_from_[by];
      servings_.Remove(by, agent);
    }
  }

  const Servings& servings() const { return servings_; }
  const std::vector<uint32_t>& free() const { return free_; }  // by kind of agents
  bool HasPrice(uint32_t agent) const { return price_[agent] != 0; }

  // The kinds of agents with whom a kind of tickets, some of which are served, gains the most.
  template <typename Visit>
  void ForEachBest(uint32_t ticket, const Visit& visit) const {
    for (const Way& way : ways_[ticket]) {
      if (LossOf(ticket, way) == 0) visit(way.agent);
    }
  }

 private:
  struct Way {
    uint32_t agent = 0;
    int64_t score = 0;
  };

  int64_t LossOf(uint32_t ticket, const Way& way) const {
    return gain_[ticket] - (way.score - price_[way.agent]);
  }

  // The kind of agents of whom one is free to whom the way from a ticket loses least: they take it,
  // or a ticket whose agent takes it, and so on. kNoKind: there is none.
  //
  // Agents are passed in the order of what is lost until them.
  uint32_t FindFree(uint32_t from) {
    std::fill(agent_loss_.begin(), agent_loss_.end(), kUnreached);
    std::fill(ticket_loss_.begin(), ticket_loss_.end(), kUnreached);
    reached_.clear();
    passed_.clear();
    loss_ = 0;
    Pass(from);
    for (size_t next = 0;; ++next) {
      if (next == passed_.size() && !RaiseLoss()) return kNoKind;
      const uint32_t agent = passed_[next];
      if (free_[agent] > 0) return agent;
      ForEachBit(servings_.TicketsOf(agent), [&](uint32_t ticket) {
        if (ticket_loss_[ticket] != kUnreached) return;
        ticket_from_[ticket] = agent;
        Pass(ticket);
      });
    }
  }

  void Pass(uint32_t ticket) {
    ticket_loss_[ticket] = loss_;
    for (const Way& way : ways_[ticket]) {
      const int64_t loss = loss_ + LossOf(ticket, way);
      int64_t& least = agent_loss_[way.agent];
      if (loss >= least) continue;
      if (loss == loss_) {
        passed_.push_back(way.agent);
      } else if (least == kUnreached) {
        reached_.push_back(way.agent);
      }
      least = loss;
      agent_for_[way.agent] = ticket;
    }
  }

  // Goes on to those with the next loss. False: nobody is left.
  bool RaiseLoss() {
    int64_t next = kUnreached;
    for (const uint32_t agent : reached_) {
      if (agent_loss_[agent] > loss_) next = std::min(next, agent_loss_[agent]);
    }
    if (next == kUnreached) return false;
    loss_ = next;
    for (const uint32_t agent : reached_) {
      if (agent_loss_[agent] == loss_) passed_.push_back(agent);
    }
    return true;
  }

  // So that nothing is lost on the way to those who lose so much.
  void Reprice(int64_t loss) {
    for (const uint32_t agent : passed_) price_[agent] += loss - agent_loss_[agent];
    for (uint32_t ticket = 0; ticket < gain_.size(); ++ticket) {
      if (ticket_loss_[ticket] != kUnreached) gain_[ticket] -= loss - ticket_loss_[ticket];
    }
  }

  size_t free_in_all_;
  std::vector<std::vector<Way>> ways_;  // by kind of tickets
  std::vector<uint32_t> free_;          // by kind of agents
  std::vector<int64_t> price_;          // likewise
  std::vector<int64_t> gain_;           // by kind of tickets; kUnknown: none has asked to be served
  Servings servings_;

  // Of the search for somebody who is free:
  int64_t loss_ = 0;                   // on the way to where it is
  std::vector<int64_t> agent_loss_;    // on the way to each kind of agents
  std::vector<uint32_t> agent_for_;    // the kind of tickets that they would take
  std::vector<int64_t> ticket_loss_;   // on the way to each kind of tickets
  std::vector<uint32_t> ticket_from_;  // the kind of agents that would leave them
  std::vector<uint32_t> reached_;      // kinds of agents, beyond a loss
  std::vector<uint32_t> passed_;       // kinds of agents, by rising loss
};

// Of all ways that are worth as much as a flow the one that the order of agents asks for. In each
// of them tickets gain the most, and agents who have a price are all taken; one leads to another
// along circles. A circle goes from a kind of tickets to one of agents with whom they gain the
// most, from agents to tickets that they serve, and by `Nobody` from agents of whom somebody is
// free to agents who are taken and have no price.
class EqualWays {
 public:
  EqualWays(const Batch& batch, const BatchFlow& flow)
      : tickets_(static_cast<uint32_t>(batch.scores.size())),
        servings_(flow.servings()),
        free_(flow.free()),
        taken_(free_.size()),
        has_price_(free_.size()),
        places_(free_.size()),
        next_place_(free_.size()),
        after_(tickets_ + free_.size() + 1) {
    for (uint32_t place = 0; place < batch.agents.size(); ++place) {
      places_[batch.agents[place]].push_back(place);
    }
    for (uint32_t agent = 0; agent < free_.size(); ++agent) {
      taken_[agent] = static_cast<uint32_t>(places_[agent].size()) - free_[agent];
      has_price_[agent] = flow.HasPrice(agent);
      ForEachBit(servings_.TicketsOf(agent), [&](uint32_t ticket) { served_.Set(ticket); });
    }
    ForEachBit(served_.words(), [&](uint32_t ticket) {
      flow.ForEachBest(ticket, [&](uint32_t agent) {
        best_of_.Set(ticket, agent);
        best_for_.Set(agent, ticket);
      });
    });
  }

  // The first agent in order that a ticket of a kind, which is served, can have.
  uint32_t Take(uint32_t ticket) {
    FindCircles(ticket);
    uint32_t first = kNoKind;
    ForEachBit(best_of_.Row(ticket), [&](uint32_t agent) {
      if (after_[NodeOf(agent)] == kNoKind) return;
      if (first == kNoKind || NextPlace(agent) < NextPlace(first)) first = agent;
    });
    if (!servings_.Has(ticket, first)) GoRound(ticket, first);
    servings_.Remove(ticket, first);
    --taken_[first];
    return places_[first][next_place_[first]++];
  }

 private:
  // Nodes: kinds of tickets, then of agents, then Nobody.
  uint32_t NodeOf(uint32_t agent) const { return tickets_ + agent; }
  uint32_t Nobody() const { return static_cast<uint32_t>(after_.size() - 1); }
  uint32_t NextPlace(uint32_t agent) const { return places_[agent][next_place_[agent]]; }

  // From which nodes a way leads to a kind of tickets, and where it goes next.
  void FindCircles(uint32_t ticket) {
    std::fill(after_.begin(), after_.end(), kNoKind);
    unseen_ = served_;
    unseen_.Reset(ticket);
    after_[ticket] = ticket;
    reached_.assign(1, ticket);
    for (size_t i = 0; i < reached_.size(); ++i) {
      const uint32_t node = reached_[i];
      if (node < tickets_) {
        ForEachBit(servings_.AgentsOf(node), [&](uint32_t agent) { Reach(NodeOf(agent), node); });
      } else if (node == Nobody()) {
        for (uint32_t agent = 0; agent < free_.size(); ++agent) {
          if (free_[agent] > 0) Reach(NodeOf(agent), node);
        }
      } else {
        const uint32_t agent = node - tickets_;
        ForEachCommonBit(best_for_.Row(agent), unseen_.words(), [&](uint32_t from) {
          unseen_.Reset(from);
          Reach(from, node);
        });
        if (taken_[agent] > 0 && !has_price_[agent]) Reach(Nobody(), node);
      }
    }
  }

  void Reach(uint32_t node, uint32_t next) {
    if (after_[node] != kNoKind) return;
    after_[node] = next;
    reached_.push_back(node);
  }

  // The ticket goes to other agents, and whoever is in the way goes on.
  void GoRound(uint32_t ticket, uint32_t agent) {
    Move(ticket, NodeOf(agent));
    for (uint32_t node = NodeOf(agent); node != ticket; node = after_[node]) {
      Move(node, after_[node]);
    }
  }

  void Move(uint32_t from, uint32_t to) {
    if (from < tickets_) {
      servings_.Add(from, to - tickets_);
    } else if (to < tickets_) {
      servings_.Remove(to, from - tickets_);
    } else if (to == Nobody()) {
      --free_[from - tickets_];
      ++taken_[from - tickets_];
    } else {
      ++free_[to - tickets_];
      --taken_[to - tickets_];
    }
  }

  uint32_t tickets_;  // kinds
  Servings servings_;
  std::vector<uint32_t> free_;  // by kind of agents, as the others that follow
  std::vector<uint32_t> taken_;
  std::vector<bool> has_price_;
  std::vector<std::vector<uint32_t>> places_;  // of agents, in order
  std::vector<size_t> next_place_;             // the first that is not taken
  BitSet served_;                              // kinds of tickets
  BitSet unseen_;                              // those of them that are not reached
  BitMatrix best_of_;                          // by kind of tickets: with whom they gain the most
  BitMatrix best_for_;                         // the same by kind of agents
  std::vector<uint32_t> after_;                // by node; kNoKind: not reached
  std::vector<uint32_t> reached_;              // nodes
};

}  // namespace

std::vector<uint32_t> AssignBatch(const Batch& batch) {
  if (batch.tickets.empty()) return {};
  BatchFlow flow(batch);
  std::vector<bool> served(batch.tickets.size());
  std::vector<bool> refused(batch.scores.size());
  for (size_t i = 0; i < batch.tickets.size(); ++i) {
    const uint32_t kind = batch.tickets[i];
    if (refused[kind]) continue;
    served[i] = flow.Serve(kind);
    refused[kind] = !served[i];
  }
  EqualWays ways(batch, flow);
  std::vector<uint32_t> servers(batch.tickets.size(), kNobodyServes);
  for (size_t i = 0; i < batch.tickets.size(); ++i) {
    if (served[i]) servers[i] = ways.Take(batch.tickets[i]);
  }
  return servers;
}

}  // namespace waypost::route
