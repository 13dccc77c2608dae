#include "lib/sla/attainment.h"

#include "gtest/gtest.h"

namespace waypost::sla {
namespace {

policy::Attainment Share(int32_t milli) {
  policy::Attainment promised;
  promised.kind = policy::Attainment::Kind::kShare;
  promised.share_milli = milli;
  return promised;
}

policy::Attainment Mean(int64_t ms) {
  policy::Attainment promised;
  promised.kind = policy::Attainment::Kind::kMean;
  promised.mean_ms = ms;
  return promised;
}

TEST(AttainmentTest, AShareIsDecidedWithoutRounding) {
  EXPECT_TRUE(IsKept(Share(923), {923, 77, 0, 0}));
  EXPECT_FALSE(IsKept(Share(923), {922, 78, 0, 0}));
  EXPECT_FALSE(IsKept(Share(667), {2, 1, 0, 0}));  // 66.666...
  EXPECT_TRUE(IsKept(Share(666), {2, 1, 0, 0}));
  EXPECT_TRUE(IsKept(Share(1'000), {5, 0, 0, 0}));
  EXPECT_FALSE(IsKept(Share(1'000), {999'999, 1, 0, 0}));
}

TEST(AttainmentTest, WhatIsShownIsRoundedAgainstThePromise) {
  EXPECT_EQ(ShareMilli({2, 1, 0, 0}), 666);
  EXPECT_EQ(ShareMilli({999'999, 1, 0, 0}), 999);
  EXPECT_EQ(MeanMs({0, 0, 3, 10}), 4);
  EXPECT_EQ(MeanMs({0, 0, 2, 10}), 5);
}

TEST(AttainmentTest, AMeanIsOfWhatWasStopped) {
  EXPECT_TRUE(IsKept(Mean(522'000), {1, 1, 2, 1'044'000}));
  EXPECT_FALSE(IsKept(Mean(522'000), {1, 1, 2, 1'044'001}));
  EXPECT_EQ(CountOf(Mean(1), {3, 4, 5, 0}), 5);
  EXPECT_EQ(CountOf(Share(1), {3, 4, 5, 0}), 7);
}

TEST(AttainmentTest, OfNothingItIsKept) {
  EXPECT_TRUE(IsKept(Share(1'000), {}));
  EXPECT_TRUE(IsKept(Mean(1), {}));
  EXPECT_EQ(ShareMilli({}), 1'000);
  EXPECT_EQ(MeanMs({}), 0);
}

TEST(AttainmentTest, SumsAsLargeAsCanBeDoNotOverflow) {
  EXPECT_FALSE(IsKept(Share(1'000), {INT64_MAX / 2, INT64_MAX / 2, 0, 0}));
  EXPECT_TRUE(IsKept(Mean(INT64_MAX), {0, 0, INT64_MAX, INT64_MAX}));
  EXPECT_EQ(ShareMilli({INT64_MAX, INT64_MAX, 0, 0}), 500);
}

}  // namespace
}  // namespace waypost::sla
