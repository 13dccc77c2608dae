#ifndef WAYPOST_LIB_TEXT_SKELETON_H_
#define WAYPOST_LIB_TEXT_SKELETON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/text/normalised_text.h"

namespace waypost::text {

// A normalised text without the camouflage that people put on words to get past filters:
//   - up to three spaces, dots, stars, dashes and the like between two characters of a script
//   without
//     spaces between words go: "退 款", "外*挂". Commas and full stops of sentences stay;
//   - so do up to two between single Latin letters, three letters or more: "f.u.c.k", "r e f u n
//   d";
//   - in words with Latin letters, digits, signs and letters of other scripts that look like Latin
//     ones become those: "h4cked", "@ccount", "rеfund" with a Cyrillic е.
//
// One object is meant to be reused: it keeps its memory. Threads: thread-compatible.
class Skeleton {
 public:
  // False if there is nothing to see through; then bytes() is the text itself.
  // Cost: O(bytes).
  bool Make(std::string_view normalised);

  // Valid UTF-8, to be normalised again. Stays valid until the next Make().
  std::string_view bytes() const { return bytes_; }

  // The bytes of the normalised text that bytes [span.begin, span.end) stand for.
  TextSpan Origin(TextSpan span) const;

 private:
  struct Character {
    char32_t value;
    uint32_t begin;
    uint32_t end;
  };

  void Decode(std::string_view normalised);
  // How many characters from `at` on are separators, at most `most` + 1.
  size_t SeparatorsAt(size_t at, size_t most) const;
  size_t SpelledEnd(size_t at) const;
  size_t WordEnd(size_t at) const;
  void Emit(char32_t value, const Character& from);
  size_t EmitWord(size_t at, size_t end);

  std::vector<Character> characters_;
  std::string bytes_;
  std::vector<TextSpan> origin_;  // by byte
  bool changed_ = false;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_SKELETON_H_
