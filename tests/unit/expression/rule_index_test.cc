#include "lib/expression/rule_index.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lib/expression/rule_list.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

constexpr uint32_t kAmount = 3;
constexpr uint32_t kOrders = 11;

Box AmountBox(ValueSet values) {
  Box box;
  box.sides.emplace(kAmount, BoxSide{std::move(values), false});
  return box;
}

class RuleIndexTest : public testing::Test {
 protected:
  // The columns that let a value of amount_fen through.
  std::vector<uint32_t> Columns(const RuleIndex& index, int64_t amount) const {
    FactRowBuffer buffer(environment_.row_size());
    buffer.Set(kAmount, amount);
    return Columns(index, buffer);
  }

  static std::vector<uint32_t> Columns(const RuleIndex& index, const FactRowBuffer& buffer) {
    std::vector<const ColumnBlock*> chosen(index.facts() + 1);
    const size_t count = index.Choose(buffer.row(), chosen.data());
    std::vector<uint32_t> columns;
    for (uint32_t b = 0; count > 0 && b < index.blocks(); ++b) {
      ColumnBlock block;
      if (!RuleIndex::Intersect(chosen.data(), count, b, block)) continue;
      for (uint32_t i = 0; i < ColumnBlock::kColumns; ++i) {
        if ((block.words[i / 64] >> (i % 64) & 1) != 0) {
          columns.push_back(b * ColumnBlock::kColumns + i);
        }
      }
    }
    return columns;
  }

  const Environment environment_ = DeskEnvironment();
};

using Uints = std::vector<uint32_t>;

TEST_F(RuleIndexTest, FindsTheClassOfAValueOnBothSidesOfEveryBoundary) {
  const std::vector<Box> boxes = {
      AmountBox(ValueSet::Range(10, 20)), AmountBox(ValueSet::Range(15, ValueSet::kHighest)),
      AmountBox(ValueSet::Range(ValueSet::kLowest, 14)), Box(), AmountBox(ValueSet::Point(17))};
  const RuleIndex index(boxes, environment_);
  EXPECT_EQ(Columns(index, ValueSet::kLowest), (Uints{2, 3}));
  EXPECT_EQ(Columns(index, 9), (Uints{2, 3}));
  EXPECT_EQ(Columns(index, 10), (Uints{0, 2, 3}));
  EXPECT_EQ(Columns(index, 14), (Uints{0, 2, 3}));
  EXPECT_EQ(Columns(index, 15), (Uints{0, 1, 3}));
  EXPECT_EQ(Columns(index, 17), (Uints{0, 1, 3, 4}));
  EXPECT_EQ(Columns(index, 20), (Uints{0, 1, 3}));
  EXPECT_EQ(Columns(index, 21), (Uints{1, 3}));
  EXPECT_EQ(Columns(index, ValueSet::kHighest), (Uints{1, 3}));
}

TEST_F(RuleIndexTest, FindsClassesThatLieFarApart) {
  const int64_t highest = ValueSet::kHighest;
  const int64_t lowest = ValueSet::kLowest;
  const std::vector<Box> boxes = {AmountBox(ValueSet::Point(lowest)), AmountBox(ValueSet::Point(0)),
                                  AmountBox(ValueSet::Point(highest)),
                                  AmountBox(ValueSet::Point(0).Complement())};
  const RuleIndex index(boxes, environment_);
  EXPECT_EQ(Columns(index, lowest), (Uints{0, 3}));
  EXPECT_EQ(Columns(index, lowest + 1), (Uints{3}));
  EXPECT_EQ(Columns(index, 0), (Uints{1}));
  EXPECT_EQ(Columns(index, highest - 1), (Uints{3}));
  EXPECT_EQ(Columns(index, highest), (Uints{2, 3}));
}

