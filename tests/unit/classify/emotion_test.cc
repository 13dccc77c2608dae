#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/unit/classify/policy_text.h"

namespace waypost {
namespace {

const Classifier& Desk() {
  static const Classifier kCalming = testing::ClassifierWith(R"(
    classification { see_through_camouflage: true }
    categories { id: "a" keywords: [ "退款", "refund" ] }
    categories { id: "b" keywords: [ "闪退", "crash" ] })");
  return kCalming;
}

int LevelOf(std::string_view text) { return Desk().Classify(text).emotion_level; }

struct Row {
  const char* name;
  const char* text;
  int level;
};

class EmotionTest : public ::testing::TestWithParam<Row> {};

TEST_P(EmotionTest, Level) { EXPECT_EQ(LevelOf(GetParam().text), GetParam().level); }

constexpr Row kRows[] = {
    {"CalmChinese", "请问怎么改名字", 0},
    {"CalmEnglish", "How do I change my name?", 0},
    {"CalmJapanese", "名前の変更方法を教えてください", 0},
    {"ConcernedChinese", "号登不上了怎么办", 1},
    {"ConcernedEnglish", "I'm worried about my account", 1},
    {"DissatisfiedChinese", "客服太慢, 很失望", 2},
    {"DissatisfiedEnglish", "I am disappointed with this", 2},
    {"DissatisfiedJapanese", "対応がひどいです", 2},
    {"AngryChinese", "骗子公司", 3},
    {"AngryEnglish", "This is a scam", 3},
    {"AbusiveChinese", "傻逼游戏", 4},
    {"AbusiveEnglish", "you fucking idiots", 4},
    {"AbusiveBehindDots", "f.u.c.k you", 4},
    {"SelfHarmChinese", "真的不想活了", 5},
    {"SelfHarmEnglish", "i want to kill myself", 5},
    {"LawyerChinese", "我要找律师起诉你们", 5},
    {"LawyerEnglish", "my lawyer will contact you", 5},
    {"ChargeBack", "i will do a chargeback", 5},
    {"ChargeBackJapanese", "カード会社に連絡します", 5},
    {"ViolenceChinese", "我去你们公司弄死你们", 5},
    {"NegatedAngerIsNone", "我没生气", 0},
    {"NegatedThreatIsNone", "I am not suicidal", 0},
};
INSTANTIATE_TEST_SUITE_P(Rows, EmotionTest, ::testing::ValuesIn(kRows),
                         [](const auto& param) { return param.param.name; });

TEST(EmotionTest, MoreOfAnythingNeverLowersTheLevel) {
  const auto check = [](std::initializer_list<const char*> base,
                        std::initializer_list<const char*> more) {
    for (const char* text : base) {
      for (const char* added : more) {
        EXPECT_GE(LevelOf(absl::StrCat(text, added)), LevelOf(text)) << text << added;
      }
    }
  };
  check({"退款", "很失望", "骗子", "傻逼", "谢谢"},
        {"!!!", " 非常失望", " 骗子", " 傻逼", " 第三次了", " 😡", " 😭😭😭", "???", " 律师"});
  check(
      {"refund please", "garbage game", "you idiots", "thanks"},
      {"!!!", " very disappointed", " scam", " fuck", " third time", " SO ANGRY WITH YOU", " sue"});
}

TEST(EmotionTest, WritingCountsTogetherWithWords) {
  EXPECT_GT(LevelOf("WHERE IS MY REFUND, STILL NO REPLY!!!"),
            LevelOf("where is my refund, still no reply"));
  EXPECT_GT(LevelOf("非常失望, 已经第三次了, 还没回复!!!!!!"), LevelOf("失望"));
}

TEST(EmotionTest, AWordOfAnotherLanguageDoesNotCount) {
  // "sauer" is angry in German; the caller knows that this is French.
  ClassifyHints hints;
  hints.language = "fr";
  EXPECT_EQ(Desk().Classify("sauer", hints).emotion_level, 0);
  hints.language = "de-AT";
  EXPECT_EQ(Desk().Classify("sauer", hints).emotion_level, 3);
  // Swearing in English is understood everywhere.
  hints.language = "fr";
  EXPECT_EQ(Desk().Classify("fuck you", hints).emotion_level, 4);
}

// Priorities tell what a rule has read.
TEST(RisksTest, ARuleKnowsWhatAThreatIsAbout) {
  const Classifier desk = testing::ClassifierWith(R"(
    facts { name: "risks" type: STRING_LIST values: [ "self_harm", "legal" ] default: "[]" }
    classification {
      priority_rules { id: "crisis" when: "'self_harm' in risks" at_least: "P0" }
      priority_rules { id: "lawyers" when: "'legal' in risks" at_least: "P1" }
    })");
  EXPECT_EQ(desk.Classify("I want to kill myself").priority, "P0");
  EXPECT_EQ(desk.Classify("I will call my lawyer").priority, "P1");
  EXPECT_EQ(desk.Classify("my lawyer says I am suicidal").priority, "P0");
  EXPECT_EQ(desk.Classify("I will dispute this with my bank").priority, "P3") << "not declared";
  EXPECT_EQ(desk.Classify("How do I change my name?").priority, "P3");
}

TEST(ComplexityTest, GrowsWithSubjectsAndHistory) {
  const auto work = [](std::string_view text) { return Desk().Classify(text).complexity; };
  EXPECT_EQ(work("退款"), TicketComplexity::kSimple);
  EXPECT_EQ(work("怎么退款?"), TicketComplexity::kSimple);
  EXPECT_EQ(work("退款, 另外闪退"), TicketComplexity::kComplex);
  EXPECT_EQ(work("退款申请被拒了, 我要申诉"), TicketComplexity::kStandard);
  EXPECT_EQ(work(""), TicketComplexity::kUnknown);
}

}  // namespace
}  // namespace waypost
