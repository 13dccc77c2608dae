#ifndef WAYPOST_LIB_POLICY_PHRASE_TEXT_H_
#define WAYPOST_LIB_POLICY_PHRASE_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"

namespace waypost::policy {

// The parts of a keyword, which stand one behind the other in a text.
struct PhraseParts {
  std::vector<std::string> parts;  // at least one
  std::vector<uint8_t> gaps;       // characters at most behind part i
};

inline constexpr int kMostGapCharacters = 200;
inline constexpr size_t kMostPhraseParts = 4;

// Reads "A .{0,12} B": two parts and a gap of at most 12 characters. Text without " .{" is one
// part.
//
// Errors: a sentence about what is wrong, in `problem`; else `problem` is left empty.
PhraseParts ReadPhraseParts(std::string_view text, Words* problem);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_PHRASE_TEXT_H_
