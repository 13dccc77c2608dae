#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/unit/allocation/counted_new.h"
#include "tests/unit/articles/article_samples.h"

namespace waypost {
namespace {

TEST(SuggestAllocationTest, NothingIsAllocatedOnceWarm) {
  testing::ArticleSampler sampler(1);
  ArticleIndex index;
  for (int i = 0; i < 2'000; ++i) {
    ASSERT_TRUE(index.Put(sampler.Next(absl::StrCat("an article with a long id, ", i))).ok());
  }
  std::vector<std::string> texts;
  for (int i = 0; i < 20; ++i) texts.push_back(sampler.Words(12));
  const ArticleFact facts[] = {{"platform", "ios"}, {"region", "a region that no article names"}};
  ArticleIndex::Scratch scratch;
  std::vector<ArticleSuggestion> found;
  size_t seen = 0;
  const auto run = [&] {
    for (const std::string& text : texts) {
      ArticleQuery query;
      query.text = text;
      query.category = "payment";
      query.subcategory = "refund";
      query.language = "zh-Hans";
      query.facts = facts;
      index.Suggest(query, scratch, found);
      seen += found.size();
    }
  };
  run();
  const size_t before = CountOfAllocations();
  run();
  EXPECT_EQ(CountOfAllocations(), before);
  EXPECT_GT(seen, 20);
}

}  // namespace
}  // namespace waypost
