#include "lib/text/normalise.h"

#include <utf8proc.h>

#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

using std::string_literals::operator""s;

std::string Normalised(std::string_view original) {
  static const Normaliser* const normaliser = new Normaliser;
  NormalisedText text;
  normaliser->Normalise(original, text);
  return std::string(text.bytes());
}

struct NormaliseCase {
  const char* name;
  std::string original;
  std::string normalised;
};

class NormaliseTest : public testing::TestWithParam<NormaliseCase> {};

TEST_P(NormaliseTest, GivesOneForm) {
  EXPECT_EQ(Normalised(GetParam().original), GetParam().normalised);
}

TEST_P(NormaliseTest, ChangesNothingTheSecondTime) {
  EXPECT_EQ(Normalised(GetParam().normalised), GetParam().normalised);
}

INSTANTIATE_TEST_SUITE_P(
    Folding, NormaliseTest,
    testing::Values(NormaliseCase{"EmptyStaysEmpty", "", ""},
                    NormaliseCase{"PlainChineseIsUntouched", "充值没有到账", "充值没有到账"},
                    NormaliseCase{"AsciiIsLowered", "Please HELP", "please help"},
                    NormaliseCase{"FullWidthLettersBecomeAscii", "ＶＩＰ１２", "vip12"},
                    NormaliseCase{"FullWidthMarksBecomeAscii", "退款！（急）", "退款!(急)"},
                    NormaliseCase{"IdeographicFullStopStays", "退款。", "退款。"},
                    NormaliseCase{"HalfWidthKatakanaIsComposed", "ｶﾞﾁｬ", "ガチャ"},
                    NormaliseCase{"LettersAndMarksAreComposed", "Cafe\u0301", "café"},
                    NormaliseCase{"MarksAreOrdered", "q\u0307\u0323", "q\u0323\u0307"},
                    NormaliseCase{"JamoBecomeSyllables", "\u1112\u116A\u11AB", "환"},
                    NormaliseCase{"FinalJamoJoinsASyllable", "가\u11A8", "각"},
                    NormaliseCase{"CyrillicIsLowered", "ПРИВЕТ", "привет"},
                    NormaliseCase{"GreekFinalSigmaFolds", "ΛΟΓΟΣ λόγος", "λογοσ λόγοσ"},
                    NormaliseCase{"SharpSFolds", "Straße STRASSE", "strasse strasse"},
                    NormaliseCase{"LigaturesAreTakenApart", "ﬁx ﷺ", "fix صلى الله عليه وسلم"},
                    NormaliseCase{"CircledDigitsBecomeDigits", "①②", "12"},
                    NormaliseCase{"KangxiRadicalsBecomeIdeographs", "⽤", "用"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Stripping, NormaliseTest,
    testing::Values(NormaliseCase{"ZeroWidthSpaceVanishes", "退\u200B款", "退款"},
                    NormaliseCase{"OnlyZeroWidthLeavesNothing", "\u200B\u200D\uFEFF", ""},
                    NormaliseCase{"DirectionMarksVanish", "\u200Fשלום\u200E \u202Ba\u202C",
                                  "שלום a"},
                    NormaliseCase{"SoftHyphenVanishes", "re\u00ADfund", "refund"},
                    NormaliseCase{"VariationSelectorVanishes", "❤\uFE0F", "❤"},
                    NormaliseCase{"JoinedEmojiComeApart", "👨\u200D👩", "👨👩"},
                    NormaliseCase{"MarkBehindZeroWidthStillComposes", "e\u200B\u0301", "é"},
                    NormaliseCase{"OnlyEmojiStays", "😭🙏", "😭🙏"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Shortening, NormaliseTest,
    testing::Values(NormaliseCase{"StretchedHanKeepsTwo", "快快快快快", "快快"},
                    NormaliseCase{"DoubledHanStays", "谢谢", "谢谢"},
                    NormaliseCase{"StretchedMarksKeepTwo", "退款!!!!!!", "退款!!"},
                    NormaliseCase{"FullAndHalfWidthStretchTogether", "！!！!", "!!"},
                    NormaliseCase{"StretchedLettersKeepTwo", "pleaSSSe", "pleasse"},
                    NormaliseCase{"EllipsisIsAStretch", "……", ".."},
                    NormaliseCase{"StretchedEmojiKeepsTwo", "😭😭😭😭", "😭😭"},
                    NormaliseCase{"DigitsAreNoStretch", "100000", "100000"},
                    NormaliseCase{"FullWidthDigitsAreNoStretch", "１０００", "1000"},
                    NormaliseCase{"ArabicDigitsAreNoStretch", "٠٠٠٠", "٠٠٠٠"},
                    NormaliseCase{"StretchAcrossZeroWidth", "快\u200B快快", "快快"},
                    NormaliseCase{"WhiteSpaceBecomesOneSpace", "a \t\r\n\u3000\u00A0b", "a b"},
                    NormaliseCase{"LeadingSpaceIsDropped", " \n退款 ", "退款 "},
                    NormaliseCase{"ControlCharactersAreSpace", "a\0\x07\x7F\u0085"s + "b", "a b"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Invalid, NormaliseTest,
    testing::Values(NormaliseCase{"StrayByteIsReplaced", "a\x80z", "a\uFFFDz"},
                    NormaliseCase{"TruncatedHanIsOneReplacement", "退\xE6\xAC", "退\uFFFD"},
                    NormaliseCase{"SurrogateIsThree", "\xED\xA0\x80x", "\uFFFD\uFFFDx"},
                    NormaliseCase{"LatinOneIsNotGuessed", "caf\xE9 x", "caf\uFFFD x"},
                    NormaliseCase{"HanLeadBeforeHan", "\xE9\xE9\x80\x80", "\uFFFD退"}),
    [](const auto& test) { return test.param.name; });

TEST(NormaliseCountsTest, InvalidSequencesAreCountedBeforeTheyAreShortened) {
  NormalisedText text;
  Normaliser().Normalise("\x80\x80\x80\x80 a \xE9\x80", text);
  EXPECT_EQ(text.counts().invalid_sequences, 5);
  EXPECT_EQ(text.bytes(), "\uFFFD\uFFFD a \uFFFD");
}

TEST(NormaliseCountsTest, CaseIsCountedBeforeItIsFolded) {
  NormalisedText text;
  Normaliser().Normalise("BAN Ａбв Я 了", text);
  EXPECT_EQ(text.counts().upper_case, 5);
  EXPECT_EQ(text.counts().lower_case, 2);
}

TEST(NormaliseCountsTest, MarksAreCountedInEveryForm) {
  NormalisedText text;
  Normaliser().Normalise("!!!！？?‼⁉", text);
  EXPECT_EQ(text.counts().exclamation_marks, 7);
  EXPECT_EQ(text.counts().question_marks, 3);
}

TEST(NormaliseCountsTest, CountsStartAnewWithEachText) {
  NormalisedText text;
  const Normaliser normaliser;
  normaliser.Normalise("AAAA!\x80", text);
  normaliser.Normalise("好", text);
  EXPECT_EQ(text.counts().upper_case + text.counts().exclamation_marks, 0);
  EXPECT_EQ(text.counts().invalid_sequences, 0);
  EXPECT_TRUE(text.stretches().empty());
  EXPECT_EQ(text.bytes(), "好");
}

TEST(NormaliseCountsTest, StretchesKeepTheirPlaceAndCount) {
  NormalisedText text;
  Normaliser().Normalise("快快快快快 999999 go！！！", text);
  ASSERT_EQ(text.stretches().size(), 2);
  EXPECT_EQ(text.stretches()[0].begin, 0);
  EXPECT_EQ(text.stretches()[0].count, 5);
  EXPECT_EQ(text.bytes().substr(text.stretches()[1].begin), "!!");
  EXPECT_EQ(text.stretches()[1].count, 3);
}

struct CutCase {
  const char* name;
  std::string original;
  uint32_t max_bytes;
  std::string normalised;
  uint64_t cut_bytes;
};

class NormaliseCutTest : public testing::TestWithParam<CutCase> {};

TEST_P(NormaliseCutTest, NeverSplitsACharacter) {
  const CutCase& row = GetParam();
  NormalisedText text;
  Normaliser({row.max_bytes}).Normalise(row.original, text);
  EXPECT_EQ(text.bytes(), row.normalised);
  EXPECT_EQ(text.cut_bytes(), row.cut_bytes);
  EXPECT_EQ(text.counts().invalid_sequences, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Limits, NormaliseCutTest,
    testing::Values(CutCase{"AtTheLimitNothingIsCut", "退款", 6, "退款", 0},
                    CutCase{"BetweenCharacters", "退款", 3, "退", 3},
                    CutCase{"InsideACharacterAfterOneByte", "退款", 4, "退", 3},
                    CutCase{"InsideACharacterAfterTwoBytes", "退款", 5, "退", 3},
                    CutCase{"InsideAnEmoji", "a😭", 4, "a", 4},
                    CutCase{"InsideTheFirstCharacter", "退", 2, "", 3},
                    CutCase{"LimitOfZero", "退", 0, "", 3},
                    CutCase{"Ascii", "abcdef", 4, "abcd", 2}),
    [](const auto& test) { return test.param.name; });

TEST(NormaliseLimitsTest, AMegabyteIsCutAtTheDefaultLimitAndReported) {
  std::string original;
  while (original.size() < 1024 * 1024) original += "我要退款 abc，";
  NormalisedText text;
  Normaliser().Normalise(original, text);
  EXPECT_LE(original.size() - text.cut_bytes(), 64 * 1024);
  EXPECT_GE(original.size() - text.cut_bytes(), 64 * 1024 - 3);
  EXPECT_EQ(text.counts().invalid_sequences, 0);
}

TEST(NormaliseLimitsTest, AMegabyteIsReadWholeIfTheLimitAllows) {
  std::string original;
  while (original.size() < 1024 * 1024) original += "退款abc ";
  NormalisedText text;
  Normaliser({2 * 1024 * 1024}).Normalise(original, text);
  EXPECT_EQ(text.cut_bytes(), 0);
  EXPECT_EQ(text.bytes(), original);
}

TEST(NormaliseLimitsTest, AnyBytesAreTakenInAnyOrder) {
  std::string original;
  for (uint32_t i = 0; i < 60'000; ++i)
    original.push_back(static_cast<char>(i * i * 2654435761u >> 13));
  NormalisedText text;
  Normaliser().Normalise(original, text);
  EXPECT_GT(text.counts().invalid_sequences, 1'000);
  NormalisedText again;
  Normaliser({1024 * 1024}).Normalise(text.bytes(), again);
  EXPECT_TRUE(again.bytes() == text.bytes());
}

TEST(NormaliseLimitsTest, TheLongestExpansionFits) {
  std::string original;
  std::string expected;
  for (int i = 0; i < 5'000; ++i) {
    original += "ﷺ1";
    expected += "صلى الله عليه وسلم1";
  }
  EXPECT_EQ(Normalised(original), expected);
}

TEST(NormaliseLimitsTest, PiledUpMarksTakeLinearTime) {
  std::string original = "a";
  while (original.size() < 60'000) original += "\u0301\u0323";  // out of canonical order throughout
  const std::string normalised = Normalised(original);
  EXPECT_FALSE(normalised.empty());
  EXPECT_LE(normalised.size(), original.size());
}

TEST(UnicodeVersionTest, IsThatOfTheTablesInUse) {
  EXPECT_EQ(UnicodeVersion(), utf8proc_unicode_version());
  EXPECT_THAT(std::string(UnicodeVersion()), testing::ContainsRegex("^[0-9]+\\.[0-9]+\\.[0-9]+$"));
}

}  // namespace
}  // namespace waypost::text
