// Another promise for a ticket whose clocks run.
#include <gtest/gtest.h>

#include "lib/sla/decider.h"
#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

TEST(RetargetTest, KeepsStartAndPauses) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 8 * kHour).PausedIn(kHold);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kOnHold);
  desk.SetStatus("Mon 11:00", Status::kActive);
  EXPECT_EQ(desk.Promise("Mon 12:00", 1), "retargeted resolution due Mon 14:00");
  EXPECT_EQ(desk.Promise("Mon 12:30", 0), "retargeted resolution due Mon 18:00");
  EXPECT_EQ(desk.Find(Metric::kResolution)->cycle, 1);
}

TEST(RetargetTest, CountsTheWholeTimeOnTheNewCalendar) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 8 * kHour, kOffice);
  builder.Sla("b").Within(Metric::kResolution, 20 * kHour);
  Desk desk(builder);
  desk.Open("Mon 16:00");
  EXPECT_EQ(desk.Promise("Tue 09:30", 1), "retargeted resolution due Tue 12:00");
}

TEST(RetargetTest, TheSamePromiseAgainIsNoChange) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 09:30", 0), "");
}

TEST(RetargetTest, IntoThePastBreachesOnceWithThatDueTime) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 8 * kHour);
  builder.Sla("b").Within(Metric::kResolution, kHour).WarnAt(50);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 12:00", 1),
            "retargeted resolution due Mon 10:00; breached resolution due Mon 10:00");
  EXPECT_EQ(desk.Advance("Tue 09:00"), "");
}

TEST(RetargetTest, ToThisVeryMillisecondIsNotYetABreach) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 8 * kHour);
  builder.Sla("b").Within(Metric::kResolution, 3 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 12:00", 1), "retargeted resolution due Mon 12:00");
  EXPECT_EQ(desk.Solve("Mon 12:00"), "met resolution after 3h due Mon 12:00");
}

TEST(RetargetTest, ABreachStaysOnRecordIfTheDueTimeMovesLater) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, kHour);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Advance("Mon 10:30");
  EXPECT_EQ(desk.Promise("Mon 10:30", 1), "retargeted resolution due Mon 13:00");
  EXPECT_TRUE(desk.Find(Metric::kResolution)->breached);
  EXPECT_EQ(desk.Advance("Mon 14:00"), "") << "no second breach in the cycle";
  EXPECT_EQ(desk.Promise("Mon 14:00", 0), "retargeted resolution due Mon 10:00");
  EXPECT_EQ(desk.Solve("Mon 14:30"), "late resolution after 5h30m due Mon 10:00");
}

TEST(RetargetTest, ACycleThatWasBreachedStopsLateThoughTheNewDueTimeIsAhead) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, kHour);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Promise("Mon 10:30", 1);
  EXPECT_EQ(desk.Solve("Mon 11:00"), "late resolution after 2h due Mon 13:00");
}

TEST(RetargetTest, OfWarningsFoundPastOnlyTheLastIsGiven) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 24 * kHour);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour).WarnAt(25).WarnAt(50).WarnAt(75);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 11:30", 1),
            "retargeted resolution due Mon 13:00; warned resolution[1] left 1h30m due Mon 13:00");
  EXPECT_EQ(desk.Advance("Mon 12:30"), "at Mon 12:00 warned resolution[2] left 1h due Mon 13:00");
}

TEST(RetargetTest, AnotherDueTimeGivesTheWarningsAgain) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 2 * kHour).WarnAt(50);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour).WarnAt(50);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Advance("Mon 10:30");
  EXPECT_EQ(desk.Promise("Mon 10:30", 1), "retargeted resolution due Mon 13:00");
  EXPECT_EQ(desk.Advance("Mon 12:00"), "at Mon 11:00 warned resolution[0] left 2h due Mon 13:00");
}

