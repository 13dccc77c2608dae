#ifndef WAYPOST_LIB_BASE_QUANTILE_SKETCH_H_
#define WAYPOST_LIB_BASE_QUANTILE_SKETCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace waypost {

// The distribution of many numbers in little memory: how many fell into each of 3,712 buckets,
// whose width grows with the number. Numbers below 128 have a bucket of their own; from there on
// each power of two is cut into 64. A percentile is therefore at most one part in 128 away from a
// number that was added: 0.8 % of it.
//
// Merging adds the counts, so the order and grouping of merges make no difference: sketches of two
// engines, or of two months, merge to the sketch of both. Least and greatest are exact.
//
// Memory: 16 bytes for each bucket in use, 59 KB at most.
// Threads: a value; none of its own.
class QuantileSketch {
 public:
  struct Bucket {
    uint32_t index = 0;
    uint64_t count = 0;  // > 0
  };
  static constexpr uint32_t kBucketCount = 3'712;

  // Cost: O(log buckets in use), and a shift of them for the first number of a bucket. A negative
  //       number counts as 0.
  void Add(int64_t value);

  // Cost: O(buckets in use of both).
  void Merge(const QuantileSketch& other);

  bool empty() const { return count_ == 0; }
  uint64_t count() const { return count_; }
  int64_t least() const { return least_; }        // 0 if empty
  int64_t greatest() const { return greatest_; }  // 0 if empty

  // The smallest number that at least `percent` of the numbers do not exceed (nearest rank), to
  // within the relative error above and never outside [least, greatest]; 0 if empty. 100 gives the
  // greatest. `percent`: 1 to 100.
  int64_t Percentile(uint32_t percent) const;

  // As stored; rising by index.
  const std::vector<Bucket>& buckets() const { return buckets_; }

  // Errors: nothing if these are no parts of a sketch: buckets that do not rise, are empty or do
  //         not exist, a least or greatest that lies in another bucket than the first or last.
  static std::optional<QuantileSketch> FromParts(std::vector<Bucket> buckets, int64_t least,
                                                 int64_t greatest);

  // The bucket of a number, and the numbers it holds: [first, second], both included.
  static uint32_t IndexOf(int64_t value);
  static std::pair<int64_t, int64_t> RangeOf(uint32_t index);

 private:
  std::vector<Bucket> buckets_;
  uint64_t count_ = 0;
  int64_t least_ = 0;
  int64_t greatest_ = 0;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_QUANTILE_SKETCH_H_
