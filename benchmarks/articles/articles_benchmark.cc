// Suggestions out of 120,000 knowledge articles, beside a scorer that looks at every article's
// terms; and what changing an article costs. Together with Classify(): classifier_benchmark.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "benchmarks/articles/article_writer.h"
#include "lib/articles/terms.h"
#include "lib/base/check.h"
#include "waypost/articles.h"

namespace waypost {
namespace {

constexpr int kArticles = 120'000;

ArticleIndex& Index() {
  static ArticleIndex* const kIndex = [] {
    auto* index = new ArticleIndex;
    ArticleWriter writer(1);
    for (int i = 0; i < kArticles; ++i) {
      WP_CHECK(index->Put(writer.Next(i)).ok(), "the article is in bounds");
    }
    return index;
  }();
  return *kIndex;
}

std::vector<std::string> Tickets() {
  ArticleWriter writer(2);
  std::vector<std::string> texts;
  for (int i = 0; i < 500; ++i) texts.push_back(writer.Text(20));
  return texts;
}

void BM_Suggest(benchmark::State& state) {
  const ArticleIndex& index = Index();
  const std::vector<std::string> texts = Tickets();
  const ArticleFact facts[] = {{"platform", "ios"}};
  ArticleIndex::Scratch scratch;
  std::vector<ArticleSuggestion> found;
  size_t next = 0, suggested = 0;
  for (auto _ : state) {
    ArticleQuery query;
    query.text = texts[next];
    const std::string category = absl::StrCat("category", next % 17);
    query.category = category;
    query.subcategory = "sub1";
    query.language = "zh-Hans";
    query.facts = facts;
    index.Suggest(query, scratch, found);
    suggested += found.size();
    next = next + 1 == texts.size() ? 0 : next + 1;
  }
  state.counters["articles"] = static_cast<double>(index.size());
  state.counters["bytes_an_article"] =
      static_cast<double>(index.memory_bytes()) / static_cast<double>(index.size());
  state.counters["suggested"] =
      benchmark::Counter(static_cast<double>(suggested), benchmark::Counter::kAvgIterations);
}
BENCHMARK(BM_Suggest)->Unit(benchmark::kMicrosecond);

// The peer: sets of terms, compared with each article's, and no more.
void BM_LookAtEveryArticle(benchmark::State& state) {
  ArticleWriter writer(1);
  std::vector<std::vector<uint64_t>> articles(kArticles);
  for (int i = 0; i < kArticles; ++i) {
    articles::ReadTerms(writer.Next(i).text, 512, articles[static_cast<size_t>(i)]);
  }
  const std::vector<std::string> texts = Tickets();
  std::vector<uint64_t> terms;
  size_t next = 0;
  for (auto _ : state) {
    articles::ReadTerms(texts[next], 128, terms);
    size_t best = 0;
    for (const std::vector<uint64_t>& own : articles) {
      size_t shared = 0;
      for (size_t a = 0, b = 0; a < own.size() && b < terms.size();) {
        shared += own[a] == terms[b] ? 1 : 0;
        own[a] < terms[b] ? ++a : ++b;
      }
      best = std::max(best, shared);
    }
    benchmark::DoNotOptimize(best);
    next = next + 1 == texts.size() ? 0 : next + 1;
  }
}
BENCHMARK(BM_LookAtEveryArticle)->Unit(benchmark::kMicrosecond);

void BM_ReplaceAnArticle(benchmark::State& state) {
  ArticleIndex& index = Index();
  ArticleWriter writer(3);
  int next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const Article article = writer.Next(next);
    next = (next + 7'919) % kArticles;
    state.ResumeTiming();
    benchmark::DoNotOptimize(index.Put(article).ok());
  }
}
BENCHMARK(BM_ReplaceAnArticle)->Unit(benchmark::kMicrosecond)->Iterations(2'000);

}  // namespace
}  // namespace waypost
