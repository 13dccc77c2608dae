#include "lib/sla/ticket_change.h"

#include <gtest/gtest.h>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

// Waits of a customer and of a desk, as policies write them.
TablesBuilder& WaitAndWork(TablesBuilder& builder) {
  builder.Sla("s").Within(Metric::kRequesterWait, 4 * kHour).PausedIn(kCustomer);
  return builder.Within(Metric::kAgentWork, 4 * kHour).PausedIn(kCustomer | kHold);
}

TEST(PauseTest, AStatusPausesTheClocksThatNameIt) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.SetStatus("Mon 10:00", Status::kOnHold), "paused agent_work left 3h");
  EXPECT_EQ(desk.SetStatus("Mon 11:00", Status::kWaitingCustomer), "paused requester_wait left 2h");
  EXPECT_EQ(desk.SetStatus("Mon 11:30", Status::kOnHold), "resumed requester_wait due Mon 13:30");
  EXPECT_EQ(desk.SetStatus("Mon 12:00", Status::kActive), "resumed agent_work due Mon 15:00");
  EXPECT_EQ(desk.SetStatus("Mon 12:10", Status::kWaitingInternal), "");
}

TEST(PauseTest, PausesComeBeforeResumptions) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kRequesterWait, 4 * kHour).PausedIn(kCustomer);
  builder.Within(Metric::kAgentWork, 4 * kHour).PausedIn(kHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kWaitingCustomer);
  EXPECT_EQ(desk.SetStatus("Mon 11:00", Status::kOnHold),
            "paused agent_work left 2h; resumed requester_wait due Mon 14:00");
}

TEST(PauseTest, WhatRunsAlreadyOverdueSaysSoWhenPaused) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  desk.Advance("Mon 14:00");
  EXPECT_EQ(desk.SetStatus("Mon 14:00", Status::kOnHold), "paused agent_work left -1h");
  EXPECT_EQ(desk.SetStatus("Mon 15:00", Status::kActive), "resumed agent_work due Mon 13:00")
      << "no second breach";
}

TEST(PauseTest, NoTimerFallsWhilePaused) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kWaitingCustomer);
  EXPECT_EQ(desk.next_due(), Calendar::kNever);
}

TEST(PauseTest, AtTheVeryDueTimeComesTooLate) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.SetStatus("Mon 13:00", Status::kOnHold), "paused agent_work left 0s");
  EXPECT_EQ(desk.Advance("Mon 13:00:00.001"),
            "at Mon 13:00 breached requester_wait due Mon 13:00; "
            "at Mon 13:00 breached agent_work due Mon 13:00");
}

TEST(PauseTest, AClosedHourHidesNoBreach) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kAgentWork, kHour, kOffice).PausedIn(kHold);
  Desk desk(builder);
  desk.Open("Mon 17:00");
  EXPECT_EQ(desk.SetStatus("Mon 18:00", Status::kOnHold), "paused agent_work left 0s");
  EXPECT_EQ(desk.SetStatus("Tue 09:30", Status::kActive),
            "at Mon 18:00 breached agent_work due Mon 18:00; resumed agent_work due Mon 18:00");
}

TEST(StartTest, AClockCanStartPaused) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, kHour).PausedIn(kHold);
  Desk desk(builder);
  desk.Record(At("Mon 09:00"), Status::kOnHold);
  EXPECT_EQ(desk.Open("Mon 09:00"), "started first_reply due never");
  EXPECT_EQ(desk.Advance("Mon 12:00"), "");
  EXPECT_EQ(desk.SetStatus("Mon 12:00", Status::kActive), "resumed first_reply due Mon 13:00");
}

TEST(StartTest, NoPromiseStartsNothing) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  EXPECT_EQ(desk.Open("Mon 09:00", policy::kNone), "");
  EXPECT_EQ(desk.SetStatus("Mon 10:00", Status::kOnHold), "");
  EXPECT_TRUE(desk.clocks().empty());
}

TEST(SolveTest, APauseThatIsOpenIsSubtracted) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kWaitingCustomer);
  EXPECT_EQ(desk.Solve("Mon 20:00"),
            "met requester_wait after 1h due Mon 23:00; met agent_work after 1h due Mon 23:00");
}

