#include <gtest/gtest.h>

#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

TEST(AcknowledgeTest, AStepWithATimeoutHoldsTheChainAndThenItGoesOn) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"});
  builder.step().ack_timeout_ms = 2 * kHour;
  builder.Step(kHour, {"b"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Acknowledge(0, "09:20"), "late#1 held until 11:20: acknowledged");
  EXPECT_EQ(ticket.Acknowledge(0, "09:30"), "late#1 held until 11:30: acknowledged") << "renewed";
  EXPECT_EQ(ticket.AdvanceTo("12:00"),
            "at 11:30 late#1 resumed; at 11:30 late#1 notify b; at 11:30 ended late#2: completed");
}

TEST(AcknowledgeTest, OnlyTheStepThatActedLastCounts) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"});
  builder.step().ack_timeout_ms = 2 * kHour;
  builder.Step(kHour, {"b"}).Step(kHour, {"c"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.AdvanceTo("10:30");
  EXPECT_EQ(ticket.Acknowledge(0, "10:30"), "ended late#2: acknowledged");
}

TEST(SnoozeTest, ShiftsWhatIsLeft) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"}).Step(kHour, {"b"}).Step(kHour, {"c"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Snooze(0, 30 * kMinute, "09:10"), "late#1 held until 10:30: snoozed");
  EXPECT_EQ(ticket.AdvanceTo("12:00"),
            "at 10:30 late#1 notify b; at 11:30 late#2 notify c; at 11:30 ended late#3: completed");
}

TEST(EndTest, SolvingSparesWhatBeganAfterSolving) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(kHour, {"a"});
  builder.Chain("survey").OnRequested().Step(kHour, {"b"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.End({EndReason::kTicketEnded, true, false}, "09:10"),
            "ended late#0: ticket ended");
  ticket.solved = true;
  EXPECT_EQ(ticket.Request(1, "09:10"), "started survey");
  EXPECT_EQ(ticket.End({EndReason::kTicketEnded, true, false}, "09:20"), "");
  EXPECT_EQ(ticket.End({EndReason::kReopened}, "09:30"), "ended survey#0: reopened");
}

TEST(EndTest, ReopeningSparesWhatBeganBefore) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(kHour, {"a"});
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.End({EndReason::kReopened}, "09:30"), "");
}

}  // namespace
}  // namespace waypost::escalate
