#include "lib/base/short_vector.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

using Pairs = ShortVector<uint32_t, 2>;

Pairs Counting(uint32_t count) {
  Pairs pairs;
  for (uint32_t i = 0; i < count; ++i) pairs.push_back(i);
  return pairs;
}

std::vector<uint32_t> All(const Pairs& pairs) { return {pairs.begin(), pairs.end()}; }

TEST(ShortVectorTest, TheFirstFewTakeNoMemoryElsewhere) {
  static_assert(sizeof(Pairs) == 12 && alignof(Pairs) == 4);
  EXPECT_THAT(All(Pairs()), IsEmpty());
  EXPECT_THAT(All(Counting(2)), ElementsAre(0, 1));
  EXPECT_EQ(Counting(2).heap_bytes(), 0);
}

TEST(ShortVectorTest, MoreOfThemLieTogetherOnTheHeap) {
  EXPECT_THAT(All(Counting(3)), ElementsAre(0, 1, 2));
  EXPECT_EQ(Counting(3).heap_bytes(), 4 + 4 * 4);
  EXPECT_EQ(Counting(5).heap_bytes(), 4 + 8 * 4);
}

TEST(ShortVectorTest, AnElementMayBePushedAgainWhileTheMemoryGrows) {
  Pairs pairs = Counting(2);
  pairs.push_back(pairs[1]);
  EXPECT_THAT(All(pairs), ElementsAre(0, 1, 1));
}

TEST(ShortVectorTest, ErasingKeepsTheOrderInsideAndOutside) {
  Pairs inside = Counting(2);
  inside.erase(0);
  EXPECT_THAT(All(inside), ElementsAre(1));
  Pairs outside = Counting(4);
  outside.erase(1);
  outside.erase(2);
  outside.pop_back();
  EXPECT_THAT(All(outside), ElementsAre(0));
  EXPECT_GT(outside.heap_bytes(), 0);
  outside.clear();
  EXPECT_THAT(All(outside), IsEmpty());
  EXPECT_EQ(outside.heap_bytes(), 0);
}

TEST(ShortVectorTest, MovesTakeAllAndLeaveNothing) {
  for (uint32_t count : {0u, 1u, 2u, 3u, 9u}) {
    Pairs from = Counting(count);
    Pairs to = Counting(7);
    to = std::move(from);
    EXPECT_EQ(to.size(), count);
    EXPECT_THAT(All(from), IsEmpty());
    from.push_back(5);
    EXPECT_THAT(All(from), ElementsAre(5));
  }
}

TEST(ShortVectorTest, BehavesAsAVectorDoes) {
  PhiloxStream random(3, 1);
  Pairs pairs;
  std::vector<uint32_t> plain;
  for (int step = 0; step < 10'000; ++step) {
    const uint64_t choice = random.Below(10);
    if (choice < 5 || plain.empty()) {
      const auto value = static_cast<uint32_t>(random.Below(1000));
      pairs.push_back(value);
      plain.push_back(value);
    } else if (choice < 9) {
      const auto i = static_cast<uint32_t>(random.Below(plain.size()));
      pairs.erase(i);
      plain.erase(plain.begin() + i);
    } else if (random.Below(10) == 0) {
      pairs.clear();
      plain.clear();
    }
    ASSERT_THAT(All(pairs), ElementsAreArray(plain)) << "step " << step;
  }
}

}  // namespace
}  // namespace waypost
