#include "lib/base/quantile_sketch.h"

#include <cstdint>
#include <limits>

#include "gtest/gtest.h"

namespace waypost {
namespace {

constexpr int64_t kGreatest = std::numeric_limits<int64_t>::max();

TEST(QuantileSketchTest, HasNothingToSayOfNothing) {
  const QuantileSketch sketch;
  EXPECT_TRUE(sketch.empty());
  EXPECT_EQ(sketch.Percentile(50), 0);
  EXPECT_EQ(sketch.greatest(), 0);
}

TEST(QuantileSketchTest, IsExactBelow128) {
  QuantileSketch sketch;
  for (int64_t value = 1; value <= 100; ++value) sketch.Add(value);
  EXPECT_EQ(sketch.Percentile(1), 1);
  EXPECT_EQ(sketch.Percentile(50), 50);
  EXPECT_EQ(sketch.Percentile(99), 99);
  EXPECT_EQ(sketch.Percentile(100), 100);
}

TEST(QuantileSketchTest, TakesTheNearestRank) {
  QuantileSketch sketch;
  for (int64_t value : {1, 2, 3, 4}) sketch.Add(value);
  EXPECT_EQ(sketch.Percentile(50), 2);
  EXPECT_EQ(sketch.Percentile(51), 3);
}

TEST(QuantileSketchTest, NeverAnswersOutsideWhatWasAdded) {
  QuantileSketch sketch;
  sketch.Add(3'600'000);
  for (uint32_t percent : {1u, 50u, 100u}) EXPECT_EQ(sketch.Percentile(percent), 3'600'000);
}

TEST(QuantileSketchTest, CountsNegativeNumbersAsNone) {
  QuantileSketch sketch;
  sketch.Add(-7);
  EXPECT_EQ(sketch.least(), 0);
  EXPECT_EQ(sketch.greatest(), 0);
  EXPECT_EQ(sketch.count(), 1u);
}

TEST(QuantileSketchTest, BucketsFollowOneAnotherWithoutAGap) {
  int64_t next = 0;
  for (uint32_t index = 0; index < QuantileSketch::kBucketCount; ++index) {
    const auto [first, last] = QuantileSketch::RangeOf(index);
    ASSERT_EQ(first, next) << index;
    ASSERT_EQ(QuantileSketch::IndexOf(first), index);
    ASSERT_EQ(QuantileSketch::IndexOf(last), index);
    ASSERT_LE((last - first) / 2, first / 128) << "the stated relative error, bucket " << index;
    next = last == kGreatest ? last : last + 1;
  }
  EXPECT_EQ(next, kGreatest) << "the last bucket ends with the numbers";
}

TEST(QuantileSketchTest, IsRestoredFromItsParts) {
  QuantileSketch sketch;
  for (int64_t value : {int64_t{5}, int64_t{5}, int64_t{1'000'000}, kGreatest}) sketch.Add(value);
  const auto again = QuantileSketch::FromParts(sketch.buckets(), sketch.least(), sketch.greatest());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->count(), 4u);
  EXPECT_EQ(again->Percentile(75), sketch.Percentile(75));
  EXPECT_EQ(again->Percentile(100), kGreatest);
  EXPECT_TRUE(QuantileSketch::FromParts({}, 0, 0).has_value());
}

TEST(QuantileSketchTest, RefusesPartsThatAreNoSketch) {
  EXPECT_FALSE(QuantileSketch::FromParts({}, 0, 1));
  EXPECT_FALSE(QuantileSketch::FromParts({{5, 0}}, 5, 5)) << "an empty bucket";
  EXPECT_FALSE(QuantileSketch::FromParts({{5, 1}, {5, 1}}, 5, 5)) << "the same twice";
  EXPECT_FALSE(QuantileSketch::FromParts({{QuantileSketch::kBucketCount, 1}}, 5, 5));
  EXPECT_FALSE(QuantileSketch::FromParts({{5, 1}, {9, 1}}, 5, 8)) << "another greatest";
  EXPECT_FALSE(QuantileSketch::FromParts({{5, 1}, {9, 1}}, 4, 9)) << "another least";
  EXPECT_FALSE(QuantileSketch::FromParts({{5, UINT64_MAX}, {9, 1}}, 5, 9)) << "too many";
}

}  // namespace
}  // namespace waypost
