#ifndef WAYPOST_LIB_EXPRESSION_PATTERN_H_
#define WAYPOST_LIB_EXPRESSION_PATTERN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "lib/base/words.h"

namespace re2 {
class RE2;
}

namespace waypost::expression {

// A pattern ready for use, or why there is none.
struct Pattern {
  std::shared_ptr<const re2::RE2> compiled;  // nullptr: it cannot be used
  std::string error;  // RE2's words; empty beside nullptr: there was no room for it
};

// What all patterns of one policy may come to: the instructions of their programmes, and for what
// reading them takes kPatternByteSize for each byte and kUnicodeClassSize for each \p and \P.
// An instruction takes 8 bytes, twice if it is run, and half a microsecond to make.
inline constexpr int64_t kMaxPatternSizes = 1'000'000;
inline constexpr int64_t kPatternByteSize = 16;
inline constexpr int64_t kUnicodeClassSize = 1'000;

// The patterns of one policy: equal ones are compiled once, and no more than kMaxPatternSizes.
//
// Shape:   the pattern that does not fit has no room, nor has any new one after it. Of itself a
//          pattern that would not fit in a mebibyte cannot be used.
// Threads: none; one per compilation.
class PatternTable {
 public:
  const Pattern& Compile(std::string_view pattern);

  // A pattern had no room.
  bool full() const { return left_ < 0; }

 private:
  int64_t left_ = kMaxPatternSizes;
  std::map<std::string, Pattern, std::less<>> patterns_;
  Pattern no_room_;
};

// What to tell of the pattern that has no room.
Words TooManyPatterns();
Words AdviceOnPatterns();

// Whether the pattern is found anywhere in the text.
bool Matches(std::string_view text, const re2::RE2& pattern);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PATTERN_H_
