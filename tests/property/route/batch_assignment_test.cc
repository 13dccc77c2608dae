// Batches of few against every way to give them out, and larger ones against one ticket at a time.
#include "lib/route/batch_assignment.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "tests/random_cases.h"

namespace waypost::route {
namespace {

using Servers = std::vector<uint32_t>;

// The objective: who is served, in the order of serving, and then what it is worth.
using Worth = std::pair<std::vector<bool>, int64_t>;

int64_t ScoreOf(const Batch& batch, uint32_t ticket, uint32_t agent) {
  return batch.scores[batch.tickets[ticket]][batch.agents[agent]];
}

Worth WorthOf(const Batch& batch, const Servers& servers) {
  Worth worth;
  for (uint32_t i = 0; i < servers.size(); ++i) {
    worth.first.push_back(servers[i] != kNobodyServes);
    if (servers[i] != kNobodyServes) worth.second += ScoreOf(batch, i, servers[i]);
  }
  return worth;
}

Batch Draw(PhiloxStream& random, uint64_t most_tickets, uint64_t most_kinds) {
  Batch batch;
  const uint64_t ticket_kinds = 1 + random.Below(most_kinds);
  const uint64_t agent_kinds = 1 + random.Below(most_kinds);
  for (uint64_t i = random.Below(2 * agent_kinds + 1); i > 0; --i) {
    batch.agents.push_back(static_cast<uint32_t>(random.Below(agent_kinds)));
  }
  const uint64_t density = 1 + random.Below(4);
  const uint64_t values = 1 + random.Below(6);
  for (uint64_t i = 0; i < ticket_kinds; ++i) {
    batch.scores.emplace_back();
    for (uint64_t j = 0; j < agent_kinds; ++j) {
      const bool may = random.Below(5) < density;
      batch.scores.back().push_back(may ? static_cast<int64_t>(random.Below(values))
                                        : kMayNotServe);
    }
  }
  for (uint64_t i = random.Below(most_tickets + 1); i > 0; --i) {
    batch.tickets.push_back(static_cast<uint32_t>(random.Below(ticket_kinds)));
  }
  return batch;
}

// Nobody serves who may not, and nobody twice.
void ExpectSound(const Batch& batch, const Servers& servers) {
  std::vector<bool> used(batch.agents.size());
  ASSERT_EQ(servers.size(), batch.tickets.size());
  for (uint32_t i = 0; i < servers.size(); ++i) {
    if (servers[i] == kNobodyServes) continue;
    ASSERT_NE(ScoreOf(batch, i, servers[i]), kMayNotServe);
    ASSERT_FALSE(used[servers[i]]);
    used[servers[i]] = true;
  }
}

// The best of all ways; of those the first, compared ticket by ticket.
class EveryWay {
 public:
  explicit EveryWay(const Batch& batch) : batch_(batch), used_(batch.agents.size()) { Try({}); }
  const Servers& best() const { return best_; }

 private:
  // Rising in the agent that each ticket takes, so that the first of several is met first.
  void Try(Servers servers) {
    const auto next = static_cast<uint32_t>(servers.size());
    if (next == batch_.tickets.size()) {
      const Worth worth = WorthOf(batch_, servers);
      if (any_ && worth <= worth_) return;
      any_ = true;
      worth_ = worth;
      best_ = servers;
      return;
    }
    servers.push_back(kNobodyServes);
    for (uint32_t agent = 0; agent < used_.size(); ++agent) {
      if (used_[agent] || ScoreOf(batch_, next, agent) == kMayNotServe) continue;
      used_[agent] = true;
      servers.back() = agent;
      Try(servers);
      used_[agent] = false;
    }
    servers.back() = kNobodyServes;
    Try(servers);
  }

  const Batch& batch_;
  std::vector<bool> used_;
  bool any_ = false;
  Worth worth_;
  Servers best_;
};

// The same by what the rest can do with each set of agents; the tickets that are served come first.
class EverySet {
 public:
  explicit EverySet(const Batch& batch) : batch_(batch), servers_(batch.tickets.size()) {
    std::fill(servers_.begin(), servers_.end(), kNobodyServes);
    for (uint32_t ticket = 0; ticket < batch.tickets.size(); ++ticket) {
      served_.push_back(ticket);
      most_.clear();
      if (Most(0, 0) == kNoWay) served_.pop_back();
    }
    most_.clear();
    uint32_t taken = 0;
    for (uint32_t i = 0; i < served_.size(); ++i) {
      uint32_t agent = 0;
      while (With(i, agent, taken) != Most(i, taken)) ++agent;
      taken |= 1u << agent;
      servers_[served_[i]] = agent;
    }
  }
  const Servers& best() const { return servers_; }

