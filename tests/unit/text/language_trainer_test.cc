#include "lib/text/language_trainer.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/digest.h"
#include "lib/text/language_identifier.h"

namespace waypost::text {
namespace {

using testing::HasSubstr;

// Two languages with letters of their own, and a name that both have.
std::vector<WordList> TwoLists() {
  return {
      {"en", {{"with", 90}, {"that", 80}, {"anna", 50}, {"this", 40}, {"when", 30}, {"which", 9}}},
      {"pl", {{"że", 90}, {"się", 80}, {"anna", 50}, {"jest", 40}, {"źle", 30}, {"które", 9}}}};
}

LanguageTraining TrainingOf(const std::vector<WordList>& lists) {
  LanguageTraining training;
  absl::StatusOr<std::vector<ScriptVocabulary>> vocabularies = BuildVocabularies(lists);
  EXPECT_TRUE(vocabularies.ok()) << vocabularies.status();
  training.vocabularies = *std::move(vocabularies);
  training.neutral = {"gg", "GG wp", "Buff"};
  training.licence = "words of our own";
  training.examples_per_language = 10'000;
  return training;
}

struct TrainedGuess {
  std::string language;
  uint32_t margin_milli = 0;
};

TrainedGuess TellWith(const std::string& bytes, std::string_view text) {
  const auto model = LanguageModel::Open(bytes);
  EXPECT_TRUE(model.ok()) << model.status();
  const auto identifier = LanguageIdentifier::Create({{"en", "pl"}}, {}, *model);
  const LanguageGuess guess = identifier->Identify(text);
  return {std::string(guess.language), guess.margin_milli};
}

std::string GuessWith(const std::string& bytes, std::string_view text) {
  return TellWith(bytes, text).language;
}

uint32_t MarginWith(const std::string& bytes, std::string_view text) {
  return TellWith(bytes, text).margin_milli;
}

TEST(LanguageTrainerTest, LearnsToTellTwoLanguages) {
  const std::string bytes = *TrainLanguageModel(TrainingOf(TwoLists()));
  EXPECT_EQ(GuessWith(bytes, "this with"), "en");
  EXPECT_EQ(GuessWith(bytes, "źle się"), "pl");
  EXPECT_EQ(GuessWith(bytes, "zle sie"), "pl") << "accents are often left out";
  EXPECT_LT(MarginWith(bytes, "anna"), MarginWith(bytes, "which")) << "a name is nobody's";
  EXPECT_EQ(GuessWith(bytes, "gg buff"), "und");
}

// The same on every machine, compiler and build: this number may only change with the trainer.
TEST(LanguageTrainerTest, GivesTheSameBytesEverywhere) {
  EXPECT_EQ(DigestText(DigestOf(*TrainLanguageModel(TrainingOf(TwoLists())))), "f4b1805ad3775d6f");
}

TEST(LanguageTrainerTest, KeepsTheLicenceAndTheJargon) {
  const std::string bytes = *TrainLanguageModel(TrainingOf(TwoLists()));
  const auto model = LanguageModel::Open(bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->licence(), "words of our own");
  EXPECT_TRUE(model->IsNeutral({{U'g', U'g'}}));
  EXPECT_FALSE(model->IsNeutral({{U'g', U'q'}}));
  ASSERT_EQ(model->scripts().size(), 1u);
  EXPECT_EQ(model->scripts()[0].tags, (std::vector<std::string>{"en", "pl"}));
}

TEST(LanguageTrainerTest, LearnsFromOneExample) {
  LanguageTraining training = TrainingOf(TwoLists());
  training.examples_per_language = 1;
  const auto bytes = TrainLanguageModel(training);
  ASSERT_TRUE(bytes.ok());
  EXPECT_TRUE(LanguageModel::Open(*bytes).ok());
}

TEST(LanguageTrainerTest, RefusesALanguageWithoutWords) {
  std::vector<WordList> lists = TwoLists();
  lists[1].words = {{"что", 5}};
  const auto bytes = TrainLanguageModel(TrainingOf(lists));
  ASSERT_FALSE(bytes.ok());
  EXPECT_THAT(std::string(bytes.status().message()), HasSubstr("\"pl\""));
}

}  // namespace
}  // namespace waypost::text
