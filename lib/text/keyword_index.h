// Finding many keywords in a text at once.
#ifndef WAYPOST_LIB_TEXT_KEYWORD_INDEX_H_
#define WAYPOST_LIB_TEXT_KEYWORD_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/keyword_alphabet.h"
#include "lib/text/keyword_automaton.h"
#include "lib/text/normalise.h"
#include "lib/text/normalised_text.h"

namespace waypost::text {

struct Keyword {
  std::string_view text;  // as people write it; normalised and folded (han_fold.h) like a ticket
  uint32_t id = 0;        // the caller's; several keywords may share one
};

struct KeywordHit {
  uint32_t id = 0;
  TextSpan span;  // of the normalised bytes; NormalisedText::Original() leads back
};

// An immutable set of keywords (Aho and Corasick, 1975).
//
// Words: an end of a keyword that is a letter, mark or number of a script with spaces between words
// (BoundsWords) must stand at the end of a word: "pass" hits in "my pass." and in "用pass登录", not
// in "compass" nor "pass2". An end in Chinese, Japanese, Thai or Korean hits anywhere. A stretched
// last letter is let through: "yes" hits in "yesss".
//
// Threads: immutable; safe to share.
class KeywordIndex {
 public:
  static constexpr size_t kMostKeywords = 200'000;
  static constexpr size_t kMostKeywordBytes = 1'024;                  // of one, as written
  static constexpr size_t kMostTotalBytes = size_t{4} * 1024 * 1024;  // of all, normalised

  KeywordIndex() = default;

  // Errors: InvalidArgument naming the keyword that is too long, not UTF-8, or empty once
  //         normalised; ResourceExhausted naming the limit over which the set is.
  // Cost:   about 1 us a keyword.
  static absl::StatusOr<KeywordIndex> Create(absl::Span<const Keyword> keywords,
                                             const Normaliser& normaliser);

  // Replaces `hits` by all places in folded text where keywords stand, also overlapping, by end;
  // those with one end the longest first, equal texts in the order of Create's list. At most
  // `max_hits` are stored; returns how many more there are.
  //
  // Cost: O(bytes + hits), no allocation once `hits` has held as many.
  uint64_t Find(const NormalisedText& text, size_t max_hits, std::vector<KeywordHit>& hits) const;

  size_t size() const { return keywords_.size(); }

  // Memory held.
  size_t Bytes() const;

 private:
  struct Entry {
    uint32_t id;
    uint32_t bytes : 30;         // normalised
    uint32_t word_at_begin : 1;  // must begin, or end, where a word does
    uint32_t word_at_end : 1;
  };

  friend class KeywordScan;

  KeywordAlphabet alphabet_;
  KeywordAutomaton automaton_;
  std::vector<Entry> keywords_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_KEYWORD_INDEX_H_
