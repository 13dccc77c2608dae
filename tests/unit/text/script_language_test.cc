#include "lib/text/script_language.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

using Candidates = std::vector<std::string_view>;

struct Guessed {
  std::string language;
  uint32_t margin_milli;
};

Guessed Guess(std::string_view original, const Candidates& candidates) {
  NormalisedText text;
  Normaliser().Normalise(original, text);
  const absl::StatusOr<ScriptLanguage> guesser = ScriptLanguage::Create(candidates);
  EXPECT_TRUE(guesser.ok()) << guesser.status();
  const LanguageGuess guess = guesser->Guess(CountScripts(text.bytes()));
  return {std::string(guess.language), guess.margin_milli};
}

struct LanguageCase {
  const char* name;
  std::string text;
  Candidates candidates;
  std::string language;
};

class ScriptLanguageTest : public testing::TestWithParam<LanguageCase> {};

TEST_P(ScriptLanguageTest, IsGuessed) {
  const Guessed guessed = Guess(GetParam().text, GetParam().candidates);
  EXPECT_EQ(guessed.language, GetParam().language);
  EXPECT_EQ(guessed.margin_milli == 0, guessed.language == "und");
  EXPECT_LE(guessed.margin_milli, 1000);
}

INSTANTIATE_TEST_SUITE_P(
    WithoutCandidates, ScriptLanguageTest,
    testing::Values(LanguageCase{"HanIsChinese", "充值没有到账", {}, "zh"},
                    LanguageCase{"KanaIsJapanese", "課金したのに届きません", {}, "ja"},
                    LanguageCase{"HangulIsKorean", "환불해 주세요", {}, "ko"},
                    LanguageCase{"ThaiIsThai", "ขอเงินคืน", {}, "th"},
                    LanguageCase{"HebrewIsHebrew", "אני רוצה החזר", {}, "he"},
                    LanguageCase{"ArabicIsArabic", "أريد استرداد المبلغ", {}, "ar"},
                    LanguageCase{"CyrillicIsRussian", "верните деньги", {}, "ru"},
                    LanguageCase{"GreekIsGreek", "θέλω επιστροφή", {}, "el"},
                    LanguageCase{"LatinIsUndetermined", "please refund me", {}, "und"},
                    LanguageCase{"VietnameseIsUndeterminedToo", "tôi muốn hoàn tiền", {}, "und"},
                    LanguageCase{"HindiIsUndetermined", "मुझे पैसे वापस चाहिए", {}, "und"},
                    LanguageCase{"EmptyIsUndetermined", "", {}, "und"},
                    LanguageCase{"OnlyEmojiIsUndetermined", "😭😭🙏", {}, "und"},
                    LanguageCase{"OnlyDigitsIsUndetermined", "648 2024-05-01", {}, "und"},
                    LanguageCase{"OneForeignWordDoesNotDecide", "BAN 了", {}, "zh"},
                    LanguageCase{"JargonDoesNotDecide", "我的 iPhone 15 Pro Max 闪退", {}, "zh"},
                    LanguageCase{"OneChineseWordDoesNotDecide",
                                 "please help me with my 退款 request, it is late",
                                 {},
                                 "und"},
                    LanguageCase{
                        "OneKanaInChineseIsChinese", "优の良品的账号充值没到账", {}, "zh"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    WithCandidates, ScriptLanguageTest,
    testing::Values(
        LanguageCase{"TheOnlyLatinCandidate", "please refund me", {"zh-Hans", "en", "ja"}, "en"},
        LanguageCase{"TwoLatinCandidates", "please refund me", {"en", "pt", "zh"}, "und"},
        LanguageCase{"SameLanguageTwice", "please refund me", {"en-US", "en-GB", "zh"}, "en"},
        LanguageCase{"ScriptSubtagsAreDropped", "充值没有到账", {"zh-Hans", "zh-Hant"}, "zh"},
        LanguageCase{"CaseDoesNotMatter", "充值没有到账", {"ZH-hans", "EN"}, "zh"},
        LanguageCase{"TheOnlyCyrillicCandidate", "поверніть гроші", {"uk", "en"}, "uk"},
        LanguageCase{"TwoCyrillicCandidates", "верните деньги", {"ru", "uk"}, "und"},
        LanguageCase{"TheOnlyArabicCandidate", "پول من را برگردانید", {"fa"}, "fa"},
        LanguageCase{"AScriptNobodyServes", "верните деньги", {"zh", "en"}, "und"},
        LanguageCase{"KanaWithoutJapanese", "課金したのに届きません", {"zh", "en"}, "und"},
        LanguageCase{"HanWithoutChinese", "返金希望", {"ja", "en"}, "ja"},
        LanguageCase{"AnUnknownLanguageCountsAsLatin", "please refund me", {"en", "xyz"}, "und"},
        LanguageCase{"AScriptSubtagDecides", "верните деньги", {"uz-Cyrl", "en"}, "uz"},
        LanguageCase{"OtherScriptsDecideNothing", "मुझे पैसे वापस चाहिए", {"hi"}, "und"}),
    [](const auto& test) { return test.param.name; });

TEST(ScriptLanguageMarginTest, IsWholeForPureText) {
  EXPECT_EQ(Guess("充值没有到账", {}).margin_milli, 1000);
  EXPECT_EQ(Guess("환불해 주세요", {}).margin_milli, 1000);
}

TEST(ScriptLanguageMarginTest, ShrinksWithWordsOfAnotherScript) {
  EXPECT_EQ(Guess("ban 了", {}).margin_milli, 333);            // 4 against 2 of 6
  EXPECT_EQ(Guess("我的 iphone 闪退", {}).margin_milli, 777);  // 16 against 2 of 18
}

TEST(ScriptLanguageMarginTest, IsSmallWhereJapaneseIsNear) {
  EXPECT_EQ(Guess("优の良品的账号", {}).margin_milli, 285);       // 1 of 7 is near a fifth
  EXPECT_EQ(Guess("优の良品的账号", {"zh"}).margin_milli, 1000);  // but only where ja is served
}

TEST(ScriptLanguageMarginTest, GuessNamesTheScriptEvenIfUndetermined) {
  const LanguageGuess guess = ScriptLanguage().Guess(CountScripts("please refund me"));
  EXPECT_EQ(guess.language, "und");
  EXPECT_EQ(guess.script, Script::kLatin);
}

TEST(ScriptLanguageCreateTest, RefusesWhatIsNoLanguageTag) {
  for (const std::string_view bad : {"", "z", "中文", "zh_CN", "-en", "languages1"}) {
    const absl::StatusOr<ScriptLanguage> guesser = ScriptLanguage::Create({{"en", bad}});
    ASSERT_FALSE(guesser.ok()) << bad;
    EXPECT_THAT(std::string(guesser.status().message()), testing::HasSubstr(std::string(bad)));
  }
}

}  // namespace
}  // namespace waypost::text
