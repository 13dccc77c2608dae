#include "lib/escalate/alarm.h"

#include <gtest/gtest.h>

namespace waypost::escalate {
namespace {

using Kind = policy::Alarm::Kind;

policy::Alarm MoreThanTwoAMinute() {
  policy::Alarm rule;
  rule.above = 2;
  rule.window_ms = 60'000;
  return rule;
}

TEST(AlarmTest, MoreTicketsThanTheThresholdInAWindowPassIt) {
  const policy::Alarm rule = MoreThanTwoAMinute();
  AlarmState state;
  CountTicket(rule, 0, state);
  CountTicket(rule, 30'000, state);
  EXPECT_FALSE(IsPassed(rule, 30'000, state));
  CountTicket(rule, 59'999, state);
  EXPECT_TRUE(IsPassed(rule, 59'999, state));
  EXPECT_EQ(ValueOf(rule, state), 3);
}

TEST(AlarmTest, ATicketCountsForExactlyTheWindow) {
  const policy::Alarm rule = MoreThanTwoAMinute();
  AlarmState state;
  for (const int64_t at_ms : {0, 1, 2}) CountTicket(rule, at_ms, state);
  state.raised = true;
  EXPECT_EQ(NextDue(rule, state), 60'000);
  EXPECT_TRUE(IsPassed(rule, 59'999, state));
  EXPECT_FALSE(IsPassed(rule, 60'000, state));
}

TEST(AlarmTest, NoMoreTicketsAreKeptThanTheThresholdNeeds) {
  const policy::Alarm rule = MoreThanTwoAMinute();
  AlarmState state;
  for (int64_t at_ms = 0; at_ms < 1'000; ++at_ms) CountTicket(rule, at_ms, state);
  EXPECT_EQ(state.tickets.size(), 3u);
  EXPECT_TRUE(IsPassed(rule, 60'996, state)) << "the latest three";
  EXPECT_FALSE(IsPassed(rule, 60'997, state));
}

TEST(AlarmTest, AGaugePassesItsThresholdOnlyAboveIt) {
  policy::Alarm rule;
  rule.kind = Kind::kGauge;
  rule.above = -5;
  AlarmState state;
  EXPECT_FALSE(IsPassed(rule, 0, state)) << "nothing was reported";
  state.reported = true;
  state.gauge = -5;
  EXPECT_FALSE(IsPassed(rule, 0, state));
  state.gauge = -4;
  EXPECT_TRUE(IsPassed(rule, 0, state));
}

class AnswersTest : public testing::Test {
 protected:
  AnswersTest() {
    rule_.kind = Kind::kAnswered;
    rule_.answered_ms = 1'000;
    rule_.window_ms = 60'000;
    rule_.share_below_percent = 50;
    rule_.at_least = 2;
  }
  policy::Alarm rule_;
  AlarmState state_;
};

TEST_F(AnswersTest, AShareOfFewAnswersMeansNothing) {
  CountAnswer(rule_, 0, false, state_);
  EXPECT_FALSE(IsPassed(rule_, 0, state_));
  CountAnswer(rule_, 0, false, state_);
  EXPECT_TRUE(IsPassed(rule_, 0, state_));
}

TEST_F(AnswersTest, TheShareItselfIsGoodEnough) {
  CountAnswer(rule_, 0, false, state_);
  CountAnswer(rule_, 0, true, state_);
  EXPECT_FALSE(IsPassed(rule_, 0, state_));
  EXPECT_EQ(ValueOf(rule_, state_), 50);
}

TEST_F(AnswersTest, ATicketCountsOnceWhenItIsAnsweredOrTooLate) {
  AwaitAnswer(rule_, 0, 7, 0, state_);
  AwaitAnswer(rule_, 5, 9, 1, state_);
  EXPECT_EQ(NextDue(rule_, state_), 1'000);
  NoteAnswer(rule_, 500, 9, state_);
  NoteAnswer(rule_, 600, 9, state_);
  NoteAnswer(rule_, 600, 8, state_);
  EXPECT_EQ(state_.answers.back().answers, 1);
  EXPECT_EQ(state_.answers.back().in_time, 1);
}

TEST_F(AnswersTest, OldAnswersLeaveTheWindow) {
  CountAnswer(rule_, 0, false, state_);
  CountAnswer(rule_, 0, false, state_);
  EXPECT_EQ(NextDue(rule_, state_), 60'000);
  EXPECT_TRUE(IsPassed(rule_, 59'999, state_));
  EXPECT_FALSE(IsPassed(rule_, 60'000, state_));
  EXPECT_EQ(NextDue(rule_, state_), INT64_MAX);
}

}  // namespace
}  // namespace waypost::escalate
