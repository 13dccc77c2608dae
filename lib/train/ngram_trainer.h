// Training of text::NgramModel.
#ifndef WAYPOST_LIB_TRAIN_NGRAM_TRAINER_H_
#define WAYPOST_LIB_TRAIN_NGRAM_TRAINER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/text/ngram_model.h"
#include "lib/train/dual_descent.h"
#include "lib/train/training_set.h"

namespace waypost::train {

struct TrainerOptions {
  // Of the model: the rows are as many as fit, at most kMostRows.
  size_t model_bytes = 2'000'000;

  // See DescentOptions; the same bounds.
  uint32_t cost_q8 = 256;
  uint32_t positive_cost_q8 = 4 * 256;

  // Multiplies the positive cost of a class, in thousandths; 1000 for those not named. Raise it
  // where a class is missed too often.
  std::vector<std::pair<std::string, uint32_t>> class_weights;

  // Share of the desk's own texts that may be called out of scope, in thousandths; at most 500.
  uint32_t out_of_scope_milli = 30;

  uint64_t seed = 0;

  // Where the examples come from and under which licence; kept in the model. At most 4096 bytes.
  std::string origin;

  // See waypost::TrainingOptions. Called before each class is learned, which happens twice.
  std::function<bool(size_t done, size_t total)> progress;
};

struct TrainedModel {
  std::string bytes;         // for text::NgramModel::Open
  std::vector<Words> notes;  // about the rows: see TrainingSet
  uint32_t examples = 0;     // that count
};

// Trains twice: without every fifth text of a class (by the order of their digests), on which
// confidence and the bound of out-of-scope are measured, and then with all. If fewer than
// kLeastToCalibrate can be held out, nothing is measured: confidence is a guess of 0.9 at most, and
// out of scope is only what has no known n-gram.
//
// Shape:   the same examples in any order give the same bytes, on every machine and compiler with
//          the same version of Unicode; only which of two contradicting rows counts, and the rows
//          named in notes, depend on their order.
// Errors:  InvalidArgument: see TrainingSet::Create; an option out of its bounds; a weight for a
//          class that is not there. ResourceExhausted over a limit. Cancelled: by the progress.
// Cost:    10,000 texts of 60 characters and 77 classes: about 6 s of one core, 100 MB.
absl::StatusOr<TrainedModel> TrainNgramModel(absl::Span<const Example> examples,
                                             const TrainerOptions& options,
                                             const TrainingLimits& limits = {});

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_NGRAM_TRAINER_H_
