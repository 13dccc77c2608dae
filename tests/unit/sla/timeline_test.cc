#include "lib/sla/timeline.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

struct At_ {
  const char* at;
  Status status;
};

std::vector<StatusChange> HistoryOf(const std::vector<At_>& changes) {
  std::vector<StatusChange> history;
  for (const At_& change : changes)
    history.push_back(StatusChange::At(At(change.at), change.status));
  return history;
}

TEST(StatusChangeTest, PacksInstantAndStatusBeforeAndAfter1970) {
  for (const int64_t at_ms :
       {int64_t{-1}, int64_t{0}, At("Mon 09:00"), int64_t{253'402'300'799'999}}) {
    for (const Status status : {Status::kActive, Status::kOnHold, Status::kSolved}) {
      const StatusChange change = StatusChange::At(at_ms, status);
      EXPECT_EQ(change.at_ms(), at_ms);
      EXPECT_EQ(change.status(), status);
    }
  }
}

struct DueCase {
  const char* name;
  CalendarIndex calendar;
  int64_t within_ms;
  int32_t days;
  policy::Landing landing;
  uint8_t paused_in;
  const char* start;
  std::vector<At_> history;
  const char* due;
};

constexpr auto kSame = policy::Landing::kSameTime;
constexpr auto kOpens = policy::Landing::kOpenOfDay;
constexpr auto kCloses = policy::Landing::kCloseOfDay;

class DueTest : public testing::TestWithParam<DueCase> {};

