// Warnings and breaches as time passes.
#include "lib/sla/update.h"

#include <gtest/gtest.h>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

TEST(UpdateTest, WarningsAndTheBreachFallInOrder) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, 5 * kMinute).WarnAt(50).WarnLeft(kMinute);
  Desk desk(builder);
  desk.Open("Mon 20:59");
  EXPECT_EQ(desk.Advance("Mon 22:00"),
            "at Mon 21:01:30.000 warned first_reply[0] left 2m30s due Mon 21:04; "
            "at Mon 21:03 warned first_reply[1] left 1m due Mon 21:04; "
            "at Mon 21:04 breached first_reply due Mon 21:04");
  EXPECT_EQ(desk.HumanReplies("Mon 22:00"), "late first_reply after 1h1m due Mon 21:04");
}

TEST(UpdateTest, TheBreachIsNoticedOneMillisecondAfterTheDueTime) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Advance("Mon 10:00"), "");
  EXPECT_EQ(desk.Advance("Mon 10:00:00.001"), "at Mon 10:00 breached first_reply due Mon 10:00");
}

TEST(UpdateTest, WarningsOfOneInstantFallTogether) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, kHour).WarnLeft(30 * kMinute).WarnAt(50);
  builder.Within(Metric::kResolution, kHour).WarnAt(50);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Advance("Mon 09:40"),
            "at Mon 09:30 warned first_reply[0] left 30m due Mon 10:00; "
            "at Mon 09:30 warned first_reply[1] left 30m due Mon 10:00; "
            "at Mon 09:30 warned resolution[0] left 30m due Mon 10:00");
}

TEST(UpdateTest, AWarningWithMoreLeftThanThereEverWasFallsAtTheStart) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, 5 * kMinute).WarnLeft(10 * kMinute);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.Advance("Mon 09:01"), "at Mon 09:00 warned first_reply[0] left 5m due Mon 09:05");
}

TEST(UpdateTest, AWarningCountsOpenTimeWithoutPauses) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour, kOffice).PausedIn(kHold).WarnAt(50);
  Desk desk(builder);
  desk.Open("Mon 16:00");
  desk.SetStatus("Mon 17:00", Status::kOnHold);
  EXPECT_EQ(desk.SetStatus("Tue 09:30", Status::kActive), "resumed resolution due Tue 12:30");
  EXPECT_EQ(desk.Advance("Tue 11:00"), "at Tue 10:30 warned resolution[0] left 2h due Tue 12:30");
}

TEST(UpdateTest, AWarningThatHasFallenIsNotRepeatedByAPause) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold).WarnAt(25);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Advance("Mon 11:00");
  desk.SetStatus("Mon 11:00", Status::kOnHold);
  EXPECT_EQ(desk.SetStatus("Mon 12:00", Status::kActive), "resumed resolution due Mon 14:00");
  EXPECT_EQ(desk.Advance("Mon 13:30"), "");
}

TEST(UpdateTest, AWarningAtTheVeryInstantOfAPauseStillFalls) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour).PausedIn(kHold).WarnAt(25);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kOnHold);
  EXPECT_EQ(desk.Advance("Mon 12:00"), "at Mon 10:00 warned resolution[0] left 3h due never");
  EXPECT_EQ(desk.SetStatus("Mon 12:00", Status::kActive), "resumed resolution due Mon 15:00");
}

TEST(UpdateTest, PercentagesOfBusinessDaysAreOfTheOpenTimeUpToTheLanding) {
  TablesBuilder builder;
  builder.Sla("s").WithinDays(Metric::kResolution, 2, policy::Landing::kCloseOfDay).WarnAt(50);
  builder.WarnLeft(4 * kHour);
  Desk desk(builder);
  desk.Open("Mon 13:00");  // 5 h + 9 h + 9 h
  EXPECT_EQ(desk.Advance("Thu 09:00"),
            "at Tue 15:30 warned resolution[0] left 11h30m due Wed 18:00; "
            "at Wed 14:00 warned resolution[1] left 4h due Wed 18:00; "
            "at Wed 18:00 breached resolution due Wed 18:00");
}

TEST(UpdateTest, ALandingWithoutOpenTimeBeforeItWarnsAtTheStart) {
  TablesBuilder builder;
  builder.Sla("s").WithinDays(Metric::kResolution, 1, policy::Landing::kOpenOfDay).WarnAt(50);
  Desk desk(builder);
  desk.Open("Fri 20:00");
  EXPECT_EQ(desk.Advance("2Mon 12:00"),
            "at Fri 20:00 warned resolution[0] left 0s due 2Mon 09:00; "
            "at 2Mon 09:00 breached resolution due 2Mon 09:00");
}

TEST(UpdateTest, AClockThatIsNeverDueHasNoMarks) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, kHour, kNeverOpen).WarnAt(50);
  Desk desk(builder);
  EXPECT_EQ(desk.Open("Mon 09:00"), "started resolution due never");
  EXPECT_EQ(desk.next_due(), Calendar::kNever);
  EXPECT_EQ(desk.Solve("Tue 09:00"), "met resolution after 0s due never");
}

TEST(WallWarningTest, CountsBackFromTheDueTimeOpenOrNot) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kResolution, 2 * kHour, kOffice);
  builder.WarnWall(12 * kHour).WarnAt(50).WarnWall(kHour);
  Desk desk(builder);
  EXPECT_EQ(desk.Open("Mon 17:00"), "started resolution due Tue 10:00");
  EXPECT_EQ(desk.Advance("Tue 10:01"),
            "at Mon 18:00 warned resolution[1] left 1h due Tue 10:00; "
            "at Mon 22:00 warned resolution[0] left 1h due Tue 10:00; "
            "at Tue 09:00 warned resolution[2] left 1h due Tue 10:00; "
            "at Tue 10:00 breached resolution due Tue 10:00");
}

TEST(WallWarningTest, MovesWithTheDueTimeAndIsNotRepeated) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kResolution, 4 * kHour);
  builder.PausedIn(policy::kPausedWaitingCustomer).WarnWall(3 * kHour).WarnWall(kHour);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(desk.SetStatus("Mon 11:00", Status::kWaitingCustomer),
            "at Mon 10:00 warned resolution[0] left 3h due Mon 13:00; paused resolution left 2h");
  EXPECT_EQ(desk.Advance("Mon 14:00"), "") << "nothing falls while it stands still";
  EXPECT_EQ(desk.SetStatus("Mon 15:00", Status::kActive), "resumed resolution due Mon 17:00");
  EXPECT_EQ(desk.Advance("Mon 16:30"), "at Mon 16:00 warned resolution[1] left 1h due Mon 17:00");
}

TEST(WallWarningTest, FoundPastAtTheStartOnlyTheLastOneIsGiven) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kResolution, kHour);
  builder.WarnWall(5 * kHour).WarnWall(2 * kHour).WarnLeft(30 * kMinute);
  Desk desk(builder);
  EXPECT_EQ(desk.Open("Mon 09:00"),
            "started resolution due Mon 10:00; warned resolution[1] left 1h due Mon 10:00");
  EXPECT_EQ(desk.Advance("Mon 10:00"), "at Mon 09:30 warned resolution[2] left 30m due Mon 10:00");
}

}  // namespace
}  // namespace waypost::sla
