#include "tests/sim/queueing/order_study.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::queueing {
namespace {

constexpr int64_t kTickets = 100'000;
constexpr char kCapped[] = "LIVE_DEADLINE_FIRST age_cap: \"180m\"";

class OrderStudyTest : public ::testing::TestWithParam<double> {
 protected:
  static OrderFigures Of(const char* order) { return StudyOrder(order, GetParam(), kTickets, 1); }
};

TEST_P(OrderStudyTest, LiveDeadlinesUnderACapBreakTheFewestPromises) {
  const double breached = Of(kCapped).breached;
  EXPECT_GT(breached, 0);  // there is something to tell apart
  for (const char* order : {"FIRST_COME", "PRIORITY", "EARLIEST_DEADLINE"}) {
    EXPECT_LT(breached * 1.5, Of(order).breached) << order;
  }
}

// Tickets that missed their deadlines wait behind all others, but only up to the cap.
TEST_P(OrderStudyTest, UnderACapNobodyStarves) {
  EXPECT_LT(Of(kCapped).longest_wait_min, 180 + 15);
}

// Without the cap fewer promises still are broken, and somebody pays for it.
TEST_P(OrderStudyTest, WithoutACapSomebodyWaitsForHours) {
  const OrderFigures figures = Of("LIVE_DEADLINE_FIRST");
  EXPECT_LE(figures.breached, Of(kCapped).breached);
  EXPECT_GT(figures.longest_wait_min, 240);
}

INSTANTIATE_TEST_SUITE_P(Loads, OrderStudyTest, ::testing::Values(0.90, 0.95, 0.98),
                         [](const auto& load) {
                           return "Percent" + std::to_string(static_cast<int>(load.param * 100));
                         });

}  // namespace
}  // namespace waypost::queueing
