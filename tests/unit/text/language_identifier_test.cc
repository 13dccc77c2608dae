#include "lib/text/language_identifier.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

using Candidates = std::vector<std::string_view>;

const Candidates kDesk = {"zh-Hans", "zh-Hant", "en", "ja", "ko", "fr", "es", "ru", "de", "pt",
                          "th",      "vi",      "ar", "he", "it", "id", "tr", "pl", "uk"};

// A guess that outlives who made it.
struct Guessed {
  std::string language;
  uint32_t margin_milli = 0;
  Script script = Script::kNone;
  bool by_locale = false;
};

Guessed Guess(std::string_view original, const Candidates& candidates,
              std::string_view locale = "") {
  NormalisedText text;
  Normaliser().Normalise(original, text);
  const absl::StatusOr<LanguageIdentifier> identifier = LanguageIdentifier::Create(candidates);
  EXPECT_TRUE(identifier.ok()) << identifier.status();
  const LanguageGuess guess = identifier->Identify(text.bytes(), locale);
  return {std::string(guess.language), guess.margin_milli, guess.script, guess.by_locale};
}

struct LanguageCase {
  const char* name;
  std::string text;
  Candidates candidates;
  std::string language;
};

class LanguageIdentifierTest : public testing::TestWithParam<LanguageCase> {};

TEST_P(LanguageIdentifierTest, IsGuessed) {
  const Guessed guessed = Guess(GetParam().text, GetParam().candidates);
  EXPECT_EQ(guessed.language, GetParam().language);
  EXPECT_EQ(guessed.margin_milli == 0, guessed.language == "und");
  EXPECT_LE(guessed.margin_milli, 1000);
  EXPECT_FALSE(guessed.by_locale);
}

const auto kName = [](const auto& test) { return test.param.name; };

