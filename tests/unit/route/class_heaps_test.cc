#include "lib/route/class_heaps.h"

#include "gtest/gtest.h"

namespace waypost::route {
namespace {

struct Entry {
  int64_t key = 0;
  uint32_t id = 0;
  bool operator<(const Entry& other) const { return key < other.key; }
};

class ClassHeapsTest : public testing::Test {
 protected:
  ClassHeapsTest() {
    heaps_.Insert(3, {50, 1});
    heaps_.Insert(3, {20, 2});
    heaps_.Insert(90, {10, 3});
    heaps_.Insert(90, {30, 4});
    for (const uint32_t class_id : {3u, 90u}) both_.Set(class_id);
    three_.Set(3);
  }

  static bool Accept(const Entry&) { return true; }

  ClassHeaps<Entry> heaps_;
  BitSet both_;
  BitSet three_;
};

TEST_F(ClassHeapsTest, TheBestIsTheSmallestHeadOfTheClassesAskedFor) {
  EXPECT_EQ(heaps_.Best(both_.words(), Accept)->id, 3u);
  EXPECT_EQ(heaps_.Best(three_.words(), Accept)->id, 2u);
  EXPECT_EQ(heaps_.Best(Words(), Accept), nullptr);
}

TEST_F(ClassHeapsTest, BehindAHeadThatIsNotAcceptedItsHeapIsSearched) {
  const auto not_3 = [](const Entry& entry) { return entry.id != 3; };
  EXPECT_EQ(heaps_.Best(both_.words(), not_3)->id, 2u);
  const auto neither_2_nor_3 = [](const Entry& entry) { return entry.id != 2 && entry.id != 3; };
  EXPECT_EQ(heaps_.Best(both_.words(), neither_2_nor_3)->id, 4u);
}

TEST_F(ClassHeapsTest, RemovingTheHeadBringsTheNextAndAnEmptyHeapIsLeftOut) {
  heaps_.Remove(90, 3);
  EXPECT_EQ(heaps_.Best(both_.words(), Accept)->id, 2u);
  heaps_.Remove(3, 2);
  EXPECT_EQ(heaps_.Best(both_.words(), Accept)->id, 4u);
  heaps_.Remove(90, 4);
  EXPECT_TRUE(heaps_.IsEmpty(90));
  EXPECT_EQ(heaps_.Best(both_.words(), Accept)->id, 1u);
}

TEST_F(ClassHeapsTest, KnowsWhatItContains) {
  EXPECT_TRUE(heaps_.Contains(1));
  EXPECT_EQ(heaps_.Get(3, 1).key, 50);
  heaps_.Remove(3, 1);
  EXPECT_FALSE(heaps_.Contains(1));
  EXPECT_FALSE(heaps_.Contains(1'000));
}

}  // namespace
}  // namespace waypost::route