TEST(RetargetTest, TheSameDueTimeRepeatsNoWarning) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 2 * kHour).WarnAt(25).WarnAt(75);
  builder.Sla("b").Within(Metric::kResolution, 2 * kHour).WarnAt(25).WarnAt(75);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Advance("Mon 09:45");
  EXPECT_EQ(desk.Promise("Mon 10:00", 1), "retargeted resolution due Mon 11:00");
  EXPECT_EQ(desk.Advance("Mon 10:45"), "at Mon 10:30 warned resolution[1] left 30m due Mon 11:00");
}

TEST(RetargetTest, AClockThatStandsStillWarnsWhenItResumes) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 24 * kHour).PausedIn(kHold);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold).WarnAt(25);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 11:00", Status::kOnHold);
  EXPECT_EQ(desk.Promise("Mon 12:00", 1), "retargeted resolution due never");
  EXPECT_EQ(desk.Advance("Mon 13:00"), "");
  EXPECT_EQ(desk.SetStatus("Mon 13:00", Status::kActive),
            "resumed resolution due Mon 15:00; warned resolution[0] left 2h due Mon 15:00");
}

TEST(RetargetTest, AClockThatStandsStillIsBreachedIfItsNewDueTimeIsPast) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 24 * kHour).PausedIn(kHold);
  builder.Sla("b").Within(Metric::kResolution, kHour).PausedIn(kHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 11:00", Status::kOnHold);
  EXPECT_EQ(desk.Promise("Mon 12:00", 1),
            "retargeted resolution due Mon 10:00; breached resolution due Mon 10:00");
}

TEST(RetargetTest, CanPauseAndResumeByItself) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 4 * kHour);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kOnHold);
  EXPECT_EQ(desk.Promise("Mon 12:00", 1),
            "retargeted resolution due never; paused resolution left 3h");
  EXPECT_EQ(desk.Promise("Mon 12:30", 0),
            "retargeted resolution due Mon 13:00; resumed resolution due Mon 13:00");
}

TEST(PromiseTest, NoneAppliesAnyMore) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kFirstReply, kHour).Within(Metric::kResolution, 4 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 09:30", policy::kNone),
            "cancelled first_reply: no promise; cancelled resolution: no promise");
  EXPECT_EQ(desk.Advance("Tue 09:00"), "");
}

TEST(PromiseTest, WhatTheOtherDoesNotPromiseIsSupersededAndWhatItAddsStartsWhereItBelongs) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kRequesterWait, 4 * kHour).Milestone("frozen", kHour);
  builder.Sla("b")
      .Within(Metric::kFirstReply, 2 * kHour)
      .Within(Metric::kNextReply, kHour)
      .Within(Metric::kPeriodicUpdate, kHour)
      .Within(Metric::kResolution, 8 * kHour)
      .Milestone("verified", 3 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 09:30", 1),
            "cancelled requester_wait: superseded; cancelled frozen: superseded; "
            "started first_reply due Mon 11:00; started resolution due Mon 17:00; "
            "started verified due Mon 12:00");
}

TEST(PromiseTest, RepliesAndMessagesOfBeforeCountForANewPromise) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 8 * kHour);
  builder.Sla("b").Within(Metric::kFirstReply, 2 * kHour).Within(Metric::kNextReply, kHour);
  builder.Within(Metric::kPeriodicUpdate, 2 * kHour).Within(Metric::kResolution, 8 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:30");
  desk.CustomerWrites("Mon 10:00");
  EXPECT_EQ(desk.Promise("Mon 10:30", 1),
            "retargeted resolution due Mon 17:00; started next_reply due Mon 11:00; "
            "started periodic_update due Mon 11:30");
}

TEST(PromiseTest, AStartInThePastBreachesAtOnce) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kFirstReply, 8 * kHour);
  builder.Sla("b").Within(Metric::kResolution, kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 12:00", 1),
            "cancelled first_reply: superseded; started resolution due Mon 10:00; "
            "breached resolution due Mon 10:00");
}

TEST(PromiseTest, WhatComesBackIsAnotherCycle) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 4 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Promise("Mon 09:30", policy::kNone);
  EXPECT_EQ(desk.Promise("Mon 10:00", 0), "started resolution/2 due Mon 13:00");
}

