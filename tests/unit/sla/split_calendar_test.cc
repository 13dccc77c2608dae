// A changed calendar that leaves the past alone.
#include <gtest/gtest.h>

#include "lib/sla/decider.h"
#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

enum : uint16_t { kByDay, kRound, kThroughout, kEarly, kShort, kInDays, kAnew, kForgetful };

// All promise a solution, in four hours unless the name says otherwise. All but kThroughout split.
TablesBuilder Promises() {
  TablesBuilder builder;
  builder.Sla("by day").Within(Metric::kResolution, 4 * kHour, kOffice);
  builder.PausedIn(kHold).SplitCalendar();
  builder.Sla("round").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold).SplitCalendar();
  builder.Sla("throughout").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold);
  builder.Sla("early").Within(Metric::kResolution, 4 * kHour, kMornings);
  builder.PausedIn(kHold).SplitCalendar();
  builder.Sla("short").Within(Metric::kResolution, kHour / 2).SplitCalendar();
  builder.Sla("in days").WithinDays(Metric::kResolution, 1, policy::Landing::kCloseOfDay);
  builder.SplitCalendar();
  builder.Sla("anew").Within(Metric::kResolution, 4 * kHour);
  builder.SplitCalendar().OnRetarget(policy::Retarget::kRestart);
  builder.Sla("forgetful").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold);
  builder.SplitCalendar().OnRetarget(policy::Retarget::kCarryWithoutPauses);
  return builder;
}

class SplitCalendarTest : public testing::Test {
 protected:
  SplitCalendarTest() : builder_(Promises()), desk_(builder_) {}

  TablesBuilder builder_;
  Desk desk_;
};

TEST_F(SplitCalendarTest, TheOldCalendarCountsBeforeTheChange) {
  desk_.Open("Mon 17:00");
  EXPECT_EQ(desk_.Promise("Mon 20:00", kRound), "retargeted resolution due Mon 23:00");
  EXPECT_EQ(desk_.Standing(Metric::kResolution, "Mon 21:00").elapsed_ms, 2 * kHour);
  EXPECT_EQ(desk_.Standing(Metric::kResolution, "Mon 21:00").left_ms, 2 * kHour);
  EXPECT_EQ(desk_.deadlines().earliest_ms, At("Mon 23:00"));
  EXPECT_EQ(desk_.Advance("Tue 00:00"), "at Mon 23:00 breached resolution due Mon 23:00");
}

TEST_F(SplitCalendarTest, APromiseThatDoesNotSplitCountsOnItsCalendarThroughout) {
  desk_.Open("Mon 17:00");
  EXPECT_EQ(desk_.Promise("Mon 20:00", kThroughout), "retargeted resolution due Mon 21:00");
  EXPECT_EQ(desk_.Promise("Mon 20:30", kByDay), "retargeted resolution due Tue 09:30");
  EXPECT_EQ(desk_.Promise("Mon 20:45", kThroughout), "retargeted resolution due Mon 21:00");
  EXPECT_EQ(desk_.clocks().size(), 1u) << "what was kept apart is forgotten";
}

TEST_F(SplitCalendarTest, SeveralCalendarsCountEachItsOwnTime) {
  desk_.Open("Mon 17:00");
  desk_.Promise("Mon 20:00", kRound);
  EXPECT_EQ(desk_.Promise("Mon 22:00", kEarly), "retargeted resolution due Tue 07:00");
  EXPECT_EQ(desk_.Promise("Tue 06:30", kByDay), "retargeted resolution due Tue 09:30");
  EXPECT_EQ(desk_.Solve("Tue 09:15"), "met resolution after 3h45m due Tue 09:30");
}

TEST_F(SplitCalendarTest, ChangesOfOneMillisecondAreOne) {
  desk_.Open("Mon 17:00");
  desk_.Promise("Mon 20:00", kEarly);
  EXPECT_EQ(desk_.Promise("Mon 20:00", kRound), "retargeted resolution due Mon 23:00");
  EXPECT_EQ(desk_.clocks().size(), 2u);
}

TEST_F(SplitCalendarTest, EqualHoursUnderANewPolicyAreNoChange) {
  desk_.Open("Mon 17:00");
  TablesBuilder next;
  next.Sla("s").Within(Metric::kResolution, 5 * kHour, kOffice).SplitCalendar();
  desk_.AddVersion(next);
  EXPECT_EQ(desk_.Promise("Tue 09:30", 0), "retargeted resolution due Tue 13:00");
  ASSERT_EQ(desk_.clocks().size(), 1u) << "the old version may go";
  EXPECT_EQ(desk_.clocks()[0].version, 1);
}

