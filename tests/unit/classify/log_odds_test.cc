#include "lib/classify/log_odds.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::classify {
namespace {

TEST(LogOddsTest, LogarithmsAreRoundedToTheNearestThousandth) {
  for (uint32_t n = 1; n < 200'000; n = n < 2'000 ? n + 1 : n + n / 97) {
    EXPECT_NEAR(LnMilli(n), std::log(n) * 1'000, 0.502) << n;
  }
  EXPECT_EQ(LnMilli(1), 0);
  EXPECT_EQ(LnMilli(1'000), 6'908);
  EXPECT_EQ(LnMilli(0x7FFFFFFFu), 21'488);
}

TEST(LogOddsTest, ExponentialsAreExactToAMillionth) {
  for (int32_t x = 0; x < 18'000; ++x) {
    EXPECT_NEAR(ExpMinusMilli(x) / 16'777'216.0, std::exp(-x / 1'000.0), 1e-6) << x;
  }
  EXPECT_EQ(ExpMinusMilli(0), 1u << 24);
  EXPECT_EQ(ExpMinusMilli(1'000'000), 0);
}

TEST(LogOddsTest, SharesAddUp) {
  const std::vector<int32_t> even = {0, 0, 0, 0};
  EXPECT_EQ(ShareOf(even, 2).confidence_milli, 250);
  EXPECT_EQ(ShareOf(even, 2).margin_milli, 0);
  const std::vector<int32_t> one = {-77};
  EXPECT_EQ(ShareOf(one, 0).confidence_milli, 1'000);
  EXPECT_EQ(ShareOf(one, 0).margin_milli, 1'000);
  const std::vector<int32_t> two = {1'099, 0};  // odds of three to one
  EXPECT_NEAR(ShareOf(two, 0).confidence_milli, 750, 1);
  EXPECT_NEAR(ShareOf(two, 0).margin_milli, 500, 1);
}

}  // namespace
}  // namespace waypost::classify