INSTANTIATE_TEST_SUITE_P(
    WithoutCandidates, LanguageIdentifierTest,
    testing::Values(LanguageCase{"HanIsChinese", "充值没有到账", {}, "zh"},
                    LanguageCase{"TraditionalHanIsChineseToo", "儲值沒有收到", {}, "zh"},
                    LanguageCase{"KanaIsJapanese", "課金したのに届きません", {}, "ja"},
                    LanguageCase{"HangulIsKorean", "환불해 주세요", {}, "ko"},
                    LanguageCase{"ThaiIsThai", "ขอเงินคืน", {}, "th"},
                    LanguageCase{"HebrewIsHebrew", "אני רוצה החזר", {}, "he"},
                    LanguageCase{"ArabicIsArabic", "أريد استرداد المبلغ", {}, "ar"},
                    LanguageCase{"Russian", "верните деньги", {}, "ru"},
                    LanguageCase{"Ukrainian", "поверніть мені гроші", {}, "uk"},
                    LanguageCase{"GreekIsGreek", "θέλω επιστροφή", {}, "el"},
                    LanguageCase{"English", "please give me my money back", {}, "en"},
                    LanguageCase{"Vietnamese", "tôi muốn hoàn tiền", {}, "vi"},
                    LanguageCase{"German", "mein Konto wurde gesperrt", {}, "de"},
                    LanguageCase{"HindiIsUndetermined", "मुझे पैसे वापस चाहिए", {}, "und"},
                    LanguageCase{"EmptyIsUndetermined", "", {}, "und"},
                    LanguageCase{"OnlyEmojiIsUndetermined", "😭😭🙏", {}, "und"},
                    LanguageCase{"OnlyDigitsIsUndetermined", "648 2024-05-01", {}, "und"},
                    LanguageCase{"InvalidUtf8IsUndetermined", "\xFF\xC3\x28\x80", {}, "und"},
                    LanguageCase{"OneForeignWordDoesNotDecide", "BAN 了", {}, "zh"},
                    LanguageCase{"JargonDoesNotDecide", "我的 iPhone 15 Pro Max 闪退", {}, "zh"},
                    LanguageCase{"OneChineseWordDoesNotDecide",
                                 "please help me with my 退款 request, it is late",
                                 {},
                                 "en"},
                    LanguageCase{
                        "OneKanaInChineseIsChinese", "优の良品的账号充值没到账", {}, "zh"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    WithCandidates, LanguageIdentifierTest,
    testing::Values(
        LanguageCase{"TheOnlyLatinCandidate", "please refund me", {"zh-Hans", "en", "ja"}, "en"},
        LanguageCase{"AnotherLanguageThanTheOnlyLatinCandidate", "geld zurück", {"zh", "en"}, "en"},
        LanguageCase{"AmongTwoLatinCandidates", "please refund me", {"en", "pt", "zh"}, "en"},
        LanguageCase{"TheOtherOfTwoLatinCandidates", "devolvam o meu dinheiro", {"en", "pt"}, "pt"},
        LanguageCase{"TheFirstOfTwoRegions", "please refund me", {"en-US", "en-GB", "zh"}, "en-US"},
        LanguageCase{"NoRegionBeforeARegion", "devolvam o meu dinheiro", {"pt-BR", "pt"}, "pt"},
        LanguageCase{"ARegionAlone", "devolvam o meu dinheiro", {"pt-BR", "en"}, "pt-BR"},
        LanguageCase{"Simplified", "充值没有到账", {"zh-Hans", "zh-Hant"}, "zh-Hans"},
        LanguageCase{"Traditional", "儲值沒有收到", {"zh-Hans", "zh-Hant"}, "zh-Hant"},
        LanguageCase{"RegionsOfChinese", "儲值沒有收到", {"zh-CN", "zh-TW"}, "zh-TW"},
        LanguageCase{"TraditionalWhereNoneIsServed", "儲值沒有收到", {"zh-Hans", "ja"}, "zh-Hans"},
        LanguageCase{"TraditionalBesideChinese", "儲值沒有收到", {"zh", "zh-HK"}, "zh-HK"},
        LanguageCase{"NoSignOfASpelling", "手游", {"zh-Hans", "zh-Hant"}, "zh-Hans"},
        LanguageCase{"CaseIsKept", "充值没有到账", {"ZH-hans", "EN"}, "ZH-hans"},
        LanguageCase{"ChineseBesideJapanese", "我的账号被盗了", {"zh", "ja"}, "zh"},
        LanguageCase{"JapaneseWithoutKana", "返金希望、至急対応願", {"zh", "ja"}, "ja"},
        LanguageCase{"TheOnlyCyrillicCandidate", "верните деньги", {"uk", "en"}, "uk"},
        LanguageCase{"TwoCyrillicCandidates", "верните деньги", {"ru", "uk"}, "ru"},
        LanguageCase{"TheOnlyArabicCandidate", "پول من را برگردانید", {"fa"}, "fa"},
        LanguageCase{"TwoArabicCandidates", "پول من را برگردانید", {"fa", "ar"}, "und"},
        LanguageCase{"AScriptNobodyServes", "верните деньги", {"zh", "en"}, "und"},
        LanguageCase{"KanaWithoutJapanese", "課金したのに届きません", {"zh", "en"}, "und"},
        LanguageCase{"HanWithoutChinese", "返金希望", {"ja", "en"}, "ja"},
        LanguageCase{"Cantonese", "我嘅帳號俾人偷咗", {"yue", "en"}, "yue"},
        LanguageCase{"BesideALanguageThatIsNotKnown",
                     "please give me my money back, nothing works",
                     {"en", "nl"},
                     "en"},
        LanguageCase{"ALanguageThatIsNotKnown",
                     "ik kan al sinds gisteren niet meer inloggen",
                     {"en", "nl"},
                     "und"},
        LanguageCase{"AScriptSubtagDecides", "верните деньги", {"uz-Cyrl", "en"}, "uz-Cyrl"},
        LanguageCase{"OtherScriptsDecideNothing", "मुझे पैसे वापस चाहिए", {"hi"}, "und"},
        LanguageCase{"WithoutAccents", "nao consigo entrar na minha conta", kDesk, "pt"},
        LanguageCase{"WithoutTones", "khong vao duoc tai khoan cua toi", kDesk, "vi"},
        LanguageCase{"InCapitals", "ICH KOMME NICHT MEHR IN MEIN KONTO", kDesk, "de"},
        LanguageCase{"RightToLeftMarks", "\u200Fتم\u200E حظر حسابي\u202C", kDesk, "ar"},
        LanguageCase{"MostOfAMixture", "bro hesabım çalındı lütfen help", kDesk, "tr"},
        LanguageCase{"ChineseWithEnglishWords", "我的account被ban了please帮帮我", kDesk,
                     "zh-Hans"}),
    kName);

// What players of every language write is no sign of one.
INSTANTIATE_TEST_SUITE_P(
    Jargon, LanguageIdentifierTest,
    testing::Values(
        LanguageCase{"Greeting", "gg wp", kDesk, "und"},
        LanguageCase{"EvenForTheOnlyLatinCandidate", "gg wp", {"zh", "en"}, "und"},
        LanguageCase{"Words", "nerf buff afk", kDesk, "und"},
        LanguageCase{"Ids", "UID 10023488 ord_20240501-AB12", kDesk, "und"},
        LanguageCase{"Links", "https://www.example.com/the/path?and=more", kDesk, "und"},
        LanguageCase{"Hosts", "example.com", kDesk, "und"},
        LanguageCase{"Mentions", "@thePlayer #winning", kDesk, "und"},
        LanguageCase{"PlayerNames", "xX_DarkLord_Xx n00bSlayer99", kDesk, "und"},
        LanguageCase{"Mail", "somebody.else@mail.example", kDesk, "und"},
        LanguageCase{"JargonInAnotherLanguage", "buff gg mein Konto ist weg", kDesk, "de"},
        LanguageCase{"LinkInChinese",
                     "看这里 https://www.example.com/some/very/long/path/to/a/page", kDesk,
                     "zh-Hans"}),
    kName);

TEST(LanguageIdentifierMarginTest, IsWholeForAScriptOfOneLanguage) {
  EXPECT_EQ(Guess("환불해 주세요", kDesk).margin_milli, 1000);
  EXPECT_EQ(Guess("充值没有到账", {"zh", "en"}).margin_milli, 1000);
}

TEST(LanguageIdentifierMarginTest, ShrinksWithWordsOfAnotherScript) {
  EXPECT_EQ(Guess("kick 了", {"zh", "en"}).margin_milli, 333);         // 4 against 2 of 6
  EXPECT_EQ(Guess("我的 kick 闪退", {"zh", "en"}).margin_milli, 777);  // 16 against 2 of 18
}

TEST(LanguageIdentifierMarginTest, IsSmallWhereTheSpellingIsUnclearButTheLanguageClear) {
  const Guessed clear = Guess("我的账号被盗了", {"zh-Hans", "zh-Hant"});
  EXPECT_GT(clear.margin_milli, 800);
  const Guessed unclear = Guess("手游", {"zh-Hans", "zh-Hant"});
  EXPECT_NE(unclear.language, "und");
  EXPECT_LT(unclear.margin_milli, clear.margin_milli);
}

TEST(LanguageIdentifierMarginTest, GuessNamesTheScriptEvenIfUndetermined) {
  EXPECT_EQ(Guess("верните", {"zh", "en"}).script, Script::kCyrillic);
}

TEST(LanguageIdentifierMarginTest, GrowsWithTheText) {
  EXPECT_LT(Guess("conta", {"pt", "es", "it"}).margin_milli,
            Guess("a minha conta foi roubada", {"pt", "es", "it"}).margin_milli);
}

struct LocaleCase {
  const char* name;
  std::string text;
  Candidates candidates;
  std::string locale;
  std::string language;
  bool by_locale;
};

class LanguageIdentifierLocaleTest : public testing::TestWithParam<LocaleCase> {};

TEST_P(LanguageIdentifierLocaleTest, IsAPriorAndSaysSo) {
  const Guessed guessed = Guess(GetParam().text, GetParam().candidates, GetParam().locale);
  EXPECT_EQ(guessed.language, GetParam().language);
  EXPECT_EQ(guessed.by_locale, GetParam().by_locale);
}

INSTANTIATE_TEST_SUITE_P(
    Locales, LanguageIdentifierLocaleTest,
    testing::Values(
        LocaleCase{"DecidesWhereTheTextSaysNothing", "gg 648", kDesk, "de_DE.UTF-8", "de", true},
        LocaleCase{"DecidesWhereThereAreNoLetters", "???", kDesk, "ja-JP", "ja", true},
        LocaleCase{"DoesNotBeatASentence", "mein Konto wurde gesperrt", kDesk, "en-US", "de",
                   false},
        LocaleCase{"DoesNotBeatAScript", "верните деньги", {"ru", "en"}, "en", "ru", false},
        LocaleCase{"IsOfAnotherScript", "zxqv", kDesk, "zh-CN", "und", false},
        LocaleCase{
            "ChoosesTheRegion", "devolvam o meu dinheiro", {"pt", "pt-BR"}, "pt_BR", "pt-BR", true},
        LocaleCase{"ChoosesTheSpelling", "手游", {"zh-Hans", "zh-Hant"}, "zh-TW", "zh-Hant", true},
        LocaleCase{"DoesNotBeatTheSpelling",
                   "充值没有到账怎么办",
                   {"zh-Hans", "zh-Hant"},
                   "zh-TW",
                   "zh-Hans",
                   false},
        LocaleCase{"HelpsWhatTheModelDoesNotKnow",
                   "ik kan niet inloggen",
                   {"en", "nl"},
                   "nl-NL",
                   "nl",
                   true},
        LocaleCase{
            "TellsWhatTheModelCannot", "پول من را برگردانید", {"fa", "ar"}, "fa-IR", "fa", true},
        LocaleCase{"NotServed", "gg 648", {"en", "de"}, "fr-FR", "und", false},
        LocaleCase{"NoTag", "gg 648", {"en", "de"}, "C", "und", false},
        LocaleCase{"Agrees", "please give me my money back", kDesk, "en-GB", "en", false}),
    [](const auto& test) { return test.param.name; });

TEST(LanguageIdentifierCreateTest, RefusesWhatIsNoLanguageTag) {
  for (const std::string_view bad : {"", "z", "中文", "zh_CN", "-en", "languages1"}) {
    const auto identifier = LanguageIdentifier::Create({{"en", bad}});
    ASSERT_FALSE(identifier.ok()) << bad;
    EXPECT_THAT(std::string(identifier.status().message()), testing::HasSubstr(std::string(bad)));
  }
}

TEST(LanguageIdentifierCreateTest, RefusesTooMany) {
  const Candidates many(201, "en");
  EXPECT_FALSE(LanguageIdentifier::Create(many).ok());
}

TEST(LanguageIdentifierLimitTest, ReadsAMegabyte) {
  std::string text;
  while (text.size() < 1'000'000) text += "mein Konto wurde gestern gesperrt 账号 ";
  NormalisedText normalised;
  Normaliser({2'000'000}).Normalise(text, normalised);
  EXPECT_EQ(LanguageIdentifier::Create(kDesk)->Identify(normalised.bytes()).language, "de");
  const std::string one_word(1'000'000, 'x');
  EXPECT_EQ(LanguageIdentifier::Create(kDesk)->Identify(one_word).language, "und");
}

TEST(LanguageIdentifierLimitTest, BytesThatAreNotNormalisedDoNoHarm) {
  std::string bytes;
  for (int i = 0; i < 4'096; ++i) bytes += static_cast<char>(i * 167 + i / 256);
  const auto identifier = LanguageIdentifier::Create(kDesk);
  for (size_t i = 0; i < bytes.size(); i += 7) {
    EXPECT_LE(identifier->Identify(std::string_view(bytes).substr(i)).margin_milli, 1000);
  }
}

}  // namespace
}  // namespace waypost::text
