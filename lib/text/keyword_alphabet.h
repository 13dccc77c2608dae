#ifndef WAYPOST_LIB_TEXT_KEYWORD_ALPHABET_H_
#define WAYPOST_LIB_TEXT_KEYWORD_ALPHABET_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace waypost::text {

// Numbers the characters that occur in a set of keywords, the most frequent first, so that the
// automaton's rows lie close together. 0 is every other character.
//
// Threads: immutable. Cost: one look-up of two loads; 128 bytes for each 64 characters in use.
class KeywordAlphabet {
 public:
  KeywordAlphabet() = default;

  // Errors: ResourceExhausted over 65,535 different characters.
  static absl::StatusOr<KeywordAlphabet> Create(absl::Span<const std::string_view> keywords);

  uint32_t Ascii(uint8_t c) const { return ascii_[c]; }

  uint32_t Of(char32_t c) const {
    const size_t page = c >> 6;
    return page < page_of_.size() ? pages_[page_of_[page]][c & 0x3Fu] : 0;
  }

  // Symbols are 1 to size().
  uint32_t size() const { return static_cast<uint32_t>(characters_.size()); }
  char32_t CharacterOf(uint32_t symbol) const { return characters_[symbol - 1]; }

  size_t Bytes() const;

 private:
  void Number(char32_t c);

  std::array<uint16_t, 128> ascii_{};
  std::vector<uint16_t> page_of_;                // by code point / 64
  std::vector<std::array<uint16_t, 64>> pages_;  // the first is all zero
  std::vector<char32_t> characters_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_KEYWORD_ALPHABET_H_
