#include "lib/text/ngram_model.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

uint32_t HashOf(const std::string& word, size_t which) {
  NormalisedText text;
  Normaliser().Normalise(word, text);
  std::vector<Ngram> ngrams;
  NgramReader().Read(text, {}, ngrams);
  return ngrams[which].hash;
}

// "refund" speaks for the third class, "crash" for the second, "game" for nothing. The last n-gram
// of a single word is the word itself.
NgramModelParts SmallParts() {
  NgramModelParts parts;
  parts.classes = {{"account", 5, 1 << 16, 0}, {"bug", 5, 1 << 17, 0}, {"refund", 5, 1 << 17, 0}};
  for (const char* word : {"refund", "crash", "game"}) {
    NormalisedText text;
    Normaliser().Normalise(word, text);
    std::vector<Ngram> ngrams;
    NgramReader().Read(text, {}, ngrams);
    parts.hashes.push_back(ngrams.back().hash);
    parts.idf.push_back(4'096);
  }
  parts.unknown_idf = 512;
  parts.weights = {0, -50, 100, 0, 100, -50, 10, 10, 10};
  parts.sharpness_q8 = 2'048;
  parts.out_of_scope_q16 = 10'000;
  parts.unicode_version = UnicodeVersion();
  return parts;
}

NgramAnswer Classify(const NgramModelParts& parts, const std::string& words,
                     NgramWish wish = {3, 3}) {
  const auto model = NgramModel::Open(NgramModelBytes(parts));
  EXPECT_TRUE(model.ok()) << model.status();
  NormalisedText text;
  Normaliser().Normalise(words, text);
  NgramModel::Scratch scratch;
  NgramAnswer answer;
  model->Classify(text, {}, wish, scratch, answer);
  return answer;
}

TEST(NgramModelTest, TheBestComesFirstAndEqualOnesByIndex) {
  const auto indexes = [](const NgramAnswer& answer) {
    std::vector<int> all;
    for (const NgramChoice& choice : answer.top) all.push_back(choice.index);
    return all;
  };
  EXPECT_THAT(indexes(Classify(SmallParts(), "refund")), ElementsAre(2, 0, 1));
  EXPECT_THAT(indexes(Classify(SmallParts(), "crash")), ElementsAre(1, 0, 2));
  EXPECT_THAT(indexes(Classify(SmallParts(), "")), ElementsAre(0, 1, 2));
  EXPECT_THAT(indexes(Classify(SmallParts(), "refund", {1, 0})), ElementsAre(2));
  EXPECT_THAT(indexes(Classify(SmallParts(), "refund", {0, 0})), ElementsAre(2));
}

TEST(NgramModelTest, ScoresAreTheWeightsTimesTheirScale) {
  NgramModelParts parts = SmallParts();
  parts.unknown_idf = 0;
  parts.classes[0].bias_q16 = -300;
  const NgramAnswer answer = Classify(parts, "refund");
  // 100 * 2^17 / 2^24, in 65536ths.
  EXPECT_NEAR(answer.top[0].score_q16, 100 * 512, 8);
  EXPECT_EQ(answer.top[1].index, 0);
  EXPECT_EQ(answer.top[1].score_q16, -300);
  EXPECT_NEAR(answer.margin_milli, (51'200 + 300) * 1'000 / 65'536, 1);
}

TEST(NgramModelTest, ProbabilitiesHalveWithEveryBitOfSharpness) {
  NgramModelParts parts = SmallParts();
  parts.unknown_idf = 0;
  parts.sharpness_q8 = 256;  // one bit for a score of 1
  parts.weights = {0, 0, 127, 0, 0, 0, 0, 0, 0};
  parts.classes[2].scale = (1 << 24) / 127;
  const NgramAnswer answer = Classify(parts, "refund");
  EXPECT_NEAR(answer.top[0].probability_milli, 500, 1);
  EXPECT_NEAR(answer.top[1].probability_milli, 250, 1);
}

TEST(NgramModelTest, ConfidenceFollowsTheCalibration) {
  const std::vector<CalibrationPoint> points = {{400, 300}, {600, 500}, {900, 980}};
  EXPECT_EQ(CalibratedMilli(points, 0), 300);
  EXPECT_EQ(CalibratedMilli(points, 500), 400);
  EXPECT_EQ(CalibratedMilli(points, 750), 740);
  EXPECT_EQ(CalibratedMilli(points, 1'000), 980);
  EXPECT_EQ(CalibratedMilli({}, 345), 345);
}

TEST(NgramModelTest, TextsUnlikeTheExamplesAreOutOfScope) {
  EXPECT_FALSE(Classify(SmallParts(), "refund").out_of_scope);
  EXPECT_TRUE(Classify(SmallParts(), "zebra").out_of_scope);
  EXPECT_TRUE(Classify(SmallParts(), "").out_of_scope);
  EXPECT_EQ(Classify(SmallParts(), "zebra").known_milli, 0);
  EXPECT_GT(Classify(SmallParts(), "refund").known_milli, 0);
}

TEST(NgramModelTest, EvidencePointsIntoTheTextAsItWasWritten) {
  const std::string words = "my ＲＥＦＵＮＤ for the game";
  const NgramAnswer answer = Classify(SmallParts(), words);
  ASSERT_FALSE(answer.evidence.empty());
  const TextSpan span = answer.evidence[0].original;
  EXPECT_EQ(words.substr(span.begin, span.end - span.begin), "ＲＥＦＵＮＤ");
  EXPECT_GT(answer.evidence[0].contribution_milli, 0);
}

TEST(NgramModelTest, PiecesOfEvidenceDoNotOverlap) {
  NgramModelParts parts = SmallParts();
  // The word's first letter too, on its own.
  parts.hashes.push_back(HashOf("refund", 4));
  parts.idf.push_back(4'096);
  parts.weights.insert(parts.weights.end(), {0, 0, 50});
  EXPECT_EQ(Classify(parts, "refund refund").evidence.size(), 1u);
}

std::string WhyNot(const NgramModelParts& parts) {
  const auto model = NgramModel::Open(NgramModelBytes(parts));
  return model.ok() ? "" : std::string(model.status().message());
}

TEST(NgramModelTest, RefusesPartsThatDoNotFit) {
  const auto with = [](auto change) {
    NgramModelParts parts = SmallParts();
    change(parts);
    return WhyNot(parts);
  };
  EXPECT_EQ(WhyNot(SmallParts()), "");
  EXPECT_THAT(with([](auto& p) { p.weights.pop_back(); }), HasSubstr("one for each row and class"));
  EXPECT_THAT(with([](auto& p) { p.idf.pop_back(); }), HasSubstr("3 n-grams with 2 weights"));
  EXPECT_THAT(with([](auto& p) { std::swap(p.classes[0], p.classes[1]); }),
              HasSubstr("not in order"));
  EXPECT_THAT(with([](auto& p) { p.classes[0].label = ""; }), HasSubstr("no label"));
  EXPECT_THAT(with([](auto& p) { p.classes[0].scale = 1 << 30; }), HasSubstr("scale"));
  EXPECT_THAT(with([](auto& p) { p.sharpness_q8 = 1 << 30; }), HasSubstr("sharpness"));
  EXPECT_THAT(with([](auto& p) { p.classes.resize(1); }), HasSubstr("1 class, not 2 to 1000"));
  EXPECT_THAT(with([](auto& p) {
                p.calibration = {{500, 400}, {400, 500}};
              }),
              HasSubstr("calibration"));
  EXPECT_THAT(with([](auto& p) { p.unicode_version = "9.0.0"; }),
              HasSubstr("trained under Unicode 9.0.0, this build has"));
}

TEST(NgramModelTest, KnowsItsClassesByLabel) {
  const auto model = NgramModel::Open(NgramModelBytes(SmallParts()));
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->Find("bug"), 1);
  EXPECT_EQ(model->Find("bugs"), -1);
  EXPECT_NE(model->digest(), 0u);
}

}  // namespace
}  // namespace waypost::text
