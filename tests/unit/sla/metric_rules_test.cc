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
  desk.times.unanswered_ms = At("Mon 09:45");
  EXPECT_EQ(desk.Change(At("Mon 10:10"), kCustomerMessage), "retargeted next_reply due Mon 10:45");
  desk.times.unanswered_ms = At("Mon 09:05");
  EXPECT_EQ(desk.Change(At("Mon 10:20"), kCustomerMessage),
            "retargeted next_reply due Mon 10:05; breached next_reply due Mon 10:05");
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

}  // namespace
}  // namespace waypost::sla
