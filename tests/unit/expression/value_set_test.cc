#include "lib/expression/value_set.h"

#include <gtest/gtest.h>

#include <vector>

namespace waypost::expression {
namespace {

TEST(ValueSetTest, JoinsNeighboursSoThatEqualSetsCompareEqual) {
  EXPECT_EQ(ValueSet::Points({3, 1, 2, 2}), ValueSet::Range(1, 3));
  EXPECT_EQ(ValueSet::Range(1, 5).Union(ValueSet::Range(6, 9)), ValueSet::Range(1, 9));
  EXPECT_EQ(ValueSet::Range(1, 9).Union(ValueSet::Range(3, 4)), ValueSet::Range(1, 9));
  EXPECT_EQ(ValueSet::Range(2, 1), ValueSet());
}

TEST(ValueSetTest, HoldsTheEndsOfTheNumberLine) {
  const int64_t lowest = ValueSet::kLowest;
  const int64_t highest = ValueSet::kHighest;
  EXPECT_EQ(ValueSet::All().Complement(), ValueSet());
  EXPECT_EQ(ValueSet().Complement(), ValueSet::All());
  EXPECT_EQ(ValueSet::Point(lowest).Complement(), ValueSet::Range(lowest + 1, highest));
  EXPECT_EQ(ValueSet::Point(highest).Complement(), ValueSet::Range(lowest, highest - 1));
  EXPECT_TRUE(ValueSet::Point(highest).Union(ValueSet::Range(lowest, highest - 1)).full());
  EXPECT_EQ(ValueSet::Points({highest, highest}), ValueSet::Point(highest));
}

// All sets over -3..3 with their ends open to infinity or not: 2^7 of them, in pairs.
TEST(ValueSetTest, AgreesWithBitSetsOnEverySmallPair) {
  const auto set_of = [](uint32_t bits) {
    std::vector<int64_t> values;
    for (int i = 0; i < 7; ++i) {
      if ((bits >> i & 1) != 0) values.push_back(i - 3);
    }
    ValueSet set = ValueSet::Points(values);
    if ((bits & 1) != 0) set = set.Union(ValueSet::Range(ValueSet::kLowest, -3));
    if ((bits & 64) != 0) set = set.Union(ValueSet::Range(3, ValueSet::kHighest));
    return set;
  };
  std::vector<ValueSet> sets;
  for (uint32_t bits = 0; bits < 128; ++bits) sets.push_back(set_of(bits));
  for (uint32_t a = 0; a < 128; ++a) {
    EXPECT_EQ(sets[a].Complement(), sets[~a & 127]);
    for (int i = 0; i < 7; ++i) EXPECT_EQ(sets[a].Contains(i - 3), (a >> i & 1) != 0);
    for (uint32_t b = 0; b < 128; ++b) {
      ASSERT_EQ(sets[a].Union(sets[b]), sets[a | b]);
      ASSERT_EQ(sets[a].Intersection(sets[b]), sets[a & b]);
    }
  }
}

}  // namespace
}  // namespace waypost::expression
