#include "lib/calendar/bucket_index.h"

#include <algorithm>
#include <limits>

#include "gtest/gtest.h"

namespace waypost::calendar {
namespace {

void ExpectAgreesWithBinarySearch(int64_t base, const std::vector<int64_t>& keys,
                                  const std::vector<int64_t>& questions) {
  const auto key = [&](uint32_t i) { return keys[i]; };
  const BucketIndex index(base, static_cast<uint32_t>(keys.size()), key);
  for (int64_t x : questions) {
    const auto expected = std::upper_bound(keys.begin(), keys.end(), x) - keys.begin();
    ASSERT_EQ(index.UpperBound(x, key), expected) << "x = " << x;
  }
}

std::vector<int64_t> Around(const std::vector<int64_t>& keys) {
  std::vector<int64_t> questions = {std::numeric_limits<int64_t>::min(), -1, 0, 1,
                                    std::numeric_limits<int64_t>::max()};
  for (int64_t key : keys) questions.insert(questions.end(), {key - 1, key, key + 1});
  return questions;
}

TEST(BucketIndexTest, EverySetOfKeysUpToTwelveIsSearchedRightly) {
  for (unsigned mask = 0; mask < 1u << 13; ++mask) {
    std::vector<int64_t> keys;
    for (int64_t i = 0; i < 13; ++i) {
      if (mask >> i & 1) keys.push_back(i);
    }
    std::vector<int64_t> questions;
    for (int64_t x = -2; x < 15; ++x) questions.push_back(x);
    ExpectAgreesWithBinarySearch(0, keys, questions);
  }
}

TEST(BucketIndexTest, KeysThatCrowdInOneBucketAreStillFound) {
  std::vector<int64_t> keys;
  for (int64_t i = 0; i < 1'000; ++i) keys.push_back(5'000'000 + i);
  keys.push_back(1'000'000'000'000);
  ExpectAgreesWithBinarySearch(0, keys, Around(keys));
}

TEST(BucketIndexTest, ABaseBelowZeroShiftsTheBuckets) {
  std::vector<int64_t> keys;
  for (int64_t i = 0; i < 500; ++i) keys.push_back(-40'000'000 + i * i * 311);
  ExpectAgreesWithBinarySearch(-50'000'000, keys, Around(keys));
}

TEST(BucketIndexTest, OneKeyAtTheBaseIsFound) { ExpectAgreesWithBinarySearch(7, {7}, {6, 7, 8}); }

TEST(BucketIndexTest, WithoutKeysEverythingIsBeyond) {
  ExpectAgreesWithBinarySearch(0, {}, {-1, 0, 1});
  EXPECT_EQ(BucketIndex().UpperBound(0, [](uint32_t) { return int64_t{0}; }), 0u);
}

}  // namespace
}  // namespace waypost::calendar
