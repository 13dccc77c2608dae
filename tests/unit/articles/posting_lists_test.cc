#include "lib/articles/posting_lists.h"

#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::articles {
namespace {

using ::testing::UnorderedElementsAreArray;

TEST(PostingListsTest, HoldsWhatAPlainMapHolds) {
  PostingLists lists;
  std::map<uint64_t, std::set<uint32_t>> plain;
  PhiloxStream random(7, 0);
  for (int i = 0; i < 20'000; ++i) {
    const uint64_t key = random.Below(40);
    const auto number = static_cast<uint32_t>(random.Below(60));
    if (plain[key].insert(number).second) {
      lists.Add(key, number);
    } else {
      plain[key].erase(number);
      lists.Remove(key, number);
    }
    if (plain[key].empty()) plain.erase(key);
    if (i % 97 != 0) continue;
    for (uint64_t k = 0; k < 40; ++k) {
      const auto found = plain.find(k);
      EXPECT_THAT(lists.Find(k), UnorderedElementsAreArray(
                                     found == plain.end() ? std::set<uint32_t>() : found->second));
    }
  }
  EXPECT_EQ(lists.size(), plain.size());
}

// What is given back is used again: a desk that replaces articles for years does not grow.
TEST(PostingListsTest, DoesNotGrowByComingAndGoing) {
  PostingLists lists;
  const auto round = [&] {
    for (uint32_t number = 0; number < 1'000; ++number) lists.Add(number % 7, number);
    for (uint32_t number = 0; number < 1'000; ++number) lists.Remove(number % 7, number);
  };
  round();
  const size_t bytes = lists.Bytes();
  for (int i = 0; i < 20; ++i) round();
  EXPECT_LE(lists.Bytes(), bytes);
}

}  // namespace
}  // namespace waypost::articles
