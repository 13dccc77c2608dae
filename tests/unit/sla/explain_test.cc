#include "lib/sla/explain.h"

#include <gtest/gtest.h>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

using policy::Metric;

const char* NameOf(Why why) {
  constexpr const char* kNames[] = {"counted", "before start", "closed",
                                    "paused",  "solved",       "after stop"};
  return kNames[static_cast<size_t>(why)];
}

std::string TextOf(const Explanation& explanation) {
  std::string text;
  for (const ExplainedStretch& stretch : explanation.stretches) {
    text += (text.empty() ? "" : "; ") + TimeText(stretch.from_ms) + "-" +
            TimeText(stretch.to_ms).substr(stretch.to_ms < At("2Mon 00:00") ? 4 : 0) + " " +
            NameOf(stretch.why);
    if (stretch.open_ms > 0 && stretch.why != Why::kCounted) {
      text += "(" + std::to_string(stretch.open_ms / kMinute) + "m)";
    }
  }
  return explanation.more ? text + "; more" : text;
}

Desk OfficeDesk(policy::OnReopen on_reopen = policy::OnReopen::kResumeExcludingSolved) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kResolution, 4 * kHour, kOffice);
  builder.PausedIn(policy::kPausedWaitingCustomer | policy::kPausedOnHold).OnReopen(on_reopen);
  return Desk(builder);
}

TEST(ExplainTest, ARunningClockCountsOpenTimeAheadToItsDueTime) {
  Desk desk = OfficeDesk();
  desk.Open("Mon 16:00");
  const Explanation explanation = desk.Explain(Metric::kResolution, "Mon 17:00");
  EXPECT_EQ(TextOf(explanation),
            "Mon 16:00-17:00 counted; Mon 17:00-18:00 counted; Mon 18:00-09:00 closed; "
            "Tue 09:00-11:00 counted");
  EXPECT_EQ(explanation.standing.elapsed_ms, kHour);
  EXPECT_EQ(explanation.standing.due_ms, At("Tue 11:00"));
  EXPECT_EQ(explanation.paused_ms, 0);
}

TEST(ExplainTest, APauseIsOneStretchForEachStateWhateverTheHours) {
  Desk desk = OfficeDesk();
  desk.Open("Mon 16:00");
  desk.SetStatus("Mon 16:30", Status::kWaitingCustomer);
  desk.SetStatus("Mon 17:00", Status::kOnHold);
  desk.SetStatus("Tue 10:00", Status::kActive);
  const Explanation explanation = desk.Explain(Metric::kResolution, "Tue 10:30");
  EXPECT_EQ(TextOf(explanation),
            "Mon 16:00-16:30 counted; Mon 16:30-17:00 paused(30m); Mon 17:00-10:00 paused(120m); "
            "Tue 10:00-10:30 counted; Tue 10:30-13:30 counted");
  EXPECT_EQ(explanation.stretches[1].status, Status::kWaitingCustomer);
  EXPECT_EQ(explanation.stretches[2].status, Status::kOnHold);
  EXPECT_EQ(explanation.paused_ms, 150 * kMinute);
}

TEST(ExplainTest, APausedClockHasNothingAhead) {
  Desk desk = OfficeDesk();
  desk.Open("Mon 16:00");
  desk.SetStatus("Mon 16:30", Status::kWaitingCustomer);
  EXPECT_EQ(TextOf(desk.Explain(Metric::kResolution, "Mon 17:00")),
            "Mon 16:00-16:30 counted; Mon 16:30-17:00 paused(30m)");
}

TEST(ExplainTest, AnOverdueClockGoesOnToNow) {
  Desk desk = OfficeDesk();
  desk.Open("Mon 09:00");
  desk.Advance("Mon 14:00");
  EXPECT_EQ(TextOf(desk.Explain(Metric::kResolution, "Mon 14:00")), "Mon 09:00-14:00 counted");
}