TEST(PromiseTest, AMilestoneThatWasReachedDoesNotComeBack) {
  TablesBuilder builder;
  builder.Sla("a").Milestone("frozen", kHour);
  builder.Sla("b").Milestone("frozen", 2 * kHour).Milestone("verified", kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Reach("Mon 09:10", "frozen");
  desk.Promise("Mon 09:20", policy::kNone);
  EXPECT_EQ(desk.Promise("Mon 09:30", 1), "started verified due Mon 10:00");
}

TEST(VersionTest, CyclesKeepThePolicyUnderWhichTheyStarted) {
  TablesBuilder first;
  first.Sla("s").Within(Metric::kResolution, 4 * kHour).Within(Metric::kNextReply, kHour);
  Desk desk(first);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  TablesBuilder second;
  second.Sla("s").Within(Metric::kNextReply, 2 * kHour).Within(Metric::kResolution, 8 * kHour);
  desk.AddVersion(second);
  EXPECT_EQ(desk.CustomerWrites("Mon 10:00"), "started next_reply due Mon 12:00")
      << "what starts later follows the current policy";
  EXPECT_EQ(desk.Advance("Mon 14:00"),
            "at Mon 12:00 breached next_reply due Mon 12:00; "
            "at Mon 13:00 breached resolution due Mon 13:00");
}

TEST(VersionTest, APromiseDecidedAnewFollowsTheCurrentPolicy) {
  TablesBuilder first;
  first.Sla("s").Within(Metric::kResolution, 4 * kHour).Milestone("frozen", kHour);
  Desk desk(first);
  desk.Open("Mon 09:00");
  TablesBuilder second;
  second.NameOf("something else");
  second.Sla("t").Within(Metric::kFirstReply, kHour);
  second.Sla("s").Milestone("frozen", 2 * kHour).Within(Metric::kResolution, 8 * kHour);
  desk.AddVersion(second);
  EXPECT_EQ(desk.Promise("Mon 09:30", 1),
            "retargeted resolution due Mon 17:00; retargeted frozen due Mon 11:00")
      << "milestones are known by name";
  EXPECT_EQ(desk.Find(Metric::kMilestone)->version, 1);
  EXPECT_EQ(desk.Reach("Mon 10:00", "frozen"), "met frozen after 1h due Mon 11:00");
}

TEST(VersionTest, AMilestoneOfAnOlderPolicyIsReachedByName) {
  TablesBuilder first;
  first.Sla("s").Milestone("frozen", kHour);
  Desk desk(first);
  desk.Open("Mon 09:00");
  TablesBuilder second;
  second.NameOf("something else");
  second.NameOf("frozen");
  desk.AddVersion(second.Sla("s"));
  EXPECT_EQ(desk.Reach("Mon 09:30", "frozen"), "met frozen after 30m due Mon 10:00");
}

// One promise of an hour, another of two that changes running clocks in its own way.
Desk DeskThatRetargets(policy::Retarget how, Metric metric = Metric::kResolution) {
  TablesBuilder builder;
  builder.Sla("short").Within(metric, kHour).PausedIn(policy::kPausedWaitingCustomer);
  builder.Sla("long").OnRetarget(how);
  builder.Within(metric, 2 * kHour).PausedIn(policy::kPausedWaitingCustomer);
  return Desk(builder);
}

TEST(RetargetRuleTest, ARestartCountsFromTheChangeOnInTheSameCycle) {
  Desk desk = DeskThatRetargets(policy::Retarget::kRestart);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 11:00", 1),
            "at Mon 10:00 breached resolution due Mon 10:00; retargeted resolution due Mon 13:00");
  EXPECT_TRUE(desk.Find(Metric::kResolution)->breached) << "a permanent fact of its cycle";
  EXPECT_EQ(desk.Promise("Mon 11:30", 0), "retargeted resolution due Mon 12:00")
      << "the other one carries";
}

TEST(RetargetRuleTest, ARestartOfAPausedClockStandsStill) {
  Desk desk = DeskThatRetargets(policy::Retarget::kRestart);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 09:30", Status::kWaitingCustomer);
  EXPECT_EQ(desk.Promise("Mon 09:45", 1), "retargeted resolution due never");
  EXPECT_EQ(desk.SetStatus("Mon 10:00", Status::kActive), "resumed resolution due Mon 12:00");
}

