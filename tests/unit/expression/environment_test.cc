#include "lib/expression/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace waypost::expression {
namespace {

using testing::ElementsAre;

Fact IntFact(std::string name, uint32_t index) {
  Fact fact;
  fact.name = std::move(name);
  fact.type = Type::kInt;
  fact.index = index;
  return fact;
}

TEST(EnvironmentTest, FindsWhatWasAddedByNameAndByIndex) {
  Environment e;
  e.AddFact(IntFact("b", 4));
  e.AddFact(IntFact("a", 1));
  e.AddConstant("P1", 1);
  e.AddCalendar("a", 2);  // calendars have names of their own
  EXPECT_EQ(e.row_size(), 5u);
  EXPECT_EQ(e.FindFact("a"), e.At(1));
  EXPECT_EQ(e.FindCalendar("a"), e.At(2));
  EXPECT_EQ(e.At(0), nullptr);
  EXPECT_EQ(e.At(5), nullptr);
  EXPECT_EQ(*e.FindConstant("P1"), 1);
  EXPECT_EQ(e.FindFact("P1"), nullptr);
  EXPECT_THAT(e.FactAndConstantNames(), ElementsAre("a", "b", "P1"));
}

TEST(EnvironmentTest, KeepsItsFactsWhenItMoves) {
  Environment e;
  e.AddFact(IntFact("a", 0));
  const Environment moved = std::move(e);
  EXPECT_EQ(moved.At(0), moved.FindFact("a"));
}

TEST(EnvironmentDeathTest, RefusesTwoFactsInOnePlace) {
  Environment e;
  e.AddFact(IntFact("a", 0));
  EXPECT_DEATH(e.AddFact(IntFact("b", 0)), "share an index");
  EXPECT_DEATH(e.AddFact(IntFact("a", 1)), "declared once");
  EXPECT_DEATH(e.AddConstant("a", 1), "a fact or a constant");
}

}  // namespace
}  // namespace waypost::expression
