// Learning to tell one class from all others.
#ifndef WAYPOST_LIB_TRAIN_DUAL_DESCENT_H_
#define WAYPOST_LIB_TRAIN_DUAL_DESCENT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace waypost::train {

// Texts as sparse vectors of length 1 at most, one after the other: example i is
// [begin[i], begin[i + 1]) of rows and weights.
struct SparseVectors {
  std::vector<uint16_t> rows;
  std::vector<int16_t> weights;  // of text::kNgramUnit
  std::vector<size_t> begin = {0};
  std::vector<int64_t> squares;  // of each length, kWeightUnit being one; the bias is counted in

  size_t size() const { return begin.size() - 1; }

  // Ends the vector whose rows and weights were appended.
  void EndVector();
};

// What 1.0 is in weights that are learned.
constexpr int64_t kWeightUnit = 1 << 24;

// A linear function: the sum of weight times value, plus the bias.
struct LinearWeights {
  std::vector<int32_t> by_row;  // of kWeightUnit
  int64_t bias = 0;             // of kWeightUnit
};

struct DescentOptions {
  uint32_t cost_q8 = 256;               // of an error on an example of another class; 16 to 16384
  uint32_t positive_cost_q8 = 4 * 256;  // of an error on one of the class itself; the same bounds
  uint32_t passes = 10;
  uint64_t seed = 0;
  uint64_t stream = 0;  // another one for each class
};

// Finds the weights w that make w * w / 2 + the sum of cost * max(0, 1 - y * w * x)^2 small, y
// being 1 for the examples of the class and -1 for the others: a support vector machine with
// squared hinge loss, by dual coordinate descent with shrinking.
//
// All in integers, in a fixed order: the same weights on every machine, compiler and level of
// optimisation.
//
// Cost:   about two passes over the vectors for a class among many, `passes` at most.
// Source: Hsieh, Chang, Lin, Keerthi, Sundararajan: A dual coordinate descent method for
// large-scale
//         linear SVM (ICML 2008); the shrinking is that of section 3.2.
LinearWeights Descend(const SparseVectors& vectors, const std::vector<bool>& in_class, size_t rows,
                      const DescentOptions& options);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_DUAL_DESCENT_H_
