// Which n-grams become rows of a model.
#ifndef WAYPOST_LIB_TRAIN_NGRAM_SELECTION_H_
#define WAYPOST_LIB_TRAIN_NGRAM_SELECTION_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/train/training_set.h"

namespace waypost::train {

// By row: the n-grams of most examples first, of equally many by hash.
struct NgramSelection {
  std::vector<uint32_t> hashes;
  std::vector<uint16_t> idf;  // 1 + ln((1 + examples) / (1 + examples that have it)), 4096ths
  uint16_t unknown_idf = 0;
};

// The at most `rows` n-grams that stand in most of `examples` (indexes into `set`), in two at
// least: what stands in one alone tells nothing about others.
//
// Cost: O(ngrams * log ngrams), 4 bytes of memory for an n-gram.
NgramSelection SelectNgrams(const TrainingSet& set, absl::Span<const uint32_t> examples,
                            size_t rows);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_NGRAM_SELECTION_H_
