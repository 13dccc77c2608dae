#include "lib/base/quantile_sketch.h"

#include <algorithm>
#include <iterator>

namespace waypost {
namespace {

// Bits of a number that its bucket keeps, below the leading one.
constexpr uint32_t kKeptBits = 6;
constexpr uint32_t kCuts = 1u << kKeptBits;

uint32_t LeadingBit(uint64_t value) {
  uint32_t bit = 0;
  for (uint32_t step = 32; step > 0; step /= 2) {
    if (value >> (bit + step) != 0) bit += step;
  }
  return bit;
}

bool Before(const QuantileSketch::Bucket& a, const QuantileSketch::Bucket& b) {
  return a.index < b.index;
}

}  // namespace

// An index is the number itself below 64. From there on it is 64 for each further leading bit and
// the six bits behind it, so that indexes go on without a gap: 127 is 127, 128 and 129 are 128.
uint32_t QuantileSketch::IndexOf(int64_t value) {
  if (value < 0) return 0;
  const auto bits = static_cast<uint64_t>(value);
  if (bits < kCuts) return static_cast<uint32_t>(bits);
  const uint32_t dropped = LeadingBit(bits) - kKeptBits;
  return kCuts * dropped + static_cast<uint32_t>(bits >> dropped);
}

std::pair<int64_t, int64_t> QuantileSketch::RangeOf(uint32_t index) {
  if (index < kCuts) return {index, index};
  const uint32_t dropped = index / kCuts - 1;
  const int64_t first = static_cast<int64_t>(uint64_t{kCuts + index % kCuts} << dropped);
  return {first, first + ((int64_t{1} << dropped) - 1)};
}

void QuantileSketch::Add(int64_t value) {
  value = std::max(value, int64_t{0});
  least_ = count_ == 0 ? value : std::min(least_, value);
  greatest_ = std::max(greatest_, value);
  ++count_;
  const Bucket bucket = {IndexOf(value), 1};
  const auto place = std::lower_bound(buckets_.begin(), buckets_.end(), bucket, Before);
  if (place != buckets_.end() && place->index == bucket.index) {
    ++place->count;
  } else {
    buckets_.insert(place, bucket);
  }
}

void QuantileSketch::Merge(const QuantileSketch& other) {
  if (other.empty()) return;
  least_ = empty() ? other.least_ : std::min(least_, other.least_);
  greatest_ = std::max(greatest_, other.greatest_);
  count_ += other.count_;
  std::vector<Bucket> merged;
  merged.reserve(std::min<size_t>(buckets_.size() + other.buckets_.size(), kBucketCount));
  std::merge(buckets_.begin(), buckets_.end(), other.buckets_.begin(), other.buckets_.end(),
             std::back_inserter(merged), Before);
  buckets_.clear();
  for (const Bucket& bucket : merged) {
    if (!buckets_.empty() && buckets_.back().index == bucket.index) {
      buckets_.back().count += bucket.count;
    } else {
      buckets_.push_back(bucket);
    }
  }
}

int64_t QuantileSketch::Percentile(uint32_t percent) const {
  // count * percent / 100, rounded up, without leaving 64 bits.
  const uint64_t rank = count_ / 100 * percent + (count_ % 100 * percent + 99) / 100;
  if (rank == count_) return greatest_;
  uint64_t seen = 0;
  for (const Bucket& bucket : buckets_) {
    seen += bucket.count;
    if (seen < rank) continue;
    const auto [first, last] = RangeOf(bucket.index);
    return std::clamp(first + (last - first) / 2, least_, greatest_);
  }
  return greatest_;
}

std::optional<QuantileSketch> QuantileSketch::FromParts(std::vector<Bucket> buckets, int64_t least,
                                                        int64_t greatest) {
  QuantileSketch sketch;
  for (size_t i = 0; i < buckets.size(); ++i) {
    if (buckets[i].index >= kBucketCount || buckets[i].count == 0) return std::nullopt;
    if (i > 0 && buckets[i].index <= buckets[i - 1].index) return std::nullopt;
    if (buckets[i].count > UINT64_MAX - sketch.count_) return std::nullopt;
    sketch.count_ += buckets[i].count;
  }
  if (least < 0 || greatest < least) return std::nullopt;
  if (buckets.empty() && greatest != 0) return std::nullopt;
  if (!buckets.empty() &&
      (IndexOf(least) != buckets.front().index || IndexOf(greatest) != buckets.back().index)) {
    return std::nullopt;
  }
  sketch.buckets_ = std::move(buckets);
  sketch.least_ = least;
  sketch.greatest_ = greatest;
  return sketch;
}

}  // namespace waypost
