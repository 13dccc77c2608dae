// The public Classifier, and that an engine decides the same.
#include "waypost/classifier.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/unit/classify/policy_text.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost {
namespace {

using testing::CategoryOf;
using testing::ClassifierWith;
using testing::WordsOf;

constexpr char kDesk[] = R"(
  languages: [ "zh", "en" ]
  facts { name: "tier" values: [ "standard", "vip" ] }
  facts { name: "amount" type: INT default: "0" }
  categories {
    id: "account" priority: "P1"
    sub { id: "stolen" priority: "P0" keywords: [ "被盗", "hacked" ] }
    keywords: "账号"
  }
  categories { id: "refund" keywords: [ "退款", "refund" ] }
  categories { id: "other" }
  classification {
    default_category: "other"
    review_below_milli: 700
    priority_rules { id: "angry" when: "emotion >= 3" at_least: "P1" }
    priority_rules { id: "vip" when: "tier == 'vip' && category == 'refund'" at_least: "P2" }
  }
  not_served { id: "hardware" keywords: "手柄" reply: "kb-1" }
  not_served { id: "big" when: "amount > 5" }
)";

TEST(ClassifierTest, TellsEverythingOfOneText) {
  const Classifier classifier = ClassifierWith(kDesk);
  const std::string text = "我的账号被盗了, 你们这帮骗子!!!";
  const Classification result = classifier.Classify(text);
  EXPECT_EQ(result.language, "zh");
  EXPECT_GT(result.language_margin_milli, 500);
  EXPECT_EQ(CategoryOf(result), "account/stolen");
  EXPECT_EQ(result.priority, "P0");
  EXPECT_EQ(result.emotion_level, 3);
  EXPECT_GT(result.confidence_milli, 950);
  EXPECT_GT(result.margin_milli, 900);
  EXPECT_FALSE(result.needs_review);
  EXPECT_EQ(WordsOf(result, text), "账号|被盗");
  EXPECT_TRUE(result.evidence[1].decided);
  EXPECT_FALSE(result.evidence[0].decided);
  EXPECT_EQ(result.evidence[1].weight, 100);
  EXPECT_EQ(result.model_hash, 0);
}

TEST(ClassifierTest, NoEvidenceIsTheDefaultAndForReview) {
  const Classifier classifier = ClassifierWith(kDesk);
  const Classification result = classifier.Classify("hello there");
  EXPECT_EQ(CategoryOf(result), "other");
  EXPECT_EQ(result.confidence_milli, 0);
  EXPECT_TRUE(result.needs_review);
  EXPECT_TRUE(result.evidence.empty());
}

TEST(ClassifierTest, EmotionRaisesThePriorityAndNeverLowersIt) {
  const Classifier classifier = ClassifierWith(kDesk);
  EXPECT_EQ(classifier.Classify("refund please").priority, "P3");
  EXPECT_EQ(classifier.Classify("refund now you fucking thieves").priority, "P1");
  EXPECT_EQ(classifier.Classify("hacked").priority, "P0");
  EXPECT_EQ(classifier.Classify("hacked by fucking thieves").priority, "P0");
}

TEST(ClassifierTest, HintsCount) {
  const Classifier classifier = ClassifierWith(kDesk);
  ClassifyHints hints;
  hints.tier = "vip";
  EXPECT_EQ(classifier.Classify("refund", hints).priority, "P2");
  hints.contacts = 4;
  EXPECT_GT(classifier.Classify("refund", hints).emotion_level,
            classifier.Classify("refund").emotion_level);
  const std::string dialect = "yue-Hant-HK";
  hints.language = dialect;
  EXPECT_EQ(classifier.Classify("refund", hints).language, "yue-Hant-HK");
  EXPECT_EQ(classifier.Classify("refund", hints).language_margin_milli, 1'000);
}

TEST(ClassifierTest, TheHostsOwnScoresCombineWithKeywords) {
  const Classifier classifier = ClassifierWith(kDesk);
  const std::vector<HostScore> sure = {{"refund", "", 990}};
  ClassifyHints hints;
  hints.scores = sure;
  const Classification alone = classifier.Classify("hello", hints);
  EXPECT_EQ(CategoryOf(alone), "refund");
  EXPECT_NEAR(alone.confidence_milli, 990, 3);
  ASSERT_EQ(alone.evidence.size(), 1);
  EXPECT_EQ(alone.evidence[0].kind, ClassificationEvidence::Kind::kScore);
  EXPECT_TRUE(alone.evidence[0].decided);
  EXPECT_EQ(CategoryOf(classifier.Classify("hacked", hints)), "refund");
  const std::vector<HostScore> unsure = {{"refund", "", 600}, {"nothing", "", 400}};
  hints.scores = unsure;
  EXPECT_EQ(CategoryOf(classifier.Classify("hacked", hints)), "account/stolen");
}

TEST(ClassifierTest, WhatIsNotServedIsSaid) {
  const Classifier classifier = ClassifierWith(kDesk);
  EXPECT_EQ(classifier.Classify("手柄坏了").not_served, "hardware");
  EXPECT_EQ(classifier.Classify("账号").not_served, "");
}

// Known failings of other systems.
TEST(ClassifierTest, TheFirstKeywordInTheFileDoesNotWin) {
  const char* const forwards = R"(
    categories { id: "a" keywords: "order" } categories { id: "b" keywords: "order lost" })";
  const char* const backwards = R"(
    categories { id: "b" keywords: "order lost" } categories { id: "a" keywords: "order" })";
  EXPECT_EQ(CategoryOf(ClassifierWith(forwards).Classify("order lost")), "b");
  EXPECT_EQ(CategoryOf(ClassifierWith(backwards).Classify("order lost")), "b");
}