TEST(ExplainTest, TimeBeforeTheStartAndTimeSolvedAreTold) {
  TablesBuilder builder;
  builder.Sla("s").Within(Metric::kFirstReply, 2 * kHour);
  Desk desk(builder);
  desk.OpenByAgent("Mon 09:00");
  desk.CustomerWrites("Mon 09:30");
  desk.Solve("Mon 10:00");
  desk.Reject("Mon 12:00");
  EXPECT_EQ(TextOf(desk.Explain(Metric::kFirstReply, "Mon 12:30")),
            "Mon 09:00-09:30 before start(30m); Mon 09:30-10:00 counted; "
            "Mon 10:00-12:00 solved(120m); Mon 12:00-12:30 counted; Mon 12:30-13:30 counted");
}

TEST(ExplainTest, ASolvedCycleIsToldUpToItsStop) {
  for (const policy::OnReopen how :
       {policy::OnReopen::kResumeExcludingSolved, policy::OnReopen::kResumeIncludingSolved}) {
    Desk desk = OfficeDesk(how);
    desk.Open("Mon 09:00");
    desk.Solve("Mon 10:00");
    const Explanation explanation = desk.Explain(Metric::kResolution, "Mon 12:00");
    EXPECT_EQ(TextOf(explanation), "Mon 09:00-10:00 counted; Mon 10:00-12:00 after stop(120m)");
    EXPECT_EQ(explanation.standing.elapsed_ms, kHour);
    EXPECT_EQ(explanation.standing.due_ms, At("Mon 13:00"));
    EXPECT_FALSE(explanation.standing.overdue);
  }
}

TEST(ExplainTest, BusinessDaysTellWhereTheyLandAndWhatPausesMoved) {
  TablesBuilder builder;
  builder.Sla("s").WithinDays(Metric::kResolution, 1).PausedIn(policy::kPausedWaitingCustomer);
  Desk desk(builder);
  desk.Open("Mon 16:00");
  desk.SetStatus("Mon 17:00", Status::kWaitingCustomer);
  desk.SetStatus("Mon 17:30", Status::kActive);
  const Explanation explanation = desk.Explain(Metric::kResolution, "Mon 17:30");
  EXPECT_EQ(explanation.landing_ms, At("Tue 16:00"));
  EXPECT_EQ(explanation.standing.due_ms, At("Tue 16:30"));
  EXPECT_EQ(TextOf(explanation),
            "Mon 16:00-17:00 counted; Mon 17:00-17:30 paused(30m); Mon 17:30-18:00 counted; "
            "Mon 18:00-09:00 closed; Tue 09:00-16:30 counted");
}

TEST(ExplainTest, NoMoreStretchesThanAskedFor) {
  Desk desk = OfficeDesk();
  desk.Open("Mon 16:00");
  const Explanation explanation = desk.Explain(Metric::kResolution, "Mon 17:00", 2);
  EXPECT_EQ(TextOf(explanation), "Mon 16:00-17:00 counted; Mon 17:00-18:00 counted; more");
  EXPECT_EQ(explanation.standing.due_ms, At("Tue 11:00")) << "what is known is told all the same";
}

TEST(ExplainTest, ForgottenPausesCounted) {
  TablesBuilder builder;
  builder.Sla("short").Within(Metric::kResolution, kHour).PausedIn(policy::kPausedOnHold);
  builder.Sla("long").OnRetarget(policy::Retarget::kCarryWithoutPauses);
  builder.Within(Metric::kResolution, 2 * kHour).PausedIn(policy::kPausedOnHold);
  Desk desk(builder);
  desk.Open("Mon 09:00");
  desk.SetStatus("Mon 09:10", Status::kOnHold);
  desk.SetStatus("Mon 09:20", Status::kActive);
  desk.Promise("Mon 09:30", 1);
  EXPECT_EQ(TextOf(desk.Explain(Metric::kResolution, "Mon 09:30")),
            "Mon 09:00-09:30 counted; Mon 09:30-11:00 counted");
}

}  // namespace
}  // namespace waypost::sla
