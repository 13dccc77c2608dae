// Knowledge articles that come with a classification.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/classify/policy_text.h"
#include "waypost/articles.h"

namespace waypost {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kSuggesting[] = R"(
  languages: [ "zh", "en" ]
  categories { id: "payment" keywords: "充值" sub { id: "refund" keywords: "退款" } }
  categories { id: "account" keywords: "账号" }
  not_served { id: "hardware" keywords: "手柄" }
)";

ArticleIndex Articles() {
  ArticleIndex articles;
  const auto put = [&](const char* id, const char* text, const char* category, const char* language,
                       const char* platform) {
    Article article;
    article.id = id;
    article.text = text;
    article.categories = {category};
    article.language = language;
    if (*platform != '\0') article.facts = {{"platform", platform}};
    EXPECT_TRUE(articles.Put(article).ok());
  };
  put("late", "充值没到账怎么办", "payment", "zh-Hans", "");
  put("late-ios", "充值没到账怎么办", "payment", "zh-Hans", "ios");
  put("late-en", "充值 top-up missing", "payment", "en", "");
  put("refund", "申请退款, 充值", "payment/refund", "zh-Hant", "");
  put("stolen", "充值账号被盗", "account", "zh", "");
  return articles;
}

std::vector<std::string> Suggested(const Classifier& classifier, const ArticleIndex& articles,
                                   const char* text, const char* platform = "") {
  ClassifyHints hints;
  hints.articles = &articles;
  hints.platform = platform;
  std::vector<std::string> ids;
  const Classification result = classifier.Classify(text, hints);
  for (const ArticleSuggestion& one : result.suggestions) ids.emplace_back(one.id);
  return ids;
}

TEST(SuggestionsTest, ComeByCategoryWordsAndFacts) {
  const Classifier classifier = testing::ClassifierWith(kSuggesting);
  const ArticleIndex articles = Articles();
  // The same words: the platform decides between two; English and accounts are passed over.
  EXPECT_THAT(Suggested(classifier, articles, "我充值没到账", "ios"),
              ElementsAre("late-ios", "late", "refund"));
  EXPECT_THAT(Suggested(classifier, articles, "我充值没到账", "pc"), ElementsAre("late", "refund"));
  // The subcategory counts.
  EXPECT_EQ(Suggested(classifier, articles, "充值了要退款").front(), "refund");
  // Traditional characters find what is written in simplified ones.
  EXPECT_EQ(Suggested(classifier, articles, "我的充值沒到帳").size(), 3);
  EXPECT_THAT(Suggested(classifier, articles, "账号"), ElementsAre("stolen"));
}

TEST(SuggestionsTest, NoneWhereThereIsNothingToSuggest) {
  const Classifier classifier = testing::ClassifierWith(kSuggesting);
  const ArticleIndex articles = Articles();
  EXPECT_THAT(Suggested(classifier, articles, "手柄 充值"), IsEmpty());  // not served
  EXPECT_THAT(Suggested(classifier, articles, ""), IsEmpty());
  EXPECT_THAT(classifier.Classify("充值").suggestions, IsEmpty());  // no index
}

TEST(SuggestionsTest, AreAsManyAsThePolicySays) {
  const Classifier classifier = testing::ClassifierWith(
      R"(categories { id: "payment" keywords: "充值" } classification { suggestions: 1 })");
  EXPECT_EQ(Suggested(classifier, Articles(), "充值没到账").size(), 1);
}

}  // namespace
}  // namespace waypost