TEST(SolveTest, AtTheDueTimeMeetsItAndOneMillisecondLaterDoesNot) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, kHour);
  Desk in_time(builder);
  in_time.Open("Mon 09:00");
  EXPECT_EQ(in_time.Solve("Mon 10:00"), "met resolution after 1h due Mon 10:00");
  EXPECT_EQ(in_time.Advance("Mon 12:00"), "");

  TablesBuilder again;
  again.Sla("s").Within(Metric::kResolution, kHour);
  Desk late(again);
  late.Open("Mon 09:00");
  EXPECT_EQ(late.Solve("Mon 10:00:00.001"),
            "at Mon 10:00 breached resolution due Mon 10:00; "
            "late resolution after 1h1ms due Mon 10:00");
}

TEST(SolveTest, AStopComesBeforeAnythingElseOfTheSameChange) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kFirstReply, kHour).Within(Metric::kResolution, kHour);
  builder.Sla("b").Within(Metric::kResolution, 2 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Record(At("Mon 09:30"), Status::kSolved);
  EXPECT_EQ(desk.Change(At("Mon 09:30"), kSolved | kStatus | kHumanReply | kEnded),
            "met first_reply after 30m due Mon 10:00; met resolution after 30m due Mon 10:00");
  EXPECT_TRUE(desk.clocks().empty());
}

TEST(ReopenTest, TheSameCycleGoesOnWithoutTheTimeSolved) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 2 * kHour).WarnAt(25).WarnAt(50);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Solve("Mon 09:40"),
            "at Mon 09:30 warned resolution[0] left 1h30m due Mon 11:00; "
            "met resolution after 40m due Mon 11:00");
  EXPECT_EQ(desk.Advance("Tue 09:00"), "");
  EXPECT_EQ(desk.Reject("Tue 09:00"), "resumed resolution due Tue 10:20");
  EXPECT_EQ(desk.Solve("Tue 09:30"),
            "at Tue 09:20 warned resolution[1] left 1h due Tue 10:20; "
            "met resolution after 1h10m due Tue 10:20")
      << "the warning that has fallen is not repeated, the cycle is reported again";
}

TEST(ReopenTest, ABreachIsOnRecordAndNotRepeated) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Solve("Mon 11:00"),
            "at Mon 10:00 breached resolution due Mon 10:00; "
            "late resolution after 2h due Mon 10:00");
  EXPECT_EQ(desk.Reject("Mon 12:00"), "resumed resolution due Mon 10:00");
  EXPECT_EQ(desk.Solve("Mon 12:30"), "late resolution after 2h30m due Mon 10:00");
}

TEST(ReopenTest, NothingIsLeftIfItWasSolvedAtTheVeryDueTime) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 10:00");
  EXPECT_EQ(desk.Reject("Mon 12:00"),
            "resumed resolution due Mon 10:00; breached resolution due Mon 10:00");
}

TEST(ReopenTest, FollowsTheTargetThatItHadWhenAnotherPolicyIsCurrent) {
  TablesBuilder first;
  first.Sla("s").Within(Metric::kResolution, kHour);
  Desk desk(first);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 09:20");
  TablesBuilder second;
  second.Sla("s").Within(Metric::kResolution, 8 * kHour);
  desk.AddVersion(second);
  EXPECT_EQ(desk.Reject("Mon 12:00"), "resumed resolution due Mon 12:40");
}

TEST(ReopenTest, TakesUpAPromiseThatChangedWhileSolved) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 4 * kHour).WarnAt(25);
  builder.Sla("b").Within(Metric::kResolution, 2 * kHour).WarnAt(25);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 09:40");
  EXPECT_EQ(desk.Promise("Mon 10:00", 1), "") << "ended cycles do not change";
  EXPECT_EQ(desk.Reject("Mon 12:00"),
            "resumed resolution due Mon 13:20; warned resolution[0] left 1h20m due Mon 13:20");
}

TEST(ReopenTest, WithinTheMillisecondOfSolvingRepeatsNothing) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 4 * kHour).WarnAt(25);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour).WarnAt(25);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Solve("Mon 09:30");
  desk.Reject("Mon 09:40");
  desk.Advance("Mon 11:00");
  EXPECT_EQ(desk.Solve("Mon 11:00"), "met resolution after 1h50m due Mon 13:10");
  desk.ForgetStatusAt("Mon 11:00");
  desk.Use(1);
  EXPECT_EQ(desk.Change(At("Mon 11:00"), kReopened | kStatus | kPromise),
            "resumed resolution due Mon 13:10");
}

