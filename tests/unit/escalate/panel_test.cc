// Chains that wait for a panel.
#include <gtest/gtest.h>

#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

// A panel of two with two hours, and a step one hour after it has decided.
ChainsBuilder PanelChain() {
  ChainsBuilder builder;
  builder.Chain("judge").OnCreated().Step(0, {"role:lead"});
  policy::Panel& panel = builder.step().panel;
  panel.quorum = 2;
  panel.timeout_ms = 2 * kHour;
  for (const char* member : {"role:lead", "role:boss", "role:boss"}) {
    panel.members.emplace_back().text = builder.NameOf(member);
  }
  builder.Step(kHour, {"role:clerk"});
  return builder;
}

constexpr char kAsked[] =
    "judge#0 notify role:lead; judge#0 notify role:lead to decide; "
    "judge#0 notify role:boss to decide; judge#0 not told role:boss; judge#0 panel until 11:00";

TEST(PanelTest, EveryMemberIsAskedOnceThoughTheStepHasToldThem) {
  ChainsBuilder builder = PanelChain();
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), kAsked);
  EXPECT_EQ(ticket.next_due(), "11:00");
}

TEST(PanelTest, TheChainGoesOnWhenTheTimeIsOver) {
  ChainsBuilder builder = PanelChain();
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.FireAt("11:00"), "judge#0 panel timed out");
  EXPECT_EQ(ticket.FireAt("12:00"), "judge#1 notify role:clerk; ended judge#2: completed");
}

TEST(PanelTest, TheNextStepCountsFromTheDecision) {
  ChainsBuilder builder = PanelChain();
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Decide(0, "09:40"), "");
  EXPECT_EQ(ticket.next_due(), "10:40");
}

TEST(PanelTest, AChainThatEndsWithItsPanelEndsByTheDecision) {
  ChainsBuilder builder = PanelChain();
  builder.chain().step_count = 1;
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Decide(0, "09:40"), "ended judge#1: completed");
  EXPECT_TRUE(ticket.runs().empty());
}

TEST(PanelTest, NobodyBringsTheDecisionForward) {
  ChainsBuilder builder = PanelChain();
  builder.chain().retrigger = policy::Retrigger::kAdvance;
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Create("09:30"), "ignored judge");
  EXPECT_EQ(ticket.FireAt("09:30"), "");
}

}  // namespace
}  // namespace waypost::escalate
