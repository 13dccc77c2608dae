#include "lib/engine/symbol_pool.h"

#include <string>
#include <string_view>
#include <vector>

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

std::vector<SymbolPool::Row> RowsOf(const SymbolPool& pool) {
  std::vector<SymbolPool::Row> rows;
  for (Symbol symbol = 0; symbol < pool.limit(); ++symbol) rows.push_back(pool.RowOf(symbol));
  return rows;
}

TEST(SymbolPoolTest, ViewsStayWhereTheyAreWhileThePoolGrows) {
  SymbolPool pool;
  const std::string_view shorter = pool.Text(pool.Acquire("vip"));
  const std::string_view longer = pool.Text(pool.Acquire("a text that does not lie inside"));
  for (int i = 0; i < 5'000; ++i) pool.Acquire(std::to_string(i));
  EXPECT_EQ(shorter, "vip");
  EXPECT_EQ(pool.Text(pool.Find("vip")).data(), shorter.data());
  EXPECT_EQ(longer, "a text that does not lie inside");
}

TEST(SymbolPoolTest, RestoredPoolGivesOutTheSameNumbers) {
  SymbolPool pool;
  for (const char* text : {"a", "b", "c", "d"}) pool.Acquire(text);
  pool.Release(pool.Find("b"));
  pool.Release(pool.Find("d"));
  SymbolPool copy;
  ASSERT_TRUE(copy.Restore(RowsOf(pool), pool.first_free()));
  for (const char* text : {"x", "y", "z"}) EXPECT_EQ(copy.Acquire(text), pool.Acquire(text));
}

TEST(SymbolPoolTest, ContradictionsAreNotRestored) {
  SymbolPool pool;
  pool.Acquire("a");
  pool.Acquire("b");
  std::vector<SymbolPool::Row> twice = RowsOf(pool);
  twice[2].text = "a";
  EXPECT_FALSE(SymbolPool().Restore(twice, 0));
  std::vector<SymbolPool::Row> lost = RowsOf(pool);
  lost[1].holders = 0;
  lost[1].text.clear();
  EXPECT_FALSE(SymbolPool().Restore(lost, 0)) << "a free entry that the free list does not reach";
  EXPECT_FALSE(SymbolPool().Restore({}, 0));
}

}  // namespace
}  // namespace waypost::engine