TEST_F(SplitCalendarTest, OtherHoursUnderANewPolicyAre) {
  desk_.Open("Mon 17:00");
  TablesBuilder next;
  next.Sla("s").Within(Metric::kResolution, 5 * kHour, kAlways).SplitCalendar();
  desk_.AddVersion(next);
  EXPECT_EQ(desk_.Promise("Mon 20:00", 0), "retargeted resolution due Tue 00:00");
  ASSERT_EQ(desk_.clocks().size(), 2u);
  EXPECT_EQ(desk_.clocks()[0].version, 1);
  EXPECT_EQ(desk_.clocks()[1].version, 0) << "the old version is still in use";
}

TEST_F(SplitCalendarTest, APauseAcrossTheChangeTakesOfBoth) {
  desk_.Open("Mon 16:00");
  desk_.SetStatus("Mon 17:00", Status::kOnHold);
  EXPECT_EQ(desk_.Promise("Mon 20:00", kRound), "retargeted resolution due never");
  EXPECT_EQ(desk_.SetStatus("Mon 21:00", Status::kActive), "resumed resolution due Tue 00:00");
  EXPECT_EQ(desk_.Explain(Metric::kResolution, "Mon 22:00").paused_ms, 2 * kHour);
}

TEST_F(SplitCalendarTest, ForgottenPausesCountOnTheOldCalendar) {
  desk_.Open("Mon 16:00");
  desk_.SetStatus("Mon 16:30", Status::kOnHold);
  desk_.SetStatus("Mon 19:00", Status::kActive);
  EXPECT_EQ(desk_.Promise("Mon 20:00", kForgetful), "retargeted resolution due Mon 22:00");
}

TEST_F(SplitCalendarTest, AShorterTargetMayHaveBeenDueUnderTheOldCalendar) {
  desk_.Open("Mon 17:45");
  EXPECT_EQ(desk_.Promise("Tue 12:00", kShort),
            "retargeted resolution due Tue 09:15; breached resolution due Tue 09:15");
  EXPECT_EQ(desk_.Solve("Tue 13:00"), "late resolution after 4h15m due Tue 09:15");
}

TEST_F(SplitCalendarTest, BusinessDaysLandByThePresentCalendar) {
  desk_.Open("Mon 16:00", kRound);
  EXPECT_EQ(desk_.Promise("Mon 19:00", kInDays), "retargeted resolution due Tue 18:00");
  EXPECT_EQ(desk_.Standing(Metric::kResolution, "Mon 20:00").elapsed_ms, 3 * kHour);
  EXPECT_EQ(desk_.Standing(Metric::kResolution, "Mon 20:00").left_ms, 9 * kHour);
}

TEST_F(SplitCalendarTest, ASolvedClockRemembersTooAndGoesOn) {
  desk_.Open("Mon 17:00");
  desk_.Solve("Mon 17:30");
  EXPECT_EQ(desk_.Promise("Mon 20:00", kRound), "");
  EXPECT_EQ(desk_.Reject("Mon 22:00"), "resumed resolution due Tue 01:30");
}

TEST_F(SplitCalendarTest, RestartedThereIsNoTimeBefore) {
  desk_.Open("Mon 17:00");
  desk_.Promise("Mon 20:00", kRound);
  EXPECT_EQ(desk_.Promise("Mon 21:00", kAnew), "retargeted resolution due Tue 01:00");
  EXPECT_EQ(desk_.clocks().size(), 1u);
}

TEST_F(SplitCalendarTest, AnEndedCycleRemembersNothing) {
  desk_.Open("Mon 17:00");
  desk_.Promise("Mon 20:00", kRound);
  EXPECT_EQ(desk_.Promise("Mon 21:00", policy::kNone), "cancelled resolution: no promise");
  EXPECT_EQ(desk_.clocks().size(), 1u);
  EXPECT_EQ(desk_.Promise("Mon 21:30", kByDay), "started resolution/2 due Tue 12:00");
}

TEST_F(SplitCalendarTest, EveryChangeIsKeptApart) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 100 * kHour).SplitCalendar();
  builder.Sla("b").Within(Metric::kResolution, 100 * kHour, kMornings).SplitCalendar();
  Desk desk(builder);
  desk.Open("Tue 00:00");
  for (int hour = 1; hour <= 16; ++hour) {
    desk.Promise(
        hour < 10 ? "Tue 0" + std::to_string(hour) + ":00" : "Tue " + std::to_string(hour) + ":00",
        hour % 2 == 0 ? 0 : 1);
  }
  EXPECT_EQ(desk.clocks().size(), 17u);
  // Eight hours always and three of mornings.
  EXPECT_EQ(desk.Standing(Metric::kResolution, "Tue 16:00").elapsed_ms, 11 * kHour);
}

