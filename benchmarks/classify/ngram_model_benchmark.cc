// The model of n-grams: time to train, time to classify a text from its bytes on, and how often it
// is right on what it was not trained on.
#include <string>

#include "benchmark/benchmark.h"
#include "benchmarks/classify/labelled_sets.h"
#include "lib/base/check.h"
#include "lib/text/normalise.h"
#include "lib/train/evaluation.h"
#include "lib/train/ngram_trainer.h"

namespace waypost::train {
namespace {

void BM_Train(benchmark::State& state) {
  const Fold& fold = SetOf(state.range(0));
  size_t bytes = 0;
  for (auto _ : state) {
    const auto trained = TrainNgramModel(fold.train, {});
    WP_CHECK(trained.ok(), "the set can be learned");
    bytes = trained->bytes.size();
  }
  state.SetLabel(kSetNames[state.range(0)]);
  state.counters["texts"] = static_cast<double>(fold.train.size());
  state.counters["model_bytes"] = static_cast<double>(bytes);
}
BENCHMARK(BM_Train)->DenseRange(0, 2)->Iterations(1)->Unit(benchmark::kSecond);

// All of the 10,003 questions of 77 intents.
void BM_TrainAllOfBanking77(benchmark::State& state) {
  std::vector<Example> all = SetOf(0).train;
  all.insert(all.end(), SetOf(0).test.begin(), SetOf(0).test.end());
  for (auto _ : state) {
    WP_CHECK(TrainNgramModel(all, {}).ok(), "the set can be learned");
  }
  state.counters["texts"] = static_cast<double>(all.size());
}
BENCHMARK(BM_TrainAllOfBanking77)->Iterations(1)->Unit(benchmark::kSecond);

void SetCounters(benchmark::State& state, const Evaluation& found) {
  const auto percent = [](uint32_t part, uint32_t whole) {
    return whole == 0 ? 0.0 : 100.0 * part / whole;
  };
  state.counters["right"] = percent(found.right, found.examples);
  state.counters["right_in_three"] = percent(found.right_in_three, found.examples);
  state.counters["calibration_error"] = found.expected_error_milli / 10.0;
  if (found.out_of_scope == 0) return;
  state.counters["right_and_in_scope"] = percent(found.right_in_scope, found.examples);
  state.counters["oos_recall"] = percent(found.out_of_scope_found, found.out_of_scope);
  state.counters["oos_auroc"] = found.auroc_milli / 10.0;
}

void BM_Classify(benchmark::State& state) {
  const Fold& fold = SetOf(state.range(0));
  const auto trained = TrainNgramModel(fold.train, {});
  WP_CHECK(trained.ok(), "the set can be learned");
  const auto model = text::NgramModel::Open(trained->bytes);
  WP_CHECK(model.ok(), "what was trained can be opened");
  const text::Normaliser normaliser;
  text::NormalisedText text;
  text::NgramModel::Scratch scratch;
  text::NgramAnswer answer;
  size_t at = 0;
  for (auto _ : state) {
    normaliser.Normalise(fold.test[at].text, text);
    model->Classify(text, {}, {3, 3}, scratch, answer);
    benchmark::DoNotOptimize(answer.top.data());
    if (++at == fold.test.size()) at = 0;
  }
  const auto found = Evaluate(*model, fold.test);
  WP_CHECK(found.ok(), "the set can be judged");
  SetCounters(state, *found);
  state.SetLabel(kSetNames[state.range(0)]);
  state.counters["memory"] = static_cast<double>(model->Bytes());
}
BENCHMARK(BM_Classify)->DenseRange(0, 2)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waypost::train
