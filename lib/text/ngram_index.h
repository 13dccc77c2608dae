// Which n-grams a model knows, and how much each of them tells.
#ifndef WAYPOST_LIB_TEXT_NGRAM_INDEX_H_
#define WAYPOST_LIB_TEXT_NGRAM_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/ngram_features.h"

namespace waypost::text {

// A row of the model and how often its n-gram stands in one text.
struct NgramTerm {
  uint16_t row = 0;
  int16_t weight = 0;  // of kNgramUnit; what is in a text has length kNgramUnit at most
  uint32_t count = 0;
  TextSpan span;  // of the first occurrence, in the normalised bytes
};

// What 1.0 is in NgramTerm::weight.
constexpr int32_t kNgramUnit = 1 << 14;

// An n-gram's row is its place in the list that the index was made of.
//
// A term weighs (1 + ln count) * idf, the whole text brought to length 1. N-grams that the index
// does not know are part of that length: a text of words never seen has short terms only, and so
// low scores.
//
// Threads: immutable.
class NgramIndex {
 public:
  static constexpr size_t kMostRows = 65'000;
  static constexpr uint32_t kMostIdf = 0xFFFF;

  // Memory of one caller, to be reused: a text no longer than an earlier one allocates nothing.
  struct Scratch {
    std::vector<uint32_t> term_of_row;  // plus one; all zero between calls
    std::vector<uint64_t> lengths;
  };

  NgramIndex() = default;

  // `hashes`: of each row's n-gram; `idf`: of each row, in 4096ths; `unknown_idf`: of every n-gram
  // that is in no row.
  //
  // Errors: InvalidArgument if a hash is there twice, an idf is 0, or there are more than
  // kMostRows.
  static absl::StatusOr<NgramIndex> Create(absl::Span<const uint32_t> hashes,
                                           absl::Span<const uint16_t> idf, uint16_t unknown_idf);

  // Replaces `terms` by those of a text, in the order of their first occurrence.
  //
  // Cost: O(ngrams).
  void Weigh(absl::Span<const Ngram> ngrams, Scratch& scratch, std::vector<NgramTerm>& terms) const;

  size_t rows() const { return idf_.size(); }

  // Memory held.
  size_t Bytes() const;

 private:
  static constexpr uint16_t kNoRow = 0xFFFF;

  struct Slot {
    uint32_t hash = 0;
    uint16_t row = kNoRow;
  };

  uint16_t Find(uint32_t hash) const;

  std::vector<Slot> slots_ = {{}};  // open addressing; at most half full
  uint32_t mask_ = 0;
  std::vector<uint16_t> idf_;  // by row
  uint16_t unknown_idf_ = 0;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_NGRAM_INDEX_H_