TEST(SplitCalendarOfSeveralTest, ClocksKeepTheirHoursWhenAnotherEnds) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kFirstReply, 4 * kHour, kOffice);
  builder.Within(Metric::kResolution, 8 * kHour, kOffice);
  builder.Sla("b").Within(Metric::kFirstReply, 4 * kHour).Within(Metric::kResolution, 8 * kHour);
  builder.SplitCalendar();
  Desk desk(builder);
  desk.Open("Mon 17:00");
  EXPECT_EQ(desk.Promise("Mon 20:00", 1),
            "retargeted first_reply due Mon 23:00; retargeted resolution due Tue 03:00");
  EXPECT_EQ(desk.HumanReplies("Mon 21:00"), "met first_reply after 2h due Mon 23:00");
  EXPECT_EQ(desk.clocks().size(), 2u);
  EXPECT_EQ(desk.Solve("Mon 22:00"), "met resolution after 3h due Tue 03:00");
}

TEST(SplitCalendarOfSeveralTest, MilestonesAreTakenForTheirOwnReachingOnly) {
  TablesBuilder builder;
  builder.Sla("a").Milestone("frozen", 4 * kHour).Milestone("checked", 4 * kHour).After("frozen");
  builder.SplitCalendar();
  builder.Sla("b").Milestone("frozen", 5 * kHour).Milestone("checked", 5 * kHour).After("frozen");
  auto tables = builder.Build();
  for (size_t i = 2; i < 4; ++i) tables->targets[i].calendar = kMornings;
  tables->slas[1].split_calendar = true;
  const Decider decider(*tables);
  const Decider* const versions[] = {&decider};
  TicketTimes times;
  times.opened_ms = At("Mon 09:00");
  Clocks clocks;
  std::vector<Effect> effects;
  OnChange(versions, 0, 0, times, kOpened, 0, At("Mon 09:00"), clocks, effects);
  OnChange(versions, 0, 1, times, kPromise, 0, At("Mon 10:00"), clocks, effects);
  EXPECT_EQ(clocks.size(), 2u) << "earlier hours are no milestone that has been reached";
  EXPECT_EQ(effects.back().kind, EffectKind::kRetargeted);
}

TEST(SplitCalendarOfSeveralTest, AnOlderQuestionWasAskedUnderTheOldCalendar) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kNextReply, 4 * kHour, kOffice).FromStart();
  builder.Sla("b").Within(Metric::kNextReply, 4 * kHour).FromStart().SplitCalendar();
  Desk desk(builder);
  desk.Open("Mon 17:00");
  EXPECT_EQ(desk.CustomerWrites("Mon 17:00"), "started next_reply due Tue 12:00");
  EXPECT_EQ(desk.Promise("Mon 20:00", 1), "retargeted next_reply due Mon 23:00");
  EXPECT_EQ(desk.MergeBrings("Mon 16:00", "Mon 21:00"), "retargeted next_reply due Mon 22:00");
}

TEST_F(SplitCalendarTest, IsExplained) {
  desk_.Open("Mon 17:00");
  desk_.Promise("Mon 20:00", kRound);
  const Explanation explanation = desk_.Explain(Metric::kResolution, "Mon 21:00");
  ASSERT_EQ(explanation.stretches.size(), 4u);
  const auto is = [&](size_t i, std::string_view until, Why why, CalendarIndex calendar) {
    const ExplainedStretch& stretch = explanation.stretches[i];
    return stretch.to_ms == At(until) && stretch.why == why && stretch.calendar == calendar;
  };
  EXPECT_TRUE(is(0, "Mon 18:00", Why::kCounted, kOffice));
  EXPECT_TRUE(is(1, "Mon 20:00", Why::kClosed, kOffice));
  EXPECT_TRUE(is(2, "Mon 21:00", Why::kCounted, kAlways));
  EXPECT_TRUE(is(3, "Mon 23:00", Why::kCounted, kAlways));
  EXPECT_EQ(explanation.paused_ms, 0);
}

TEST_F(SplitCalendarTest, IsExplainedWithinOneOpeningToo) {
  desk_.Open("Mon 15:00");
  desk_.Promise("Mon 16:00", kRound);
  const Explanation explanation = desk_.Explain(Metric::kResolution, "Mon 17:00", 2);
  ASSERT_EQ(explanation.stretches.size(), 2u);
  EXPECT_EQ(explanation.stretches[0].to_ms, At("Mon 16:00"));
  EXPECT_EQ(explanation.stretches[0].open_ms, kHour);
  EXPECT_TRUE(explanation.more);
}

}  // namespace
}  // namespace waypost::sla
