#include "lib/route/batch_assignment.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace waypost::route {
namespace {

constexpr int64_t kUnreached = std::numeric_limits<int64_t>::max();

class BatchFlow {
 public:
  explicit BatchFlow(const Batch& batch)
      : scores_(batch.scores),
        free_(batch.scores.empty() ? 0 : batch.scores[0].size()),
        flow_(batch.scores.size(), std::vector<uint32_t>(free_.size())),
        cost_to_ticket_(batch.scores.size()),
        before_ticket_(batch.scores.size()),
        cost_to_agent_(free_.size()),
        before_agent_(free_.size()) {
    for (const uint32_t kind : batch.agents) ++free_[kind];
  }

  // One more ticket of a kind is served. False: that would leave another one unserved.
  bool Serve(uint32_t ticket) {
    FindPaths(ticket);
    size_t end = free_.size();
    for (size_t agent = 0; agent < free_.size(); ++agent) {
      if (free_[agent] == 0 || cost_to_agent_[agent] == kUnreached) continue;
      if (end == free_.size() || cost_to_agent_[agent] < cost_to_agent_[end]) end = agent;
    }
    if (end == free_.size()) return false;
    --free_[end];
    for (size_t agent = end;;) {
      const uint32_t by = before_agent_[agent];
      ++flow_[by][agent];
      if (by == ticket) return true;
      agent = before_ticket_[by];
      --flow_[by][agent];
    }
  }

  const std::vector<uint32_t>& free() const { return free_; }  // by kind of agents
  // By kind of ticket, then of agents: how many of those serve how many of these.
  const std::vector<std::vector<uint32_t>>& flow() const { return flow_; }

 private:
  // The cheapest ways from one kind of ticket: by an agent who may serve it, or who would if
  // another ticket went elsewhere. There is no cycle that costs less than nothing.
  void FindPaths(uint32_t from) {
    std::fill(cost_to_ticket_.begin(), cost_to_ticket_.end(), kUnreached);
    std::fill(cost_to_agent_.begin(), cost_to_agent_.end(), kUnreached);
    cost_to_ticket_[from] = 0;
    while (ReachAgents() && ReachTickets()) {
    }
  }

  bool ReachAgents() {
    bool nearer = false;
    for (uint32_t ticket = 0; ticket < scores_.size(); ++ticket) {
      if (cost_to_ticket_[ticket] == kUnreached) continue;
      for (size_t agent = 0; agent < free_.size(); ++agent) {
        if (scores_[ticket][agent] == kMayNotServe) continue;
        const int64_t cost = cost_to_ticket_[ticket] - scores_[ticket][agent];
        if (cost >= cost_to_agent_[agent]) continue;
        cost_to_agent_[agent] = cost;
        before_agent_[agent] = ticket;
        nearer = true;
      }
    }
    return nearer;
  }

  bool ReachTickets() {
    bool nearer = false;
    for (uint32_t ticket = 0; ticket < scores_.size(); ++ticket) {
      for (size_t agent = 0; agent < free_.size(); ++agent) {
        if (flow_[ticket][agent] == 0 || cost_to_agent_[agent] == kUnreached) continue;
        const int64_t cost = cost_to_agent_[agent] + scores_[ticket][agent];
        if (cost >= cost_to_ticket_[ticket]) continue;
        cost_to_ticket_[ticket] = cost;
        before_ticket_[ticket] = static_cast<uint32_t>(agent);
        nearer = true;
      }
    }
    return nearer;
  }

  const std::vector<std::vector<int64_t>>& scores_;
  std::vector<uint32_t> free_;               // by kind of agents
  std::vector<std::vector<uint32_t>> flow_;  // by kind of ticket, then of agents
  std::vector<int64_t> cost_to_ticket_;
  std::vector<uint32_t> before_ticket_;  // the kind of agents that would be let go
  std::vector<int64_t> cost_to_agent_;
  std::vector<uint32_t> before_agent_;  // the kind of ticket that they would serve
};

// Of all ways that are worth as much as a flow the one that the order of agents asks for. Ways that
// are worth as much differ by circles that cost nothing. A circle goes from a kind of ticket to one
// of agents who may serve it, from agents to tickets that they serve, and by `Nobody` from agents
// of whom somebody is free to agents of whom somebody is not.
class EqualWays {
 public:
  EqualWays(const Batch& batch, const BatchFlow& flow)
      : scores_(batch.scores),
        free_(flow.free()),
        used_(free_.size()),
        flow_(flow.flow()),
        places_(free_.size()),
        next_place_(free_.size()),
        cost_(scores_.size() + free_.size() + 1),
        after_(cost_.size()) {
    for (uint32_t place = 0; place < batch.agents.size(); ++place) {
      places_[batch.agents[place]].push_back(place);
    }
    for (const std::vector<uint32_t>& servers : flow_) {
      for (size_t agent = 0; agent < used_.size(); ++agent) used_[agent] += servers[agent];
    }
    while (Relax()) {
    }
  }

