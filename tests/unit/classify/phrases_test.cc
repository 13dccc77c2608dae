// Keywords, gaps, negation, patterns and camouflage, each as a policy writes them.
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/classify/policy_text.h"

namespace waypost {
namespace {

using testing::CategoryOf;
using testing::ClassifierWith;
using testing::WordsOf;

struct Case {
  const char* name;
  const char* phrase;  // in category "c"
  const char* text;
  const char* words;  // that are found, "" for none
};

class PhrasesTest : public ::testing::TestWithParam<Case> {};

TEST_P(PhrasesTest, FindsWhatIsMeant) {
  const Case& row = GetParam();
  const Classifier classifier =
      ClassifierWith(std::string("categories { id: \"c\" ") + row.phrase + " }");
  const Classification result = classifier.Classify(row.text);
  EXPECT_EQ(WordsOf(result, row.text), row.words);
  EXPECT_EQ(CategoryOf(result), *row.words == 0 ? "-" : "c");
}

constexpr Case kGaps[] = {
    {"AGapOfNothing", R"(keywords: "充值 .{0,8} 没到账")", "充值没到账", "充值没到账"},
    {"AGapOfSomeCharacters", R"(keywords: "充值 .{0,8} 没到账")", "昨天充值了648还没到账！",
     "充值了648还没到账"},
    {"AGapThatIsTooWide", R"(keywords: "充值 .{0,4} 没到账")", "充值了648还没到账", ""},
    {"TheOtherOrder", R"(keywords: "充值 .{0,8} 没到账")", "没到账的充值", ""},
    {"TheNearestFirstPartCounts", R"(keywords: "lost .{0,9} account")",
     "lost interest in things, lost my account", "lost my account"},
    {"EachPartIsAWord", R"(keywords: "pass .{0,9} reset")", "compass reset", ""},
    {"ThreeParts", R"(keywords: "paid .{0,9} but .{0,9} nothing")", "I paid twice but got nothing",
     "paid twice but got nothing"},
    {"APartDoesNotOverlapTheNext", R"(keywords: "aa .{0,3} aa")", "aa", ""},
    {"TheSamePartTwice", R"(keywords: "aa .{0,3} aa")", "aa, aa", "aa, aa"},
};
INSTANTIATE_TEST_SUITE_P(Gaps, PhrasesTest, ::testing::ValuesIn(kGaps),
                         [](const auto& param) { return param.param.name; });

constexpr char kStolen[] = R"(phrases { text: "被盗" unless_negated_within: 4 })";
constexpr char kHacked[] = R"(phrases { text: "hacked" unless_negated_within: 6 })";
constexpr Case kNegations[] = {
    {"Plain", kStolen, "我的号被盗了", "被盗"},
    {"NegatedRightBefore", kStolen, "我的号没有被盗", ""},
    {"NegatedAtSomeDistance", kStolen, "没有真的被盗", ""},
    {"NegatedTooFarAway", kStolen, "我没有上线的时候被盗了", "被盗"},
    {"NegatedInAnotherSentence", kStolen, "没有。被盗了", "被盗"},
    {"NegatedTwice", kStolen, "不是没有被盗", "被盗"},
    {"English", kHacked, "I was not hacked", ""},
    {"EnglishContraction", kHacked, "my account wasn't hacked", ""},
    {"EnglishAnswer", kHacked, "no, hacked again", "hacked"},
    {"EnglishWithoutNegation", kHacked, "note: hacked", "hacked"},
    {"JapaneseNegatesBehind", R"(phrases { text: "乗っ取られ" unless_negated_within: 4 })",
     "乗っ取られていません", ""},
    {"KeywordsDoNotMindNegation", R"(keywords: "退款")", "还没有退款", "退款"},
};
INSTANTIATE_TEST_SUITE_P(Negation, PhrasesTest, ::testing::ValuesIn(kNegations),
                         [](const auto& param) { return param.param.name; });

constexpr char kOrder[] = R"(phrases { regex: "order[ #-]*[0-9]{6,}" anchor: "order" })";
constexpr Case kPatterns[] = {
    {"Matches", kOrder, "my Order #1234567 is gone", "Order #1234567"},
    {"TheAnchorAloneIsNotEnough", kOrder, "my order is gone", ""},
    {"ThePatternMustCoverTheAnchor", R"(phrases { regex: "[0-9]{6,}" anchor: "order" })",
     "order 1234567", ""},
    {"TwoAnchorsTwoMatches", kOrder, "order 1234567, order 7654321", "order 1234567|order 7654321"},
    {"TwoAnchorsOneMatch", R"(phrases { regex: "a.*b" anchor: "x" })", "a x x b", "a x x b"},
    {"ChineseAnchor", R"(phrases { regex: "订单号?[::]? ?[0-9]{8,}" anchor: "订单" })",
     "订单号:2024050188", "订单号:2024050188"},
    {"CapitalsInThePattern", R"(phrases { regex: "ERR-[0-9]+" anchor: "err" })", "got err-17",
     "err-17"},
};
INSTANTIATE_TEST_SUITE_P(Patterns, PhrasesTest, ::testing::ValuesIn(kPatterns),
                         [](const auto& param) { return param.param.name; });

TEST(PhrasesTest, APatternFarFromItsAnchorIsNotLookedFor) {
  const Classifier classifier =
      ClassifierWith(R"(categories { id: "c" phrases { regex: "a.*b" anchor: "b" } })");
  const auto between = [](int times) {
    std::string filler = "a ";
    for (int i = 0; i < times; ++i) filler += "xy";
    return filler + " b";
  };
  EXPECT_EQ(CategoryOf(classifier.Classify(between(100))), "c");
  EXPECT_EQ(CategoryOf(classifier.Classify(between(150))), "-");
}

constexpr char kSeeThrough[] = R"(
  classification { see_through_camouflage: true }
  categories { id: "refund" keywords: [ "退款", "refund" ] }
  categories { id: "hack" keywords: [ "hacked", "外挂" ] }
)";

TEST(CamouflageTest, IsSeenThroughAndShownWhereItStands) {
  const Classifier classifier = ClassifierWith(kSeeThrough);
  const auto words = [&](std::string_view text) {
    return WordsOf(classifier.Classify(text), text);
  };
  EXPECT_EQ(words("我要退 款!"), "退 款");
  EXPECT_EQ(words("我要退*款"), "退*款");
  EXPECT_EQ(words("退.款"), "退.款");
  EXPECT_EQ(words("外·挂泛滥"), "外·挂");
  EXPECT_EQ(words("r.e.f.u.n.d please"), "r.e.f.u.n.d");
  EXPECT_EQ(words("R E F U N D"), "R E F U N D");
  EXPECT_EQ(words("got h4cked"), "h4cked");
  EXPECT_EQ(words("r\u0435fund"), "r\u0435fund");  // a Cyrillic letter
}

TEST(CamouflageTest, IsNotInvented) {
  const Classifier classifier = ClassifierWith(kSeeThrough);
  const auto category = [&](std::string_view text) {
    return CategoryOf(classifier.Classify(text));
  };
  EXPECT_EQ(category("不能退，款式不对"), "-");  // a comma separates
  EXPECT_EQ(category("退。款式"), "-");
  EXPECT_EQ(category("re fund"), "-");
  // Without the option nothing is seen through.
  const Classifier plain = ClassifierWith(R"(categories { id: "refund" keywords: "退款" })");
  EXPECT_EQ(CategoryOf(plain.Classify("退 款")), "-");
}

TEST(CamouflageTest, WhatIsSeenPlainlyIsNotSeenTwice) {
  const Classifier classifier = ClassifierWith(kSeeThrough);
  EXPECT_EQ(classifier.Classify("退款, 退 款").evidence.size(), 1);
}

}  // namespace
}  // namespace waypost
