#include "lib/route/indexed_heap.h"

#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::route {
namespace {

struct Item {
  int64_t key = 0;
  uint32_t id = 0;
  bool operator<(const Item& other) const {
    return key != other.key ? key < other.key : id < other.id;
  }
};

class IndexedHeapTest : public testing::Test {
 protected:
  void Insert(int64_t key, uint32_t id) { heap_.Insert({key, id}, positions_); }

  IndexedHeap<Item> heap_;
  std::vector<uint32_t> positions_ = std::vector<uint32_t>(300, kNotInHeap);
};

TEST_F(IndexedHeapTest, TheSmallestIsOnTopAndEveryEntryIsWhereItsPositionSays) {
  PhiloxStream draw(7, 1);
  std::set<std::pair<int64_t, uint32_t>> expected;
  std::vector<int64_t> key_of(positions_.size());
  for (int step = 0; step < 20'000; ++step) {
    const auto id = static_cast<uint32_t>(draw.Below(positions_.size()));
    if (positions_[id] == kNotInHeap) {
      key_of[id] = static_cast<int64_t>(draw.Below(50));
      Insert(key_of[id], id);
      expected.insert({key_of[id], id});
    } else {
      heap_.Remove(id, positions_);
      expected.erase({key_of[id], id});
    }
    ASSERT_EQ(heap_.size(), expected.size());
    if (expected.empty()) continue;
    ASSERT_EQ(heap_.top().id, expected.begin()->second);
    const uint32_t largest = expected.rbegin()->second;
    ASSERT_EQ(heap_.entries()[positions_[largest]].id, largest);
  }
}

TEST_F(IndexedHeapTest, ARemovedEntryHasNoPosition) {
  Insert(1, 10);
  heap_.Remove(10, positions_);
  EXPECT_TRUE(heap_.empty());
  EXPECT_EQ(positions_[10], kNotInHeap);
}

TEST_F(IndexedHeapTest, TheFirstAcceptedIsTheSmallestThatIsNotPassedOver) {
  for (uint32_t id = 0; id < 300; ++id) Insert(1000 - id, id);  // id 299 is the smallest
  const auto below_250 = [](const Item& entry) { return entry.id < 250; };
  EXPECT_EQ(heap_.FirstAccepted(nullptr, below_250)->id, 249u);
}

TEST_F(IndexedHeapTest, NothingBeatsASmallerBound) {
  Insert(5, 1);
  const auto all = [](const Item&) { return true; };
  const auto none = [](const Item&) { return false; };
  const Item smaller{4, 0};
  const Item larger{6, 0};
  EXPECT_EQ(heap_.FirstAccepted(&smaller, all), &smaller);
  EXPECT_EQ(heap_.FirstAccepted(&larger, all)->id, 1u);
  EXPECT_EQ(heap_.FirstAccepted(&larger, none), &larger);
  EXPECT_EQ(heap_.FirstAccepted(nullptr, none), nullptr);
}

TEST_F(IndexedHeapTest, OnlyChildrenOfPassedOverEntriesAreLookedAt) {
  for (uint32_t id = 0; id < 300; ++id) Insert(id, id);
  int looked_at = 0;
  const auto from_3 = [&looked_at](const Item& entry) {
    ++looked_at;
    return entry.id >= 3;
  };
  EXPECT_EQ(heap_.FirstAccepted(nullptr, from_3)->id, 3u);
  EXPECT_LE(looked_at, 1 + 4 * 3);
}

}  // namespace
}  // namespace waypost::route