// Boundaries that lie far apart but evenly: one look-up tells on which side of the nearest one a
// value is.
TEST_F(RuleIndexTest, FindsTheClassAmongEvenBoundaries) {
  for (const int64_t step : {int64_t{500}, int64_t{60'000}, int64_t{1} << 45, int64_t{1} << 56}) {
    for (const int64_t low : {int64_t{-7}, int64_t{0}, int64_t{1} << 40, -(int64_t{1} << 61),
                              ValueSet::kHighest - 50 * step, ValueSet::kLowest + 1}) {
      std::vector<Box> boxes;
      std::vector<int64_t> cuts;
      for (int64_t i = 0; i < 50; ++i) {
        cuts.push_back(low + i * step + i * i % 7 * (step / 8));
        boxes.push_back(AmountBox(ValueSet::Range(cuts.back(), ValueSet::kHighest)));
      }
      const RuleIndex index(boxes, environment_);
      const auto expect = [&](int64_t value) {
        Uints expected;
        for (uint32_t i = 0; i < cuts.size(); ++i) {
          if (value >= cuts[i]) expected.push_back(i);
        }
        ASSERT_EQ(Columns(index, value), expected) << value << " " << low << " " << step;
      };
      for (const int64_t cut : cuts) {
        for (const int64_t value : {cut - 1, cut, cut + 1, cut + step / 8, cut + step / 4}) {
          expect(value);
        }
      }
      expect(ValueSet::kLowest);
      expect(ValueSet::kHighest);
      expect(0);
    }
  }
}

TEST_F(RuleIndexTest, KeepsMissingFactsApartFromAllValues) {
  Box missing;
  missing.sides.emplace(kOrders, BoxSide{ValueSet(), true});
  Box any;
  any.sides.emplace(kOrders, BoxSide{ValueSet::All(), true});
  Box there;
  there.sides.emplace(kOrders, BoxSide{ValueSet::All(), false});
  const RuleIndex index({missing, any, there}, environment_);
  FactRowBuffer buffer(environment_.row_size());
  EXPECT_EQ(Columns(index, buffer), (Uints{0, 1}));
  buffer.Set(kOrders, 7);
  EXPECT_EQ(Columns(index, buffer), (Uints{1, 2}));
}

TEST_F(RuleIndexTest, SpansManyBlocks) {
  std::vector<Box> boxes;
  for (int64_t i = 0; i < 2000; ++i) boxes.push_back(AmountBox(ValueSet::Point(i % 700)));
  const RuleIndex index(boxes, environment_);
  EXPECT_EQ(index.blocks(), 4u);
  EXPECT_TRUE(index.coarse().empty());
  EXPECT_EQ(Columns(index, 600), (Uints{600, 1300}));
  EXPECT_EQ(Columns(index, 599), (Uints{599, 1299, 1999}));
  EXPECT_EQ(Columns(index, 700), (Uints{}));
}

TEST_F(RuleIndexTest, LetsTooMuchThroughRatherThanGrowWithoutBound) {
  std::vector<Box> boxes;
  for (int64_t i = 0; i < 20'000; ++i) boxes.push_back(AmountBox(ValueSet::Point(i * 1000)));
  const RuleIndex index(boxes, environment_);
  EXPECT_EQ(index.coarse(), Uints{kAmount});
  const std::vector<uint32_t> columns = Columns(index, 7'000'000);
  EXPECT_NE(std::find(columns.begin(), columns.end(), 7000u), columns.end());
  EXPECT_LT(columns.size(), 100u);
}

TEST_F(RuleIndexTest, ListsStayExactWhereTheIndexIsCoarse) {
  MapVocabulary vocabulary;
  RuleListBuilder builder(environment_, vocabulary);
  constexpr int kRules = 20'000;
  for (int i = 0; i < kRules; ++i) {
    std::vector<Finding> findings;
    builder.Add(
        *CompileCondition("amount_fen == " + std::to_string(i * 1000), environment_, &findings));
  }
  const RuleList list = std::move(builder).Build();
  RuleScratch scratch = list.MakeScratch();
  Ticket ticket = OrdinaryTicket(environment_, vocabulary);
  for (int i = 0; i < kRules; i += 137) {
    ticket.Number("amount_fen", i * 1000);
    EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), i);
    ticket.Number("amount_fen", i * 1000 + 1);
    EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), -1);
  }
}

}  // namespace
}  // namespace waypost::expression
