#include "lib/calendar/period.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

struct PeriodCase {
  const char* name;
  Period period;
  Zone (*zone)();
  const char* at;  // UTC
  const char* begin;
  const char* end;
  const char* label;
};

int64_t At(const char* text) { return Zone().InstantOf(Wall(text)); }

class PeriodTest : public testing::TestWithParam<PeriodCase> {};

TEST_P(PeriodTest, HoldsTheInstant) {
  const PeriodCase& row = GetParam();
  const Zone zone = row.zone();
  const Interval period = PeriodOf(row.period, zone, At(row.at));
  EXPECT_EQ(ShowUtc(period.begin_ms), row.begin);
  EXPECT_EQ(ShowUtc(period.end_ms), row.end);
  EXPECT_EQ(PeriodLabel(row.period, zone, period.begin_ms), row.label);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PeriodTest,
    testing::Values(PeriodCase{"ADayIsLocal", Period::kDay, Lisbon, "2026-06-30T23:30",
                               "2026-06-30T23:00Z", "2026-07-01T23:00Z", "2026-07-01"},
                    PeriodCase{"ItsFirstMillisecondIsIn", Period::kDay, Lisbon, "2026-06-30T23:00",
                               "2026-06-30T23:00Z", "2026-07-01T23:00Z", "2026-07-01"},
                    PeriodCase{"ADayOfTwentyFiveHours", Period::kDay, Lisbon, "2026-10-25T12:00",
                               "2026-10-24T23:00Z", "2026-10-26T00:00Z", "2026-10-25"},
                    PeriodCase{"AWeekBeginsOnMonday", Period::kWeek, Lisbon, "2027-01-03T12:00",
                               "2026-12-28T00:00Z", "2027-01-04T00:00Z", "2026-W53"},
                    PeriodCase{"TheFirstWeekHasTheYearsFirstThursday", Period::kWeek, Lisbon,
                               "2027-01-04T00:00", "2027-01-04T00:00Z", "2027-01-11T00:00Z",
                               "2027-W01"},
                    PeriodCase{"AMonth", Period::kMonth, Lisbon, "2026-12-31T23:59",
                               "2026-12-01T00:00Z", "2027-01-01T00:00Z", "2026-12"},
                    PeriodCase{"AQuarter", Period::kQuarter, Lisbon, "2026-06-30T22:59",
                               "2026-03-31T23:00Z", "2026-06-30T23:00Z", "2026-Q2"},
                    PeriodCase{"ASkippedDateLastsNoTime", Period::kDay, Apia, "2011-12-30T10:00",
                               "2011-12-30T10:00Z", "2011-12-31T10:00Z", "2011-12-31"}),
    [](const testing::TestParamInfo<PeriodCase>& row) { return std::string(row.param.name); });

// Whatever clocks do at midnight, periods follow one another without gaps and hold what is asked.
TEST(PeriodsTest, FollowOneAnotherInEveryZone) {
  for (const Zone& zone : {Lisbon(), LordHowe(), Apia(), SaoPaulo(), StJohns()}) {
    for (const Period period :
         {Period::kDay, Period::kWeek, Period::kMonth, Period::kQuarter, Period::kHalfMonth}) {
      Interval before = PeriodOf(period, zone, At("2010-01-01T00:00"));
      for (int i = 0; i < 3'300; ++i) {
        const Interval next = PeriodOf(period, zone, before.end_ms);
        ASSERT_EQ(next.begin_ms, before.end_ms);
        ASSERT_LT(next.begin_ms, next.end_ms);
        ASSERT_EQ(PeriodOf(period, zone, next.end_ms - 1).begin_ms, next.begin_ms);
        before = next;
      }
    }
  }
}

// Clocks that go back over midnight show the day before once more: that belongs to the new day.
TEST(PeriodsTest, ARepeatedMidnightBeginsTheDayOnce) {
  const int64_t back_ms = At("2026-01-02T00:30");
  const Zone zone = *Zone::FromTable("Test/Back", 2020, 2030, 0, {{back_ms, -3600}});
  const Interval day = PeriodOf(Period::kDay, zone, back_ms + 1);
  EXPECT_EQ(ShowUtc(day.begin_ms), "2026-01-02T00:00Z");
  EXPECT_EQ(ShowUtc(day.end_ms), "2026-01-03T01:00Z");
}

// Clocks that jump over midnight from half past eleven: the day begins where it would have.
TEST(PeriodsTest, ASkippedMidnightBelongsToTheDayBefore) {
  const int64_t jump_ms = At("2026-01-01T23:30");
  const Zone zone = *Zone::FromTable("Test/Jump", 2020, 2030, 0, {{jump_ms, 3600}});
  EXPECT_EQ(ShowUtc(PeriodOf(Period::kDay, zone, jump_ms).end_ms), "2026-01-02T00:00Z");
  EXPECT_EQ(ShowUtc(PeriodOf(Period::kDay, zone, jump_ms).begin_ms), "2026-01-01T00:00Z");
}

}  // namespace
}  // namespace waypost::calendar
