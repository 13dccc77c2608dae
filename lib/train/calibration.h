// From scores to probabilities that can be believed.
#ifndef WAYPOST_LIB_TRAIN_CALIBRATION_H_
#define WAYPOST_LIB_TRAIN_CALIBRATION_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/text/ngram_model.h"

namespace waypost::train {

// Scores of examples that the model was not trained on, by example, then class.
struct HeldOutScores {
  size_t classes = 0;
  std::vector<int32_t> scores_q16;
  std::vector<uint16_t> truth;  // by example
};

// How many bits of probability a unit of score is worth, in 256ths: of the powers of the square
// root of two from 1/4 to 64 the one under which the true classes are most probable.
//
// Cost: O(30 * scores).
uint32_t FitSharpness(const HeldOutScores& held_out);

// Fewer answers say nothing about confidence.
constexpr size_t kLeastToCalibrate = 100;

// One answer: how probable the model says its best class is, and whether it is the true one.
struct Judged {
  uint16_t milli = 0;
  bool right = false;
};

// The rising curve that is nearest to the shares of right answers: of neighbouring groups of equal
// size those that fall are made one (pool adjacent violators). Empty if there are fewer than
// kLeastToCalibrate.
std::vector<text::CalibrationPoint> FitCalibration(std::vector<Judged> answers);

// The expected calibration error: the difference between what is said and what is so, in ten equal
// ranges of what is said, weighed by their answers. In thousandths; 0 without answers.
//
// Source: Guo, Pleiss, Sun, Weinberger: On calibration of modern neural networks (ICML 2017).
uint16_t ExpectedCalibrationError(absl::Span<const Judged> answers);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_CALIBRATION_H_
