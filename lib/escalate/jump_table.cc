#include "lib/escalate/jump_table.h"

#include <algorithm>
#include <cstddef>

#include "lib/base/check.h"
#include "lib/base/logarithm.h"
#include "lib/base/text_hash.h"

namespace waypost::escalate {
namespace {

// Means: a sixteenth times 2^(i/4).
constexpr int kRows = 65;
constexpr int64_t kRoots[] = {1'000'000, 1'189'207, 1'414'214, 1'681'793};
constexpr int64_t MeanOfRow(int row) { return (kRoots[row % 4] << (row / 4)) / 16; }

constexpr int64_t kDispersions[] = {1'000, 1'250, 1'500,  2'000, 3'000,
                                    4'000, 6'000, 10'000, 16'000};
constexpr int kColumns = static_cast<int>(sizeof(kDispersions) / sizeof(*kDispersions));

// The weight of the count next to the mean. Counts below may weigh up to fifty times as much.
constexpr uint64_t kMiddle = uint64_t{1} << 56;

// P(k + 1) / P(k) = (k (d - 1) + m) / ((k + 1) d), in millionths: 0 / 0 does not occur.
struct Ratio {
  Ratio(int64_t k, int64_t mean_micro, int64_t dispersion_milli)
      : above(static_cast<uint64_t>(k * (dispersion_milli - 1'000) * 1'000 + mean_micro)),
        below(static_cast<uint64_t>((k + 1) * dispersion_milli * 1'000)) {}
  uint64_t above;
  uint64_t below;
};

uint64_t Scaled(uint64_t weight, uint64_t above, uint64_t below) {
  return static_cast<uint64_t>(static_cast<Wide>(weight) * above / below);
}

// The logarithm to base 2 of a sum of weights, in 65536ths.
int64_t LogOf(Wide sum) {
  const auto high = static_cast<uint64_t>(sum >> 16);
  return high > 0 ? int64_t{Log2Q16(high)} + (int64_t{16} << 16)
                  : Log2Q16(static_cast<uint64_t>(sum));
}

int64_t Quantile(int64_t mean_micro, int64_t dispersion_milli, uint64_t one_in) {
  const int64_t middle = mean_micro / kMicro;
  Wide total = 0;
  uint64_t weight = kMiddle;
  for (int64_t k = middle; k > 0 && weight > 0; --k) {
    const Ratio ratio(k - 1, mean_micro, dispersion_milli);
    weight = Scaled(weight, ratio.below, ratio.above);
    total += weight;
  }
  std::vector<uint64_t> upper;  // of the counts from `middle` on
  for (weight = kMiddle; weight > 0;) {
    upper.push_back(weight);
    total += weight;
    const Ratio ratio(middle + static_cast<int64_t>(upper.size()) - 1, mean_micro,
                      dispersion_milli);
    weight = Scaled(weight, ratio.above, ratio.below);
  }
  // From above down to the first count whose tail is more than one in `one_in`.
  const Wide most = std::max<Wide>(total / one_in, 1);
  Wide tail = 0;
  size_t i = upper.size();
  while (i > 0 && tail + upper[i - 1] <= most) tail += upper[--i];
  if (i == 0) return middle * 1'000;
  const auto first = middle + static_cast<int64_t>(i);
  if (tail == 0) return first * 1'000;
  // The true place lies between that count and the next.
  const int64_t log_above = LogOf(tail + upper[i - 1]);
  const int64_t log_below = LogOf(tail);
  const int64_t part =
      1'000 * (log_above - LogOf(most)) / std::max<int64_t>(log_above - log_below, 1);
  return (first - 1) * 1'000 + std::clamp<int64_t>(part, 0, 1'000);
}

// The largest r with r * r <= value.
int64_t Root(int64_t value) {
  int64_t root = 0;
  for (int64_t bit = int64_t{1} << 31; bit > 0; bit >>= 1) {
    if ((root + bit) * (root + bit) <= value) root += bit;
  }
  return root;
}

int RowBelow(int64_t mean_micro) {
  // At least 1: the mean is above that of the first row.
  const uint64_t sixteenths = static_cast<uint64_t>(mean_micro) * 16 / kMicro;
  int row = 4 * (63 - __builtin_clzll(sixteenths));
  while (row + 1 < kRows && MeanOfRow(row + 1) <= mean_micro) ++row;
  return row;
}

}  // namespace

JumpTable::JumpTable(uint64_t one_in) {
  WP_CHECK(one_in >= 2 && one_in <= uint64_t{1} << 40, "a tail that no table has");
  thresholds_.reserve(size_t{kRows} * kColumns);
  for (int row = 0; row < kRows; ++row) {
    for (const int64_t dispersion : kDispersions) {
      thresholds_.push_back(Quantile(MeanOfRow(row), dispersion, one_in));
    }
  }
}

int64_t JumpTable::AtMean(int64_t mean_micro, int column) const {
  const auto at = [&](int row) {
    return thresholds_[static_cast<size_t>(row) * kColumns + static_cast<size_t>(column)];
  };
  const int64_t least = MeanOfRow(0);
  const int64_t most = MeanOfRow(kRows - 1);
  if (mean_micro <= least) return at(0);
  if (mean_micro >= most) {
    const int64_t beyond_milli = at(kRows - 1) - most / 1'000;
    const int64_t root_milli = Root(std::min(mean_micro / most, int64_t{1'000'000}) * kMicro);
    return mean_micro / 1'000 + beyond_milli * root_milli / 1'000;
  }
  const int row = RowBelow(mean_micro);
  const int64_t from = MeanOfRow(row);
  const int64_t width = MeanOfRow(row + 1) - from;
  return at(row) + (at(row + 1) - at(row)) * (mean_micro - from) / width;
}

int64_t JumpTable::ThresholdMilli(int64_t mean_micro, int64_t dispersion_milli) const {
  int column = 0;
  while (column + 2 < kColumns && kDispersions[column + 1] <= dispersion_milli) ++column;
  const int64_t from = kDispersions[column];
  const int64_t width = kDispersions[column + 1] - from;
  const int64_t part = std::min(dispersion_milli - from, width);
  const int64_t low = AtMean(mean_micro, column);
  if (part <= 0) return low;
  return low + (AtMean(mean_micro, column + 1) - low) * part / width;
}

}  // namespace waypost::escalate
