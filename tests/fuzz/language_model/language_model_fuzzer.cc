// Any bytes as the sections of a language model: it is refused with a sentence, or tells languages
// without a slip. The container around the sections is fuzzed as model_file.
//
// The input is u16 lengths and bytes of "neutral", "scripts", "present.0" and "weights.0"; what is
// left is a text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/check.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

std::string_view TakeSection(std::string_view& bytes) {
  const size_t wanted = ByteReader(bytes).Get<uint16_t>();
  bytes.remove_prefix(std::min<size_t>(2, bytes.size()));
  const std::string_view section = bytes.substr(0, wanted);
  bytes.remove_prefix(section.size());
  return section;
}

void Tell(const LanguageModel& model, std::string_view original) {
  std::vector<std::string_view> tags = {"zh-Hans", "en", "ja", "nl"};
  for (const auto& script : model.scripts()) {
    for (const std::string& tag : script.tags) tags.push_back(tag);
  }
  const auto identifier = LanguageIdentifier::Create(tags, {}, model);
  WP_CHECK(identifier.ok(), "a model's tags are tags");
  NormalisedText text;
  Normaliser().Normalise(original, text);
  for (const std::string_view locale : {"", "nl", "zh_TW"}) {
    const LanguageGuess guess = identifier->Identify(text.bytes(), locale);
    WP_CHECK(guess.margin_milli <= 1000, "a margin is in thousandths");
    const LanguageGuess again = identifier->Identify(text.bytes(), locale);
    WP_CHECK(again.language == guess.language && again.margin_milli == guess.margin_milli,
             "the same text is in the same language");
  }
}

}  // namespace
}  // namespace waypost::text

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waypost::text;  // NOLINT(google-build-using-namespace)
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto raw = LanguageModel::Open(bytes);
  WP_CHECK(raw.ok() || !raw.status().message().empty(), "a refusal says why");
  ModelFileWriter file(kLanguageModelKind);
  file.Add("licence", "");
  for (const char* const name : {"neutral", "scripts", "present.0", "weights.0"}) {
    file.Add(name, std::string(TakeSection(bytes)));
  }
  const std::string made = file.Bytes();
  const auto model = LanguageModel::Open(made);
  WP_CHECK(model.ok() || !model.status().message().empty(), "a refusal says why");
  if (model.ok()) Tell(*model, bytes);
  return 0;
}
