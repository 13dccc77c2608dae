#ifndef WAYPOST_LIB_TEXT_LANGUAGE_MODEL_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/language_words.h"
#include "lib/text/model_file.h"
#include "lib/text/script.h"
#include "lib/text/word_ngrams.h"

namespace waypost::text {

constexpr ModelKind kLanguageModelKind = {"language", 1};

// Tells languages of one script apart: for each script in which it knows several, a softmax over
// hashed n-grams of characters. N-grams that say little have been left out, so an n-gram's hash is
// looked up in a bit map first.
//
// Sections of its file (all numbers little-endian):
//   licence      UTF-8: where the words came from, and under which licence the model stands
//   neutral      u32 WordHash of each word that says nothing of a language, rising
//   scripts      u32 number of scripts; for each: u8 Script, u8 longest n-gram, u8 hash bits,
//                u8 bounded, u32 unit (65536ths of a nat that a weight of 1 stands for),
//                u32 number of languages, their tags (u32 length, bytes)
//   present.N    bit map of the hashes that have weights in the N-th script
//   weights.N    int8 for each present hash, rising, and language
//
// Threads: immutable.
class LanguageModel {
 public:
  static constexpr size_t kMostLanguages = 16;  // in one script
  static constexpr size_t kMostScripts = 8;

  // For each language of a script; sums of weights, in the script's unit.
  using Scores = std::array<int64_t, kMostLanguages>;

  // The languages of one script that the model knows.
  struct ScriptLanguages {
    Script script = Script::kNone;
    uint32_t unit_q16 = 0;
    std::vector<std::string> tags;  // "zh-Hans", in the order of Scores
  };

  // `bytes` must outlive the model.
  //
  // Errors: InvalidArgument with a sentence: what ModelFile says, or what does not fit together.
  // Cost:   O(bytes); about a quarter of the file's size in memory.
  static absl::StatusOr<LanguageModel> Open(std::string_view bytes);

  // By position of the script in the file.
  absl::Span<const ScriptLanguages> scripts() const { return scripts_; }

  // Position of a script in `scripts()`, or -1.
  int Find(Script script) const { return position_[static_cast<size_t>(script)]; }

  // Adds what a word of script `position` says to `scores`.
  // Cost: O(letters), no allocation.
  void Add(int position, absl::Span<const char32_t> letters, Scores& scores) const;

  // The word is jargon: the same in every language.
  // Cost: O(log words).
  bool IsNeutral(absl::Span<const char32_t> letters) const;

  std::string_view licence() const { return licence_; }
  uint64_t digest() const { return digest_; }
  size_t Rows() const;

 private:
  // 64 hashes: which are present, and how many are in the blocks before.
  struct Block {
    uint64_t present = 0;
    uint32_t before = 0;
  };
  struct Table {
    NgramShape shape;
    std::vector<Block> blocks;
    std::string_view weights;
  };

  LanguageModel() { position_.fill(-1); }
  absl::Status ReadScripts(std::string_view section);
  absl::Status ReadTable(const ModelFile& file, size_t position);

  std::vector<ScriptLanguages> scripts_;
  std::vector<Table> tables_;
  std::array<int8_t, kScriptCount> position_{};
  std::vector<uint32_t> neutral_;
  std::string_view licence_;
  uint64_t digest_ = 0;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_MODEL_H_
