#ifndef WAYPOST_LIB_TEXT_WORD_NGRAMS_H_
#define WAYPOST_LIB_TEXT_WORD_NGRAMS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "lib/text/language_words.h"

namespace waypost::text {

// Which n-grams of a word a language model looks at.
struct NgramShape {
  uint8_t longest = 0;   // characters, 1 to 8
  uint8_t bits = 0;      // an n-gram hashes to so many bits, 8 to 24
  bool bounded = false;  // a space before and behind the word belongs to it
};

// Calls visit(hash) for every n-gram of 1 to shape.longest characters, in the order of their first
// characters; a bounding space alone is none. `letters`: at most LanguageWords::kLongestWord.
//
// The hashes are part of the format of model files.
template <typename Visit>
void ForEachNgram(absl::Span<const char32_t> letters, NgramShape shape, Visit visit) {
  std::array<char32_t, LanguageWords::kLongestWord + 2> padded;
  size_t size = 0;
  if (shape.bounded) padded[size++] = U' ';
  for (const char32_t c : letters) padded[size++] = c;
  if (shape.bounded) padded[size++] = U' ';
  for (size_t first = 0; first < size; ++first) {
    const size_t end = first + shape.longest < size ? first + shape.longest : size;
    uint32_t hash = 0x9E3779B9u;
    for (size_t at = first; at < end; ++at) {
      hash = (hash ^ padded[at]) * 0x01000193u;
      hash ^= hash >> 15;
      if (at == first && padded[at] == U' ') continue;
      uint32_t mixed = hash * 0x85EBCA6Bu;
      mixed ^= mixed >> 13;
      visit((mixed * 0xC2B2AE35u) >> (32u - shape.bits));
    }
  }
}

// A hash of the whole word; part of the format of model files.
inline uint32_t WordHash(absl::Span<const char32_t> letters) {
  uint32_t hash = 0x811C9DC5u;
  for (const char32_t c : letters) {
    hash = (hash ^ c) * 0x01000193u;
    hash ^= hash >> 15;
  }
  return hash;
}

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_WORD_NGRAMS_H_
