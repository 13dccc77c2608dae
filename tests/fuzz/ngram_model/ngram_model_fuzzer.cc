// Any bytes as a model: the whole file, and each section in turn of a file that is otherwise sound,
// so that checksums do not hide what stands behind them. What can be opened classifies any text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/check.h"
#include "lib/text/model_file.h"
#include "lib/text/ngram_model.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

constexpr std::string_view kSections[] = {"settings", "classes", "calibration",
                                          "hashes",   "idf",     "weights"};

const std::string& SoundFile() {
  static const auto* const kFile = [] {
    NgramModelParts parts;
    parts.classes = {{"a", 1, 1 << 20, 5}, {"b", 1, 1 << 20, -5}};
    parts.hashes = {341978182, 1016370014, 2128933308};  // of 退, 款 and 退款
    parts.idf = {4'096, 8'192, 65'535};
    parts.unknown_idf = 4'096;
    parts.weights = {1, -1, 127, -127, 0, 5};
    parts.sharpness_q8 = 2'048;
    parts.calibration = {{100, 200}, {900, 950}};
    parts.unicode_version = UnicodeVersion();
    return new std::string(NgramModelBytes(parts));
  }();
  return *kFile;
}

void OpenAny(std::string_view bytes, std::string_view words) {
  const auto model = NgramModel::Open(bytes);
  if (!model.ok()) {
    WP_CHECK(!model.status().message().empty(), "a refusal says why");
    return;
  }
  NormalisedText text;
  Normaliser({1'024}).Normalise(words, text);
  NgramModel::Scratch scratch;
  NgramAnswer answer;
  model->Classify(text, {}, {3, 3}, scratch, answer);
  WP_CHECK(answer.top.size() >= 2 && answer.margin_milli >= 0, "the best comes first");
  WP_CHECK(answer.confidence_milli <= 1'000 && answer.known_milli <= 1'000, "shares are shares");
  for (const NgramEvidence& piece : answer.evidence) {
    WP_CHECK(piece.original.end <= words.size() && piece.contribution_milli > 0,
             "evidence stands in the text");
  }
}

void OpenWithSection(std::string_view replaced, std::string_view with) {
  const auto file = ModelFile::Open(SoundFile(), kNgramModelKind);
  WP_CHECK(file.ok(), "the sound file is sound");
  ModelFileWriter writer(kNgramModelKind);
  for (const std::string_view name : kSections) {
    writer.Add(name, std::string(name == replaced ? with : *file->Section(name)));
  }
  OpenAny(writer.Bytes(), "退款 退款");
}

}  // namespace
}  // namespace waypost::text

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  waypost::text::OpenAny(bytes, bytes);
  waypost::text::OpenAny(waypost::text::SoundFile(), bytes);
  for (const std::string_view name : waypost::text::kSections) {
    waypost::text::OpenWithSection(name, bytes);
  }
  return 0;
}