TEST(ClassifierTest, AWordInsideAnotherIsNotFound) {
  const Classifier classifier =
      ClassifierWith(R"(categories { id: "login" keywords: [ "pass", "ban" ] })");
  EXPECT_EQ(CategoryOf(classifier.Classify("the compass in the urban map")), "-");
  EXPECT_EQ(CategoryOf(classifier.Classify("forgot my pass")), "login");
}

TEST(ClassifierTest, OddTextsDoNoHarm) {
  const Classifier classifier = ClassifierWith(kDesk);
  const std::string texts[] = {"",
                               " \t\n",
                               "\xff\xfe\x80",
                               "😭😭😭",
                               std::string(1, '\0'),
                               "\u202E\u200F",
                               std::string(1 << 20, 'a'),
                               "被\xE7\x9B"};
  for (const std::string& text : texts) {
    const Classification result = classifier.Classify(text);
    EXPECT_EQ(CategoryOf(result), "other");
    EXPECT_EQ(result.confidence_milli, 0);
  }
  EXPECT_EQ(classifier.Classify(texts[6]).unread_bytes, (1 << 20) - 65'536);
}

TEST(ClassifierTest, ThreadsShareOne) {
  const Classifier classifier = ClassifierWith(kDesk);
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([&classifier, &right, t] {
      Classifier::Scratch scratch(classifier);
      Classification result;
      for (int i = 0; i < 200; ++i) {
        classifier.Classify(i % 2 ? "退款" : "被盗", {}, scratch, result);
        right[t] += result.category == (i % 2 ? "refund" : "account") ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : right) EXPECT_EQ(count, 200);
}

TEST(ClassifierTest, AnEngineDecidesTheSame) {
  const Classifier classifier = ClassifierWith(kDesk);
  const char* const texts[] = {"我的账号被盗了!!!",
                               "refund or I sue you",
                               "退款 hacked",
                               "hello",
                               "骗子 账号 退款 退款",
                               "退款退款",
                               "账号",
                               "😡😡😡"};
  for (const char* text : texts) {
    for (const int score : {-1, 0, 400, 995}) {
      const std::vector<HostScore> scores = {{"refund", "", score}};
      ClassifyHints hints;
      if (score >= 0) hints.scores = scores;
      const Classification alone = classifier.Classify(text, hints);
      auto engine = Engine::Create(classifier.policy(), 0);
      v1::Command command;
      v1::OpenTicket& ticket = *command.mutable_open_ticket();
      ticket.set_ticket_id("T1");
      ticket.set_text(text);
      if (score >= 0) {
        v1::CategoryScore& to = *ticket.mutable_evidence()->add_scores();
        to.set_category("refund");
        to.set_confidence_milli(score);
      }
      bool seen = false;
      const absl::Status status = engine->Apply(0, command, [&](const v1::Event& event) {
        if (!event.has_ticket_classified()) return;
        seen = true;
        const v1::TicketClassified& decided = event.ticket_classified();
        EXPECT_EQ(decided.category(), alone.category) << text << score;
        EXPECT_EQ(decided.subcategory(), alone.subcategory) << text;
        EXPECT_EQ(decided.priority(), alone.priority) << text;
        EXPECT_EQ(decided.language(), alone.language) << text;
        EXPECT_EQ(decided.emotion(), alone.emotion_level) << text;
        EXPECT_EQ(decided.complexity(), static_cast<int>(alone.complexity)) << text;
        EXPECT_EQ(decided.confidence_milli(), alone.confidence_milli) << text;
        EXPECT_EQ(decided.margin_milli(), alone.margin_milli) << text;
        EXPECT_EQ(decided.needs_review(), alone.needs_review) << text;
      });
      EXPECT_TRUE(status.ok()) << status;
      EXPECT_TRUE(seen);
    }
  }
}

}  // namespace
}  // namespace waypost
