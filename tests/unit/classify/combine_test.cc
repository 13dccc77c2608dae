#include "lib/classify/combine.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::classify {
namespace {

using policy::kNone;

// Categories b, a, urgent (0, 1, 2), of which the last is more urgent and has two subcategories.
policy::Tables Desk() {
  policy::Tables tables;
  tables.names = {"", "b", "a", "urgent", "x", "y", "P0", "P1"};
  tables.priorities = {6, 7};
  tables.default_priority = 1;
  for (const policy::Name name : {1u, 2u, 3u}) {
    policy::Category category;
    category.id = name;
    category.priority = name == 3 ? 0 : 1;
    tables.categories.push_back(category);
  }
  for (const policy::Name name : {4u, 5u}) {
    policy::Subcategory sub;
    sub.id = name;
    sub.category = 2;
    tables.subcategories.push_back(sub);
  }
  return tables;
}

Vote For(uint16_t category, uint16_t length, uint16_t weight = 0, uint16_t subcategory = kNone) {
  Vote vote;
  vote.category = category;
  vote.subcategory = subcategory;
  vote.weight = weight;
  vote.keyword_length = length;
  vote.rule = length;
  return vote;
}

Decision Decide(const policy::Tables& tables, std::vector<Vote> votes,
                const std::vector<Score>& scores = {}) {
  for (size_t i = 0; i < votes.size(); ++i) votes[i].index = static_cast<uint32_t>(i);
  CombineScratch scratch;
  return Combine(tables, votes, scores, scratch);
}

TEST(CombineTest, NothingFoundIsTheDefaultWithoutConfidence) {
  policy::Tables tables = Desk();
  EXPECT_EQ(Decide(tables, {}).category, kNone);
  EXPECT_FALSE(Decide(tables, {}).needs_review);
  tables.default_category = 1;
  tables.review_below_milli = 1;
  const Decision decision = Decide(tables, {});
  EXPECT_EQ(decision.category, 1);
  EXPECT_EQ(decision.confidence_milli, 0);
  EXPECT_EQ(decision.margin_milli, 0);
  EXPECT_TRUE(decision.needs_review);
}

TEST(CombineTest, ThePriorityThenTheWeightThenTheLengthThenTheNameDecides) {
  const policy::Tables tables = Desk();
  EXPECT_EQ(Decide(tables, {For(0, 30, 1'000), For(2, 2, 10)}).category, 2);
  EXPECT_EQ(Decide(tables, {For(1, 30), For(0, 2, 101)}).category, 0);
  EXPECT_EQ(Decide(tables, {For(1, 6), For(0, 7)}).category, 0);
  EXPECT_EQ(Decide(tables, {For(0, 6), For(1, 6)}).category, 1);  // "a" before "b"
}

TEST(CombineTest, TheOrderOfVotesDoesNotMatter) {
  const policy::Tables tables = Desk();
  std::vector<Vote> votes = {For(0, 3), For(1, 6), For(1, 5, 90), For(0, 6, 100), For(1, 6, 100)};
  const Decision first = Decide(tables, votes);
  for (int i = 0; i < 120; ++i) {
    std::next_permutation(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) {
      return std::make_tuple(a.category, a.keyword_length, a.weight) <
             std::make_tuple(b.category, b.keyword_length, b.weight);
    });
    const Decision again = Decide(tables, votes);
    EXPECT_EQ(again.category, first.category);
    EXPECT_EQ(again.confidence_milli, first.confidence_milli);
    EXPECT_EQ(again.margin_milli, first.margin_milli);
  }
}

TEST(CombineTest, ConflictCostsConfidenceAndAgreementGivesSome) {
  const policy::Tables tables = Desk();
  const int alone = Decide(tables, {For(1, 6)}).confidence_milli;
  EXPECT_GT(alone, 950);
  EXPECT_LT(alone, 1'000);
  const Decision conflict = Decide(tables, {For(1, 6), For(0, 5)});
  EXPECT_LT(conflict.confidence_milli, 800);
  EXPECT_GT(conflict.margin_milli, 0);
  EXPECT_LT(conflict.margin_milli, conflict.confidence_milli);
  EXPECT_GT(Decide(tables, {For(1, 6), For(1, 5)}).confidence_milli, alone);
  // Three hits of one keyword are one keyword.
  EXPECT_EQ(Decide(tables, {For(1, 6), For(1, 6), For(1, 6)}).confidence_milli, alone);
}

TEST(CombineTest, ALightKeywordIsWorthLittle) {
  const policy::Tables tables = Desk();
  EXPECT_LT(Decide(tables, {For(1, 6, 10)}).confidence_milli, 500);
}

TEST(CombineTest, ASureModelOutvotesAWeakKeywordAndNotAStrongOne) {
  const policy::Tables tables = Desk();
  const std::vector<Score> sure = {{0, kNone, 990}};
  EXPECT_EQ(Decide(tables, {For(1, 6, 20)}, sure).category, 0);
  EXPECT_EQ(Decide(tables, {For(1, 6, 300)}, sure).category, 1);
  const Decision agree = Decide(tables, {For(1, 6)}, {{1, kNone, 900}});
  EXPECT_EQ(agree.category, 1);
  EXPECT_GT(agree.confidence_milli, Decide(tables, {For(1, 6)}).confidence_milli);
}

TEST(CombineTest, AModelAloneIsTakenAtItsWord) {
  const policy::Tables tables = Desk();
  const Decision decision = Decide(tables, {}, {{1, kNone, 700}, {0, kNone, 200}});
  EXPECT_EQ(decision.category, 1);
  EXPECT_NEAR(decision.confidence_milli, 700, 2);
  EXPECT_NEAR(decision.margin_milli, 500, 3);
}

TEST(CombineTest, EqualScoresGoToTheMoreUrgentThenToTheName) {
  const policy::Tables tables = Desk();
  EXPECT_EQ(Decide(tables, {}, {{0, kNone, 333}, {1, kNone, 333}, {2, kNone, 333}}).category, 2);
  EXPECT_EQ(Decide(tables, {}, {{0, kNone, 500}, {1, kNone, 500}}).category, 1);
}

TEST(CombineTest, ADecidingPhraseIsFinal) {
  const policy::Tables tables = Desk();
  Vote pin = For(1, 3, 1);
  pin.decides = true;
  const Decision decision = Decide(tables, {For(2, 30, 1'000), pin}, {{0, kNone, 1'000}});
  EXPECT_EQ(decision.category, 1);
  EXPECT_EQ(decision.vote, 1);
  EXPECT_EQ(decision.confidence_milli, 1'000);
}

TEST(CombineTest, TheSubcategoryBelongsToTheCategoryThatWasDecided) {
  const policy::Tables tables = Desk();
  // The strongest vote of the category has none: a weaker one of the same category tells.
  EXPECT_EQ(Decide(tables, {For(2, 9), For(2, 3, 0, 1)}).subcategory, 1);
  // A keyword of a subcategory whose category lost tells nothing.
  Vote pin = For(1, 3);
  pin.decides = true;
  EXPECT_EQ(Decide(tables, {pin, For(2, 9, 0, 0)}).subcategory, kNone);
  EXPECT_EQ(Decide(tables, {}, {{2, 1, 900}}).subcategory, 1);
}

TEST(CombineTest, ReviewBelowTheThreshold) {
  policy::Tables tables = Desk();
  const int confidence = Decide(tables, {For(1, 6), For(0, 5)}).confidence_milli;
  tables.review_below_milli = static_cast<uint16_t>(confidence);
  EXPECT_FALSE(Decide(tables, {For(1, 6), For(0, 5)}).needs_review);
  ++tables.review_below_milli;
  EXPECT_TRUE(Decide(tables, {For(1, 6), For(0, 5)}).needs_review);
}

TEST(CombineTest, MoreScoresThanCategoriesDoNoHarm) {
  const policy::Tables tables = Desk();
  const std::vector<Score> many(9, Score{1, kNone, 1'000});
  EXPECT_EQ(Decide(tables, {}, many).category, 1);
}

}  // namespace
}  // namespace waypost::classify
