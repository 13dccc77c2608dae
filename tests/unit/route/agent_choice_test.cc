#include "lib/route/agent_choice.h"

#include <algorithm>
#include <map>

#include "gtest/gtest.h"

namespace waypost::route {
namespace {

using policy::Tie;

Contender Agent(uint64_t ordinal) {
  Contender contender;
  contender.agent = static_cast<uint32_t>(100 + ordinal);
  contender.ordinal = ordinal;
  return contender;
}

uint64_t Chosen(const std::vector<Tie>& chain, std::vector<Contender> contenders,
                const ChoiceContext& context = {}) {
  const uint64_t chosen = ChooseAgent(chain, context, contenders).ordinal;
  std::reverse(contenders.begin(), contenders.end());
  EXPECT_EQ(ChooseAgent(chain, context, contenders).ordinal, chosen) << "in another order";
  return chosen;
}

TEST(AgentChoiceTest, EndsWithTheOrderOfJoining) {
  EXPECT_EQ(Chosen({}, {Agent(3), Agent(2), Agent(5)}), 2u);
  EXPECT_EQ(Chosen({Tie::kRing, Tie::kLeastLoad}, {Agent(3), Agent(2)}), 2u);
}

TEST(AgentChoiceTest, GoesByTheFirstTieThatTellsAgentsApart) {
  Contender idle = Agent(2);
  idle.idle_since_ms = 10;
  idle.ring = 1;
  Contender inner = Agent(1);
  inner.idle_since_ms = 20;
  EXPECT_EQ(Chosen({Tie::kRing, Tie::kLongestIdle}, {idle, inner}), 1u);
  EXPECT_EQ(Chosen({Tie::kLongestIdle, Tie::kRing}, {idle, inner}), 2u);
}

// Each row makes the agent with ordinal 2 the better one.
TEST(AgentChoiceTest, KnowsEveryTie) {
  const std::map<Tie, void (*)(Contender&)> better = {
      {Tie::kPreference, [](Contender& agent) { agent.score = 1; }},
      {Tie::kRing, [](Contender& agent) { agent.ring = 0; }},
      {Tie::kLeastVersatile, [](Contender& agent) { agent.versatility = 1; }},
      {Tie::kLeastLoad, [](Contender& agent) { agent.capacity = 9; }},
      {Tie::kLongestIdle, [](Contender& agent) { agent.idle_since_ms = 1; }},
      {Tie::kLongestSinceWork, [](Contender& agent) { agent.work_ended_ms = 1; }},
      {Tie::kFewestInWindow, [](Contender& agent) { agent.given = 1; }},
  };
  for (const auto& [tie, improve] : better) {
    Contender other = Agent(1);
    other.ring = 3;
    other.versatility = 5;
    other.half_units = 2;
    other.capacity = 4;
    other.idle_since_ms = other.work_ended_ms = 9;
    other.given = 2;
    Contender best = other;
    best.ordinal = 2;
    EXPECT_EQ(Chosen({tie}, {other, best}), 1u) << static_cast<int>(tie);
    improve(best);
    EXPECT_EQ(Chosen({tie}, {other, best}), 2u) << static_cast<int>(tie);
  }
}

TEST(AgentChoiceTest, ComparesLoadsInRelation) {
  Contender third = Agent(1);
  third.half_units = 2;
  third.capacity = 3;
  Contender quarter = Agent(2);
  quarter.half_units = 4;
  quarter.capacity = 8;
  EXPECT_EQ(Chosen({Tie::kLeastLoad}, {third, quarter}), 2u);
  quarter.capacity = 6;  // the same
  EXPECT_EQ(Chosen({Tie::kLeastLoad}, {third, quarter}), 1u);
}

TEST(AgentChoiceTest, GoesRoundAfterWhoeverWasLast) {
  const std::vector<Contender> all = {Agent(1), Agent(4), Agent(7)};
  for (const auto& [last, next] : std::map<uint64_t, uint64_t>{{0, 1}, {1, 4}, {5, 7}, {7, 1}}) {
    ChoiceContext context;
    context.last_ordinal = last;
    EXPECT_EQ(Chosen({Tie::kRoundRobin}, all, context), next) << last;
  }
}

TEST(AgentChoiceTest, DrawsByWeightAndTheSameForTheSameSeed) {
  Contender light = Agent(1);
  Contender heavy = Agent(2);
  heavy.weight = 3;
  std::map<uint64_t, int> drawn;
  ChoiceContext context;
  context.seed = 42;
  for (context.draw = 0; context.draw < 4000; ++context.draw) {
    ++drawn[Chosen({Tie::kWeightedRandom}, {light, heavy}, context)];
  }
  EXPECT_NEAR(drawn[2], 3000, 110);  // four standard deviations
  EXPECT_EQ(drawn[1] + drawn[2], 4000);
}

}  // namespace
}  // namespace waypost::route
