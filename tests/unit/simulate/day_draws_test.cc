#include "lib/simulate/day_draws.h"

#include <algorithm>
#include <array>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "tests/unit/simulate/simulate_testing.h"

namespace waypost::simulate {
namespace {

TEST(DayDrawsTest, HasAsManyArrivalsInEachHourAsThePlanSays) {
  const LoadedDay loaded = LoadSmall(kSmallPlan);
  const std::vector<int64_t> times = DayDraws(*loaded.plan).Arrivals();
  ASSERT_EQ(times.size(), 90u);
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  const int64_t nine_ms = loaded.plan->begin_ms + 9 * kHourMs;
  EXPECT_GE(times.front(), nine_ms - kHourMs);
  EXPECT_LT(times[59], nine_ms);
  EXPECT_GE(times[60], nine_ms);
  EXPECT_LT(times.back(), nine_ms + kHourMs);
}

TEST(DayDrawsTest, DrawsContactsByTheirWeights) {
  const LoadedDay loaded = LoadSmall(kSmallPlan);
  const DayDraws draws(*loaded.plan);
  std::array<int, 2> counts{};
  for (uint32_t ticket = 0; ticket < 4'000; ++ticket) ++counts[draws.ContactOf(ticket)];
  // Three of four: 3,000 with a deviation of 27.
  EXPECT_GT(counts[0], 2'850);
  EXPECT_LT(counts[0], 3'150);
}

TEST(DayDrawsTest, KeepsToTheRangesAndNamesEveryDraw) {
  const LoadedDay loaded = LoadSmall(kSmallPlan);
  const DayDraws draws(*loaded.plan);
  bool differs = false;
  for (uint32_t ticket = 0; ticket < 200; ++ticket) {
    const int64_t handling = draws.Handling(ticket);
    EXPECT_GE(handling, 120'000);
    EXPECT_LE(handling, 240'000);
    EXPECT_EQ(handling, draws.Handling(ticket));
    differs |= handling != draws.Handling(ticket + 1);
    const int32_t csat = draws.Csat(ticket);
    EXPECT_TRUE(csat == 4 || csat == 5);
    const int32_t nps = draws.Nps(ticket, csat);
    EXPECT_GE(nps, 2 * csat - 2);
    EXPECT_LE(nps, 2 * csat);
  }
  EXPECT_TRUE(differs);
}

TEST(DayDrawsTest, GivesAnotherDayForAnotherSeed) {
  const LoadedDay loaded = LoadSmall(kSmallPlan);
  const std::vector<int64_t> times = DayDraws(*loaded.plan).Arrivals();
  loaded.plan->seed = 8;
  EXPECT_NE(DayDraws(*loaded.plan).Arrivals(), times);
}

}  // namespace
}  // namespace waypost::simulate
