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
        free_(batch.agents),
        flow_(batch.scores.size(), std::vector<uint32_t>(batch.agents.size())),
        cost_to_ticket_(batch.scores.size()),
        before_ticket_(batch.scores.size()),
        cost_to_agent_(batch.agents.size()),
        before_agent_(batch.agents.size()) {}

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

  // One of those that serve a kind of ticket, the first kind of them; each is taken once.
  uint32_t TakeServerOf(uint32_t ticket) {
    std::vector<uint32_t>& servers = flow_[ticket];
    const auto first =
        std::find_if(servers.begin(), servers.end(), [](uint32_t tickets) { return tickets > 0; });
    --*first;
    return static_cast<uint32_t>(first - servers.begin());
  }

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

}  // namespace

std::vector<uint32_t> AssignBatch(const Batch& batch) {
  BatchFlow flow(batch);
  std::vector<bool> served(batch.tickets.size());
  std::vector<bool> refused(batch.scores.size());
  for (size_t i = 0; i < batch.tickets.size(); ++i) {
    const uint32_t kind = batch.tickets[i];
    if (refused[kind]) continue;
    served[i] = flow.Serve(kind);
    refused[kind] = !served[i];
  }
  std::vector<uint32_t> servers(batch.tickets.size(), kNobodyServes);
  for (size_t i = 0; i < batch.tickets.size(); ++i) {
    if (served[i]) servers[i] = flow.TakeServerOf(batch.tickets[i]);
  }
  return servers;
}

}  // namespace waypost::route
