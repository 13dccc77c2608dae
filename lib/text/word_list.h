#ifndef WAYPOST_LIB_TEXT_WORD_LIST_H_
#define WAYPOST_LIB_TEXT_WORD_LIST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace waypost::text {

struct WordCount {
  std::string_view word;
  uint64_t count = 0;
};

// The words of one language, the most frequent first.
struct WordList {
  std::string tag;  // BCP 47: "zh-Hans". Several lists of one tag are one language
  std::vector<WordCount> words;
};

// Reads lines of a word, a space or a tab, and a count of 1 to 10^12: "refund 4711". The words
// refer to `text`. Empty lines are passed over.
//
// Errors: InvalidArgument naming the first line that is something else.
absl::StatusOr<std::vector<WordCount>> ReadWordList(std::string_view text);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_WORD_LIST_H_
