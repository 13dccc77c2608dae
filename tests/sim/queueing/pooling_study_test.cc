#include "tests/sim/queueing/pooling_study.h"

#include <cmath>

#include "gtest/gtest.h"

namespace waypost::queueing {
namespace {

constexpr int64_t kCustomers = 200'000;

TEST(PoolingStudyTest, ASecondSkillIsWorthNearlyAsMuchAsAll) {
  const PoolingFigures one = StudyPooling(1, kCustomers, 1);
  const PoolingFigures two = StudyPooling(2, kCustomers, 1);
  const PoolingFigures all = FullyPooled();
  EXPECT_GT(one.mean_wait, 4 * two.mean_wait);
  EXPECT_LT(two.mean_wait - all.mean_wait, (one.mean_wait - all.mean_wait) / 10);
  EXPECT_GT(one.blocked, 5 * two.blocked);
}

TEST(PoolingStudyTest, WithAllSkillsItIsOneLine) {
  const PoolingFigures all = StudyPooling(6, kCustomers, 1);
  EXPECT_LE(std::abs(all.mean_wait - FullyPooled().mean_wait), 3 * all.error);
}

}  // namespace
}  // namespace waypost::queueing
