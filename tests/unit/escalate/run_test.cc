#include "lib/escalate/run.h"

#include <gtest/gtest.h>

#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

TEST(RepeatTest, GoesThroughTheStepsAgainAfterAGap) {
  ChainsBuilder builder;
  builder.Chain("page").OnCreated().Step(0, {"a"}).Step(10 * kMinute, {"b"});
  builder.chain().repeat = {1, 2, 0, true, 5 * kMinute};
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.AdvanceTo("12:00"),
            "at 09:00 page#0 notify a; at 09:10 page#1 notify b; at 09:25 page#1 notify b; "
            "at 09:40 page#1 notify b; at 09:40 ended page#2: completed")
      << "from the second step on, twice more, each pass after the gap and the step's own wait";
}

TEST(RepeatTest, PassesBeyondTheDailyNumberWaitForTheNextDay) {
  ChainsBuilder builder;
  builder.Chain("page").OnCreated().Step(0, {"a"});
  builder.chain().repeat = {0, 0, 2, true, 10 * kHour};
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.AdvanceTo("60:00"),
            "at 09:00 page#0 notify a; at 19:00 page#0 notify a; at 33:00 page#0 notify a; "
            "at 43:00 page#0 notify a; at 57:00 page#0 notify a");
}

TEST(RetriggerTest, ATriggerMayRestartALiveChain) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"}).Step(kHour, {"b"});
  builder.chain().retrigger = policy::Retrigger::kRestart;
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Create("09:30"), "restarted late");
  EXPECT_EQ(ticket.AdvanceTo("12:00"),
            "at 09:30 late#0 notify a; at 10:30 late#1 notify b; at 10:30 ended late#2: completed");
}

TEST(RetriggerTest, ATriggerMayBringTheNextStepForward) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"}).Step(kHour, {"b"}).Step(kHour, {"c"});
  builder.chain().retrigger = policy::Retrigger::kAdvance;
  Ticket ticket(builder);
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  EXPECT_EQ(ticket.Create("09:30"), "advanced late");
  EXPECT_EQ(ticket.AdvanceTo("12:00"),
            "at 09:30 late#1 notify b; at 10:30 late#2 notify c; at 10:30 ended late#3: completed")
      << "what follows counts from the step brought forward";
}

TEST(CooldownTest, NoRunStartsBeforeItIsOver) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"a"});
  builder.chain().cooldown_ms = kHour;
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 notify a; ended late#1: completed");
  EXPECT_EQ(ticket.Create("09:59"), "cooling late");
  EXPECT_EQ(ticket.FireAt("10:00"), "") << "it is forgotten in silence";
  EXPECT_EQ(ticket.runs().size(), 0u);
  EXPECT_EQ(ticket.Create("10:00"), "started late");
}

TEST(CooldownTest, ATicketThatIsOverCoolsNothing) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(kHour, {"a"});
  builder.chain().cooldown_ms = kHour;
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.End({EndReason::kTicketEnded, true, false}, "09:10"),
            "ended late#0: ticket ended");
  EXPECT_EQ(ticket.runs().size(), 1u) << "solved, it may come back";
  EXPECT_EQ(ticket.End({EndReason::kTicketEnded, false, true}, "09:20"), "");
  EXPECT_EQ(ticket.runs().size(), 0u);
}

TEST(ClearTest, AChainWhoseConditionStaysFalseIsCleared) {
  ChainsBuilder builder;
  builder.Chain("hot", "level >= 3").OnCreated().Step(0, {"a"}).Step(5 * kHour, {"b"});
  builder.chain().clear_after_ms = kHour;
  Ticket ticket(builder);
  ticket.level = 3;
  ticket.Create("09:00");
  ticket.FireAt("09:00");
  ticket.run(0).clear_ms = At("10:00");
  ticket.run(0).raised = true;
  EXPECT_EQ(ticket.next_due(), "10:00");
  EXPECT_EQ(ticket.FireAt("10:00"), "hot#1 lower priority; ended hot#1: cleared");
}

}  // namespace
}  // namespace waypost::escalate
