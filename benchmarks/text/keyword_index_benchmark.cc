// Keywords over one line of a ticket, beside RE2::Set with the same keywords. RE2::Set answers
// which keywords occur, without places and without word boundaries; ours gives both.
#include <re2/re2.h>
#include <re2/set.h>

#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/text/ticket_samples.h"
#include "lib/base/check.h"
#include "lib/text/han_fold.h"
#include "lib/text/keyword_index.h"

namespace waypost::text {
namespace {

std::vector<Keyword> ToKeywords(const std::vector<std::string>& texts) {
  std::vector<Keyword> keywords;
  for (const std::string& text : texts) {
    keywords.push_back({text, static_cast<uint32_t>(keywords.size())});
  }
  return keywords;
}

NormalisedText NormalisedSample(const benchmark::State& state) {
  NormalisedText text;
  Normaliser().Normalise(kTickets[state.range(0)].text, text);
  FoldHan(text);
  return text;
}

void SetLabels(benchmark::State& state, size_t hits) {
  state.SetLabel(kTickets[state.range(0)].name);
  state.counters["hits"] = static_cast<double>(hits);
  state.counters["text_bytes"] = static_cast<double>(kTickets[state.range(0)].text.size());
}

void BM_KeywordIndexFind(benchmark::State& state) {
  const std::vector<std::string> texts = MixedKeywords(static_cast<size_t>(state.range(1)));
  const auto index = KeywordIndex::Create(ToKeywords(texts), Normaliser());
  WP_CHECK(index.ok(), "the benchmark's keywords are valid");
  const NormalisedText text = NormalisedSample(state);
  std::vector<KeywordHit> hits;
  for (auto _ : state) benchmark::DoNotOptimize(index->Find(text, 64, hits));
  SetLabels(state, hits.size());
  state.counters["index_bytes"] = static_cast<double>(index->Bytes());
}
BENCHMARK(BM_KeywordIndexFind)->ArgsProduct({{0, 1, 2}, {2'000, 20'000}});

void BM_Re2SetMatch(benchmark::State& state) {
  RE2::Options options;
  options.set_literal(true);
  options.set_max_mem(256 << 20);
  RE2::Set set(options, RE2::UNANCHORED);
  for (const std::string& text : MixedKeywords(static_cast<size_t>(state.range(1)))) {
    WP_CHECK(set.Add(text, nullptr) >= 0, "the benchmark's keywords are valid");
  }
  WP_CHECK(set.Compile(), "RE2 has memory enough");
  const NormalisedText text = NormalisedSample(state);
  const std::string bytes(text.bytes());
  std::vector<int> hits;
  for (auto _ : state) benchmark::DoNotOptimize(set.Match(bytes, &hits));
  SetLabels(state, hits.size());
}
BENCHMARK(BM_Re2SetMatch)->ArgsProduct({{0, 1, 2}, {2'000}});

void BM_KeywordIndexCreate(benchmark::State& state) {
  const std::vector<std::string> texts = MixedKeywords(static_cast<size_t>(state.range(0)));
  const std::vector<Keyword> keywords = ToKeywords(texts);
  const Normaliser normaliser;
  for (auto _ : state) benchmark::DoNotOptimize(KeywordIndex::Create(keywords, normaliser));
}
BENCHMARK(BM_KeywordIndexCreate)->Arg(2'000)->Arg(20'000)->Unit(benchmark::kMillisecond);

void BM_Re2SetCompile(benchmark::State& state) {
  const std::vector<std::string> texts = MixedKeywords(static_cast<size_t>(state.range(0)));
  RE2::Options options;
  options.set_literal(true);
  options.set_max_mem(256 << 20);
  for (auto _ : state) {
    RE2::Set set(options, RE2::UNANCHORED);
    for (const std::string& text : texts) set.Add(text, nullptr);
    benchmark::DoNotOptimize(set.Compile());
  }
}
BENCHMARK(BM_Re2SetCompile)->Arg(2'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waypost::text
