#ifndef WAYPOST_LIB_EXPRESSION_VALUE_SET_H_
#define WAYPOST_LIB_EXPRESSION_VALUE_SET_H_

#include <cstdint>
#include <limits>
#include <vector>

namespace waypost::expression {

// A closed interval of values; `low` <= `high`.
struct ValueRange {
  int64_t low = 0;
  int64_t high = 0;

  friend bool operator==(const ValueRange& a, const ValueRange& b) {
    return a.low == b.low && a.high == b.high;
  }
};

// A set of values of one fact: ints, milliseconds, or numbers of strings, as a union of intervals;
// whether the fact may be missing is the user's to keep apart. Plain value; equal sets compare
// equal, however they came about.
class ValueSet {
 public:
  static constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
  static constexpr int64_t kHighest = std::numeric_limits<int64_t>::max();

  ValueSet() = default;  // no value
  static ValueSet All() { return Range(kLowest, kHighest); }
  static ValueSet Point(int64_t value) { return Range(value, value); }
  static ValueSet Range(int64_t low, int64_t high);  // no value if low > high
  static ValueSet Points(std::vector<int64_t> values);
  static ValueSet Ranges(std::vector<ValueRange> ranges);  // what ranges() of a set told

  bool empty() const { return ranges_.empty(); }
  bool full() const;

  // Cost: O(log intervals).
  bool Contains(int64_t value) const;

  // Ascending, disjoint, with a gap between neighbours.
  const std::vector<ValueRange>& ranges() const { return ranges_; }

  // Cost: O(intervals of both).
  ValueSet Union(const ValueSet& other) const;
  ValueSet Intersection(const ValueSet& other) const;
  ValueSet Complement() const;

  friend bool operator==(const ValueSet& a, const ValueSet& b) { return a.ranges_ == b.ranges_; }

 private:
  void Append(ValueRange range);  // `range.low` is not below the last one's

  std::vector<ValueRange> ranges_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_VALUE_SET_H_