TEST_P(DueTest, IsTheEarliestInstantAtWhichTheTargetIsUsedUp) {
  const DueCase& row = GetParam();
  TablesBuilder builder;
  builder.Sla("s");
  if (row.within_ms == 0) {
    builder.WithinDays(policy::Metric::kResolution, row.days, row.landing);
  } else {
    builder.Within(policy::Metric::kResolution, row.within_ms, row.calendar);
  }
  builder.PausedIn(row.paused_in);
  const auto tables = builder.Build();
  const Decider decider(*tables);
  const std::vector<StatusChange> history = HistoryOf(row.history);
  const int64_t due_ms = decider.Due(0, At(row.start), history);
  EXPECT_EQ(TimeText(due_ms), row.due);
  if (due_ms == Calendar::kNever) return;
  const Timeline timeline = TimelineOf(*tables, 0, At(row.start), history);
  EXPECT_EQ(decider.Elapsed(0, At(row.start), history, due_ms), timeline.Promised());
  EXPECT_EQ(timeline.LeftAt(due_ms), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, DueTest,
    testing::Values(
        DueCase{
            "OpenTimeOnlyCounts", kOffice, 2 * kHour, 0, kSame, 0, "Mon 17:00", {}, "Tue 10:00"},
        DueCase{"AnExactFitEndsAtClosingTime",
                kOffice,
                kHour,
                0,
                kSame,
                0,
                "Mon 17:00",
                {},
                "Mon 18:00"},
        DueCase{"AStartOutsideHoursCountsFromTheOpening",
                kOffice,
                kHour,
                0,
                kSame,
                0,
                "Sat 12:00",
                {},
                "2Mon 10:00"},
        DueCase{"ACalendarThatNeverOpensIsNeverDue",
                kNeverOpen,
                kHour,
                0,
                kSame,
                0,
                "Mon 09:00",
                {},
                "never"},
        DueCase{"APauseMovesItByTheOpenTimePaused",
                kOffice,
                2 * kHour,
                0,
                kSame,
                kHold,
                "Mon 16:00",
                {{"Mon 17:00", Status::kOnHold}, {"Tue 10:00", Status::kActive}},
                "Tue 11:00"},
        DueCase{"AStateThatDoesNotPauseThisTargetMovesNothing",
                kOffice,
                2 * kHour,
                0,
                kSame,
                kCustomer,
                "Mon 09:00",
                {{"Mon 09:30", Status::kOnHold}, {"Mon 10:30", Status::kActive}},
                "Mon 11:00"},
        DueCase{"SolvedPausesWhateverTheTargetSays",
                kOffice,
                2 * kHour,
                0,
                kSame,
                0,
                "Mon 09:00",
                {{"Mon 09:30", Status::kSolved}, {"Mon 10:30", Status::kActive}},
                "Mon 12:00"},
        DueCase{"NeighbouringPausesAreOne",
                kOffice,
                2 * kHour,
                0,
                kSame,
                kHold | kCustomer,
                "Mon 09:00",
                {{"Mon 10:00", Status::kOnHold},
                 {"Mon 11:00", Status::kWaitingCustomer},
                 {"Mon 12:00", Status::kActive}},
                "Mon 13:00"},
        DueCase{"ItIsNeverWhileThePauseLasts",
                kOffice,
                2 * kHour,
                0,
                kSame,
                kHold,
                "Mon 09:00",
                {{"Mon 10:00", Status::kOnHold}},
                "never"},
        DueCase{"APauseAfterItChangesNothing",
                kOffice,
                2 * kHour,
                0,
                kSame,
                kHold,
                "Mon 09:00",
                {{"Mon 15:00", Status::kOnHold}},
                "Mon 11:00"},
        DueCase{"APauseAtTheVeryInstantChangesNothing",
                kOffice,
                2 * kHour,
                0,
                kSame,
                kHold,
                "Mon 09:00",
                {{"Mon 11:00", Status::kOnHold}},
                "Mon 11:00"},
        DueCase{"PastClosingTimeItStaysAtClosingTime",
                kOffice,
                kHour,
                0,
                kSame,
                kHold,
                "Mon 17:00",
                {{"Mon 20:00", Status::kOnHold}, {"Tue 09:30", Status::kActive}},
                "Mon 18:00"},
        DueCase{"AStartInAPauseCountsFromItsEnd",
                kAlways,
                kHour,
                0,
                kSame,
                kHold,
                "Mon 09:00",
                {{"Mon 08:00", Status::kOnHold}, {"Mon 12:00", Status::kActive}},
                "Mon 13:00"},
        DueCase{"PausesBeforeTheStartDoNotCount",
                kAlways,
                kHour,
                0,
                kSame,
                kHold,
                "Mon 09:00",
                {{"Mon 07:00", Status::kOnHold}, {"Mon 08:00", Status::kActive}},
                "Mon 10:00"},
        DueCase{"OfEqualInstantsTheLastCounts",
                kAlways,
                kHour,
                0,
                kSame,
                kHold,
                "Mon 09:00",
                {{"Mon 09:30", Status::kOnHold}, {"Mon 09:30", Status::kActive}},
                "Mon 10:00"},

        DueCase{"BusinessDaysLandAtTheSameTime",
                kOffice,
                0,
                2,
                kSame,
                0,
                "Thu 10:30",
                {},
                "2Mon 10:30"},
        DueCase{"BusinessDaysFromAClosedHourLandAtTheNextOpening",
                kOffice,
                0,
                1,
                kSame,
                0,
                "Mon 20:00",
                {},
                "Wed 09:00"},
        DueCase{"BusinessDaysCanLandAtTheOpening",
                kOffice,
                0,
                1,
                kOpens,
                0,
                "Fri 10:00",
                {},
                "2Mon 09:00"},
        DueCase{"BusinessDaysCanLandAtTheClose",
                kOffice,
                0,
                1,
                kCloses,
                0,
                "Fri 10:00",
                {},
                "2Mon 18:00"},
        DueCase{"NoBusinessDaysEndWithTheDayOfTheStart",
                kOffice,
                0,
                0,
                kCloses,
                0,
                "Fri 10:00",
                {},
                "Fri 18:00"},
        DueCase{"NoBusinessDaysFromAClosedHourEndWithTheNextOne",
                kOffice,
                0,
                0,
                kCloses,
                0,
                "Fri 18:00",
                {},
                "2Mon 18:00"},
        DueCase{"APauseMovesALandingByTheOpenTimePaused",
                kOffice,
                0,
                1,
                kSame,
                kHold,
                "Mon 10:00",
                {{"Mon 17:00", Status::kOnHold}, {"Tue 09:30", Status::kActive}},
                "Tue 11:30"},
        DueCase{"APauseOfClosedTimeLeavesALandingAtItsOpening",
                kOffice,
                0,
                1,
                kOpens,
                kHold,
                "Fri 10:00",
                {{"Sat 10:00", Status::kOnHold}, {"Sun 10:00", Status::kActive}},
                "2Mon 09:00"},
        DueCase{"APauseOverALandingEndsAtItsEnd",
                kOffice,
                0,
                1,
                kOpens,
                kHold,
                "Fri 10:00",
                {{"Sat 10:00", Status::kOnHold}, {"2Mon 12:00", Status::kActive}},
                "2Mon 12:00"},
        DueCase{"APauseOverALandingThatEndsOutsideHoursIsNotLateAtOnce",
                kOffice,
                0,
                1,
                kOpens,
                kHold,
                "Fri 10:00",
                {{"Sat 10:00", Status::kOnHold}, {"2Mon 20:00", Status::kActive}},
                "2Mon 20:00"},
        DueCase{"ALandingIsNeverWhileThePauseLasts",
                kOffice,
                0,
                1,
                kSame,
                kHold,
                "Mon 10:00",
                {{"Mon 11:00", Status::kOnHold}},
                "never"},
        DueCase{"APauseAtALandingChangesNothing",
                kOffice,
                0,
                1,
                kSame,
                kHold,
                "Mon 10:00",
                {{"Tue 10:00", Status::kOnHold}},
                "Tue 10:00"}),
    [](const auto& row) { return row.param.name; });

TEST(TimelineTest, ElapsedTimeStandsStillInAPauseAndOutsideHours) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kAgentWork, 10 * kHour, kOffice).PausedIn(kHold);
  const auto tables = builder.Build();
  const Decider decider(*tables);
  const auto history = HistoryOf({{"Mon 11:00", Status::kOnHold}, {"Mon 13:00", Status::kActive}});
  const auto elapsed = [&](const char* at) {
    return decider.Elapsed(0, At("Mon 10:00"), history, At(at));
  };
  EXPECT_EQ(elapsed("Mon 09:00"), 0) << "before the start";
  EXPECT_EQ(elapsed("Mon 10:30"), 30 * kMinute);
  EXPECT_EQ(elapsed("Mon 12:00"), kHour);
  EXPECT_EQ(elapsed("Mon 13:30"), kHour + 30 * kMinute);
  EXPECT_EQ(elapsed("Mon 23:00"), 6 * kHour);
  EXPECT_EQ(elapsed("Tue 09:15"), 6 * kHour + 15 * kMinute);
}

