// Examples, checked and cut into n-grams.
#ifndef WAYPOST_LIB_TRAIN_TRAINING_SET_H_
#define WAYPOST_LIB_TRAIN_TRAINING_SET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/text/normalise.h"
#include "lib/train/example.h"

namespace waypost::train {

struct TrainingLimits {
  size_t examples = 1'000'000;
  size_t ngrams = 200'000'000;  // of all examples; 4 bytes each
};

// What a model is trained on: each text once.
//
// Threads: immutable.
class TrainingSet {
 public:
  // Takes examples in their order. A text that comes again with the same label counts once; with
  // another label, the later one counts: corrections are appended. Both are told in `notes()`, and
  // so is a class of one example, which can be learned but not judged.
  //
  // Errors: InvalidArgument with a line for each of the first ten faulty rows and the number of
  //         others: no label, a label that is not UTF-8 or over 256 bytes, text without a letter or
  //         sign, text that is not UTF-8. InvalidArgument if fewer than two classes, or more than
  //         text::NgramModel::kMostClasses, are left. ResourceExhausted over a limit.
  // Cost:   O(bytes); 4 bytes of memory for an n-gram.
  static absl::StatusOr<TrainingSet> Create(absl::Span<const Example> examples,
                                            const text::Normaliser& normaliser,
                                            const TrainingLimits& limits = {});

  // Rising.
  const std::vector<std::string>& labels() const { return labels_; }

  // In the order of the examples given.
  size_t size() const { return classes_.size(); }
  uint16_t ClassOf(size_t example) const { return classes_[example]; }
  absl::Span<const uint32_t> NgramsOf(size_t example) const {
    return absl::MakeConstSpan(ngrams_).subspan(begin_[example],
                                                begin_[example + 1] - begin_[example]);
  }
  // Digest of the normalised text: decides what is held out, so that the order of rows does not.
  uint64_t DigestOf(size_t example) const { return digests_[example]; }

  // Sentences for whoever made the rows.
  const std::vector<Words>& notes() const { return notes_; }

 private:
  friend class TrainingSetBuilder;

  std::vector<std::string> labels_;
  std::vector<uint16_t> classes_;    // by example
  std::vector<uint64_t> digests_;    // by example
  std::vector<uint32_t> ngrams_;     // hashes
  std::vector<size_t> begin_ = {0};  // by example, and the end
  std::vector<Words> notes_;
};

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_TRAINING_SET_H_
