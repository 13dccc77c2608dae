#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/unit/allocation/counted_new.h"
#include "tests/unit/classify/policy_text.h"
#include "waypost/articles.h"
#include "waypost/training.h"

namespace waypost {
namespace {

TEST(ClassifierAllocationTest, NothingIsAllocatedOnceWarm) {
  const Classifier classifier = testing::ClassifierWith(R"(
    languages: [ "zh", "en", "ja" ]
    classification {
      see_through_camouflage: true
      priority_rules { id: "angry" when: "emotion >= 3 && language == 'zh'" at_least: "P1" }
    }
    categories {
      id: "a category with a long name"
      keywords: [ "充值 .{0,8} 没到账", "refund" ]
      phrases { text: "被盗" unless_negated_within: 4 }
      phrases { regex: "order[ #]*[0-9]+" anchor: "order" }
    }
    categories { id: "b" keywords: "退款" }
    not_served { id: "hardware" keywords: "手柄" }
  )");
  const std::vector<std::string> texts = {
      "我的账号没有被盗, 昨天充值了 648 还没到账!!!!!! 退 款 😡😡",
      "order #123456 r.e.f.u.n.d please, this is the third time, you fucking thieves", "手柄", "",
      "アカウントが乗っ取られました"};
  const std::vector<HostScore> scores = {{"b", "", 700}};
  ClassifyHints hints;
  hints.scores = scores;
  hints.tier = "vip";
  Classifier::Scratch scratch(classifier);
  Classification result;
  size_t seen = 0;
  const auto run = [&] {
    for (const std::string& text : texts) {
      classifier.Classify(text, hints, scratch, result);
      seen += result.evidence.size();
    }
  };
  run();
  const size_t before = CountOfAllocations();
  run();
  EXPECT_EQ(CountOfAllocations(), before);
  EXPECT_GT(seen, 10);
}

TEST(ClassifierAllocationTest, NorWithAModelAndArticles) {
  std::vector<TrainingRow> rows;
  for (int i = 0; i < 60; ++i) {
    rows.push_back({"refund", absl::StrCat("please refund order ", i, ", 我要退款")});
    rows.push_back({"login", absl::StrCat("password lost again ", i, ", 登录不了")});
  }
  const auto trained = TrainModel(rows);
  ASSERT_TRUE(trained.ok()) << trained.status();
  const PolicyCompilation compiled =
      Policy::Compile({{"words.textproto", absl::StrCat(testing::kFrame, R"(
          categories { id: "refund" keywords: [ "退款", "a keyword that is longer than others" ] }
          categories { id: "login" }
          classification { model: "desk.wpm" }
        )")},
                       {"desk.wpm", trained->bytes}});
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  ArticleIndex articles;
  for (int i = 0; i < 200; ++i) {
    Article article;
    article.id = absl::StrCat("an article with a long id ", i);
    article.text = absl::StrCat("refund 退款 order w", i % 7, " x", i % 11);
    if (i % 2 == 0) article.categories = {"refund"};
    ASSERT_TRUE(articles.Put(article).ok());
  }
  const Classifier classifier(compiled.policy());
  ClassifyHints hints;
  hints.articles = &articles;
  hints.platform = "ios";
  hints.locale = "zh_TW.UTF-8";
  Classifier::Scratch scratch(classifier);
  Classification result;
  size_t suggested = 0, pieces = 0;
  const auto run = [&] {
    for (const char* const text : {"我要退款 order w3 x5, 賬號 password", "password lost, 登錄不了",
                                   "a keyword that is longer than others", "zzz"}) {
      classifier.Classify(text, hints, scratch, result);
      suggested += result.suggestions.size();
      pieces += result.evidence.size();
    }
  };
  run();
  const size_t before = CountOfAllocations();
  run();
  EXPECT_EQ(CountOfAllocations(), before);
  EXPECT_GE(suggested, 6);
  EXPECT_GE(pieces, 10);
}

}  // namespace
}  // namespace waypost