 private:
  static constexpr int64_t kNoWay = INT64_MIN;

  // What those from a place in `served_` on are worth.
  int64_t Most(uint32_t place, uint32_t taken) {
    if (place == served_.size()) return 0;
    const auto known = most_.find({place, taken});
    if (known != most_.end()) return known->second;
    int64_t most = kNoWay;
    for (uint32_t agent = 0; agent < batch_.agents.size(); ++agent) {
      most = std::max(most, With(place, agent, taken));
    }
    return most_[{place, taken}] = most;
  }

  int64_t With(uint32_t place, uint32_t agent, uint32_t taken) {
    const int64_t score = ScoreOf(batch_, served_[place], agent);
    if (score == kMayNotServe || (taken >> agent & 1) != 0) return kNoWay;
    const int64_t rest = Most(place + 1, taken | 1u << agent);
    return rest == kNoWay ? kNoWay : score + rest;
  }

  const Batch& batch_;
  Servers servers_;
  std::vector<uint32_t> served_;
  std::map<std::pair<uint32_t, uint32_t>, int64_t> most_;  // by place and agents taken
};

// One ticket at a time, each to whoever it is worth most with.
Servers OneByOne(const Batch& batch) {
  std::vector<bool> used(batch.agents.size());
  Servers servers;
  for (uint32_t ticket = 0; ticket < batch.tickets.size(); ++ticket) {
    uint32_t best = kNobodyServes;
    for (uint32_t agent = 0; agent < used.size(); ++agent) {
      const int64_t score = ScoreOf(batch, ticket, agent);
      if (used[agent] || score == kMayNotServe) continue;
      if (best == kNobodyServes || score > ScoreOf(batch, ticket, best)) best = agent;
    }
    if (best != kNobodyServes) used[best] = true;
    servers.push_back(best);
  }
  return servers;
}

TEST(BatchAssignmentProperty, IsTheFirstOfTheBestWays) {
  PhiloxStream random(1, 20);
  for (int round = 0; round < CasesOf(20'000); ++round) {
    const Batch batch = Draw(random, 5, 4);
    const Servers servers = AssignBatch(batch);
    ExpectSound(batch, servers);
    ASSERT_EQ(servers, EveryWay(batch).best()) << "round " << round;
  }
}

// Long chains, and scores that differ widely.
TEST(BatchAssignmentProperty, IsTheFirstOfTheBestWaysWhereEverybodyIsAKindOfTheirOwn) {
  PhiloxStream random(3, 20);
  for (int round = 0; round < CasesOf(400); ++round) {
    Batch batch;
    for (uint32_t i = 0; i < 9; ++i) batch.agents.push_back(i);
    const uint64_t density = 2 + random.Below(4);
    const uint64_t values = 1 + random.Below(round % 2 == 0 ? 4 : 1'000);
    for (uint32_t i = 0; i < 12; ++i) {
      batch.tickets.push_back(i);
      std::vector<int64_t>& scores = batch.scores.emplace_back();
      for (size_t j = 0; j < batch.agents.size(); ++j) {
        const bool may = random.Below(8) < density;
        scores.push_back(may ? static_cast<int64_t>(random.Below(values)) : kMayNotServe);
      }
    }
    const Servers servers = AssignBatch(batch);
    ExpectSound(batch, servers);
    ASSERT_EQ(servers, EverySet(batch).best()) << "round " << round;
  }
}

TEST(BatchAssignmentProperty, IsNeverWorseThanOneTicketAtATime) {
  PhiloxStream random(2, 20);
  int better = 0;
  for (int round = 0; round < 3'000; ++round) {
    const Batch batch = Draw(random, 60, 20);
    const Servers servers = AssignBatch(batch);
    ExpectSound(batch, servers);
    const Worth one_by_one = WorthOf(batch, OneByOne(batch));
    const Worth together = WorthOf(batch, servers);
    ASSERT_GE(together, one_by_one) << "round " << round;
    const auto served = [](const Worth& worth) {
      return std::count(worth.first.begin(), worth.first.end(), true);
    };
    ASSERT_GE(served(together), served(one_by_one)) << "round " << round;
    if (together > one_by_one) ++better;
  }
  EXPECT_GT(better, 500);
}

}  // namespace
}  // namespace waypost::route