  // The first agent in order that a ticket of a kind, which is served, can have.
  uint32_t Take(size_t ticket) {
    FindCircles(ticket);
    size_t best = free_.size();
    for (size_t agent = 0; agent < free_.size(); ++agent) {
      const bool can =
          flow_[ticket][agent] > 0 || (IsTight(ticket, agent) && after_[NodeOf(agent)] != kNoNode);
      if (!can) continue;
      if (best == free_.size() || NextPlace(agent) < NextPlace(best)) best = agent;
    }
    if (flow_[ticket][best] == 0) GoRound(ticket, best);
    --flow_[ticket][best];
    --used_[best];
    return places_[best][next_place_[best]++];
  }

 private:
  static constexpr size_t kNoNode = std::numeric_limits<size_t>::max();

  // Nodes: kinds of tickets, then of agents, then Nobody.
  size_t NodeOf(size_t agent) const { return scores_.size() + agent; }
  size_t Nobody() const { return cost_.size() - 1; }
  uint32_t NextPlace(size_t agent) const { return places_[agent][next_place_[agent]]; }

  // Nearer to nowhere in particular; when nothing is, costs along the ways that are open never fall
  // below the difference of the costs of their ends.
  bool Lower(size_t node, int64_t cost) {
    if (cost >= cost_[node]) return false;
    cost_[node] = cost;
    return true;
  }

  bool Relax() {
    bool lower = false;
    for (size_t agent = 0; agent < free_.size(); ++agent) {
      for (size_t ticket = 0; ticket < scores_.size(); ++ticket) {
        const int64_t score = scores_[ticket][agent];
        if (score == kMayNotServe) continue;
        lower |= Lower(NodeOf(agent), cost_[ticket] - score);
        if (flow_[ticket][agent] > 0) lower |= Lower(ticket, cost_[NodeOf(agent)] + score);
      }
      if (free_[agent] > 0) lower |= Lower(Nobody(), cost_[NodeOf(agent)]);
      if (used_[agent] > 0) lower |= Lower(NodeOf(agent), cost_[Nobody()]);
    }
    return lower;
  }

  bool IsTight(size_t ticket, size_t agent) const {
    const int64_t score = scores_[ticket][agent];
    return score != kMayNotServe && cost_[NodeOf(agent)] == cost_[ticket] - score;
  }

  // From which nodes a way that costs nothing leads to a kind of ticket, and where it goes next.
  void FindCircles(size_t ticket) {
    std::fill(after_.begin(), after_.end(), kNoNode);
    after_[ticket] = ticket;
    reached_.assign(1, ticket);
    for (size_t i = 0; i < reached_.size(); ++i) {
      const size_t node = reached_[i];
      if (node < scores_.size()) {
        for (size_t agent = 0; agent < free_.size(); ++agent) {
          if (flow_[node][agent] > 0) Reach(NodeOf(agent), node);
        }
      } else if (node == Nobody()) {
        for (size_t agent = 0; agent < free_.size(); ++agent) {
          if (free_[agent] > 0 && cost_[NodeOf(agent)] == cost_[node]) Reach(NodeOf(agent), node);
        }
      } else {
        const size_t agent = node - scores_.size();
        for (size_t from = 0; from < scores_.size(); ++from) {
          if (IsTight(from, agent)) Reach(from, node);
        }
        if (used_[agent] > 0 && cost_[node] == cost_[Nobody()]) Reach(Nobody(), node);
      }
    }
  }

  void Reach(size_t node, size_t next) {
    if (after_[node] != kNoNode) return;
    after_[node] = next;
    reached_.push_back(node);
  }

  // The ticket goes to other agents, and whoever is in the way goes on.
  void GoRound(size_t ticket, size_t agent) {
    Move(ticket, NodeOf(agent));
    for (size_t node = NodeOf(agent); node != ticket; node = after_[node]) Move(node, after_[node]);
  }

  void Move(size_t from, size_t to) {
    if (from < scores_.size()) {
      ++flow_[from][to - scores_.size()];
    } else if (to < scores_.size()) {
      --flow_[to][from - scores_.size()];
    } else if (to == Nobody()) {
      --free_[from - scores_.size()];
      ++used_[from - scores_.size()];
    } else {
      ++free_[to - scores_.size()];
      --used_[to - scores_.size()];
    }
  }

  const std::vector<std::vector<int64_t>>& scores_;
  std::vector<uint32_t> free_;  // by kind of agents, as the others that follow
  std::vector<uint32_t> used_;
  std::vector<std::vector<uint32_t>> flow_;
  std::vector<std::vector<uint32_t>> places_;  // of agents, in order
  std::vector<size_t> next_place_;             // the first that is not taken
  std::vector<int64_t> cost_;                  // by node
  std::vector<size_t> after_;                  // likewise
  std::vector<size_t> reached_;
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
