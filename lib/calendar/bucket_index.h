#ifndef WAYPOST_LIB_CALENDAR_BUCKET_INDEX_H_
#define WAYPOST_LIB_CALENDAR_BUCKET_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waypost::calendar {

// Finds a place among rising 64-bit keys in constant time where keys are spread evenly, and in
// logarithmic time where they crowd: the range of keys is cut into about as many equal buckets as
// there are keys, and each bucket knows where its keys begin.
//
// The keys stay with their owner, who passes `key(i)` for 0 <= i < `count`, strictly rising and
// within `base` + 2^62; it must answer the same at construction and at every look-up.
class BucketIndex {
 public:
  BucketIndex() = default;

  template <typename Key>
  BucketIndex(int64_t base, uint32_t count, Key key) : base_(base), count_(count) {
    if (count == 0) return;
    const uint64_t width = static_cast<uint64_t>(key(count - 1) - base);
    while (width >> shift_ > count) ++shift_;
    const uint64_t buckets = (width >> shift_) + 1;
    first_of_.reserve(buckets + 1);
    uint32_t next = 0;
    for (uint64_t bucket = 0; bucket <= buckets; ++bucket) {
      while (next < count && BucketOf(key(next)) < bucket) ++next;
      first_of_.push_back(next);
    }
  }

  // Returns how many keys are <= `x`: the index of the first key beyond it.
  template <typename Key>
  uint32_t UpperBound(int64_t x, Key key) const {
    if (x < base_ || count_ == 0) return 0;
    const uint64_t bucket = BucketOf(x);
    if (bucket + 1 >= first_of_.size()) return count_;
    uint32_t low = first_of_[bucket];
    uint32_t high = first_of_[bucket + 1];
    while (high - low > 4) {
      const uint32_t middle = low + (high - low) / 2;
      (key(middle) <= x ? low : high) = middle;
    }
    while (low < high && key(low) <= x) ++low;
    return low;
  }

 private:
  uint64_t BucketOf(int64_t x) const {
    return (static_cast<uint64_t>(x) - static_cast<uint64_t>(base_)) >> shift_;
  }

  int64_t base_ = 0;
  uint32_t count_ = 0;
  uint32_t shift_ = 0;
  std::vector<uint32_t> first_of_;  // per bucket, and the end of the last one
};

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_BUCKET_INDEX_H_
