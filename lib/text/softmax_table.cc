#include "lib/text/softmax_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/text/exponential.h"

namespace waypost::text {
namespace {

constexpr int64_t kOneQ24 = 1 << 24;
constexpr int64_t kMostQ24 = 64 * kOneQ24;  // no weight comes near; keeps sums from overflowing

}  // namespace

SoftmaxTable::SoftmaxTable(NgramShape shape, size_t languages)
    : shape_(shape),
      languages_(languages),
      weights_((size_t{1} << shape.bits) * languages),
      met_(size_t{1} << shape.bits),
      kept_(size_t{1} << shape.bits, true) {}

LanguageShares SoftmaxTable::Predict() const {
  std::array<int64_t, LanguageModel::kMostLanguages> sums{};
  for (const uint32_t row : rows_) {
    for (size_t i = 0; i < languages_; ++i) sums[i] += weights_[row * languages_ + i];
  }
  const int64_t most = *std::max_element(sums.begin(), sums.begin() + languages_);
  LanguageShares shares{};
  uint64_t total = 0;
  for (size_t i = 0; i < languages_; ++i) {
    shares[i] = ExpOfMinusQ16(static_cast<uint64_t>(most - sums[i]) >> 8);
    total += shares[i];
  }
  for (uint32_t& share : shares) {
    share = static_cast<uint32_t>(uint64_t{share} * kOneQ16 / total);
  }
  return shares;
}

void SoftmaxTable::Learn(std::u32string_view letters, const LanguageShares& target,
                         uint64_t rate_q16) {
  rows_.clear();
  const size_t size = std::min(letters.size(), LanguageWords::kLongestWord);
  ForEachNgram({letters.data(), size}, shape_, [this](uint32_t hash) {
    if (kept_[hash]) rows_.push_back(hash);
  });
  const LanguageShares predicted = Predict();
  for (size_t i = 0; i < languages_; ++i) {
    const int64_t missing = int64_t{target[i]} - int64_t{predicted[i]};
    const int64_t step = missing * static_cast<int64_t>(rate_q16) / 256;
    for (const uint32_t row : rows_) {
      int32_t& weight = weights_[row * languages_ + i];
      weight = static_cast<int32_t>(std::clamp(weight + step, -kMostQ24, kMostQ24));
    }
  }
  for (const uint32_t row : rows_) ++met_[row];
}

uint64_t SoftmaxTable::TellingOf(size_t row) const {
  int64_t sum = 0;
  for (size_t i = 0; i < languages_; ++i) sum += weights_[row * languages_ + i];
  const int64_t mean = sum / static_cast<int64_t>(languages_);
  uint64_t spread = 0;
  for (size_t i = 0; i < languages_; ++i) {
    const int64_t apart = (weights_[row * languages_ + i] - mean) / 65'536;
    spread += static_cast<uint64_t>(apart * apart);
  }
  return spread * met_[row];
}

void SoftmaxTable::KeepMostTelling(size_t rows) {
  std::vector<std::pair<uint64_t, uint32_t>> order;
  for (uint32_t row = 0; row < met_.size(); ++row) {
    if (met_[row] > 0) order.emplace_back(~TellingOf(row), row);
  }
  std::sort(order.begin(), order.end());
  kept_.assign(met_.size(), false);
  for (size_t i = 0; i < order.size() && i < rows; ++i) kept_[order[i].second] = true;
  for (size_t row = 0; row < met_.size(); ++row) {
    if (kept_[row]) continue;
    std::fill_n(weights_.begin() + static_cast<ptrdiff_t>(row * languages_), languages_, 0);
  }
}

std::string SoftmaxTable::Present() const {
  std::string present(kept_.size() / 8, '\0');
  for (size_t row = 0; row < kept_.size(); ++row) {
    if (!kept_[row]) continue;
    const auto byte = static_cast<uint8_t>(present[row / 8]);
    present[row / 8] = static_cast<char>(byte | (1u << (row % 8)));
  }
  return present;
}

std::string SoftmaxTable::Weights() const {
  constexpr int64_t kUnitQ24 = int64_t{kUnitQ16} * 256;
  std::string weights;
  for (size_t row = 0; row < kept_.size(); ++row) {
    if (!kept_[row]) continue;
    int64_t sum = 0;
    for (size_t i = 0; i < languages_; ++i) sum += weights_[row * languages_ + i];
    // What is the same for all languages decides nothing, and would be rounded all the same.
    const int64_t mean = sum / static_cast<int64_t>(languages_);
    for (size_t i = 0; i < languages_; ++i) {
      const int64_t weight = weights_[row * languages_ + i] - mean;
      const int64_t rounded = (weight + (weight < 0 ? -kUnitQ24 : kUnitQ24) / 2) / kUnitQ24;
      weights += static_cast<char>(std::clamp<int64_t>(rounded, -127, 127));
    }
  }
  return weights;
}

}  // namespace waypost::text
