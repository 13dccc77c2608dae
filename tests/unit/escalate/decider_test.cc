#include "lib/escalate/decider.h"

#include <gtest/gtest.h>

#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

using policy::Metric;

TEST(TriggerTest, ABreachStartsTheChainsOfItsMetric) {
  ChainsBuilder builder;
  builder.Chain("reply").OnBreached(Metric::kFirstReply).Step(0, {"role:lead"});
  builder.Chain("both").OnBreached(Metric::kFirstReply).OnBreached(Metric::kResolution);
  builder.Step(0, {"role:lead"});
  Ticket ticket(builder);
  EXPECT_EQ(ticket.Breach(Metric::kNextReply, "09:00"), "");
  EXPECT_EQ(ticket.Breach(Metric::kFirstReply, "09:00"), "started reply; started both")
      << "in the order of the policy";
}

TEST(TriggerTest, MilestonesAreKnownByName) {
  ChainsBuilder builder;
  builder.Chain("frozen").OnMilestone("frozen").Step(0, {"role:lead"});
  builder.Chain("any").OnBreached(Metric::kMilestone).Step(0, {"role:lead"});
  builder.NameOf("verified");
  Ticket ticket(builder);
  EXPECT_EQ(ticket.BreachMilestone("verified", "09:00"), "started any");
  EXPECT_EQ(ticket.BreachMilestone("frozen", "09:00"), "started frozen; ignored any");
}

TEST(TriggerTest, OpeningStartsTheChainsThatSaySo) {
  ChainsBuilder builder;
  builder.Chain("new").OnCreated().Step(0, {"role:lead"});
  builder.Chain("asked").OnRequested().Step(0, {"role:lead"});
  Ticket ticket(builder);
  EXPECT_EQ(ticket.Create("09:00"), "started new");
}

TEST(TriggerTest, ARequestStartsOnlyTheChainItNames) {
  ChainsBuilder builder;
  builder.Chain("one").OnRequested().Step(0, {"role:lead"});
  builder.Chain("two").OnRequested().Step(0, {"role:lead"});
  builder.Chain("new").OnCreated().Step(0, {"role:lead"});
  Ticket ticket(builder);
  EXPECT_EQ(ticket.Request(1, "09:00"), "started two");
  EXPECT_EQ(ticket.Request(2, "09:00"), "") << "it cannot be requested";
}

TEST(TriggerTest, TheConditionIsReadAtTheTrigger) {
  ChainsBuilder builder;
  builder.Chain("high", "level >= 3").OnCreated().Step(0, {"role:lead"});
  builder.Chain("always").OnCreated().Step(0, {"role:lead"});
  Ticket calm(builder);
  EXPECT_EQ(calm.Create("09:00"), "started always");
  calm.level = 3;
  EXPECT_EQ(calm.Create("09:01"), "started high; ignored always");
}

TEST(TriggerTest, AConditionIsAskedOnlyIfAChainListens) {
  ChainsBuilder builder;
  builder.Chain("high", "level >= 3").OnCreated().Step(0, {"role:lead"});
  builder.Chain("higher", "level >= 4").OnCreated().Step(0, {"role:lead"});
  Ticket ticket(builder);
  ticket.Breach(Metric::kFirstReply, "09:00");
  EXPECT_EQ(ticket.rows_asked, 0);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.rows_asked, 1) << "once for all chains";
}

TEST(TriggerTest, ATriggerWhileTheChainIsLiveIsIgnored) {
  ChainsBuilder builder;
  builder.Chain("reply").OnBreached(Metric::kFirstReply).OnBreached(Metric::kNextReply);
  builder.Step(kHour, {"role:lead"});
  Ticket ticket(builder);
  EXPECT_EQ(ticket.Breach(Metric::kFirstReply, "09:00"), "started reply");
  EXPECT_EQ(ticket.Breach(Metric::kNextReply, "09:30"), "ignored reply");
  EXPECT_EQ(ticket.next_due(), "10:00");
  ticket.AdvanceTo("10:01");
  EXPECT_EQ(ticket.Breach(Metric::kNextReply, "11:00"), "started reply") << "after it has ended";
}

TEST(TriggerTest, AChainOfTheSameNameUnderAnotherPolicyIsLiveToo) {
  ChainsBuilder first;
  first.Chain("reply").OnCreated().Step(kHour, {"role:lead"});
  Ticket ticket(first);
  ticket.Create("09:00");
  ChainsBuilder second;
  second.Chain("other").OnCreated().Step(kHour, {"role:lead"});
  second.Chain("reply").OnCreated().Step(kHour, {"role:lead"});
  ticket.AddVersion(second);
  EXPECT_EQ(ticket.Create("09:30"), "started other; ignored reply");
  ticket.knows_live = false;
  EXPECT_EQ(ticket.Create("09:40"), "ignored other; started reply");
}

TEST(TriggerTest, AChainWithoutStepsDoesNotStart) {
  ChainsBuilder builder;
  builder.Chain("empty").OnCreated();
  Ticket ticket(builder);
  EXPECT_FALSE(ticket.Listens(Signal{}));
  EXPECT_EQ(ticket.Create("09:00"), "");
}

TEST(ListensTest, TellsWhetherAnyChainHasSuchATrigger) {
  ChainsBuilder builder;
  builder.Chain("reply", "level >= 3").OnBreached(Metric::kFirstReply).Step(0, {"role:lead"});
  Ticket ticket(builder);
  Signal signal;
  EXPECT_FALSE(ticket.Listens(signal));
  signal.kind = Signal::Kind::kBreached;
  EXPECT_TRUE(ticket.Listens(signal)) << "whatever its condition says";
  signal.metric = Metric::kMilestone;
  EXPECT_FALSE(ticket.Listens(signal));
}

TEST(EndTest, EndsEveryRunInOrder) {
  ChainsBuilder builder;
  builder.Chain("a").OnCreated().Step(0, {"role:lead"}).Step(kHour, {"role:lead"});
  builder.Chain("b").OnCreated().Step(kHour, {"role:lead"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.End({}, "09:30"), "ended a#1: ticket ended; ended b#0: ticket ended");
  EXPECT_EQ(ticket.next_due(), "never");
  EXPECT_EQ(ticket.AdvanceTo("12:00"), "");
}

TEST(EndTest, EndsOneRunAndLeavesTheOthers) {
  ChainsBuilder builder;
  builder.Chain("a").OnCreated().Step(kHour, {"role:lead"});
  builder.Chain("b").OnCreated().Step(kHour, {"role:lead"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.Acknowledge(0, "09:30"), "ended a#0: acknowledged");
  EXPECT_EQ(ticket.AdvanceTo("10:01"),
            "at 10:00 b#0 notify role:lead; at 10:00 ended b#1: completed");
}

}  // namespace
}  // namespace waypost::escalate
