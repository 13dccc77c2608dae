#include "lib/sla/decider.h"

#include <gtest/gtest.h>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

TEST(StandingTest, TellsWhatIsUsedAndWhatIsLeftInOpenTime) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour, kOffice);
  Desk desk(builder);
  desk.Open("Mon 16:00");
  const ClockStanding standing = desk.Standing(Metric::kResolution, "Tue 09:30");
  EXPECT_EQ(TimeText(standing.due_ms), "Tue 11:00");
  EXPECT_EQ(standing.elapsed_ms, 2 * kHour + 30 * kMinute);
  EXPECT_EQ(standing.left_ms, kHour + 30 * kMinute);
}

TEST(StandingTest, IsNegativeAfterTheDueTime) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, kHour, kOffice);
  Desk desk(builder);
  desk.Open("Mon 17:00");
  EXPECT_EQ(desk.Standing(Metric::kResolution, "Tue 08:00").left_ms, 0) << "closed since";
  EXPECT_EQ(desk.Standing(Metric::kResolution, "Tue 10:00").left_ms, -kHour);
}

TEST(StandingTest, HasNoDueTimeWhilePaused) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour).PausedIn(policy::kPausedOnHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 10:00", Status::kOnHold);
  const ClockStanding standing = desk.Standing(Metric::kResolution, "Mon 15:00");
  EXPECT_EQ(standing.due_ms, Calendar::kNever);
  EXPECT_EQ(standing.elapsed_ms, kHour);
  EXPECT_EQ(standing.left_ms, 3 * kHour);
}

TEST(StandingTest, OfAClockThatIsNeverDueHasNoEnd) {
  TablesBuilder builder;
  builder.Sla("s").WithinDays(Metric::kResolution, 2'000'000'000);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  const ClockStanding standing = desk.Standing(Metric::kResolution, "Mon 15:00");
  EXPECT_EQ(standing.due_ms, Calendar::kNever);
  EXPECT_EQ(standing.left_ms, Calendar::kNever);
}

TEST(NextDueTest, IsTheEarliestMarkOfAllClocks) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour).WarnAt(75);
  builder.Within(Metric::kFirstReply, 2 * kHour).WarnAt(75);
  Desk desk(builder);
  EXPECT_EQ(desk.next_due(), Calendar::kNever);
  desk.Open("Mon 09:00");
  EXPECT_EQ(TimeText(desk.next_due()), "Mon 10:30");
  desk.HumanReplies("Mon 09:10");
  EXPECT_EQ(TimeText(desk.next_due()), "Mon 12:00");
}

}  // namespace
}  // namespace waypost::sla
