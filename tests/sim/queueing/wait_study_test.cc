#include "tests/sim/queueing/wait_study.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"

namespace waypost::queueing {
namespace {

struct StudyCase {
  double load;
  const char* from;
};

class WaitStudyTest : public ::testing::TestWithParam<StudyCase> {};

// WAYPOST_QUEUEING_TIMES=20 prints what docs/routing.md has.
TEST_P(WaitStudyTest, AnEstimateIsNearlyAsGoodAsCanBe) {
  const char* const times = std::getenv("WAYPOST_QUEUEING_TIMES");
  const int64_t customers = 30'000 * (times == nullptr ? 1 : std::atoll(times));
  const WaitFigures figures = StudyWaits(GetParam().load, GetParam().from, customers, 1);
  if (times != nullptr) {
    std::fputs(absl::StrFormat("| %.2f | %s | %.1f %% | %.2f | %+.2f | %.2f | %.2f | %.2f |\n",
                               GetParam().load, GetParam().from, 100 * figures.asked,
                               figures.mean_wait, figures.mean_told - figures.mean_wait,
                               figures.error, figures.error_of_exact, figures.error_of_mean)
                   .c_str(),
               stdout);
  }
  EXPECT_GT(figures.asked, 0.3);
  EXPECT_LT(figures.error, 0.75 * figures.error_of_mean);
  EXPECT_LT(figures.error, 1.5 * figures.error_of_exact);
  EXPECT_LT(std::abs(figures.mean_told - figures.mean_wait), 0.25 * figures.mean_wait);
}

INSTANTIATE_TEST_SUITE_P(Desks, WaitStudyTest,
                         ::testing::Values(StudyCase{0.95, "1h"}, StudyCase{0.95, "4h"},
                                           StudyCase{0.98, "1h"}, StudyCase{0.98, "4h"}),
                         [](const auto& study) {
                           return absl::StrFormat("Load%.0fFrom%s", 100 * study.param.load,
                                                  study.param.from);
                         });

}  // namespace
}  // namespace waypost::queueing
