#include "lib/text/language_vocabulary.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::text {
namespace {

using testing::HasSubstr;

const VocabularyWord* Find(const ScriptVocabulary& vocabulary, std::u32string_view letters) {
  const auto found = std::find_if(vocabulary.words.begin(), vocabulary.words.end(),
                                  [&](const VocabularyWord& w) { return w.letters == letters; });
  return found == vocabulary.words.end() ? nullptr : &*found;
}

TEST(LanguageVocabularyTest, PutsTheListsOfAScriptTogether) {
  const std::vector<WordList> lists = {{"en", {{"Anna", 30}, {"the", 10}}},
                                       {"de", {{"anna", 10}, {"der", 90}}},
                                       {"ru", {{"анна", 10}, {"the", 90}}}};
  const auto vocabularies = BuildVocabularies(lists);
  ASSERT_TRUE(vocabularies.ok()) << vocabularies.status();
  ASSERT_EQ(vocabularies->size(), 1u) << "nothing is to be told in Cyrillic";
  const ScriptVocabulary& latin = (*vocabularies)[0];
  EXPECT_EQ(latin.script, Script::kLatin);
  EXPECT_EQ(latin.tags, (std::vector<std::string>{"en", "de"})) << "the Russian list has no say";
  EXPECT_EQ(latin.words.size(), 3u);
  const VocabularyWord* anna = Find(latin, U"anna");
  ASSERT_NE(anna, nullptr);
  EXPECT_EQ(anna->frequency[0], 750'000'001u);
  EXPECT_EQ(anna->frequency[1], 100'000'001u);
  EXPECT_EQ(latin.OwnerOf(*anna), 0);
  EXPECT_EQ(latin.OwnerOf(*Find(latin, U"der")), 1);
}

TEST(LanguageVocabularyTest, SeveralListsOfATagAreOneLanguage) {
  const std::vector<WordList> lists = {{"pt", {{"você", 50}, {"que", 50}}},
                                       {"es", {{"usted", 10}}},
                                       {"pt", {{"você", 90}, {"aí", 10}}}};
  const auto vocabularies = BuildVocabularies(lists);
  ASSERT_TRUE(vocabularies.ok());
  const ScriptVocabulary& latin = (*vocabularies)[0];
  EXPECT_EQ(latin.tags, (std::vector<std::string>{"pt", "es"}));
  EXPECT_EQ(Find(latin, U"você")->frequency[0], 900'000'001u);
}

TEST(LanguageVocabularyTest, TakesWordsOfOneScriptOnly) {
  const std::vector<WordList> lists = {
      {"en", {{"ha-ha", 9}, {"c'", 9}, {"ab1", 9}, {"!", 9}, {"ok你", 9}, {"one", 1}}},
      {"de", {{"eins", 1}}}};
  const auto vocabularies = BuildVocabularies(lists);
  ASSERT_TRUE(vocabularies.ok());
  EXPECT_EQ((*vocabularies)[0].words.size(), 3u);
  EXPECT_NE(Find((*vocabularies)[0], U"c"), nullptr);
}

TEST(LanguageVocabularyTest, JapaneseSharesHanWithChinese) {
  const std::vector<WordList> lists = {{"zh-Hans", {{"什么", 5}}},
                                       {"ja", {{"返金", 5}, {"です", 9}}}};
  const auto vocabularies = BuildVocabularies(lists);
  ASSERT_TRUE(vocabularies.ok());
  ASSERT_EQ(vocabularies->size(), 1u);
  EXPECT_EQ((*vocabularies)[0].script, Script::kHan);
  EXPECT_EQ((*vocabularies)[0].words.size(), 2u);
}

TEST(LanguageVocabularyTest, AWordEquallyCommonIsNobodys) {
  const std::vector<WordList> lists = {{"en", {{"anna", 5}, {"the", 5}}},
                                       {"de", {{"anna", 5}, {"der", 5}}}};
  const auto vocabularies = BuildVocabularies(lists);
  const ScriptVocabulary& latin = (*vocabularies)[0];
  EXPECT_EQ(latin.OwnerOf(*Find(latin, U"anna")), -1);
  const LanguageShares shares = latin.SharesOf(*Find(latin, U"anna"));
  EXPECT_EQ(shares[0], shares[1]);
  EXPECT_EQ(shares[0], 32'768u);
}

TEST(LanguageVocabularyTest, HoldsOutOneTailWordInTwenty) {
  std::vector<std::string> texts;
  for (int i = 0; i < 12'000; ++i) {
    std::string word;
    for (int rest = i + 17'576; rest > 0; rest /= 26) word += static_cast<char>('a' + rest % 26);
    texts.push_back(word);
  }
  WordList list = {"en", {}};
  for (const std::string& text : texts) list.words.push_back({text, 10});
  const std::vector<WordList> lists = {list, {"de", {{"der", 1}}}};
  const auto vocabularies = BuildVocabularies(lists);
  ASSERT_TRUE(vocabularies.ok());
  size_t held_out = 0;
  for (const VocabularyWord& word : (*vocabularies)[0].words) held_out += word.held_out;
  EXPECT_NEAR(static_cast<double>(held_out), 500, 80);
  const ScriptVocabulary& latin = (*vocabularies)[0];
  for (size_t i = 0; i < kFirstTail; i += 50) {
    const VocabularyWord* word = Find(latin, std::u32string(texts[i].begin(), texts[i].end()));
    EXPECT_TRUE(word == nullptr || !word->held_out) << texts[i] << " is common";
  }
}

TEST(LanguageVocabularyTest, RefusesListsThatTeachNothing) {
  EXPECT_THAT(std::string(BuildVocabularies({}).status().message()), HasSubstr("no script"));
  const std::vector<WordList> apart = {{"en", {{"a", 1}}}, {"ru", {{"я", 1}}}};
  EXPECT_FALSE(BuildVocabularies(apart).ok());
  const std::vector<WordList> no_tag = {{"en_US", {}}, {"de", {}}};
  EXPECT_FALSE(BuildVocabularies(no_tag).ok());
  std::vector<WordList> many;
  for (char c = 'a'; c < 'a' + 17; ++c) many.push_back({std::string("q") + c, {{"word", 1}}});
  EXPECT_THAT(std::string(BuildVocabularies(many).status().message()), HasSubstr("more than 16"));
}

}  // namespace
}  // namespace waypost::text
