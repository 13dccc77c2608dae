#include "tests/sim/queueing/erlang.h"

#include <cmath>

#include "gtest/gtest.h"

namespace waypost::queueing {
namespace {

// Rows of published tables of Erlang's formulas.
TEST(ErlangTest, BlockingIsAsInTheTables) {
  EXPECT_DOUBLE_EQ(ErlangB(1, 1), 0.5);
  EXPECT_DOUBLE_EQ(ErlangB(2, 1), 0.2);
  EXPECT_NEAR(ErlangB(5, 1.361), 0.01, 1e-5);    // 1 % with 5 trunks
  EXPECT_NEAR(ErlangB(10, 4.461), 0.01, 1e-5);   // 1 % with 10
  EXPECT_NEAR(ErlangB(100, 84.06), 0.01, 1e-5);  // 1 % with 100
  EXPECT_DOUBLE_EQ(ErlangB(0, 3), 1);
}

TEST(ErlangTest, WaitingIsAsInTheTables) {
  EXPECT_DOUBLE_EQ(ErlangC(1, 0.7), 0.7);
  EXPECT_NEAR(ErlangC(2, 1), 1.0 / 3, 1e-12);
  EXPECT_NEAR(ErlangC(5, 4), 0.5541, 1e-4);
  EXPECT_NEAR(ErlangC(10, 8), 0.4092, 1e-4);
}

TEST(ErlangTest, TheSumOverStatesIsErlangsFormula) {
  for (const int servers : {1, 2, 7, 30}) {
    const double load = 0.85 * servers;
    const LineFigures figures = FiguresOf(Line{servers, load});
    EXPECT_NEAR(figures.waits, ErlangC(servers, load), 1e-9);
    EXPECT_NEAR(figures.mean_wait, ErlangC(servers, load) / (servers - load), 1e-9);
    EXPECT_EQ(figures.blocked, 0);
    EXPECT_EQ(figures.abandons, 0);
  }
}

TEST(ErlangTest, WithoutPlacesToWaitItIsErlangB) {
  const LineFigures figures = FiguresOf(Line{6, 5, 0, 0});
  EXPECT_NEAR(figures.blocked, ErlangB(6, 5), 1e-12);
  EXPECT_NEAR(figures.waits, 0, 1e-12);
  EXPECT_EQ(figures.mean_wait, 0);
}

// Who waits as patiently as others are handled leaves the system as if everybody were served at
// once: a Poisson number is present.
TEST(ErlangTest, PatienceAsLongAsHandlingLeavesAPoissonNumber) {
  const int servers = 4;
  const double load = 3;
  double below = 0;
  double probability = std::exp(-load);
  for (int n = 0; n < servers; ++n) {
    below += probability;
    probability *= load / (n + 1);
  }
  const LineFigures figures = FiguresOf(Line{servers, load, 1});
  EXPECT_NEAR(figures.waits, 1 - below, 1e-9);
  EXPECT_NEAR(figures.abandons, figures.mean_wait, 1e-12);
}

TEST(ErlangTest, EndlessPatienceIsErlangC) {
  EXPECT_NEAR(FiguresOf(Line{5, 4, 1e9}).mean_wait, ErlangC(5, 4), 1e-6);
}

// Served and gone customers together are all who came.
TEST(ErlangTest, AbandonmentKeepsAnOverloadedLineStable) {
  const LineFigures figures = FiguresOf(Line{10, 15, 2});
  EXPECT_GT(figures.abandons, 1 - 10.0 / 15);
  EXPECT_LT(figures.abandons, 1 - 10.0 / 15 + 0.02);
}

TEST(PriorityWaitsTest, OneClassIsErlangC) {
  EXPECT_NEAR(PriorityWaits(5, {4})[0], ErlangC(5, 4), 1e-12);
}

// Whoever goes first, the work that waits is the same.
TEST(PriorityWaitsTest, TheirMeanIsThatOfOneLine) {
  const std::vector<double> loads = {1, 1.5, 1};
  const std::vector<double> waits = PriorityWaits(4, loads);
  const double mean = (waits[0] * 1 + waits[1] * 1.5 + waits[2] * 1) / 3.5;
  EXPECT_NEAR(mean, ErlangC(4, 3.5) / 0.5, 1e-12);
  EXPECT_LT(waits[0], waits[1]);
  EXPECT_LT(waits[1], waits[2]);
}

TEST(SingleServerWaitTest, FixedTimesWaitHalfAsLongAsExponentialOnes) {
  EXPECT_NEAR(SingleServerWait(0.8, 1), ErlangC(1, 0.8) / 0.2, 1e-12);
  EXPECT_NEAR(SingleServerWait(0.8, 0), SingleServerWait(0.8, 1) / 2, 1e-12);
}

}  // namespace
}  // namespace waypost::queueing
