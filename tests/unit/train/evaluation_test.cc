#include "lib/train/evaluation.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/train/ngram_trainer.h"
#include "tests/unit/train/examples.h"

namespace waypost::train {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

text::NgramModel Model() {
  const auto trained = TrainNgramModel(Tickets(20), {});
  EXPECT_TRUE(trained.ok()) << trained.status();
  return *text::NgramModel::Open(trained->bytes);
}

TEST(EvaluationTest, CountsClassByClass) {
  // "please refund me" is right twice, and once labelled as something else.
  const auto found = Evaluate(Model(), Rows({{"refund", "please refund me"},
                                             {"refund", "refund please, 退款"},
                                             {"crash", "please refund 退款"},
                                             {"stolen", "被盗号了"},
                                             {"weather", "rain"},
                                             {"oos", "zzz qqq xxx"}}));
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->examples, 4u);
  EXPECT_EQ(found->right, 3u);
  EXPECT_EQ(found->right_in_three, 4u);
  ASSERT_EQ(found->classes.size(), 3u);
  const ClassResult& refund = found->classes[1];
  EXPECT_EQ(refund.label, "refund");
  EXPECT_EQ(refund.examples, 2u);
  EXPECT_EQ(refund.answered, 3u);
  EXPECT_EQ(refund.PrecisionMilli(), 666u);
  EXPECT_EQ(refund.RecallMilli(), 1'000u);
  ASSERT_EQ(found->confusions.size(), 1u);
  EXPECT_EQ(found->classes[found->confusions[0].truth].label, "crash");
  EXPECT_EQ(found->classes[found->confusions[0].answer].label, "refund");
  EXPECT_THAT(found->unknown_labels, ElementsAre("weather"));
  EXPECT_EQ(found->unknown, 1u);
  EXPECT_EQ(found->out_of_scope, 1u);
  EXPECT_EQ(found->out_of_scope_found, 1u);
  EXPECT_EQ(found->auroc_milli, 1'000);
}

TEST(EvaluationTest, ThresholdsTradeShareForRightness) {
  Evaluation found;
  found.thresholds = {{0, 100, 90}, {500, 80, 77}, {900, 40, 40}, {1'000, 0, 0}};
  EXPECT_EQ(found.ThresholdFor(900), 0u);
  EXPECT_EQ(found.ThresholdFor(950), 500u);
  EXPECT_EQ(found.ThresholdFor(1'000), 900u);
  found.thresholds[2].automatic_right = 39;
  EXPECT_EQ(found.ThresholdFor(1'000), 1'001u);
}

TEST(EvaluationTest, RefusesRowsThatSayNothing) {
  const text::NgramModel model = Model();
  EXPECT_EQ(Evaluate(model, {}).status().message(), "there are no rows to evaluate on");
  EXPECT_THAT(std::string(Evaluate(model, Rows({{"weather", "rain"}})).status().message()),
              HasSubstr("no row has a label that the model knows: weather"));
}

}  // namespace
}  // namespace waypost::train
