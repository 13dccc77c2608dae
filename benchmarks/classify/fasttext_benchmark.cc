// fastText on the same texts, with one thread: words and pairs of them, character 2- to 5-grams,
// softmax, 50 passes at a rate of 0.5; texts are normalised and punctuation stands apart, as its
// authors advise.
#include <fasttext/fasttext.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/classify/labelled_sets.h"
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

void Train(const Fold& fold, fasttext::FastText& model) {
  const auto path = std::filesystem::temp_directory_path() / "waypost_fasttext_train.txt";
  std::ofstream file(path);
  for (const Example& example : fold.train) {
    file << "__label__" << example.label << " " << Words(example.text) << "\n";
  }
  file.close();
  fasttext::Args args;
  args.input = path.string();
  args.model = fasttext::model_name::sup;
  args.loss = fasttext::loss_name::softmax;
  args.lr = 0.5;
  args.epoch = 50;
  args.minCount = 1;
  args.wordNgrams = 2;
  args.minn = 2;
  args.maxn = 5;
  args.bucket = 200'000;
  args.dim = 100;
  args.thread = 1;
  args.verbose = 0;
  model.train(args);
  std::filesystem::remove(path);
}

std::string LabelOf(fasttext::FastText& model, const std::string& words) {
  std::istringstream line(words + "\n");
  std::vector<std::pair<fasttext::real, std::string>> found;
  model.predictLine(line, found, 1, 0);
  return found.empty() ? "" : found[0].second.substr(9);  // behind "__label__"
}

void BM_FastText(benchmark::State& state) {
  const Fold& fold = SetOf(state.range(0));
  fasttext::FastText model;
  Train(fold, model);
  std::vector<std::string> texts;
  for (const Example& example : fold.test) texts.push_back(Words(example.text));
  size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(LabelOf(model, texts[at]).data());
    if (++at == texts.size()) at = 0;
  }
  int right = 0;
  int in_scope = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (fold.test[i].label == kShortOutOfScopeLabel) continue;
    ++in_scope;
    right += LabelOf(model, texts[i]) == fold.test[i].label ? 1 : 0;
  }
  state.SetLabel(kSetNames[state.range(0)]);
  state.counters["right"] = 100.0 * right / in_scope;
}
BENCHMARK(BM_FastText)->DenseRange(0, 2)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waypost::train
