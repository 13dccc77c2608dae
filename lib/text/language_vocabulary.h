#ifndef WAYPOST_LIB_TEXT_LANGUAGE_VOCABULARY_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_VOCABULARY_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/language_model.h"
#include "lib/text/language_tag.h"
#include "lib/text/script.h"
#include "lib/text/word_list.h"

namespace waypost::text {

// A word of one script, and how common it is in each language of that script.
struct VocabularyWord {
  std::u32string letters;
  // Occurrences in 10^9 words of the language; 0: not on its list.
  std::array<uint32_t, LanguageModel::kMostLanguages> frequency{};
  bool held_out = false;  // kept from training, for tests
};

// 65536ths for each language, adding up to one or a little less.
using LanguageShares = std::array<uint32_t, LanguageModel::kMostLanguages>;

// The words of all languages of one script, and the languages that share it.
struct ScriptVocabulary {
  Script script = Script::kNone;
  std::vector<std::string> tags;
  std::vector<VocabularyWord> words;
  // The frequency of the rarest word on each language's list.
  std::array<uint32_t, LanguageModel::kMostLanguages> rarest{};

  // How likely each language is, once the word is seen and all are equally likely before. A word
  // that is not on a list counts as a sixteenth as common as the rarest that is: a name seen twice
  // in a small corpus says little.
  LanguageShares SharesOf(const VocabularyWord& word) const;

  // The language that the word is more likely to be in than in all others together, or -1.
  int OwnerOf(const VocabularyWord& word) const;
};

// Puts word lists together, a vocabulary for each script that several languages are written in.
// Of a list only words of one script count, and only in a script of the language's own: English
// words on the Russian list say nothing. Japanese has two, kana and Han.
//
// A word is held out if it is at no place before kFirstTail on any list, and its digest says so
// (one in kHeldOutShare).
//
// Errors: InvalidArgument: a tag that is none, more languages in a script than a model takes, or no
//         script with two languages.
// Cost:   O(words), hashing each.
absl::StatusOr<std::vector<ScriptVocabulary>> BuildVocabularies(absl::Span<const WordList> lists);

constexpr size_t kFirstTail = 2'000;
constexpr uint64_t kHeldOutShare = 20;

// The digest of a word says that it is held out, if it is no common word.
bool IsHeldOut(std::u32string_view letters);

// A language is written in its own script; Japanese in kana and Han.
bool IsWrittenIn(const LanguageTag& tag, Script script);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_VOCABULARY_H_