TEST(ReopenTest, ResumesNothingThatIsNoLongerPromised) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kResolution, 4 * kHour);
  builder.Sla("b").Within(Metric::kFirstReply, kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  desk.Solve("Mon 09:40");
  EXPECT_EQ(desk.Promise("Mon 10:00", 1), "");
  EXPECT_EQ(desk.Reject("Mon 12:00"), "");
}

TEST(ReopenTest, StartsWhatWasPromisedWhileSolved) {
  TablesBuilder builder;
  builder.Sla("a").Within(Metric::kFirstReply, kHour);
  builder.Sla("b").Within(Metric::kResolution, 4 * kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  desk.Solve("Mon 09:40");
  EXPECT_EQ(desk.Promise("Mon 10:00", 1), "");
  EXPECT_EQ(desk.Reject("Mon 12:00"), "started resolution due Mon 15:20");
}

TEST(AdoptTest, WhatHappenedBeforeStaysSilentButOnRecord) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, kHour).WarnAt(50);
  builder.Within(Metric::kResolution, 4 * kHour).WarnAt(25).WarnAt(50);
  Desk desk(builder);
  desk.times.opened_ms = desk.times.first_asked_ms = At("Mon 09:00");
  EXPECT_EQ(desk.Adopt("Mon 10:30"),
            "started first_reply due Mon 10:00; started resolution due Mon 13:00");
  EXPECT_EQ(desk.HumanReplies("Mon 10:40"), "late first_reply after 1h40m due Mon 10:00");
  EXPECT_EQ(desk.Advance("Mon 12:00"), "at Mon 11:00 warned resolution[1] left 2h due Mon 13:00");
}

TEST(AdoptTest, PausesOfTheHistoryCount) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.times.opened_ms = At("Mon 09:00");
  desk.Record(At("Mon 10:00"), Status::kOnHold);
  EXPECT_EQ(desk.Adopt("Mon 12:00"),
            "started requester_wait due Mon 13:00; started agent_work due never");
  EXPECT_EQ(desk.SetStatus("Mon 12:30", Status::kActive), "resumed agent_work due Mon 15:30");
}

TEST(AdoptTest, ASolvedTicketGoesOnIfItIsReopened) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour).WarnAt(25);
  builder.Within(Metric::kRequesterWait, kHour).Within(Metric::kPeriodicUpdate, 2 * kHour);
  builder.Within(Metric::kNextReply, kHour);
  Desk desk(builder);
  desk.times.opened_ms = At("Mon 09:00");
  desk.times.first_reply_done = true;
  desk.times.last_reply_ms = At("Mon 10:30");
  desk.Record(At("Mon 11:00"), Status::kSolved);
  EXPECT_EQ(desk.Adopt("Mon 12:00"), "");
  EXPECT_EQ(desk.Find(Metric::kResolution), nullptr);
  EXPECT_EQ(desk.next_due(), Calendar::kNever);
  EXPECT_EQ(desk.Reject("Mon 13:00"),
            "resumed resolution due Mon 15:00; resumed requester_wait due Mon 10:00; "
            "resumed periodic_update due Mon 14:30");
  EXPECT_EQ(desk.Solve("Mon 13:30"),
            "met resolution after 2h30m due Mon 15:00; "
            "late requester_wait after 2h30m due Mon 10:00; "
            "met periodic_update after 1h due Mon 14:30");
}

TEST(EndTest, NothingFiresAfterwards) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.End("Mon 10:00"),
            "cancelled requester_wait: ticket ended; cancelled agent_work: ticket ended");
  EXPECT_EQ(desk.next_due(), Calendar::kNever);
  EXPECT_EQ(desk.Advance("Tue 09:00"), "");
}

TEST(EndTest, WhatWasStoppedBySolvingIsNotCancelled) {
  TablesBuilder builder;
  Desk desk(WaitAndWork(builder));
  desk.Open("Mon 09:00");
  desk.Solve("Mon 10:00");
  EXPECT_EQ(desk.End("Tue 10:00"), "");
  EXPECT_TRUE(desk.clocks().empty());
}

}  // namespace
}  // namespace waypost::sla
