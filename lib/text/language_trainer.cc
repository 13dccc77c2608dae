#include "lib/text/language_trainer.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/bytes.h"
#include "lib/base/philox.h"
#include "lib/base/square_root.h"
#include "lib/base/words.h"
#include "lib/text/exponential.h"
#include "lib/text/normalise.h"
#include "lib/text/softmax_table.h"

namespace waypost::text {
namespace {

constexpr uint64_t kShuffleSeed = 20'180'601;  // the lists are of OpenSubtitles 2018
constexpr uint64_t kWithoutMarks = 8;  // one Latin word in so many is learned without its accents

// How a script is learned: what its n-grams are, and how many are kept.
struct Recipe {
  NgramShape shape;
  size_t rows = 0;
};

Recipe RecipeFor(Script script) {
  if (script == Script::kLatin) return {{5, 20, true}, 68'000};
  // The words of the lists are not the words of a sentence where no spaces part them.
  if (script == Script::kHan) return {{2, 18, false}, 16'000};
  return {{5, 18, true}, 20'000};
}

// The words of one language, drawn by the fourth root of how common they are.
class Urn {
 public:
  Urn(const ScriptVocabulary& vocabulary, size_t language) {
    for (size_t i = 0; i < vocabulary.words.size(); ++i) {
      const VocabularyWord& word = vocabulary.words[i];
      const uint64_t frequency = word.frequency[language];
      if (frequency == 0 || word.held_out) continue;
      total_ += SquareRoot(SquareRoot(frequency << 32) << 32);
      words_.push_back(i);
      up_to_.push_back(total_);
    }
  }

  bool empty() const { return words_.empty(); }

  size_t Draw(PhiloxStream& random) const {
    const auto found = std::upper_bound(up_to_.begin(), up_to_.end(), random.Below(total_));
    return words_[static_cast<size_t>(found - up_to_.begin())];
  }

 private:
  std::vector<size_t> words_;
  std::vector<uint64_t> up_to_;  // rising sums of weights
  uint64_t total_ = 0;
};

// "não" -> "nao", "łódź" -> "lodz".
std::u32string WithoutMarks(const std::u32string& letters) {
  std::u32string plain;
  for (const char32_t c : letters) {
    std::array<int32_t, 8> parts{};
    int boundary = 0;
    const auto count = utf8proc_decompose_char(
        static_cast<int32_t>(c), parts.data(), static_cast<int64_t>(parts.size()),
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK), &boundary);
    for (int64_t i = 0; i < count && i < static_cast<int64_t>(parts.size()); ++i) {
      plain += static_cast<char32_t>(parts[static_cast<size_t>(i)]);
    }
    if (c == U'ł') plain.back() = U'l';
    if (c == U'đ') plain.back() = U'd';
    if (c == U'ı') plain.back() = U'i';
  }
  return plain;
}

absl::StatusOr<SoftmaxTable> Learn(const ScriptVocabulary& vocabulary, uint64_t examples,
                                   const Recipe& recipe) {
  std::vector<Urn> urns;
  for (size_t i = 0; i < vocabulary.tags.size(); ++i) {
    urns.emplace_back(vocabulary, i);
    if (urns.back().empty()) {
      return InvalidArgument(
          Say({"the list of \"$0\" has no word to learn from", "\"$0\" 的词表没有可供学习的词"},
              vocabulary.tags[i]));
    }
  }
  SoftmaxTable table(recipe.shape, vocabulary.tags.size());
  PhiloxStream random(kShuffleSeed, static_cast<uint64_t>(vocabulary.script));
  for (uint64_t i = 0; i < examples; ++i) {
    if (i == examples / 2) table.KeepMostTelling(recipe.rows);
    const VocabularyWord& word = vocabulary.words[urns[random.Below(urns.size())].Draw(random)];
    const bool plain = random.Below(kWithoutMarks) == 0 && vocabulary.script == Script::kLatin;
    // From a twentieth of a nat down to a hundredth of that.
    const uint64_t rate_q16 = kOneQ16 / 20 * (examples - i) / examples + kOneQ16 / 2'000;
    table.Learn(plain ? WithoutMarks(word.letters) : word.letters, vocabulary.SharesOf(word),
                rate_q16);
  }
  return table;
}

std::string NeutralSection(absl::Span<const std::string> neutral) {
  const Normaliser normaliser;
  NormalisedText text;
  std::vector<uint32_t> hashes;
  for (const std::string& original : neutral) {
    normaliser.Normalise(original, text);
    LanguageWords words(text.bytes());
    LanguageWord word;
    while (words.Next(word)) hashes.push_back(WordHash(word.letters));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  ByteWriter out;
  for (const uint32_t hash : hashes) out.Put(hash);
  return out.bytes();
}

}  // namespace

absl::StatusOr<std::string> TrainLanguageModel(const LanguageTraining& training) {
  ModelFileWriter file(kLanguageModelKind);
  file.Add("licence", training.licence);
  file.Add("neutral", NeutralSection(training.neutral));
  ByteWriter scripts;
  scripts.Put(static_cast<uint32_t>(training.vocabularies.size()));
  std::vector<SoftmaxTable> tables;
  for (const ScriptVocabulary& vocabulary : training.vocabularies) {
    const Recipe recipe = RecipeFor(vocabulary.script);
    absl::StatusOr<SoftmaxTable> table = Learn(
        vocabulary, uint64_t{training.examples_per_language} * vocabulary.tags.size(), recipe);
    if (!table.ok()) return table.status();
    scripts.Put(vocabulary.script);
    scripts.Put(recipe.shape.longest);
    scripts.Put(recipe.shape.bits);
    scripts.Put(static_cast<uint8_t>(recipe.shape.bounded));
    scripts.Put(SoftmaxTable::kUnitQ16);
    scripts.Put(static_cast<uint32_t>(vocabulary.tags.size()));
    for (const std::string& tag : vocabulary.tags) scripts.PutText(tag);
    tables.push_back(*std::move(table));
  }
  file.Add("scripts", scripts.bytes());
  for (size_t i = 0; i < tables.size(); ++i) {
    file.Add(absl::StrCat("present.", i), tables[i].Present());
    file.Add(absl::StrCat("weights.", i), tables[i].Weights());
  }
  return file.Bytes();
}

}  // namespace waypost::text
