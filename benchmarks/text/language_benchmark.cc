// Telling the language of words, pairs and sentences that were in no training: accuracy and time,
// beside fastText, trained in this run on the same words, and CLD2 as it comes, where the machine
// has them (scripts/setup --benchmarks). The languages and rules: docs/languages.md.
//
// Means are over all 19 languages ("accuracy") and over the 16 that are left without Thai and
// Hebrew, which nothing but a script tells, and with Chinese as one ("of_16"). Time is for one
// text.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/text/language_peers.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"
#include "lib/text/shipped_language_model.h"
#include "tests/unit/text/language_samples.h"

namespace waypost::text {
namespace {

const std::vector<LanguageSamples>& Samples() {
  static const auto* const kSamples =
      new std::vector<LanguageSamples>(MakeLanguageSamples(LoadLanguageLists()));
  return *kSamples;
}

const char* const kKinds[] = {"words", "pairs", "sentences"};

const std::vector<std::string>& TextsOf(const LanguageSamples& samples, int64_t kind) {
  return kind == 0 ? samples.words : kind == 1 ? samples.pairs : samples.sentences;
}

bool SameLanguage(std::string_view a, std::string_view b) {
  return a.substr(0, a.find('-')) == b.substr(0, b.find('-'));
}

// Shares of texts told right, by language, and their means.
struct Accuracy {
  double of_19 = 0;
  double of_16 = 0;

  void Add(std::string_view tag, double exact, double language) {
    of_19 += exact / 19;
    if (tag == "th" || tag == "he" || tag == "zh-Hant") return;
    of_16 += (tag == "zh-Hans" ? language : exact) / 16;
  }
};

// `tell` maps a text to a tag that is valid until the next call.
template <typename Tell>
void Measure(benchmark::State& state, Tell tell) {
  Accuracy accuracy;
  std::vector<const std::string*> texts;
  for (const LanguageSamples& samples : Samples()) {
    size_t exact = 0, language = 0;
    const std::vector<std::string>& own = TextsOf(samples, state.range(0));
    for (const std::string& text : own) {
      const std::string told(tell(text));
      exact += told == samples.tag;
      language += SameLanguage(told, samples.tag);
      texts.push_back(&text);
    }
    const auto count = static_cast<double>(std::max<size_t>(1, own.size()));
    accuracy.Add(samples.tag, 100 * static_cast<double>(exact) / count,
                 100 * static_cast<double>(language) / count);
  }
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(tell(*texts[next]));
    next = next + 1 == texts.size() ? 0 : next + 1;
  }
  state.SetLabel(kKinds[state.range(0)]);
  state.counters["accuracy"] = accuracy.of_19;
  state.counters["of_16"] = accuracy.of_16;
}

LanguageIdentifier MakeIdentifier(uint32_t least_margin_milli) {
  std::vector<std::string_view> tags;
  for (const LanguageSamples& samples : Samples()) tags.push_back(samples.tag);
  LanguageOptions options;
  options.least_margin_milli = least_margin_milli;
  return *LanguageIdentifier::Create(tags, options);
}

// From the text as it was written to the best guess, normalising included, as the peers do it.
void BM_BestGuess(benchmark::State& state) {
  const LanguageIdentifier identifier = MakeIdentifier(1);
  const Normaliser normaliser;
  NormalisedText normalised;
  Measure(state, [&](const std::string& text) {
    normaliser.Normalise(text, normalised);
    return identifier.Identify(normalised.bytes()).language;
  });
  state.counters["model_bytes"] = static_cast<double>(ShippedLanguageModelBytes().size());
}
BENCHMARK(BM_BestGuess)->DenseRange(0, 2);

// As the classifier uses it: "und" where the margin is small, which counts as wrong here.
void BM_WithUndetermined(benchmark::State& state) {
  const LanguageIdentifier identifier = MakeIdentifier(LanguageOptions().least_margin_milli);
  const Normaliser normaliser;
  NormalisedText normalised;
  Measure(state, [&](const std::string& text) {
    normaliser.Normalise(text, normalised);
    return identifier.Identify(normalised.bytes()).language;
  });
}
BENCHMARK(BM_WithUndetermined)->DenseRange(0, 2);

// Of normalised text: what Classify() pays for the language.
void BM_IdentifyNormalised(benchmark::State& state) {
  const LanguageIdentifier identifier = MakeIdentifier(LanguageOptions().least_margin_milli);
  std::vector<std::string> texts;
  NormalisedText normalised;
  for (const LanguageSamples& samples : Samples()) {
    for (const std::string& text : TextsOf(samples, state.range(0))) {
      Normaliser().Normalise(text, normalised);
      texts.emplace_back(normalised.bytes());
    }
  }
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(identifier.Identify(texts[next]).margin_milli);
    next = next + 1 == texts.size() ? 0 : next + 1;
  }
  state.SetLabel(kKinds[state.range(0)]);
}
BENCHMARK(BM_IdentifyNormalised)->DenseRange(0, 2);

#ifdef WAYPOST_HAS_FASTTEXT
void BM_FastText(benchmark::State& state) {
  static FastTextPeer* const kPeer = new FastTextPeer(LoadLanguageLists());
  Measure(state, [&](const std::string& text) { return kPeer->Tell(text); });
}
BENCHMARK(BM_FastText)->DenseRange(0, 2);
#endif

#ifdef WAYPOST_HAS_CLD2
void BM_Cld2(benchmark::State& state) {
  Measure(state, [&](const std::string& text) { return Cld2Peer::Tell(text); });
}
BENCHMARK(BM_Cld2)->DenseRange(0, 2);
#endif

}  // namespace
}  // namespace waypost::text
