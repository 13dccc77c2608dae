#include "lib/escalate/jump_table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace waypost::escalate {
namespace {

// P(at least k), by adding up.
double Tail(double mean, double dispersion, int k) {
  double log_weight = dispersion > 1 ? -mean / (dispersion - 1) * std::log(dispersion) : -mean;
  double tail = 1;
  for (int i = 0; i < k; ++i) {
    tail -= std::exp(log_weight);
    log_weight += std::log((i * (dispersion - 1) + mean) / ((i + 1) * dispersion));
  }
  return tail;
}

struct TailCase {
  const char* name;
  int64_t mean_micro;
  int64_t dispersion_milli;
};

class JumpTableTest : public testing::TestWithParam<TailCase> {};

TEST_P(JumpTableTest, TheNearestWholeNumberHasTheTailAskedFor) {
  const TailCase& row = GetParam();
  const int64_t threshold = JumpTable(100'000).ThresholdMilli(row.mean_micro, row.dispersion_milli);
  const double mean = static_cast<double>(row.mean_micro) / 1e6;
  const double dispersion = static_cast<double>(row.dispersion_milli) / 1e3;
  const auto count = static_cast<int>((threshold + 500) / 1'000);
  // The tails of neighbouring counts differ by a factor; the nearest one is off by half of it.
  const double step = Tail(mean, dispersion, count) / Tail(mean, dispersion, count + 1);
  const double off = std::abs(std::log(Tail(mean, dispersion, count) * 100'000));
  EXPECT_LE(off, std::log(step) / 2 + 0.1) << "count " << count;
}

INSTANTIATE_TEST_SUITE_P(Means, JumpTableTest,
                         testing::Values(TailCase{"AFewCustomers", 2'000'000, 1'000},
                                         TailCase{"AFewInABunch", 2'000'000, 2'000},
                                         TailCase{"BetweenRows", 7'300'000, 1'000},
                                         TailCase{"BetweenRowsAndColumns", 7'300'000, 1'700},
                                         TailCase{"Many", 100'000'000, 1'000},
                                         TailCase{"ManyInBunches", 100'000'000, 4'000},
                                         TailCase{"Thousands", 3'000'000'000, 2'000}),
                         [](const auto& row) { return row.param.name; });

TEST(JumpTableShapeTest, MoreCustomersAndMoreDispersionNeverLowerTheThreshold) {
  const JumpTable table(1'000'000);
  for (int64_t dispersion = 1'000; dispersion <= 20'000; dispersion += 333) {
    int64_t before = 0;
    for (int64_t mean = 0; mean < 20'000'000'000; mean = mean * 21 / 20 + 10'007) {
      const int64_t threshold = table.ThresholdMilli(mean, dispersion);
      EXPECT_GE(threshold, before) << mean << " " << dispersion;
      EXPECT_GE(threshold, mean / 1'000);
      EXPECT_GE(table.ThresholdMilli(mean, dispersion + 200), threshold);
      before = threshold;
    }
  }
}

TEST(JumpTableShapeTest, ARarerAlarmNeedsMoreCustomers) {
  EXPECT_GT(JumpTable(1'000'000).ThresholdMilli(20'000'000, 1'000),
            JumpTable(1'000).ThresholdMilli(20'000'000, 1'000));
}

TEST(JumpTableShapeTest, BeyondTheTableTheDistanceGrowsLikeTheRoot) {
  const JumpTable table(10'000);
  const int64_t mean = 4'096'000'000;
  const int64_t beyond = table.ThresholdMilli(mean, 1'000) - mean / 1'000;
  EXPECT_NEAR(static_cast<double>(table.ThresholdMilli(4 * mean, 1'000) - 4 * mean / 1'000),
              static_cast<double>(2 * beyond), 0.01 * static_cast<double>(beyond));
}

}  // namespace
}  // namespace waypost::escalate
