#include "lib/sla/deadline.h"

#include <gtest/gtest.h>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

TablesBuilder ReplyAndResolution() {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, kHour);
  builder.Within(Metric::kResolution, 4 * kHour).PausedIn(policy::kPausedOnHold);
  return builder;
}

TEST(DeadlineTest, TheEarliestOfTheClocksThatRunCounts) {
  TablesBuilder builder = ReplyAndResolution();
  Desk desk(builder);
  desk.Open("Mon 09:00");
  EXPECT_EQ(TimeText(desk.deadlines().live_ms), "Mon 10:00");
  EXPECT_EQ(TimeText(desk.deadlines().earliest_ms), "Mon 10:00");
  EXPECT_FALSE(desk.deadlines().missed);
}

TEST(DeadlineTest, AMissedOneIsTheEarliestButNotALiveOne) {
  TablesBuilder builder = ReplyAndResolution();
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.Advance("Mon 10:00");
  EXPECT_EQ(TimeText(desk.deadlines().live_ms), "Mon 10:00");  // a reply would still meet it
  desk.Advance("Mon 10:00:00.001");
  EXPECT_EQ(TimeText(desk.deadlines().live_ms), "Mon 13:00");
  EXPECT_EQ(TimeText(desk.deadlines().earliest_ms), "Mon 10:00");
  EXPECT_TRUE(desk.deadlines().missed);
}

TEST(DeadlineTest, AClockThatStandsStillHasNone) {
  TablesBuilder builder = ReplyAndResolution();
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.HumanReplies("Mon 09:10");
  EXPECT_EQ(TimeText(desk.deadlines().live_ms), "Mon 13:00");
  desk.SetStatus("Mon 09:20", Status::kOnHold);
  EXPECT_EQ(desk.deadlines().live_ms, Calendar::kNever);
  desk.SetStatus("Mon 09:50", Status::kActive);
  EXPECT_EQ(TimeText(desk.deadlines().live_ms), "Mon 13:30");
}

}  // namespace
}  // namespace waypost::sla
