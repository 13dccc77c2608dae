#include "lib/report/grain.h"

#include <string>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::report {
namespace {

constexpr int64_t kNewYear2027Ms = 1'798'761'600'000;  // a Friday, UTC

std::string NameOfPeriod(int64_t at_ms, Grain grain) {
  return PeriodName(PeriodBegin(LocalHour(at_ms, calendar::Zone()), grain), grain);
}

TEST(GrainTest, NamesPeriods) {
  const int64_t at_ms = kNewYear2027Ms + 13 * kHourMs + 1;
  EXPECT_EQ(NameOfPeriod(at_ms, Grain::kHour), "2027-01-01 13:00");
  EXPECT_EQ(NameOfPeriod(at_ms, Grain::kDay), "2027-01-01");
  EXPECT_EQ(NameOfPeriod(at_ms, Grain::kWeek), "2026-W53");
  EXPECT_EQ(NameOfPeriod(at_ms, Grain::kMonth), "2027-01");
  EXPECT_EQ(NameOfPeriod(at_ms, Grain::kYear), "2027");
  EXPECT_EQ(NameOfPeriod(kNewYear2027Ms - 1, Grain::kYear), "2026");
  EXPECT_EQ(NameOfPeriod(-1, Grain::kDay), "1969-12-31");
}

TEST(GrainTest, EachPeriodEndsWhereTheNextBegins) {
  for (const Grain grain : {Grain::kHour, Grain::kDay, Grain::kWeek, Grain::kMonth, Grain::kYear}) {
    int64_t begin = PeriodBegin(LocalHour(kNewYear2027Ms, calendar::Zone()), grain);
    for (int i = 0; i < 40; ++i) {
      const int64_t next = PeriodAfter(begin, grain);
      EXPECT_EQ(PeriodBegin(next - 1, grain), begin);
      EXPECT_EQ(PeriodBegin(next, grain), next);
      begin = next;
    }
  }
}

TEST(GrainTest, TakesTheHoursThatClocksShow) {
  const auto shanghai = calendar::Zone::FromTable("Asia/Shanghai", 2020, 2030, 28'800, {});
  ASSERT_TRUE(shanghai.ok());
  EXPECT_EQ(PeriodName(LocalHour(kNewYear2027Ms - 8 * kHourMs, *shanghai), Grain::kHour),
            "2027-01-01 00:00");
}

TEST(GrainTest, KnowsTheWordsOfTheCommandLine) {
  EXPECT_EQ(GrainOf("week"), Grain::kWeek);
  EXPECT_EQ(GrainOf("hour"), std::nullopt);
}

TEST(GrainTest, SaysTheMinuteThatClocksShow) {
  EXPECT_EQ(WallMinute(0, calendar::Zone()), "1970-01-01 00:00");
  EXPECT_EQ(WallMinute(3'599'999, calendar::Zone()), "1970-01-01 00:59");
  EXPECT_EQ(WallMinute(-1, calendar::Zone()), "1969-12-31 23:59");
}

}  // namespace
}  // namespace waypost::report
