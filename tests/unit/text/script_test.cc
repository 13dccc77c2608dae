#include "lib/text/script.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::text {
namespace {

struct ScriptCase {
  const char* name;
  char32_t character;
  Script script;
  bool bounds_words;
};

class ScriptTest : public testing::TestWithParam<ScriptCase> {};

TEST_P(ScriptTest, IsKnown) {
  EXPECT_EQ(ScriptOf(GetParam().character), GetParam().script);
  EXPECT_EQ(BoundsWords(GetParam().character), GetParam().bounds_words);
}

INSTANTIATE_TEST_SUITE_P(
    Characters, ScriptTest,
    testing::Values(ScriptCase{"LatinLetter", U'z', Script::kLatin, true},
                    ScriptCase{"LatinWithMark", U'ế', Script::kLatin, true},
                    ScriptCase{"Digit", U'7', Script::kNone, true},
                    ScriptCase{"ArabicDigit", U'٣', Script::kNone, true},
                    ScriptCase{"BeforeDigits", U'/', Script::kNone, false},
                    ScriptCase{"BehindLetters", U'{', Script::kNone, false},
                    ScriptCase{"AtSign", U'@', Script::kNone, false},
                    ScriptCase{"Underscore", U'_', Script::kNone, false},
                    ScriptCase{"MultiplicationSign", U'×', Script::kNone, false},
                    ScriptCase{"Han", U'退', Script::kHan, false},
                    ScriptCase{"HanBeyondThePlane", U'𠮷', Script::kHan, false},
                    ScriptCase{"Hiragana", U'の', Script::kKana, false},
                    ScriptCase{"LongVowelSign", U'ー', Script::kKana, false},
                    ScriptCase{"Hangul", U'환', Script::kHangul, false},
                    ScriptCase{"Thai", U'ก', Script::kThai, false},
                    ScriptCase{"ThaiBaht", U'฿', Script::kNone, false},
                    ScriptCase{"Hebrew", U'ש', Script::kHebrew, true},
                    ScriptCase{"Arabic", U'س', Script::kArabic, true},
                    ScriptCase{"ArabicVowelSign", U'\u064E', Script::kInherited, true},
                    ScriptCase{"Cyrillic", U'ж', Script::kCyrillic, true},
                    ScriptCase{"Greek", U'λ', Script::kGreek, true},
                    ScriptCase{"Devanagari", U'न', Script::kOther, true},
                    ScriptCase{"Lao", U'ກ', Script::kOther, false},
                    ScriptCase{"CombiningAcute", U'\u0301', Script::kInherited, true},
                    ScriptCase{"Emoji", U'😭', Script::kNone, false},
                    ScriptCase{"IdeographicFullStop", U'。', Script::kNone, false}),
    [](const auto& test) { return test.param.name; });

TEST(ScriptHistogramTest, CountsLettersAndWords) {
  const ScriptHistogram histogram = CountScripts("我的 account 被 ban 了 123");
  EXPECT_EQ(histogram.LettersOf(Script::kHan), 4);
  EXPECT_EQ(histogram.LettersOf(Script::kLatin), 10);
  EXPECT_EQ(histogram.WordsOf(Script::kLatin), 2);
  EXPECT_EQ(histogram.LettersOf(Script::kNone), 0);
}

TEST(ScriptHistogramTest, MarksNeitherCountNorBreakWords) {
  const ScriptHistogram histogram = CountScripts("سَلَام");
  EXPECT_EQ(histogram.LettersOf(Script::kArabic), 4);
  EXPECT_EQ(histogram.WordsOf(Script::kArabic), 1);
}

TEST(ScriptHistogramTest, AWordEndsWhereTheScriptChanges) {
  const ScriptHistogram histogram = CountScripts("ban了ban");
  EXPECT_EQ(histogram.WordsOf(Script::kLatin), 2);
}

TEST(ScriptHistogramTest, InvalidBytesCountAsNothing) {
  const ScriptHistogram histogram = CountScripts("a\x80\xE9\x80z");
  EXPECT_EQ(histogram.LettersOf(Script::kLatin), 2);
  EXPECT_EQ(histogram.LettersOf(Script::kOther), 0);
}

}  // namespace
}  // namespace waypost::text
