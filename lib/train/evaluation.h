// How good a model is on texts whose class is known.
#ifndef WAYPOST_LIB_TRAIN_EVALUATION_H_
#define WAYPOST_LIB_TRAIN_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/ngram_model.h"
#include "lib/train/example.h"

namespace waypost::train {

// Counts of one class.
struct ClassResult {
  std::string label;
  uint32_t examples = 0;  // that are of it
  uint32_t answered = 0;  // that the model puts there
  uint32_t right = 0;     // both

  // Thousandths; 0 if there is nothing to divide by.
  uint32_t PrecisionMilli() const { return answered == 0 ? 0 : right * 1'000 / answered; }
  uint32_t RecallMilli() const { return examples == 0 ? 0 : right * 1'000 / examples; }
};

// Texts of one class that the model puts in another.
struct Confusion {
  uint16_t truth = 0;  // index of the class
  uint16_t answer = 0;
  uint32_t count = 0;
};

// What happens if answers of less confidence go to a person.
struct ThresholdResult {
  uint16_t confidence_milli = 0;
  uint32_t automatic = 0;        // answers that stand
  uint32_t automatic_right = 0;  // of them
};

// Answers within a tenth of confidence.
struct ConfidenceRange {
  uint32_t answers = 0;
  uint32_t right = 0;
  uint64_t confidence_milli = 0;  // sum
};

// The labels of rows that belong to no class of the desk.
constexpr std::string_view kOutOfScopeLabel = "out_of_scope";
constexpr std::string_view kShortOutOfScopeLabel = "oos";

struct Evaluation {
  uint32_t examples = 0;        // of classes the model has
  uint32_t right = 0;           // the best class is the true one
  uint32_t right_in_three = 0;  // the true one is among the three best
  uint32_t right_in_scope = 0;  // right, and not called out of scope
  uint32_t out_of_scope = 0;    // examples with one of the labels above
  uint32_t out_of_scope_found = 0;
  uint32_t in_scope_lost = 0;  // of `examples`, called out of scope
  uint16_t auroc_milli = 0;    // a text in scope scores higher than one out of it; 0 without such
  uint16_t expected_error_milli = 0;        // expected calibration error
  std::vector<ClassResult> classes;         // of the model, by label
  std::vector<Confusion> confusions;        // the most frequent first, then by label
  std::vector<ThresholdResult> thresholds;  // rising
  std::vector<ConfidenceRange> ranges;      // ten
  std::vector<std::string> unknown_labels;  // rising: classes the model does not have ...
  uint32_t unknown = 0;                     // ... and their examples, which count nowhere else

  // Smallest confidence from which answers are right as often as that; nothing below 1001 if none.
  // Units: thousandths.
  uint32_t ThresholdFor(uint32_t right_milli) const;
};

// Runs the model over examples it should not have been trained on.
//
// Errors: InvalidArgument if there is no example of a class that the model has.
// Cost:   one Classify() an example.
absl::StatusOr<Evaluation> Evaluate(const text::NgramModel& model,
                                    absl::Span<const Example> examples);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_EVALUATION_H_
