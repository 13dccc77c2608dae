// Any bytes as labelled rows, in each way of writing them: they are refused with a sentence, or
// they train a model that can be opened.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/base/check.h"
#include "lib/text/ngram_model.h"
#include "lib/train/example_file.h"
#include "lib/train/ngram_trainer.h"

namespace waypost::train {
namespace {

void TrainOnAny(std::string_view bytes, ExampleFormat format) {
  const auto examples = ReadExamples(bytes, "", format);
  if (!examples.ok()) {
    WP_CHECK(!examples.status().message().empty(), "a refusal says why");
    return;
  }
  TrainerOptions options;
  options.model_bytes = 10'000;
  TrainingLimits limits;
  limits.examples = 100;
  limits.ngrams = 20'000;
  const auto trained = TrainNgramModel(*examples, options, limits);
  if (!trained.ok()) return;
  WP_CHECK(text::NgramModel::Open(trained->bytes).ok(), "what was trained can be opened");
}

}  // namespace
}  // namespace waypost::train

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using waypost::train::ExampleFormat;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const ExampleFormat format : {ExampleFormat::kGuess, ExampleFormat::kCsv,
                                     ExampleFormat::kTsv, ExampleFormat::kJsonLines}) {
    waypost::train::TrainOnAny(bytes, format);
  }
  return 0;
}
