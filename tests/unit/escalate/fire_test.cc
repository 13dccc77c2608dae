#include <gtest/gtest.h>

#include "lib/escalate/decider.h"
#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

TEST(FireTest, StepsFollowOneAnotherByTheirWaits) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated();
  builder.Step(0, {"role:lead"}).Step(30 * kMinute, {"role:supervisor"}).SetPriority(1);
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.next_due(), "09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 notify role:lead");
  EXPECT_EQ(ticket.FireAt("09:00"), "") << "each step once";
  EXPECT_EQ(ticket.next_due(), "09:30");
  EXPECT_EQ(ticket.FireAt("09:30"),
            "late#1 notify role:supervisor; late#1 priority 1; ended late#2: completed");
  EXPECT_EQ(ticket.runs().size(), 0u);
}

TEST(FireTest, NothingFiresAtAnotherInstant) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(kHour, {"role:lead"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:59"), "");
  EXPECT_EQ(ticket.FireAt("10:01"), "");
  EXPECT_EQ(ticket.next_due(), "10:00");
}

TEST(FireTest, AWaitCountsFromTheDueTimeOfTheStepBeforeNotFromItsExecution) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(kHour, {"a"}).Step(kHour, {"b"}).Step(kHour, {"c"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.AdvanceTo("20:00"),
            "at 10:00 late#0 notify a; at 11:00 late#1 notify b; at 12:00 late#2 notify c; "
            "at 12:00 ended late#3: completed");
}

TEST(FireTest, AWaitCountsOnItsCalendar) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated();
  builder.Step(2 * kHour, {"a"}).On(kOffice).Step(2 * kHour, {"b"}).Step(kHour, {"c"}).On(kOffice);
  Ticket ticket(builder);
  ticket.Create("17:00");
  EXPECT_EQ(ticket.AdvanceTo("99:00"),
            "at 34:00 late#0 notify a; at 36:00 late#1 notify b; at 37:00 late#2 notify c; "
            "at 37:00 ended late#3: completed");
}

TEST(FireTest, NoWaitActsAtOnceOutsideHoursToo) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated();
  builder.Step(0, {"a"}).On(kOffice).Step(0, {"b"}).On(kOffice).Step(kHour, {"c"}).On(kOffice);
  Ticket ticket(builder);
  ticket.Create("22:00");
  EXPECT_EQ(ticket.FireAt("22:00"), "late#0 notify a; late#1 notify b");
  EXPECT_EQ(ticket.next_due(), "34:00");
}

TEST(FireTest, AStepWhoseGuardDoesNotHoldIsPassedOverAndTheChainGoesOn) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"}, "level >= 3").SetPriority(0);
  builder.Step(kHour, {"b"}).Step(kHour, {"c"}, "level >= 3");
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 passed over");
  EXPECT_EQ(ticket.FireAt("10:00"), "late#1 notify b");
  ticket.level = 4;
  EXPECT_EQ(ticket.FireAt("11:00"), "late#2 notify c; ended late#3: completed");
}

TEST(FireTest, ATargetNamedTwiceIsToldOnce) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a", "b", "a"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"),
            "late#0 notify a; late#0 notify b; late#0 not told a; ended late#1: completed");
}

TEST(FireTest, APersonIsToldOnceByWhateverName) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"handler", "agent:an", "lead"}).Step(0, {"owner"});
  Ticket ticket(builder);
  ticket.persons = {{"handler", 1}, {"agent:an", 1}, {"owner", 1}};
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"),
            "late#0 notify handler; late#0 not told agent:an; late#0 notify lead; "
            "late#1 not told owner; ended late#2: completed");
}

TEST(FireTest, WhoeverIsExcludedIsNotToldAndLeavesAStepEmpty) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"agent:an"});
  builder.step().on_empty = policy::OnEmpty::kFallback;
  builder.Fallback("agent:an").Fallback("b");
  Ticket ticket(builder);
  ticket.excluded = "agent:an";
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"),
            "late#0 not told agent:an; late#0 not told agent:an; late#0 notify b instead; "
            "ended late#1: completed");
}

TEST(FireTest, WhatIsDueTogetherGoesInTheOrderOfTheChains) {
  ChainsBuilder builder;
  builder.Chain("a").OnRequested().Step(kHour, {"x"});
  builder.Chain("b").OnRequested().Step(kHour, {"x"});
  builder.Chain("c").OnRequested().Step(kHour, {"x"});
  Ticket ticket(builder);
  for (const uint16_t chain : {uint16_t{2}, uint16_t{0}, uint16_t{1}}) {
    ticket.Request(chain, "09:00");
  }
  EXPECT_EQ(ticket.FireAt("10:00"),
            "a#0 notify x; ended a#1: completed; b#0 notify x; ended b#1: completed; "
            "c#0 notify x; ended c#1: completed");
}

TEST(FireTest, RunsActInTheOrderInWhichTheyStand) {
  ChainsBuilder builder;
  builder.Chain("a").OnCreated().Step(0, {"x"}).Step(0, {"y"});
  builder.Chain("b").OnCreated().Step(0, {"x"}).Step(kHour, {"y"});
  builder.Chain("c").OnCreated().Step(0, {"x"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"),
            "a#0 notify x; a#1 notify y; ended a#2: completed; b#0 notify x; c#0 notify x; "
            "ended c#1: completed");
  EXPECT_EQ(ticket.runs().size(), 1u);
}

TEST(FireTest, ARunKeepsThePolicyUnderWhichItStarted) {
  ChainsBuilder first;
  first.Chain("late").OnCreated().Step(kHour, {"old"}, "level >= 3");
  Ticket ticket(first);
  ticket.Create("09:00");
  ChainsBuilder second;
  second.Chain("new").OnCreated().Step(30 * kMinute, {"new"}, "level < 3");
  second.Chain("late").OnCreated().Step(0, {"new"});
  ticket.AddVersion(second);
  ticket.Create("09:30");
  EXPECT_EQ(
      ticket.FireAt("10:00"),
      "late#0 passed over; ended late#1: completed; new#0 notify new; ended new#1: completed");
}

TEST(FireTest, OnACalendarThatNeverOpensAChainWaitsForEver) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"}).Step(kHour, {"b"}).On(kNeverOpen);
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 notify a");
  EXPECT_EQ(ticket.next_due(), "never");
  EXPECT_EQ(ticket.End({}, "09:30"), "ended late#1: ticket ended");
}

TEST(FireTest, AWaitBeyondAllTimeIsNever) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(Calendar::kNever - 1, {"a"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.next_due(), "never");
}

}  // namespace
}  // namespace waypost::escalate
