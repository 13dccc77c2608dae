#include "lib/articles/index.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/articles/article_samples.h"

namespace waypost {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Ids(const ArticleIndex& index, std::string_view text,
                             std::string_view category = {}) {
  ArticleQuery query;
  query.text = text;
  query.category = category;
  ArticleIndex::Scratch scratch;
  std::vector<ArticleSuggestion> found;
  index.Suggest(query, scratch, found);
  std::vector<std::string> ids;
  for (const ArticleSuggestion& suggestion : found) ids.emplace_back(suggestion.id);
  return ids;
}

Article Of(std::string id, std::string text, std::vector<std::string> categories = {}) {
  Article article;
  article.id = std::move(id);
  article.text = std::move(text);
  article.categories = std::move(categories);
  return article;
}

TEST(ArticleIndexTest, ChangesAreSeenAtOnce) {
  ArticleIndex index;
  EXPECT_THAT(Ids(index, "where is my refund"), IsEmpty());
  ASSERT_TRUE(index.Put(Of("a", "How refunds work")).ok());
  ASSERT_TRUE(index.Put(Of("b", "Password forgotten")).ok());
  EXPECT_THAT(Ids(index, "where is my refund"), ElementsAre("a"));
  ASSERT_TRUE(index.Put(Of("a", "Changing the password")).ok());
  EXPECT_EQ(index.size(), 2);
  EXPECT_THAT(Ids(index, "where is my refund"), IsEmpty());
  EXPECT_EQ(Ids(index, "password").size(), 2);
  EXPECT_TRUE(index.Remove("a"));
  EXPECT_FALSE(index.Remove("a"));
  EXPECT_THAT(Ids(index, "password"), ElementsAre("b"));
  EXPECT_EQ(index.size(), 1);
}

TEST(ArticleIndexTest, ArticlesAreForTheirCategories) {
  ArticleIndex index;
  ASSERT_TRUE(index.Put(Of("pay", "refund", {"payment/refund", "event"})).ok());
  ASSERT_TRUE(index.Put(Of("ban", "refund", {"account"})).ok());
  ASSERT_TRUE(index.Put(Of("any", "refund")).ok());
  EXPECT_EQ(Ids(index, "refund", "payment").size(), 2);
  EXPECT_EQ(Ids(index, "refund", "account").size(), 2);
  EXPECT_THAT(Ids(index, "refund", "no such category"), ElementsAre("any"));
  EXPECT_THAT(Ids(index, "refund"), ElementsAre("any"));
}

TEST(ArticleIndexTest, RefusesWhatIsOutOfBounds) {
  ArticleIndex::Limits limits;
  limits.articles = 2;
  limits.terms = 10;
  ArticleIndex index(limits);
  const auto refused = [&](Article article) { return std::string(index.Put(article).message()); };
  EXPECT_THAT(refused(Of("", "x")), HasSubstr("its id is empty"));
  EXPECT_THAT(refused(Of(std::string(257, 'x'), "x")), HasSubstr("longer than 256 bytes"));
  EXPECT_THAT(refused(Of("a", std::string(65'537, 'x'))), HasSubstr("more than 64 KiB"));
  EXPECT_THAT(refused(Of("a", "x", {""})), HasSubstr("a category, fact or value is empty"));
  EXPECT_THAT(refused(Of("a", "x", std::vector<std::string>(17, "c"))),
              HasSubstr("more than 16 categories"));
  EXPECT_THAT(refused(Of("a", "b c d e f g h i")), HasSubstr("more than 10 terms"));
  EXPECT_EQ(index.size(), 0);
  EXPECT_TRUE(index.Put(Of("a", "one two")).ok());
  EXPECT_TRUE(index.Put(Of("b", "three")).ok());
  EXPECT_THAT(refused(Of("c", "x")), HasSubstr("more than 2 articles"));
  EXPECT_TRUE(index.Put(Of("b", "four")).ok());  // replacing is no addition
  EXPECT_THAT(Ids(index, "one"), ElementsAre("a"));
}

TEST(ArticleIndexTest, TakesAnyBytes) {
  ArticleIndex index;
  EXPECT_TRUE(index.Put(Of("empty", "")).ok());
  EXPECT_TRUE(index.Put(Of("odd", "\xff\xfe\x01 \xe9\x80")).ok());
  EXPECT_THAT(Ids(index, ""), IsEmpty());
  EXPECT_LE(Ids(index, std::string(1'000'000, '\xff')).size(), 2);
  EXPECT_TRUE(index.Remove("odd"));
  EXPECT_TRUE(index.Remove("empty"));
}

TEST(ArticleIndexTest, DoesNotGrowByReplacing) {
  ArticleIndex index;
  testing::ArticleSampler sampler(3);
  const auto replace_all = [&] {
    for (int i = 0; i < 300; ++i) ASSERT_TRUE(index.Put(sampler.Next(absl::StrCat("a", i))).ok());
  };
  for (int i = 0; i < 10; ++i) replace_all();
  const size_t bytes = index.memory_bytes();
  for (int i = 0; i < 30; ++i) replace_all();
  EXPECT_LE(index.memory_bytes(), bytes * 3 / 2);
  EXPECT_EQ(index.size(), 300);
}

}  // namespace
}  // namespace waypost
