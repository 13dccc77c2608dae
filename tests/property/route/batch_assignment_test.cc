// Batches of few against every way to give them out, and larger ones against one ticket at a time.
#include "lib/route/batch_assignment.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::route {
namespace {

using Servers = std::vector<uint32_t>;

// The objective: who is served, in the order of serving, and then what it is worth.
using Worth = std::pair<std::vector<bool>, int64_t>;

Worth WorthOf(const Batch& batch, const Servers& servers) {
  Worth worth;
  for (size_t i = 0; i < servers.size(); ++i) {
    worth.first.push_back(servers[i] != kNobodyServes);
    if (servers[i] != kNobodyServes) worth.second += batch.scores[batch.tickets[i]][servers[i]];
  }
  return worth;
}

Batch Draw(PhiloxStream& random, uint64_t most_tickets, uint64_t most_kinds) {
  Batch batch;
  const uint64_t ticket_kinds = 1 + random.Below(most_kinds);
  const uint64_t agent_kinds = 1 + random.Below(most_kinds);
  for (uint64_t i = 0; i < agent_kinds; ++i) {
    batch.agents.push_back(static_cast<uint32_t>(random.Below(3)));
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
  std::vector<uint32_t> used(batch.agents.size());
  ASSERT_EQ(servers.size(), batch.tickets.size());
  for (size_t i = 0; i < servers.size(); ++i) {
    if (servers[i] == kNobodyServes) continue;
    ASSERT_NE(batch.scores[batch.tickets[i]][servers[i]], kMayNotServe);
    ASSERT_LE(++used[servers[i]], batch.agents[servers[i]]);
  }
}

// The best of all ways.
class EveryWay {
 public:
  explicit EveryWay(const Batch& batch) : batch_(batch), free_(batch.agents) { Try({}); }
  const Worth& best() const { return best_; }

 private:
  void Try(Servers servers) {
    const size_t next = servers.size();
    if (next == batch_.tickets.size()) {
      best_ = std::max(best_, WorthOf(batch_, servers));
      return;
    }
    servers.push_back(kNobodyServes);
    Try(servers);
    for (uint32_t agent = 0; agent < free_.size(); ++agent) {
      const bool may = batch_.scores[batch_.tickets[next]][agent] != kMayNotServe;
      if (!may || free_[agent] == 0) continue;
      --free_[agent];
      servers.back() = agent;
      Try(servers);
      ++free_[agent];
    }
  }

  const Batch& batch_;
  std::vector<uint32_t> free_;
  Worth best_;
};

// One ticket at a time, each to whoever it is worth most with.
Servers OneByOne(const Batch& batch) {
  std::vector<uint32_t> free = batch.agents;
  Servers servers;
  for (const uint32_t kind : batch.tickets) {
    uint32_t best = kNobodyServes;
    for (uint32_t agent = 0; agent < free.size(); ++agent) {
      if (free[agent] == 0 || batch.scores[kind][agent] == kMayNotServe) continue;
      if (best == kNobodyServes || batch.scores[kind][agent] > batch.scores[kind][best]) {
        best = agent;
      }
    }
    if (best != kNobodyServes) --free[best];
    servers.push_back(best);
  }
  return servers;
}

TEST(BatchAssignmentProperty, NoOtherWayIsBetter) {
  PhiloxStream random(1, 20);
  for (int round = 0; round < 20'000; ++round) {
    const Batch batch = Draw(random, 5, 4);
    const Servers servers = AssignBatch(batch);
    ExpectSound(batch, servers);
    ASSERT_EQ(WorthOf(batch, servers), EveryWay(batch).best()) << "round " << round;
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
