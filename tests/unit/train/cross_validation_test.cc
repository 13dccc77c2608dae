#include "lib/train/cross_validation.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/train/examples.h"

namespace waypost::train {
namespace {

std::multiset<std::string> Texts(const std::vector<Example>& examples) {
  std::multiset<std::string> texts;
  for (const Example& example : examples) texts.insert(example.text);
  return texts;
}

TEST(CrossValidationTest, EveryTextIsTestedOnceAndNeverLearnedThen) {
  const auto examples = Tickets(11);
  std::multiset<std::string> tested;
  for (uint32_t fold = 0; fold < 4; ++fold) {
    const Fold split = FoldOf(examples, fold, 4);
    EXPECT_EQ(split.train.size() + split.test.size(), examples.size());
    const auto test = Texts(split.test);
    for (const std::string& text : Texts(split.train)) EXPECT_EQ(test.count(text), 0u) << text;
    tested.insert(test.begin(), test.end());
  }
  EXPECT_EQ(tested, Texts(examples));
}

TEST(CrossValidationTest, EqualTextsStayTogetherAndSingleOnesAreLearned) {
  const auto examples = Rows(
      {{"a", "one"}, {"a", "one"}, {"a", "two"}, {"b", "three"}, {"b", "three"}, {"oos", "four"}});
  for (uint32_t fold = 0; fold < 2; ++fold) {
    const Fold split = FoldOf(examples, fold, 2);
    EXPECT_NE(Texts(split.train).count("one"), 1u);
    EXPECT_EQ(Texts(split.train).count("three"), 2u);
    EXPECT_EQ(Texts(split.test).count("four"), 1u);
  }
}

TEST(CrossValidationTest, TheOrderOfRowsDoesNotMatter) {
  auto examples = Tickets(9);
  const auto before = Texts(FoldOf(examples, 1, 3).test);
  std::reverse(examples.begin(), examples.end());
  EXPECT_EQ(Texts(FoldOf(examples, 1, 3).test), before);
}

TEST(CrossValidationTest, PartsAddUp) {
  const auto sum = CrossValidate(Tickets(10), {}, 3);
  ASSERT_TRUE(sum.ok()) << sum.status();
  EXPECT_EQ(sum->examples, 30u);
  EXPECT_EQ(sum->right, 30u);
  EXPECT_EQ(sum->classes[0].examples, 10u);
  EXPECT_EQ(sum->thresholds[0].automatic, 30u);
  uint32_t answers = 0;
  for (const ConfidenceRange& range : sum->ranges) answers += range.answers;
  EXPECT_EQ(answers, 30u);
}

TEST(CrossValidationTest, RefusesOneFold) {
  EXPECT_EQ(CrossValidate(Tickets(3), {}, 1).status().message(), "1 fold, not 2 to 20");
}

TEST(CrossValidationTest, ProgressIsOverAllFoldsAndMayStopIt) {
  const auto examples = Tickets(12);
  std::vector<std::pair<size_t, size_t>> told;
  TrainerOptions options;
  options.progress = [&](size_t done, size_t total) {
    told.emplace_back(done, total);
    return true;
  };
  ASSERT_TRUE(CrossValidate(examples, options, 3).ok());
  for (size_t i = 0; i < told.size(); ++i) {
    EXPECT_EQ(told[i], std::make_pair(i, told.size())) << i;
  }
  options.progress = [&](size_t done, size_t) { return done < told.size() / 2; };
  EXPECT_TRUE(absl::IsCancelled(CrossValidate(examples, options, 3).status()));
}

}  // namespace
}  // namespace waypost::train
