// How often languages are told, of words, pairs and sentences that no model was trained on. The
// floors are a little under what was measured (docs/languages.md).
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/digest.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"
#include "lib/text/shipped_language_model.h"
#include "tests/unit/text/language_samples.h"

namespace waypost::text {
namespace {

const std::vector<LanguageSamples>& Samples() {
  static const auto* const kSamples =
      new std::vector<LanguageSamples>(MakeLanguageSamples(LoadLanguageLists()));
  return *kSamples;
}

LanguageIdentifier IdentifierOfAll(LanguageOptions options) {
  std::vector<std::string_view> tags;
  for (const LanguageSamples& samples : Samples()) tags.push_back(samples.tag);
  return *LanguageIdentifier::Create(tags, options);
}

struct Counts {
  size_t texts = 0;
  size_t right = 0;
  size_t decided = 0;

  // Thousandths.
  size_t Accuracy() const { return right * 1000 / std::max<size_t>(1, texts); }
  size_t Precision() const { return right * 1000 / std::max<size_t>(1, decided); }
};

Counts Judge(const LanguageIdentifier& identifier, std::string_view tag,
             const std::vector<std::string>& texts, Digest* digest = nullptr) {
  const Normaliser normaliser;
  NormalisedText normalised;
  Counts counts;
  for (const std::string& text : texts) {
    normaliser.Normalise(text, normalised);
    const LanguageGuess guess = identifier.Identify(normalised.bytes());
    ++counts.texts;
    counts.right += guess.language == tag;
    counts.decided += guess.language != kUndetermined;
    if (digest == nullptr) continue;
    digest->AddText(guess.language);
    digest->Add(guess.margin_milli);
  }
  return counts;
}

// Means over languages: words, pairs, sentences.
std::array<size_t, 3> MeansOf(const LanguageIdentifier& identifier, bool precision) {
  std::array<size_t, 3> sums{};
  for (const LanguageSamples& samples : Samples()) {
    const std::vector<std::string>* const kinds[] = {&samples.words, &samples.pairs,
                                                     &samples.sentences};
    for (size_t i = 0; i < sums.size(); ++i) {
      const Counts counts = Judge(identifier, samples.tag, *kinds[i]);
      sums[i] += precision ? counts.Precision() : counts.Accuracy();
    }
  }
  for (size_t& sum : sums) sum /= Samples().size();
  return sums;
}

TEST(LanguageAccuracyTest, ThereIsSomethingToMeasureWith) {
  EXPECT_EQ(Samples().size(), 19u);
  for (const LanguageSamples& samples : Samples()) {
    EXPECT_GE(samples.words.size(), 400u) << samples.tag;
    EXPECT_EQ(samples.sentences.size(), 18u) << samples.tag;
  }
}

TEST(LanguageAccuracyTest, BestGuessReachesItsFloors) {
  const std::array<size_t, 3> means = MeansOf(IdentifierOfAll({1, 800}), false);
  EXPECT_GE(means[0], 850u) << "words";
  EXPECT_GE(means[1], 930u) << "pairs";
  EXPECT_GE(means[2], 990u) << "sentences";
  EXPECT_GE(means[0] + means[1] + means[2], 3 * 925u);
}

TEST(LanguageAccuracyTest, UndeterminedCostsLittleAndGuardsMuch) {
  const LanguageIdentifier identifier = IdentifierOfAll({});
  const std::array<size_t, 3> means = MeansOf(identifier, false);
  EXPECT_GE(means[0] + means[1] + means[2], 3 * 915u);
  const std::array<size_t, 3> precision = MeansOf(identifier, true);
  EXPECT_GE(precision[0], 880u) << "words";
  EXPECT_GE(precision[1], 945u) << "pairs";
  EXPECT_GE(precision[2], 990u) << "sentences";
}

TEST(LanguageAccuracyTest, EverySentenceButAFew) {
  const LanguageIdentifier identifier = IdentifierOfAll({});
  for (const LanguageSamples& samples : Samples()) {
    EXPECT_GE(Judge(identifier, samples.tag, samples.sentences).right, 17u) << samples.tag;
  }
}

// The same model gives the same decisions on every machine, compiler and build. The numbers change
// with the model, the rules or the sentences; then they are the same everywhere again.
TEST(LanguageAccuracyTest, DecidesTheSameEverywhere) {
  const LanguageIdentifier identifier = IdentifierOfAll({});
  Digest digest;
  for (const LanguageSamples& samples : Samples()) {
    for (const auto* texts : {&samples.words, &samples.pairs, &samples.sentences}) {
      Judge(identifier, samples.tag, *texts, &digest);
    }
  }
  EXPECT_EQ(DigestText(ShippedLanguageModel().digest()), "04871d5d028856bc");
  EXPECT_EQ(DigestText(digest.Value()), "091f67622b533ea5");
}

}  // namespace
}  // namespace waypost::text
