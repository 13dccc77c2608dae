#include "lib/text/language_words.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/text/normalise.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

using Words = std::vector<std::string>;

Words WordsOf(std::string_view original) {
  NormalisedText text;
  Normaliser().Normalise(original, text);
  LanguageWords words(text.bytes());
  Words result;
  for (LanguageWord word; words.Next(word);) {
    std::string bytes;
    for (const char32_t c : word.letters) {
      char buffer[4];
      bytes.append(buffer, EncodeUtf8(c, buffer));
    }
    result.push_back(bytes);
  }
  return result;
}

TEST(LanguageWordsTest, AreRunsOfLettersOfOneScript) {
  EXPECT_EQ(WordsOf("Give it BACK, now!"), (Words{"give", "it", "back", "now"}));
  EXPECT_EQ(WordsOf("c'est là-bas"), (Words{"c", "est", "là", "bas"}));
  EXPECT_EQ(WordsOf("я love 你们"), (Words{"я", "love", "你们"}));
  EXPECT_EQ(WordsOf("課金した"), (Words{"課金", "した"}));
  EXPECT_EQ(WordsOf(""), Words());
  EXPECT_EQ(WordsOf("!!! 😭 ..."), Words());
}

TEST(LanguageWordsTest, PassOverWhatIsPrivate) {
  EXPECT_EQ(WordsOf("order ord_77 of user7 at 10:30am"), (Words{"order", "of", "at"}));
  EXPECT_EQ(WordsOf("see https://a.example/path/words now"), (Words{"see", "now"}));
  EXPECT_EQ(WordsOf("ask @somebody #help or mail me@there.example"), (Words{"ask", "or", "mail"}));
  EXPECT_EQ(WordsOf("on example.com, in game.exe"), (Words{"on", "in"}));
  EXPECT_EQ(WordsOf("on (www.example.net)"), (Words{"on"}));
}

TEST(LanguageWordsTest, KeepWordsThatLackASpaceBetweenThem) {
  EXPECT_EQ(WordsOf("sorry.please help"), (Words{"sorry", "please", "help"}));
  EXPECT_EQ(WordsOf("yes/no and/or"), (Words{"yes", "no", "and", "or"}));
  EXPECT_EQ(WordsOf("end."), (Words{"end"}));
  EXPECT_EQ(WordsOf("com"), (Words{"com"}));
}

TEST(LanguageWordsTest, ANumberInChineseIsPassedOverAlone) {
  EXPECT_EQ(WordsOf("充值了648没到账"), (Words{"充值了", "没到账"}));
  EXPECT_EQ(WordsOf("我的user7不见了"), (Words{"我的", "不见了"}));
}

TEST(LanguageWordsTest, MarksBelongToTheirLetters) {
  EXPECT_EQ(WordsOf("ที่นี่").size(), 1u);
  EXPECT_EQ(WordsOf("q\u0303ue").size(), 1u);
}

TEST(LanguageWordsTest, ALongWordComesInPieces) {
  const Words words =
      WordsOf(std::string(20, 'a') + std::string("bc") + std::string(20, 'd') + "e");
  EXPECT_EQ(words.size(), 1u);  // stretched letters were shortened
  std::string alternating;
  for (int i = 0; i < 45; ++i) alternating += "ab";
  const Words pieces = WordsOf(alternating);
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[0].size(), LanguageWords::kLongestWord);
  EXPECT_EQ(pieces[2].size(), 10u);
}

TEST(LanguageWordsTest, PassOverRunsThatAreTooLong) {
  std::string run;
  for (int i = 0; i < 81; ++i) run += "ab";
  EXPECT_EQ(WordsOf("so " + run + " it"), (Words{"so", "it"}));
  std::string chinese;
  for (int i = 0; i < 100; ++i) chinese += "充值";
  size_t letters = 0;
  for (const std::string& word : WordsOf(chinese)) letters += word.size() / 3;
  EXPECT_EQ(letters, 200u);
}

}  // namespace
}  // namespace waypost::text
