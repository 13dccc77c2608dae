// How often an ordinary stream is taken for a surge, beside what was configured, and how soon a
// doubling is found. The table of docs/incidents.md is what this prints with
//     WAYPOST_SURGE_TIMES=10 ctest -V -R SurgeSimulation
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_format.h"
#include "tests/sim/surge_study.h"

namespace waypost::sim {
namespace {

// The whole study has so many times as many buckets as the bounded one.
int Times() {
  const char* const times = std::getenv("WAYPOST_SURGE_TIMES");
  return times == nullptr ? 1 : std::max(1, std::atoi(times));
}

struct StudyCase {
  const char* name;
  double mean;
  double dispersion;
};

class SurgeSimulationTest : public testing::TestWithParam<StudyCase> {};

TEST_P(SurgeSimulationTest, FalseAlarmsAreWithinAFactorOfTwoOfThoseConfigured) {
  SurgeCase of;
  of.mean = GetParam().mean;
  of.dispersion = GetParam().dispersion;
  const FalseAlarms found = CountFalseAlarms(of, of.tolerated * 200 * Times());
  const double delay = MeanDelay(of, 2, 100 * Times());
  if (Times() > 1) {
    std::printf("%s\n",
                absl::StrFormat("| %g | %g | %d | %.0f | %.2f | %.1f |", of.mean, of.dispersion,
                                of.tolerated, found.BucketsBetween(),
                                static_cast<double>(of.tolerated) / found.BucketsBetween(), delay)
                    .c_str());
  }
  EXPECT_GT(found.BucketsBetween(), static_cast<double>(of.tolerated) / 2);
  EXPECT_LT(found.BucketsBetween(), static_cast<double>(of.tolerated) * 2);
  EXPECT_LT(delay, 200 / of.mean * of.dispersion + 1) << "a doubling is found late";
}

INSTANTIATE_TEST_SUITE_P(
    Streams, SurgeSimulationTest,
    testing::Values(StudyCase{"TwoCustomers", 2, 1}, StudyCase{"FiveCustomers", 5, 1},
                    StudyCase{"TenCustomers", 10, 1}, StudyCase{"TwentyCustomers", 20, 1},
                    StudyCase{"FiftyCustomers", 50, 1}, StudyCase{"AHundredCustomers", 100, 1},
                    StudyCase{"ThreeHundredCustomers", 300, 1},
                    StudyCase{"TwoWithTwiceTheVariance", 2, 2},
                    StudyCase{"FiveWithTwiceTheVariance", 5, 2},
                    StudyCase{"TenWithTwiceTheVariance", 10, 2},
                    StudyCase{"TwentyWithTwiceTheVariance", 20, 2},
                    StudyCase{"FiftyWithTwiceTheVariance", 50, 2},
                    StudyCase{"AHundredWithTwiceTheVariance", 100, 2},
                    StudyCase{"ThreeHundredWithTwiceTheVariance", 300, 2}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace waypost::sim
