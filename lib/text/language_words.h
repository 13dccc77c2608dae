#ifndef WAYPOST_LIB_TEXT_LANGUAGE_WORDS_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "lib/text/script.h"

namespace waypost::text {

// Letters of one script that stand together.
struct LanguageWord {
  Script script = Script::kNone;
  absl::Span<const char32_t> letters;  // with their marks; at most LanguageWords::kLongestWord
};

// A text's words as far as they may say something about its language. Passed over, because they are
// the same in every language:
//   - whatever stands between two spaces with a digit, '@', '#', '_', '\' or "://" in it, or that
//     looks like a host or a file ("example.com"): ids, amounts, mentions, tags, links;
//   - runs of more than kLongestRun characters without a space.
// Scripts that are written without spaces (Han, kana, Hangul, Thai) end such a stretch: in
// "充值了648没到账" only the number is passed over.
//
// Words are split at apostrophes and hyphens, as the word lists are from which models are trained.
//
// Threads: thread-compatible. Cost: O(bytes) for all words, no allocation.
class LanguageWords {
 public:
  static constexpr size_t kLongestWord = 40;  // the rest of a longer one comes as words of its own
  static constexpr size_t kLongestRun = 160;

  // `normalised` is what Normaliser makes, and must outlive this object.
  explicit LanguageWords(std::string_view normalised)
      : at_(normalised.data()), end_(normalised.data() + normalised.size()) {}

  // The next word, valid until the next call; false at the end of the text.
  bool Next(LanguageWord& word);

 private:
  struct Character {
    char32_t c = 0;
    Script script = Script::kNone;
  };

  bool ReadRun();
  bool TakeWord(LanguageWord& word);

  const char* at_;
  const char* end_;
  std::array<Character, kLongestRun> run_;
  size_t run_size_ = 0;
  size_t run_at_ = 0;
  std::array<char32_t, kLongestWord> letters_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_WORDS_H_