TEST(RetargetRuleTest, ARestartedNextReplyIsNotMovedBackByAnotherMessage) {
  Desk desk = DeskThatRetargets(policy::Retarget::kRestart, Metric::kNextReply);
  desk.Open("Mon 08:00");
  desk.HumanReplies("Mon 08:10");
  desk.CustomerWrites("Mon 09:00");
  EXPECT_EQ(desk.Promise("Mon 09:30", 1), "retargeted next_reply due Mon 11:30");
  EXPECT_EQ(desk.CustomerWrites("Mon 09:40"), "");
  EXPECT_EQ(desk.MergeBrings("Mon 08:50", "Mon 09:50"), "retargeted next_reply due Mon 10:50");
}

TEST(RetargetRuleTest, WithoutPausesThoseThatHaveEndedCountAsRun) {
  Desk desk = DeskThatRetargets(policy::Retarget::kCarryWithoutPauses);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 09:10", Status::kWaitingCustomer);
  EXPECT_EQ(desk.SetStatus("Mon 09:50", Status::kActive), "resumed resolution due Mon 10:40");
  EXPECT_EQ(desk.Promise("Mon 10:00", 1), "retargeted resolution due Mon 11:00");
  EXPECT_EQ(desk.SetStatus("Mon 10:10", Status::kWaitingCustomer), "paused resolution left 50m");
  EXPECT_EQ(desk.SetStatus("Mon 10:20", Status::kActive), "resumed resolution due Mon 11:10")
      << "later ones are subtracted";
}

TEST(RetargetRuleTest, WithoutPausesTheOneThatLastsIsKept) {
  Desk desk = DeskThatRetargets(policy::Retarget::kCarryWithoutPauses);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 09:10", Status::kWaitingCustomer);
  desk.SetStatus("Mon 09:20", Status::kActive);
  desk.SetStatus("Mon 09:30", Status::kWaitingCustomer);
  EXPECT_EQ(desk.Promise("Mon 09:40", 1), "retargeted resolution due never");
  EXPECT_EQ(desk.SetStatus("Mon 09:50", Status::kActive), "resumed resolution due Mon 11:20");
}

TEST(RetargetRuleTest, WithoutPausesTheTimeSolvedStaysOut) {
  Desk desk = DeskThatRetargets(policy::Retarget::kCarryWithoutPauses);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 09:10");
  desk.Reject("Mon 13:10");
  EXPECT_EQ(desk.Promise("Mon 13:20", 1), "retargeted resolution due Mon 15:00");
}

TEST(RetargetRuleTest, WithoutPausesTheOneThatEndsNowIsKept) {
  Desk desk = DeskThatRetargets(policy::Retarget::kCarryWithoutPauses);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 09:10", Status::kWaitingCustomer);
  desk.SetStatus("Mon 09:20", Status::kActive);
  EXPECT_EQ(desk.Promise("Mon 09:20", 1), "retargeted resolution due Mon 11:10");
}

TEST(RetargetRuleTest, AForgottenStateThatPausesTheNextTargetIsRemembered) {
  TablesBuilder builder;
  builder.Sla("one").Within(Metric::kResolution, kHour);
  builder.Sla("two").OnRetarget(policy::Retarget::kCarryWithoutPauses);
  builder.Within(Metric::kResolution, 2 * kHour);
  builder.Sla("three").Within(Metric::kResolution, 3 * kHour).PausedIn(policy::kPausedOnHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 09:10", Status::kOnHold);
  EXPECT_EQ(desk.Promise("Mon 09:20", 1), "retargeted resolution due Mon 11:00");
  EXPECT_EQ(desk.Promise("Mon 09:30", 2),
            "retargeted resolution due never; paused resolution left 2h50m");
  EXPECT_EQ(desk.SetStatus("Mon 10:10", Status::kActive), "resumed resolution due Mon 13:00");
}

}  // namespace
}  // namespace waypost::sla
