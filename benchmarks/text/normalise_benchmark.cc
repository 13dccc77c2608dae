// Normalising and script counting of one line of a ticket, beside utf8proc over the whole text.
#include <utf8proc.h>

#include <array>

#include "benchmark/benchmark.h"
#include "benchmarks/text/ticket_samples.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"
#include "lib/text/script.h"

namespace waypost::text {
namespace {

void BM_Normalise(benchmark::State& state) {
  const TicketSample& sample = kTickets[state.range(0)];
  const Normaliser normaliser;
  NormalisedText text;
  for (auto _ : state) {
    normaliser.Normalise(sample.text, text);
    benchmark::DoNotOptimize(text.bytes().data());
  }
  state.SetLabel(sample.name);
}
BENCHMARK(BM_Normalise)->DenseRange(0, 2);

void BM_Utf8procNfkcCasefold(benchmark::State& state) {
  const TicketSample& sample = kTickets[state.range(0)];
  constexpr auto kOptions = static_cast<utf8proc_option_t>(
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  std::array<int32_t, 1'024> buffer;
  for (auto _ : state) {
    const auto count = utf8proc_decompose(reinterpret_cast<const uint8_t*>(sample.text.data()),
                                          static_cast<int64_t>(sample.text.size()), buffer.data(),
                                          static_cast<int64_t>(buffer.size()), kOptions);
    benchmark::DoNotOptimize(utf8proc_reencode(buffer.data(), count, kOptions));
  }
  state.SetLabel(sample.name);
}
BENCHMARK(BM_Utf8procNfkcCasefold)->DenseRange(0, 2);

void BM_GuessLanguageByScript(benchmark::State& state) {
  const TicketSample& sample = kTickets[state.range(0)];
  NormalisedText text;
  Normaliser().Normalise(sample.text, text);
  const LanguageIdentifier language;
  for (auto _ : state) {
    benchmark::DoNotOptimize(language.Identify(text.bytes()).margin_milli);
  }
  state.SetLabel(sample.name);
}
BENCHMARK(BM_GuessLanguageByScript)->DenseRange(0, 2);

}  // namespace
}  // namespace waypost::text
