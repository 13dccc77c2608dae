#ifndef WAYPOST_LIB_TRAIN_CROSS_VALIDATION_H_
#define WAYPOST_LIB_TRAIN_CROSS_VALIDATION_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/train/evaluation.h"
#include "lib/train/example.h"
#include "lib/train/ngram_trainer.h"

namespace waypost::train {

// Examples to learn from and examples to judge by.
struct Fold {
  std::vector<Example> train;
  std::vector<Example> test;
};

// The `fold`-th of `folds` parts to test on, the rest to train on. A text's part depends on its
// bytes and on the others of its class, not on the order of rows; equal texts are in one part. A
// class of one text, which could not be learned without it, is never tested. Examples out of scope
// are all for testing.
//
// Shape: `folds` 2 to 20, `fold` below it.
Fold FoldOf(absl::Span<const Example> examples, uint32_t fold, uint32_t folds);

// Trains and evaluates with each part in turn; the results added up. AUROC and calibration error
// are means over the parts.
//
// Errors: those of TrainNgramModel (whose progress is over all folds) and Evaluate; InvalidArgument
//         if `folds` is out of bounds.
// Cost:   `folds` times a training.
absl::StatusOr<Evaluation> CrossValidate(absl::Span<const Example> examples,
                                         const TrainerOptions& options, uint32_t folds);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_CROSS_VALIDATION_H_
