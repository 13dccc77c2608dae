// The model on a part of a public set: a floor under what it achieves. Training and decisions are
// the same everywhere, so the figures are too; benchmarks/classify has the whole sets.
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/replay/gunzip.h"
#include "lib/train/cross_validation.h"
#include "lib/train/example_file.h"

namespace waypost::train {
namespace {

constexpr size_t kClasses = 30;

// The questions of the first intents by name.
std::vector<Example> SomeOfBanking77() {
  std::ifstream file(WAYPOST_SOURCE_DIR "/data/classify/banking77_train.csv.gz", std::ios::binary);
  const std::string packed((std::istreambuf_iterator<char>(file)), {});
  const auto text = replay::Gunzip(packed, 1 << 24);
  EXPECT_TRUE(text.ok()) << text.status();
  const auto all = ReadExamples(*text);
  EXPECT_TRUE(all.ok()) << all.status();
  std::set<std::string> labels;
  for (const Example& example : *all) labels.insert(example.label);
  labels.erase(std::next(labels.begin(), kClasses), labels.end());
  std::vector<Example> some;
  for (const Example& example : *all) {
    if (labels.count(example.label) > 0) some.push_back(example);
  }
  return some;
}

TEST(AccuracyTest, ThirtyIntentsOfBankCustomers) {
  const Fold fold = FoldOf(SomeOfBanking77(), 0, 10);
  const auto trained = TrainNgramModel(fold.train, {});
  ASSERT_TRUE(trained.ok()) << trained.status();
  const auto model = text::NgramModel::Open(trained->bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  const auto found = Evaluate(*model, fold.test);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_GT(found->examples, 300u);
  EXPECT_GE(found->right * 1'000 / found->examples, 960u);
  EXPECT_GE(found->right_in_three * 1'000 / found->examples, 985u);
  EXPECT_LE(found->expected_error_milli, 25u);
  EXPECT_LE(found->in_scope_lost * 1'000 / found->examples, 35u);
}

}  // namespace
}  // namespace waypost::train
