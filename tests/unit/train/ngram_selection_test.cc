#include "lib/train/ngram_selection.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/train/examples.h"

namespace waypost::train {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TrainingSet Set() {
  // Each character is one n-gram, its neighbours make others: 甲乙 in all, 甲丙 in one.
  const auto set = TrainingSet::Create(
      Rows({{"a", "甲乙"}, {"a", "甲乙 甲乙"}, {"b", "甲乙 甲丙"}, {"b", "丁"}}),
      text::Normaliser());
  EXPECT_TRUE(set.ok()) << set.status();
  return *set;
}

TEST(NgramSelectionTest, WhatStandsInOneTextAloneIsLeftOut) {
  const auto all = SelectNgrams(Set(), {0, 1, 2, 3}, 100);
  EXPECT_THAT(all.hashes, SizeIs(4));  // 甲, 乙, 甲乙 and "甲乙 甲"
  EXPECT_THAT(SelectNgrams(Set(), {0, 3}, 100).hashes, IsEmpty());
}

TEST(NgramSelectionTest, IdfIsOnePlusTheLogarithmOfRarity) {
  const auto three_of_four = SelectNgrams(Set(), {0, 1, 2, 3}, 100);
  EXPECT_NEAR(three_of_four.idf[0], 4'096 * (1 + 0.22314), 2);             // ln(5 / 4)
  EXPECT_NEAR(three_of_four.unknown_idf, 4'096 * (1 + 0.91629) * 0.7, 3);  // ln(5 / 2)
}

TEST(NgramSelectionTest, OfTooManyTheFrequentOnesStay) {
  const auto two = SelectNgrams(Set(), {0, 1, 2}, 2);
  const auto all = SelectNgrams(Set(), {0, 1, 2}, 100);
  EXPECT_THAT(two.hashes, ElementsAre(all.hashes[0], all.hashes[1]));
}

}  // namespace
}  // namespace waypost::train
