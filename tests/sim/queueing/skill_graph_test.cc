#include "tests/sim/queueing/skill_graph.h"

#include "gtest/gtest.h"
#include "tests/sim/queueing/erlang.h"

namespace waypost::queueing {
namespace {

constexpr uint32_t kFirst = 1;
constexpr uint32_t kSecond = 2;
constexpr uint32_t kBoth = 3;

TEST(SkillGraphTest, AgentsWhoServeEverybodyAreErlangC) {
  SkillGraph graph;
  graph.arrivals = {1.5, 2.5};
  graph.servers.assign(5, {1, kBoth});
  for (const TypeFigures& type : FiguresOf(graph)) {
    EXPECT_NEAR(type.waits, ErlangC(5, 4), 1e-12);
    EXPECT_NEAR(type.mean_wait, ErlangC(5, 4), 1e-12);
  }
}

TEST(SkillGraphTest, AgentsWhoShareNobodyAreDesksOfTheirOwn) {
  SkillGraph graph;
  graph.arrivals = {0.5, 1.6};
  graph.servers = {{1, kFirst}, {1, kSecond}, {1, kSecond}};
  const std::vector<TypeFigures> figures = FiguresOf(graph);
  EXPECT_NEAR(figures[0].mean_wait, 1, 1e-12);
  EXPECT_NEAR(figures[1].mean_wait, ErlangC(2, 1.6) / 0.4, 1e-12);
}

TEST(SkillGraphTest, AFasterAgentIsASlowerClock) {
  SkillGraph graph;
  graph.arrivals = {1};
  graph.servers = {{2, kFirst}};
  EXPECT_NEAR(FiguresOf(graph)[0].mean_wait, 0.5, 1e-12);
}

// Two types, one agent for the first alone and one for both: the balance of flows by hand. With
// both busy the older of the two customers holds either agent, so the states are told by whom.
TEST(SkillGraphTest, TwoTypesAndAnAgentForBothBalanceByHand) {
  const double first = 0.6;
  const double second = 0.7;
  const double all = first + second;
  SkillGraph graph;
  graph.arrivals = {first, second};
  graph.servers = {{1, kFirst}, {1, kBoth}};
  // Weights: idle in either order, one busy, both busy in either order.
  const double idle = 1 / all * (1 / all + 1 / first);
  const double only_first = 1 / (1 - 0.0) / all;          // nobody of a type waits for it alone
  const double only_both = 1 / (1 - second) * 1 / first;  // the second type may wait for it
  const double busy = (1 + 1 / (1 - second)) / (2 - all);
  const double total = idle + only_first + only_both + busy;
  const std::vector<TypeFigures> figures = FiguresOf(graph);
  EXPECT_NEAR(figures[0].waits, busy / total, 1e-12);
  EXPECT_NEAR(figures[1].waits, (busy + only_both) / total, 1e-12);
}

TEST(SkillGraphTest, ASetServedTooSlowlyIsUnstable) {
  SkillGraph graph;
  graph.arrivals = {0.4, 1.1};
  graph.servers = {{1, kFirst}, {1, kBoth}};
  EXPECT_FALSE(IsStable(graph));
  graph.arrivals = {1.1, 0.4};
  EXPECT_TRUE(IsStable(graph));
}

}  // namespace
}  // namespace waypost::queueing
