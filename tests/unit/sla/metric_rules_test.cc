#include "lib/sla/metric_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

Desk DeskWith(Metric metric, int64_t within_ms = kHour) {
  TablesBuilder builder;
  builder.Sla("s").Within(metric, within_ms);
  return Desk(builder);
}

TEST(FirstReplyTest, RunsFromOpeningToTheFirstReplyOfAPerson) {
  Desk desk = DeskWith(Metric::kFirstReply);
  EXPECT_EQ(desk.Open("Mon 09:00"), "started first_reply due Mon 10:00");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:10"), "");
  EXPECT_EQ(desk.BotReplies("Mon 09:20"), "") << "a bot's reply is no first reply";
  EXPECT_EQ(desk.HumanReplies("Mon 09:30"), "met first_reply after 30m due Mon 10:00");
  EXPECT_EQ(desk.CustomerWrites("Mon 11:00"), "") << "once per ticket";
  EXPECT_EQ(desk.HumanReplies("Mon 15:00"), "");
  EXPECT_TRUE(desk.clocks().empty()) << "nothing can follow";
}

TEST(FirstReplyTest, OfATicketOpenedByAnAgentRunsFromTheFirstCustomerMessage) {
  Desk desk = DeskWith(Metric::kFirstReply);
  EXPECT_EQ(desk.OpenByAgent("Mon 09:00"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:30"), "started first_reply due Mon 10:30");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:40"), "") << "later messages do not move it";
  EXPECT_EQ(desk.HumanReplies("Mon 10:30"), "met first_reply after 1h due Mon 10:30");
}

TEST(FirstReplyTest, IsNotOwedIfAPersonWroteBeforeTheCustomerDid) {
  Desk desk = DeskWith(Metric::kFirstReply);
  desk.OpenByAgent("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:30"), "");
}

TEST(FirstReplyTest, StandsStillWhileSolvedAndEndsWithTheTicket) {
  Desk desk = DeskWith(Metric::kFirstReply);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Solve("Mon 09:20"), "paused first_reply left 40m");
  EXPECT_EQ(desk.Reject("Mon 10:00"), "resumed first_reply due Mon 10:40");
  EXPECT_EQ(desk.Solve("Mon 10:10"), "paused first_reply left 30m");
  EXPECT_EQ(desk.End("Tue 09:00"), "cancelled first_reply: ticket ended");
}

