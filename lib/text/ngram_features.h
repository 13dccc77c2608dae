// The n-grams of a text: what the trained model sees of it.
#ifndef WAYPOST_LIB_TEXT_NGRAM_FEATURES_H_
#define WAYPOST_LIB_TEXT_NGRAM_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/text/normalised_text.h"

namespace waypost::text {

// One occurrence of a feature.
struct Ngram {
  uint32_t hash = 0;  // of what the feature is, its kind included
  TextSpan span;      // of the normalised bytes; empty for a keyword id
};

// Cuts texts into features:
//   - of a word (a run of letters, marks and numbers of a script with spaces, or of Hangul): its
//     character 1- to 5-grams, its beginning and end counting as characters; "'" stays inside;
//   - across the space between words: character 4- and 5-grams that begin and end in a letter;
//   - of a run without spaces (Chinese, Japanese, Thai): its character 1- to 3-grams;
//   - words alone, two in a row, and two with one between;
//   - a word with a digit in it: its shape ("ab12" and "x9" alike);
//   - emoji and punctuation: each character, and each run as a whole; stretched characters
//   ("快快快");
//   - ids that the caller gives, such as those of keywords found. They must mean the same whenever
//     the model is used: a digest of the keyword, not its place in a policy.
//
// An object is meant to be reused: a text no longer than an earlier one allocates nothing.
//
// Threads: thread-compatible.
class NgramReader {
 public:
  // A text has at most so many; what follows is not read. About 8,000 characters of English.
  static constexpr size_t kMostNgrams = 65'536;

  // Replaces `ngrams` by those of `text`, in its order kind by kind, and of `ids`.
  //
  // Cost: O(bytes); about 4 n-grams for a letter.
  void Read(const NormalisedText& text, absl::Span<const uint64_t> ids, std::vector<Ngram>& ngrams);

 private:
  enum class Kind : uint8_t { kSpace, kWord, kUnspaced, kMark };

  struct Character {
    char32_t value;
    uint32_t begin;  // in the normalised bytes
    Kind kind;
  };

  // A run of characters of one kind, as indexes into characters_.
  struct Run {
    uint32_t begin;
    uint32_t end;
  };

  struct Word {
    uint64_t hash;
    TextSpan span;
  };

  static Kind KindOf(char32_t c);
  static Kind WorkOutKind(char32_t c);

  void Decode(std::string_view bytes);
  uint32_t EndOfRun(uint32_t begin) const;
  void AddWord(Run run);
  void AddShape(Run run);
  void AddUnspaced(Run run);
  void AddMarks(Run run);
  void AddAcrossSpaces();
  void AddWordSequences();
  void AddStretches(const NormalisedText& text);
  void Add(uint64_t hash, uint64_t kind, TextSpan span);
  TextSpan SpanOf(Run run) const;

  std::vector<Character> characters_;  // and one more that marks the end
  std::vector<Word> words_;
  std::vector<Ngram>* ngrams_ = nullptr;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_NGRAM_FEATURES_H_
