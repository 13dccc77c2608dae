#include "lib/train/dual_descent.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lib/base/philox.h"
#include "lib/text/ngram_index.h"

namespace waypost::train {
namespace {

constexpr int kUnitBits = 14;    // of text::kNgramUnit
constexpr int kWeightBits = 24;  // of kWeightUnit
static_assert(text::kNgramUnit == 1 << kUnitBits && kWeightUnit == 1 << kWeightBits);

// Every example has this value of a row of its own, whose weight is the bias.
constexpr int64_t kBiasValue = text::kNgramUnit / 2;

// Far beyond what is met; they keep every product within 64 bits.
constexpr int64_t kMostWeight = int64_t{1} << 30;
constexpr int64_t kMostDual = int64_t{1} << 34;
constexpr int64_t kMostGradient = int64_t{1} << 36;

// Gradients smaller than this change nothing.
constexpr int64_t kStill = 16;
// The gradients' spread at which a pass was good enough.
constexpr int64_t kSpread = kWeightUnit / 10;

class Descent {
 public:
  Descent(const SparseVectors& vectors, const std::vector<bool>& in_class, size_t rows,
          const DescentOptions& options)
      : vectors_(vectors),
        in_class_(in_class),
        random_(options.seed, options.stream),
        diagonal_{DiagonalOf(options.cost_q8), DiagonalOf(options.positive_cost_q8)},
        dual_(vectors.size()),
        order_(vectors.size()) {
    weights_.by_row.assign(rows, 0);
    std::iota(order_.begin(), order_.end(), 0u);
  }

  LinearWeights Run(uint32_t passes) {
    size_t active = order_.size();
    for (uint32_t pass = 0; pass < passes; ++pass) {
      const Spread spread = Pass(active);
      if (!spread.Settled()) {
        shrink_above_ = spread.most <= 0 ? INT64_MAX : spread.most;
        continue;
      }
      if (active == order_.size()) break;
      active = order_.size();
      shrink_above_ = INT64_MAX;
    }
    return std::move(weights_);
  }

 private:
  // Of the projected gradients of one pass; of none, there is nothing left to do.
  struct Spread {
    int64_t least = INT64_MAX;
    int64_t most = INT64_MIN;
    bool Settled() const { return most < least || most - least <= kSpread; }
  };

  static int64_t DiagonalOf(uint32_t cost_q8) { return kWeightUnit * 256 / (2 * int64_t{cost_q8}); }

  Spread Pass(size_t& active) {
    for (size_t i = active; i > 1; --i) std::swap(order_[i - 1], order_[random_.Below(i)]);
    Spread spread;
    for (size_t at = 0; at < active;) {
      const uint32_t example = order_[at];
      const int64_t gradient = GradientOf(example);
      if (dual_[example] == 0 && gradient > shrink_above_) {
        std::swap(order_[at], order_[--active]);
        continue;
      }
      ++at;
      const int64_t projected = dual_[example] == 0 ? std::min<int64_t>(gradient, 0) : gradient;
      spread.least = std::min(spread.least, projected);
      spread.most = std::max(spread.most, projected);
      if (projected > kStill || projected < -kStill) Step(example, gradient);
    }
    return spread;
  }

  int64_t Sign(uint32_t example) const { return in_class_[example] ? 1 : -1; }
  int64_t Diagonal(uint32_t example) const { return diagonal_[in_class_[example] ? 1 : 0]; }

  int64_t GradientOf(uint32_t example) const {
    const int64_t own = (dual_[example] * Diagonal(example)) >> kWeightBits;
    const int64_t gradient = Sign(example) * ValueOf(example) - kWeightUnit + own;
    return std::clamp(gradient, -kMostGradient, kMostGradient);
  }

  int64_t ValueOf(uint32_t example) const {
    const size_t end = vectors_.begin[example + 1];
    int64_t sum = weights_.bias * kBiasValue;
    for (size_t i = vectors_.begin[example]; i < end; ++i) {
      sum += int64_t{weights_.by_row[vectors_.rows[i]]} * vectors_.weights[i];
    }
    return sum >> kUnitBits;
  }

  void Step(uint32_t example, int64_t gradient) {
    const int64_t curvature = vectors_.squares[example] + Diagonal(example);
    const int64_t before = dual_[example];
    const int64_t after = before - gradient * kWeightUnit / curvature;
    dual_[example] = std::clamp<int64_t>(after, 0, kMostDual);
    const int64_t change = (dual_[example] - before) * Sign(example);
    const size_t end = vectors_.begin[example + 1];
    for (size_t i = vectors_.begin[example]; i < end; ++i) {
      int32_t& weight = weights_.by_row[vectors_.rows[i]];
      weight =
          static_cast<int32_t>(Bounded(weight + ((change * vectors_.weights[i]) >> kUnitBits)));
    }
    weights_.bias = Bounded(weights_.bias + ((change * kBiasValue) >> kUnitBits));
  }

  static int64_t Bounded(int64_t weight) { return std::clamp(weight, -kMostWeight, kMostWeight); }

  const SparseVectors& vectors_;
  const std::vector<bool>& in_class_;
  PhiloxStream random_;
  const int64_t diagonal_[2];  // 1 / (2 * cost), by whether in the class
  std::vector<int64_t> dual_;  // of kWeightUnit
  std::vector<uint32_t> order_;
  int64_t shrink_above_ = INT64_MAX;
  LinearWeights weights_;
};

}  // namespace

void SparseVectors::EndVector() {
  int64_t square = kBiasValue * kBiasValue;
  for (size_t i = begin.back(); i < weights.size(); ++i) square += int64_t{weights[i]} * weights[i];
  squares.push_back(square >> (2 * kUnitBits - kWeightBits));
  begin.push_back(weights.size());
}

LinearWeights Descend(const SparseVectors& vectors, const std::vector<bool>& in_class, size_t rows,
                      const DescentOptions& options) {
  LinearWeights weights = Descent(vectors, in_class, rows, options).Run(options.passes);
  weights.bias = (weights.bias * kBiasValue) >> kUnitBits;
  return weights;
}

}  // namespace waypost::train
