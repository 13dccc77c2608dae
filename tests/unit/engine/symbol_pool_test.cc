#include "lib/engine/symbol_pool.h"

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

TEST(SymbolPoolTest, EqualTextsAreOneSymbolUntilTheLastHolderLeaves) {
  SymbolPool pool;
  const Symbol first = pool.Acquire("vip");
  EXPECT_EQ(pool.Acquire("vip"), first);
  pool.Release(first);
  EXPECT_EQ(pool.Find("vip"), first);
  pool.Release(first);
  EXPECT_EQ(pool.Find("vip"), 0u);
  EXPECT_EQ(pool.text_bytes(), 0);
  EXPECT_EQ(pool.Acquire("other"), first) << "numbers are used again";
}

TEST(SymbolPoolTest, TheEmptyTextIsZeroAndNeedsNoHolder) {
  SymbolPool pool;
  EXPECT_EQ(pool.Acquire(""), 0u);
  pool.Release(0);
  EXPECT_EQ(pool.Text(0), "");
}

TEST(SymbolPoolTest, RestoredPoolGivesOutTheSameNumbers) {
  SymbolPool pool;
  for (const char* text : {"a", "b", "c", "d"}) pool.Acquire(text);
  pool.Release(pool.Find("b"));
  pool.Release(pool.Find("d"));
  SymbolPool copy;
  ASSERT_TRUE(copy.Restore(pool.entries(), pool.first_free()));
  for (const char* text : {"x", "y", "z"}) EXPECT_EQ(copy.Acquire(text), pool.Acquire(text));
}

TEST(SymbolPoolTest, ContradictionsAreNotRestored) {
  SymbolPool pool;
  pool.Acquire("a");
  pool.Acquire("b");
  std::vector<SymbolPool::Entry> twice = pool.entries();
  twice[2].text = "a";
  EXPECT_FALSE(SymbolPool().Restore(twice, 0));
  std::vector<SymbolPool::Entry> lost = pool.entries();
  lost[1].holders = 0;
  lost[1].text.clear();
  EXPECT_FALSE(SymbolPool().Restore(lost, 0)) << "a free entry that the free list does not reach";
  EXPECT_FALSE(SymbolPool().Restore({}, 0));
}

}  // namespace
}  // namespace waypost::engine
