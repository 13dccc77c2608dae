#include "lib/classify/lexicon.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/text/normalise.h"

namespace waypost::classify {
namespace {

TEST(LexiconTest, ReadsLines) {
  const auto words = ReadLexicon("# a comment\n\nangry en: furious | so angry\nurgent zh: 急");
  ASSERT_TRUE(words.ok()) << words.status();
  ASSERT_EQ(words->size(), 3);
  EXPECT_EQ((*words)[1].text, "so angry");
  EXPECT_EQ((*words)[1].language, "en");
  EXPECT_EQ((*words)[1].word_class, WordClass::kAngry);
  EXPECT_EQ((*words)[2].word_class, WordClass::kUrgent);
}

TEST(LexiconTest, SaysWhichLineIsWrong) {
  const auto message = [](std::string_view text) {
    return std::string(ReadLexicon(text).status().message());
  };
  EXPECT_EQ(message("angry en: a\nhappy en: b"), "lexicon, line 2: no class \"happy\"");
  EXPECT_EQ(message("angry: a"), "lexicon, line 1: no language");
  EXPECT_EQ(message("angry en: a || b"), "lexicon, line 1: a word without text");
}

TEST(LexiconTest, TheBuiltInOneHasEveryClassForTheLanguagesOfTheDesks) {
  std::map<std::string, std::set<WordClass>> classes;
  for (const LexiconWord& word : BuiltInLexicon()) {
    classes[std::string(word.language)].insert(word.word_class);
  }
  for (const char* language : {"zh", "en", "ja"}) {
    // Negation before and behind, and signs, are not in every language.
    EXPECT_GE(classes[language].size(), kWordClassCount - 3) << language;
  }
  for (const char* language :
       {"ko", "fr", "es", "pt", "de", "it", "ru", "uk", "pl", "tr", "vi", "id", "th", "ar", "he"}) {
    for (const WordClass needed :
         {WordClass::kDissatisfied, WordClass::kAngry, WordClass::kAbusive, WordClass::kSelfHarm,
          WordClass::kViolence, WordClass::kLegal, WordClass::kChargeBack}) {
      EXPECT_TRUE(classes[language].count(needed)) << language << static_cast<int>(needed);
    }
  }
}

TEST(LexiconTest, NoWordStandsTwiceInAClassAndLanguage) {
  const text::Normaliser normaliser;
  text::NormalisedText normalised;
  std::set<std::string> seen;
  for (const LexiconWord& word : BuiltInLexicon()) {
    normaliser.Normalise(word.text, normalised);
    const std::string key = std::to_string(static_cast<int>(word.word_class)) + " " +
                            std::string(word.language) + " " + std::string(normalised.bytes());
    EXPECT_TRUE(seen.insert(key).second) << key;
  }
}

}  // namespace
}  // namespace waypost::classify
