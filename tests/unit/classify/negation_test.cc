#include "lib/classify/negation.h"

#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::classify {
namespace {

// Whether "hit" in `text` is negated by every "no" (before) and "un" (behind), by rising end.
bool Negated(std::string_view text, uint32_t window) {
  std::vector<WordHit> words;
  for (uint32_t i = 0; i + 2 <= text.size(); ++i) {
    const std::string_view at = text.substr(i, 2);
    WordHit word;
    word.span = {i, i + 2};
    if (at == "no") word.word_class = WordClass::kNegation;
    if (at == "un") word.word_class = WordClass::kNegationBehind;
    if (at == "no" || at == "un") words.push_back(word);
  }
  const auto begin = static_cast<uint32_t>(text.find("hit"));
  return IsNegated(text, {begin, begin + 3}, window, words);
}

TEST(NegationTest, ReachesSoManyCharactersAndNoFurther) {
  EXPECT_TRUE(Negated("no hit", 1));
  EXPECT_FALSE(Negated("no hit", 0));
  EXPECT_TRUE(Negated("no账号hit", 2));  // characters, not bytes
  EXPECT_FALSE(Negated("no账号hit", 1));
  EXPECT_TRUE(Negated("hit un", 1));
  EXPECT_FALSE(Negated("hit un", 0));
}

TEST(NegationTest, DoesNotReachOverTheEndOfAClause) {
  EXPECT_FALSE(Negated("no, hit", 9));
  EXPECT_FALSE(Negated("no。hit", 9));
  EXPECT_FALSE(Negated("hit! un", 9));
}

TEST(NegationTest, TwoTakeEachOtherBack) {
  EXPECT_FALSE(Negated("no no hit", 9));
  EXPECT_TRUE(Negated("no no no hit", 9));
}

TEST(NegationTest, BehindDoesNotCountBefore) {
  EXPECT_FALSE(Negated("un hit", 9));
  EXPECT_FALSE(Negated("hit no", 9));
}

}  // namespace
}  // namespace waypost::classify