TEST(TimelineTest, NothingUsedUpIsTheFirstRunningInstant) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kAgentWork, kHour).PausedIn(kHold);
  const auto tables = builder.Build();
  EXPECT_EQ(TimelineOf(*tables, 0, At("Mon 10:00"), {}).InstantOf(0), At("Mon 10:00"));
  const auto history = HistoryOf({{"Mon 09:00", Status::kOnHold}, {"Mon 13:00", Status::kActive}});
  EXPECT_EQ(TimelineOf(*tables, 0, At("Mon 10:00"), history).InstantOf(0), At("Mon 13:00"));
}

TEST(TimelineTest, APauseThatLastsCanBeTakenToEnd) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kAgentWork, kHour).PausedIn(kHold);
  builder.WithinDays(policy::Metric::kResolution, 1).PausedIn(kHold);
  const auto tables = builder.Build();
  const auto history = HistoryOf({{"Mon 10:30", Status::kOnHold}});
  EXPECT_EQ(TimelineOf(*tables, 0, At("Mon 10:00"), history, At("Mon 12:00")).Due(),
            At("Mon 12:30"));
  EXPECT_EQ(TimelineOf(*tables, 1, At("Mon 10:00"), history, At("Mon 12:00")).Due(),
            At("Tue 11:30"));
}

TEST(TimelineTest, TheTimePromisedInBusinessDaysIsTheOpenTimeUpToTheLanding) {
  TablesBuilder builder;
  builder.Sla("s").WithinDays(policy::Metric::kResolution, 2);
  const auto tables = builder.Build();
  EXPECT_EQ(TimelineOf(*tables, 0, At("Thu 10:00"), {}).Promised(), 18 * kHour);
}

}  // namespace
}  // namespace waypost::sla
