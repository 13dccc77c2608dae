#include "lib/engine/stated_facts.h"

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

StatedFacts::Values AppVip(SymbolPool& symbols) {
  StatedFacts::Values values = {};
  values[kStatedChannel] = symbols.Acquire("app");
  values[kStatedTier] = symbols.Acquire("vip");
  return values;
}

TEST(StatedFactsTest, EqualCombinationsAreOneUntilTheLastHolderLeaves) {
  SymbolPool symbols;
  StatedFacts stated;
  const StatedId first = stated.Acquire(AppVip(symbols), symbols);
  EXPECT_EQ(stated.Acquire(AppVip(symbols), symbols), first);
  EXPECT_EQ(symbols.Text(stated[first][kStatedTier]), "vip");
  stated.Release(first, symbols);
  EXPECT_NE(symbols.Find("vip"), 0u);
  stated.Release(first, symbols);
  EXPECT_EQ(symbols.Find("vip"), 0u) << "a forgotten combination holds no text";

  StatedFacts::Values other = {};
  other[kStatedRegion] = symbols.Acquire("eu");
  EXPECT_EQ(stated.Acquire(other, symbols), first) << "numbers are used again";
}

TEST(StatedFactsTest, NothingStatedIsZeroAndNeedsNoHolder) {
  SymbolPool symbols;
  StatedFacts stated;
  EXPECT_EQ(stated.Acquire({}, symbols), 0u);
  EXPECT_EQ(stated.Restore({}), 0u);
  stated.Release(0, symbols);
  EXPECT_EQ(stated[0], StatedFacts::Values());
}

TEST(StatedFactsTest, RestoringCountsNoSymbolTwice) {
  SymbolPool symbols;  // as a snapshot left it: one holder of each, the combination
  StatedFacts stated;
  const StatedFacts::Values values = AppVip(symbols);
  const StatedId id = stated.Restore(values);
  EXPECT_EQ(stated.Restore(values), id);
  stated.Release(id, symbols);
  stated.Release(id, symbols);
  EXPECT_EQ(symbols.text_bytes(), 0);
}

}  // namespace
}  // namespace waypost::engine
