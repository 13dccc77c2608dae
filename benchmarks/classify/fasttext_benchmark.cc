// fastText on the same texts, with one thread: words and pairs of them, character 2- to 5-grams,
// softmax, 50 passes at a rate of 0.5; texts are normalised and punctuation stands apart, as its
// authors advise.
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/classify/labelled_sets.h"
#include "benchmarks/fasttext/supervised.h"
#include "lib/text/normalise.h"

namespace waypost::train {
namespace {

std::string Words(const std::string& original) {
  static const auto* const kNormaliser = new text::Normaliser();
  text::NormalisedText text;
  kNormaliser->Normalise(original, text);
  std::string words;
  for (const char c : text.bytes()) {
    const bool mark = c == '?' || c == '!' || c == '.' || c == ',' || c == '\'';
    if (mark) words += ' ';
    words += c;
    if (mark) words += ' ';
  }
  return words;
}

SupervisedFastText Trained(int64_t set) {
  std::vector<std::pair<std::string, std::string>> examples;
  for (const Example& example : SetOf(set).train) {
    examples.emplace_back(example.label, Words(example.text));
  }
  FastTextSettings settings;
  settings.epochs = 50;
  settings.shortest_ngram = 2;
  settings.longest_ngram = 5;
  settings.word_ngrams = 2;
  return SupervisedFastText(examples, settings);
}

// Trained once, however often the benchmark is begun anew.
const SupervisedFastText& ModelOf(int64_t set) {
  static auto* const kModels = new std::map<int64_t, SupervisedFastText>;
  const auto known = kModels->find(set);
  return known != kModels->end() ? known->second
                                 : kModels->emplace(set, Trained(set)).first->second;
}

void BM_FastText(benchmark::State& state) {
  const Fold& fold = SetOf(state.range(0));
  const SupervisedFastText& model = ModelOf(state.range(0));
  std::vector<std::string> texts;
  for (const Example& example : fold.test) texts.push_back(Words(example.text));
  size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(model.Tell(texts[at]).data());
    if (++at == texts.size()) at = 0;
  }
  int right = 0;
  int in_scope = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (fold.test[i].label == kShortOutOfScopeLabel) continue;
    ++in_scope;
    right += model.Tell(texts[i]) == fold.test[i].label ? 1 : 0;
  }
  state.SetLabel(kSetNames[state.range(0)]);
  state.counters["right"] = 100.0 * right / in_scope;
}
BENCHMARK(BM_FastText)->DenseRange(0, 2)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waypost::train
