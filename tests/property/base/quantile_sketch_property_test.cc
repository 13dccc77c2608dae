// Sketches of random numbers against the sorted numbers themselves.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/base/quantile_sketch.h"

namespace waypost {
namespace {

constexpr uint32_t kCases = 300;

// Numbers of every size, some of them several times.
std::vector<int64_t> Numbers(uint32_t seed) {
  const uint32_t count = Philox({seed, 0, 0, 0}, {7, 7})[0] % 400;
  std::vector<int64_t> numbers;
  for (uint32_t i = 0; i < count; ++i) {
    const auto words = Philox({seed, 1, i, 0}, {7, 7});
    const uint64_t bits = (uint64_t{words[0]} << 32 | words[1]) >> 1;
    const auto number = static_cast<int64_t>(bits >> words[2] % 63);
    numbers.insert(numbers.end(), 1 + words[3] % 3, number);
  }
  return numbers;
}

QuantileSketch SketchOf(const std::vector<int64_t>& numbers) {
  QuantileSketch sketch;
  for (int64_t number : numbers) sketch.Add(number);
  return sketch;
}

std::vector<int64_t> Flat(const QuantileSketch& sketch) {
  std::vector<int64_t> flat = {sketch.least(), sketch.greatest(),
                               static_cast<int64_t>(sketch.count())};
  for (const QuantileSketch::Bucket& bucket : sketch.buckets()) {
    flat.push_back(bucket.index);
    flat.push_back(static_cast<int64_t>(bucket.count));
  }
  return flat;
}

TEST(QuantileSketchPropertyTest, PercentilesAreWithinTheStatedError) {
  for (uint32_t seed = 0; seed < kCases; ++seed) {
    std::vector<int64_t> numbers = Numbers(seed);
    if (numbers.empty()) continue;
    const QuantileSketch sketch = SketchOf(numbers);
    std::sort(numbers.begin(), numbers.end());
    for (uint32_t percent = 1; percent <= 100; ++percent) {
      const int64_t exact = numbers[(numbers.size() * percent + 99) / 100 - 1];
      const int64_t answer = sketch.Percentile(percent);
      const int64_t error = std::max(answer, exact) - std::min(answer, exact);
      ASSERT_LE(error, exact / 128) << "seed " << seed << ", " << percent << " %";
    }
  }
}

TEST(QuantileSketchPropertyTest, MergingIsAddingWhateverTheOrderAndGrouping) {
  for (uint32_t seed = 0; seed < kCases; ++seed) {
    const std::vector<int64_t> a = Numbers(3 * seed), b = Numbers(3 * seed + 1),
                               c = Numbers(3 * seed + 2);
    std::vector<int64_t> all = a;
    all.insert(all.end(), b.begin(), b.end());
    all.insert(all.end(), c.begin(), c.end());
    QuantileSketch left = SketchOf(a), right = SketchOf(b), turned = SketchOf(c);
    left.Merge(SketchOf(b));
    left.Merge(SketchOf(c));  // (a + b) + c
    right.Merge(SketchOf(c));
    QuantileSketch nested = SketchOf(a);
    nested.Merge(right);  // a + (b + c)
    turned.Merge(SketchOf(b));
    turned.Merge(SketchOf(a));  // (c + b) + a
    const std::vector<int64_t> expected = Flat(SketchOf(all));
    ASSERT_EQ(Flat(left), expected) << seed;
    ASSERT_EQ(Flat(nested), expected) << seed;
    ASSERT_EQ(Flat(turned), expected) << seed;
    ASSERT_LE(left.buckets().size(), QuantileSketch::kBucketCount);
  }
}

}  // namespace
}  // namespace waypost
