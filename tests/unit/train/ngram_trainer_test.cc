#include "lib/train/ngram_trainer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/digest.h"
#include "lib/text/normalise.h"
#include "tests/unit/train/examples.h"

namespace waypost::train {
namespace {

using testing::HasSubstr;

TrainedModel Train(const std::vector<Example>& examples, const TrainerOptions& options = {}) {
  auto trained = TrainNgramModel(examples, options);
  EXPECT_TRUE(trained.ok()) << trained.status();
  return *std::move(trained);
}

text::NgramAnswer Classify(const text::NgramModel& model, std::string_view words,
                           std::vector<uint64_t> ids = {}) {
  text::NormalisedText text;
  text::Normaliser().Normalise(words, text);
  text::NgramModel::Scratch scratch;
  text::NgramAnswer answer;
  model.Classify(text, ids, {}, scratch, answer);
  return answer;
}

std::string LabelOf(const text::NgramModel& model, std::string_view words,
                    std::vector<uint64_t> ids = {}) {
  return model.parts().classes[Classify(model, words, std::move(ids)).top[0].index].label;
}

TEST(NgramTrainerTest, LearnsWhatItWasShown) {
  const TrainedModel trained = Train(Tickets(20));
  EXPECT_EQ(trained.examples, 60u);
  const auto model = text::NgramModel::Open(trained.bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(LabelOf(*model, "refund it"), "refund");
  EXPECT_EQ(LabelOf(*model, "我要退款"), "refund");
  EXPECT_EQ(LabelOf(*model, "号被盗了"), "stolen");
  EXPECT_EQ(LabelOf(*model, "crashing"), "crash");
  EXPECT_TRUE(Classify(*model, "zzz qqq xxx").out_of_scope);
  EXPECT_FALSE(Classify(*model, "please refund my payment").out_of_scope);
}

TEST(NgramTrainerTest, MeasuresOnEveryFifthOfAClass) {
  const auto model = text::NgramModel::Open(Train(Tickets(200)).bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->parts().held_out, 120u);
  EXPECT_EQ(model->parts().held_out_right, 120u);
  EXPECT_EQ(model->parts().out_of_scope_milli, 30);
  EXPECT_GT(Classify(*model, "please refund my payment").confidence_milli, 980);
  EXPECT_TRUE(Classify(*model, "a song about the sea").out_of_scope);
}

TEST(NgramTrainerTest, FewTextsMakeACautiousModel) {
  const auto model = text::NgramModel::Open(Train(Tickets(30)).bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->parts().held_out, 0u);
  EXPECT_LE(Classify(*model, "please refund my payment").confidence_milli, 900);
  EXPECT_FALSE(Classify(*model, "a song about the sea").out_of_scope);
}

TEST(NgramTrainerTest, TheOrderOfRowsDoesNotMatter) {
  auto examples = Tickets(15);
  const std::string bytes = Train(examples).bytes;
  std::rotate(examples.begin(), examples.begin() + 17, examples.end());
  std::reverse(examples.begin() + 5, examples.end());
  EXPECT_EQ(Train(examples).bytes, bytes);
}

// All in integers: these are the same for gcc and clang, at every level of optimisation. They
// change with the trainer, and with the version of Unicode.
TEST(NgramTrainerTest, TrainingAndDecisionsAreTheSameEverywhere) {
  if (text::UnicodeVersion() != "15.0.0") GTEST_SKIP() << "written under Unicode 15.0.0";
  const TrainedModel trained = Train(Tickets(180));
  EXPECT_EQ(DigestText(DigestOf(trained.bytes)), "a0a247c15454b48e");
  const auto model = text::NgramModel::Open(trained.bytes);
  Digest decisions;
  for (const Example& example : Tickets(40)) {
    const text::NgramAnswer answer = Classify(*model, example.text);
    for (const text::NgramChoice& choice : answer.top) {
      decisions.Add(choice.index);
      decisions.AddSigned(choice.score_q16);
      decisions.Add(choice.probability_milli);
    }
    decisions.Add(answer.confidence_milli);
    for (const text::NgramEvidence& piece : answer.evidence) {
      decisions.Add(piece.original.begin);
      decisions.AddSigned(piece.contribution_milli);
    }
  }
  EXPECT_EQ(DigestText(decisions.Value()), "4ef28d934c6501f8");
}

TEST(NgramTrainerTest, IdsAreLearnedToo) {
  auto examples = Rows({{"a", "x one"},
                        {"a", "x two"},
                        {"a", "x three"},
                        {"b", "x four"},
                        {"b", "x five"},
                        {"b", "x six"}});
  for (Example& example : examples) example.ids = {example.label == "a" ? 1u : 2u};
  const auto model = text::NgramModel::Open(Train(examples).bytes);
  EXPECT_EQ(LabelOf(*model, "x", {1}), "a");
  EXPECT_EQ(LabelOf(*model, "x", {2}), "b");
}

TEST(NgramTrainerTest, AHeavierClassIsAnsweredMoreOften) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (int i = 0; i < 20; ++i) {
    rows.emplace_back(i % 5 == 0 ? "rare" : "often",
                      std::string("the same words ") + static_cast<char>('a' + i));
  }
  TrainerOptions options;
  const auto plain = text::NgramModel::Open(Train(Rows(rows), options).bytes);
  EXPECT_EQ(LabelOf(*plain, "the same words"), "often");
  options.class_weights = {{"rare", 20'000}, {"often", 100}};
  const auto weighed = text::NgramModel::Open(Train(Rows(rows), options).bytes);
  EXPECT_EQ(LabelOf(*weighed, "the same words"), "rare");
}

TEST(NgramTrainerTest, TheModelKeepsWithinItsBytes) {
  TrainerOptions options;
  options.model_bytes = 2'000;
  options.origin = "written for this test";
  const TrainedModel trained = Train(Tickets(20), options);
  EXPECT_LE(trained.bytes.size(), 2'000u);
  EXPECT_GT(trained.bytes.size(), 1'500u);
  EXPECT_EQ(text::NgramModel::Open(trained.bytes)->parts().origin, "written for this test");
}

TEST(NgramTrainerTest, ClassesOfOneExampleAreLearned) {
  auto examples = Tickets(5);
  examples.push_back({"praise", "wonderful music", "row 16", {}});
  const TrainedModel trained = Train(examples);
  ASSERT_EQ(trained.notes.size(), 1u);
  EXPECT_THAT(trained.notes[0].english, HasSubstr("\"praise\""));
}

TEST(NgramTrainerTest, OptionsHaveBounds) {
  const auto why = [](auto change) {
    TrainerOptions options;
    change(options);
    return std::string(TrainNgramModel(Tickets(3), options).status().message());
  };
  EXPECT_EQ(why([](auto& o) { o.cost_q8 = 1; }), "cost_q8 is 1, not 16 to 16384");
  EXPECT_EQ(why([](auto& o) { o.out_of_scope_milli = 501; }),
            "out_of_scope_milli is 501, not 0 to 500");
  EXPECT_EQ(why([](auto& o) { o.model_bytes = 1; }), "model_bytes is 1, not 1000 to 100000000");
  EXPECT_EQ(why([](auto& o) {
              o.class_weights = {{"refunds", 2'000}};
            }),
            "a weight for class \"refunds\", which no row has");
}

TEST(NgramTrainerTest, TellsHowFarItIsAndStopsWhereItIsTold) {
  const std::vector<Example> examples = Tickets(12);
  std::vector<size_t> told;
  TrainerOptions options;
  options.progress = [&](size_t done, size_t total) {
    EXPECT_LT(done, total);
    EXPECT_EQ(total % 2, 0u);
    told.push_back(done);
    return true;
  };
  EXPECT_EQ(Train(examples, options).bytes, Train(examples).bytes);
  ASSERT_GT(told.size(), 2u);
  for (size_t i = 0; i < told.size(); ++i) EXPECT_EQ(told[i], i);
  for (const size_t stop : {size_t{0}, told.size() / 2, told.size() - 1}) {
    size_t calls = 0;
    options.progress = [&](size_t done, size_t) {
      ++calls;
      return done < stop;
    };
    EXPECT_TRUE(absl::IsCancelled(TrainNgramModel(examples, options).status())) << stop;
    EXPECT_EQ(calls, stop + 1);
  }
}

}  // namespace
}  // namespace waypost::train