TEST(NextReplyTest, ArmsAfterTheFirstReplyOfAPerson) {
  Desk desk = DeskWith(Metric::kNextReply);
  EXPECT_EQ(desk.Open("Mon 09:00"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:10"), "");
  EXPECT_EQ(desk.BotReplies("Mon 09:11"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:12"), "");
  EXPECT_EQ(desk.HumanReplies("Mon 09:20"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:30"), "started next_reply due Mon 10:30");
}

TEST(NextReplyTest, RunsFromTheOldestUnansweredMessageToAnyReply) {
  Desk desk = DeskWith(Metric::kNextReply);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:20");
  desk.CustomerWrites("Mon 09:30");
  EXPECT_EQ(desk.CustomerWrites("Mon 10:00"), "") << "later messages do not move it";
  EXPECT_EQ(desk.BotReplies("Mon 10:20"), "met next_reply after 50m due Mon 10:30");
  EXPECT_EQ(desk.HumanReplies("Mon 10:25"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 11:00"), "started next_reply/2 due Mon 12:00");
  EXPECT_EQ(desk.HumanReplies("Mon 11:05"), "met next_reply/2 after 5m due Mon 12:00");
}

TEST(NextReplyTest, StopsAtSolvingAndStartsAnewWithTheMessageThatReopens) {
  Desk desk = DeskWith(Metric::kNextReply);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:20");
  desk.CustomerWrites("Mon 09:30");
  EXPECT_EQ(desk.Solve("Mon 09:40"), "met next_reply after 10m due Mon 10:30");
  EXPECT_EQ(desk.CustomerReopens("Mon 12:00"), "started next_reply/2 due Mon 13:00");
}

TEST(NextReplyTest, ARejectionWithoutAMessageStartsNone) {
  Desk desk = DeskWith(Metric::kNextReply);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:20");
  desk.CustomerWrites("Mon 09:30");
  desk.Solve("Mon 09:40");
  EXPECT_EQ(desk.Reject("Mon 12:00"), "");
}

TEST(NextReplyTest, SolvingAnswersWhatTheCallerStillHoldsForUnanswered) {
  Desk desk = DeskWith(Metric::kNextReply);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:20");
  desk.CustomerWrites("Mon 09:30");
  desk.Solve("Mon 09:40");
  desk.times.unanswered_ms = At("Mon 09:30");
  EXPECT_EQ(desk.Reject("Mon 12:00"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 12:10"), "started next_reply/2 due Mon 13:10");
}

TEST(NextReplyTest, AnOlderMessageBroughtByAMergeMovesItsStartBack) {
  Desk desk = DeskWith(Metric::kNextReply);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:20");
  desk.CustomerWrites("Mon 10:00");
  EXPECT_EQ(desk.MergeBrings("Mon 09:45", "Mon 10:10"), "retargeted next_reply due Mon 10:45");
  EXPECT_EQ(desk.MergeBrings("Mon 09:05", "Mon 10:20"),
            "retargeted next_reply due Mon 10:05; breached next_reply due Mon 10:05");
}

TEST(NextReplyTest, FromTheStartItRunsBeforeAnybodyHasReplied) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kNextReply, kHour).FromStart();
  Desk desk(builder);
  desk.times.unanswered_ms = At("Mon 09:00");
  EXPECT_EQ(desk.Open("Mon 09:00"), "started next_reply due Mon 10:00");
  EXPECT_EQ(desk.BotReplies("Mon 09:10"), "met next_reply after 10m due Mon 10:00");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:20"), "started next_reply/2 due Mon 10:20");
}

TEST(PeriodicUpdateTest, FromTheStartTheFirstOneIsOwedFromTheOpening) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kPeriodicUpdate, kHour).FromStart();
  Desk desk(builder);
  EXPECT_EQ(desk.Open("Mon 09:00"), "started periodic_update due Mon 10:00");
  EXPECT_EQ(desk.BotReplies("Mon 09:30"),
            "met periodic_update after 30m due Mon 10:00; "
            "started periodic_update/2 due Mon 10:30");
}

TEST(OwnershipTest, OneCycleForEachStayInAQueue) {
  Desk desk = DeskWith(Metric::kOwnership);
  EXPECT_EQ(desk.Open("Mon 09:00"), "") << "in no queue yet";
  EXPECT_EQ(desk.EntersQueue("Mon 09:00"), "started ownership due Mon 10:00");
  EXPECT_EQ(desk.EntersQueue("Mon 09:40"),
            "met ownership after 40m due Mon 10:00; started ownership/2 due Mon 10:40");
  EXPECT_EQ(desk.Solve("Mon 10:00"), "met ownership/2 after 20m due Mon 10:40");
  EXPECT_EQ(desk.Reject("Mon 11:00"), "") << "in no queue yet";
  EXPECT_EQ(desk.EntersQueue("Mon 11:00"), "started ownership/3 due Mon 12:00");
}

TEST(OwnershipTest, OfAPromiseThatComesLaterCountsFromTheBeginningOfTheStay) {
  Desk desk = DeskWith(Metric::kOwnership);
  desk.Open("Mon 09:00", policy::kNone);
  EXPECT_EQ(desk.EntersQueue("Mon 09:05"), "");
  EXPECT_EQ(desk.Promise("Mon 09:30", 0), "started ownership due Mon 10:05");
}

TEST(PickupTest, OneCycleForEachWait) {
  Desk desk = DeskWith(Metric::kPickup);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Waits("Mon 09:00"), "started pickup due Mon 10:00");
  EXPECT_EQ(desk.EntersQueue("Mon 09:10"), "") << "another queue, the same wait";
  EXPECT_EQ(desk.IsAccepted("Mon 09:20"), "met pickup after 20m due Mon 10:00");
  EXPECT_EQ(desk.Waits("Mon 11:00"), "started pickup/2 due Mon 12:00");
  EXPECT_EQ(desk.IsAccepted("Mon 12:01"),
            "at Mon 12:00 breached pickup/2 due Mon 12:00; late pickup/2 after 1h1m due Mon 12:00");
}

TEST(PickupTest, SolvingEndsTheWait) {
  Desk desk = DeskWith(Metric::kPickup);
  desk.Open("Mon 09:00");
  desk.Waits("Mon 09:00");
  EXPECT_EQ(desk.Solve("Mon 09:30"), "met pickup after 30m due Mon 10:00");
  EXPECT_EQ(desk.Reject("Mon 09:40"), "");
  EXPECT_EQ(desk.Waits("Mon 09:40"), "started pickup/2 due Mon 10:40");
}

TEST(PickupTest, TakenAtOnceIsNoWait) {
  Desk desk = DeskWith(Metric::kPickup);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Change(At("Mon 09:00"), kWaits | kAccepted), "");
}

TEST(PeriodicUpdateTest, RunsFromEachReplyToTheNextOnceAPersonHasReplied) {
  Desk desk = DeskWith(Metric::kPeriodicUpdate);
  EXPECT_EQ(desk.Open("Mon 09:00"), "");
  EXPECT_EQ(desk.BotReplies("Mon 09:05"), "");
  EXPECT_EQ(desk.HumanReplies("Mon 09:30"), "started periodic_update due Mon 10:30");
  EXPECT_EQ(desk.CustomerWrites("Mon 10:00"), "");
  EXPECT_EQ(desk.BotReplies("Mon 10:10"),
            "met periodic_update after 40m due Mon 10:30; "
            "started periodic_update/2 due Mon 11:10");
  EXPECT_EQ(desk.HumanReplies("Mon 11:20"),
            "at Mon 11:10 breached periodic_update/2 due Mon 11:10; "
            "late periodic_update/2 after 1h10m due Mon 11:10; "
            "started periodic_update/3 due Mon 12:20");
}

TEST(PeriodicUpdateTest, TwoRepliesInOneMillisecondAreTwoCycles) {
  Desk desk = DeskWith(Metric::kPeriodicUpdate);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:30");
  EXPECT_EQ(desk.HumanReplies("Mon 09:30"),
            "met periodic_update after 0s due Mon 10:30; "
            "started periodic_update/2 due Mon 10:30");
}

TEST(PeriodicUpdateTest, IsOverAtSolvingAndGoesOnAfterReopening) {
  Desk desk = DeskWith(Metric::kPeriodicUpdate);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:30");
  EXPECT_EQ(desk.Solve("Mon 09:50"), "met periodic_update after 20m due Mon 10:30");
  EXPECT_EQ(desk.Advance("Mon 12:00"), "");
  EXPECT_EQ(desk.CustomerReopens("Mon 12:00"), "resumed periodic_update due Mon 12:40");
  EXPECT_EQ(desk.HumanReplies("Mon 12:10"),
            "met periodic_update after 30m due Mon 12:40; "
            "started periodic_update/2 due Mon 13:10");
}

TEST(PeriodicUpdateTest, AReplyOnASolvedTicketBeginsTheCycleThatReopeningStarts) {
  Desk desk = DeskWith(Metric::kPeriodicUpdate);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:30");
  desk.Solve("Mon 09:50");
  EXPECT_EQ(desk.HumanReplies("Mon 10:00"), "");
  EXPECT_EQ(desk.Reject("Mon 12:00"), "started periodic_update/2 due Mon 13:00");
}

TEST(PeriodicUpdateTest, CyclesAreCountedUpTo255) {
  Desk desk = DeskWith(Metric::kPeriodicUpdate);
  desk.Open("Mon 09:00");
  for (int i = 0; i < 300; ++i) desk.HumanReplies("Mon 09:30");
  EXPECT_EQ(desk.Find(Metric::kPeriodicUpdate)->cycle, 255);
  EXPECT_EQ(desk.clocks().size(), 1u) << "each cycle takes the place of the one before";
}

class UntilSolvedTest : public testing::TestWithParam<Metric> {};

TEST_P(UntilSolvedTest, RunsFromOpeningToSolved) {
  Desk desk = DeskWith(GetParam());
  desk.Open("Mon 09:00");
  ASSERT_NE(desk.Find(GetParam()), nullptr);
  EXPECT_EQ(desk.HumanReplies("Mon 09:10"), "");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:20"), "");
  EXPECT_THAT(desk.Solve("Mon 10:00"), testing::HasSubstr("after 1h due Mon 10:00"));
  EXPECT_EQ(desk.Find(GetParam()), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Metrics, UntilSolvedTest,
                         testing::Values(Metric::kRequesterWait, Metric::kAgentWork,
                                         Metric::kResolution),
                         [](const auto& row) {
                           return row.param == Metric::kAgentWork       ? "AgentWork"
                                  : row.param == Metric::kRequesterWait ? "RequesterWait"
                                                                        : "Resolution";
                         });

TEST(MilestoneTest, RunsFromOpeningUntilReachedByName) {
  TablesBuilder builder;
  builder.Sla("s").Milestone("frozen", 15 * kMinute).Milestone("verified", 30 * kMinute);
  Desk desk(builder);
  EXPECT_EQ(desk.Open("Mon 09:00"), "started frozen due Mon 09:15; started verified due Mon 09:30");
  EXPECT_EQ(desk.Reach("Mon 09:10", "frozen"), "met frozen after 10m due Mon 09:15");
  EXPECT_EQ(desk.Reach("Mon 09:11", "frozen"), "") << "reached once";
  EXPECT_EQ(desk.Reach("Mon 09:31", "verified"),
            "at Mon 09:30 breached verified due Mon 09:30; "
            "late verified after 31m due Mon 09:30");
}

TEST(MilestoneTest, StandsStillWhileSolvedAndIsCancelledWhenTheTicketEnds) {
  TablesBuilder builder;
  builder.Sla("s").Milestone("frozen", 15 * kMinute).Milestone("verified", 30 * kMinute);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Solve("Mon 09:05"), "paused frozen left 10m; paused verified left 25m");
  EXPECT_EQ(desk.Reach("Mon 10:00", "frozen"), "met frozen after 5m due Mon 10:10");
  EXPECT_EQ(desk.Reject("Mon 11:00"), "resumed verified due Mon 11:25");
  EXPECT_EQ(desk.End("Mon 11:10"), "cancelled verified: ticket ended");
}

TEST(MilestoneTest, MayCountFromTheReachingOfTheOneBefore) {
  TablesBuilder builder;
  builder.Sla("s").Milestone("taken up", kHour).Milestone("frozen", kHour).After("taken up");
  builder.Milestone("repaired", 2 * kHour).After("frozen");
  Desk desk(builder);
  EXPECT_EQ(desk.Open("Mon 09:00"), "started taken up due Mon 10:00");
  EXPECT_EQ(desk.Reach("Mon 09:10", "frozen"), "") << "its turn has not come";
  EXPECT_EQ(desk.Reach("Mon 09:20", "taken up"),
            "met taken up after 20m due Mon 10:00; started frozen due Mon 10:20");
  EXPECT_EQ(desk.Reach("Mon 10:30", "frozen"),
            "at Mon 10:20 breached frozen due Mon 10:20; late frozen after 1h10m due Mon 10:20; "
            "started repaired due Mon 12:30");
}

TEST(MilestoneTest, OfAPromiseThatComesLaterCountsFromWhenTheOneBeforeWasReached) {
  TablesBuilder builder;
  builder.Sla("one").Milestone("taken up", kHour);
  builder.Sla("two").Milestone("taken up", kHour).Milestone("frozen", kHour).After("taken up");
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Reach("Mon 09:20", "taken up");
  EXPECT_EQ(desk.Promise("Mon 09:50", 1), "started frozen due Mon 10:20");
}

Desk DeskThatReopens(policy::OnReopen how, Metric metric = Metric::kResolution) {
  TablesBuilder builder;
  builder.Sla("s").Within(metric, 2 * kHour).OnReopen(how);
  return Desk(builder);
}

TEST(OnReopenTest, TheTimeSolvedMayCount) {
  Desk desk = DeskThatReopens(policy::OnReopen::kResumeIncludingSolved);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Solve("Mon 10:00"), "met resolution after 1h due Mon 11:00");
  EXPECT_EQ(desk.Reject("Mon 10:30"), "resumed resolution due Mon 11:00");
  EXPECT_EQ(desk.Solve("Mon 10:40"), "met resolution after 1h40m due Mon 11:00");
  EXPECT_EQ(desk.Reject("Mon 14:00"),
            "resumed resolution due Mon 11:00; breached resolution due Mon 11:00")
      << "the customer was without a solution all the time";
  EXPECT_EQ(desk.Solve("Mon 14:30"), "late resolution after 5h30m due Mon 11:00");
}

TEST(OnReopenTest, ANewCycleMayStartAtTheReopening) {
  Desk desk = DeskThatReopens(policy::OnReopen::kNewCycle);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 12:00");
  EXPECT_EQ(desk.Reject("Mon 13:00"), "started resolution/2 due Mon 15:00");
  EXPECT_EQ(desk.Solve("Mon 14:00"), "met resolution/2 after 1h due Mon 15:00");
}

TEST(OnReopenTest, ANewCycleOfAPromiseThatComesLaterCountsFromTheReopening) {
  Desk desk = DeskThatReopens(policy::OnReopen::kNewCycle);
  desk.Open("Mon 09:00", policy::kNone);
  desk.Solve("Mon 12:00");
  desk.Reject("Mon 13:00");
  EXPECT_EQ(desk.Promise("Mon 13:30", 0), "started resolution due Mon 15:00");
}

TEST(OnReopenTest, ItMayBeIgnored) {
  Desk desk = DeskThatReopens(policy::OnReopen::kIgnore);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 10:00");
  EXPECT_EQ(desk.Reject("Mon 11:00"), "");
  EXPECT_EQ(desk.Promise("Mon 11:30", policy::kNone), "");
  EXPECT_EQ(desk.Promise("Mon 11:40", 0), "") << "no other cycle, whatever happens";
  EXPECT_EQ(desk.Solve("Mon 15:00"), "");
}

TEST(OnReopenTest, IgnoredEvenIfSolvedAndReopenedWithinOneMillisecond) {
  Desk desk = DeskThatReopens(policy::OnReopen::kIgnore);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 10:00");
  desk.ForgetStatusAt("Mon 10:00");
  EXPECT_EQ(desk.Change(At("Mon 10:00"), kStatus | kReopened), "");
  EXPECT_EQ(desk.Promise("Mon 11:00", 0), "");
}

TEST(OnReopenTest, IgnoredAnUpdateIsOwedAgainAfterTheNextReply) {
  Desk desk = DeskThatReopens(policy::OnReopen::kIgnore, Metric::kPeriodicUpdate);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  EXPECT_EQ(desk.Solve("Mon 09:30"), "met periodic_update after 20m due Mon 11:10");
  EXPECT_EQ(desk.Reject("Mon 10:00"), "");
  EXPECT_EQ(desk.Promise("Mon 10:10", 0), "");
  EXPECT_EQ(desk.HumanReplies("Mon 10:20"), "started periodic_update/2 due Mon 12:20");
}

TEST(OnReopenTest, ANewCycleOfAnUpdateStartsAtTheReopening) {
  Desk desk = DeskThatReopens(policy::OnReopen::kNewCycle, Metric::kPeriodicUpdate);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  desk.Solve("Mon 09:30");
  EXPECT_EQ(desk.Reject("Mon 10:00"), "started periodic_update/2 due Mon 12:00");
}

}  // namespace
}  // namespace waypost::sla
