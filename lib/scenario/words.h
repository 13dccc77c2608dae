#ifndef WAYPOST_LIB_SCENARIO_WORDS_H_
#define WAYPOST_LIB_SCENARIO_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/scenario/findings.h"

namespace waypost::scenario {

// One word of a line: `lin`, `tier=vip`, `text="a b"`, `->` or `;`.
struct Word {
  enum class Kind { kWord, kArrow, kSemicolon };
  Kind kind = Kind::kWord;
  std::string key;   // before the first '=' outside quotes; "" if there is none
  std::string text;  // after it, or the whole word; quotes and escapes taken off
  bool has_key = false;
  bool quoted = false;  // the text was in quotes: it is never taken for anything but a value
  Range place;          // of the whole
  Range text_place;     // of the text, quotes included

  bool Is(std::string_view name) const {
    return kind == Kind::kWord && !has_key && !quoted && text == name;
  }
};

// Takes a line apart.
//
//   line    its bytes, valid UTF-8, without the line end
//   offset  of its first byte in the file
//
// Shape:  a comment begins with '#' at the beginning of a word and is left out. A ';' ends a word
//         unless it is quoted.
// Errors: unclosed quotes and lines of more than 1,000 words go to `findings`; the words before
//         them are returned.
// Cost:   O(line).
std::vector<Word> SplitWords(std::string_view line, size_t offset, Findings& findings);

// A character that the key of `key=value` may have.
bool IsKeyCharacter(char c);

// A text as it has to be written so that it is one word: as it is, or in quotes.
std::string AsWord(std::string_view text);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_WORDS_H_
