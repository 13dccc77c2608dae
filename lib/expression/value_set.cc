#include "lib/expression/value_set.h"

#include <algorithm>
#include <utility>

namespace waypost::expression {

ValueSet ValueSet::Range(int64_t low, int64_t high) {
  ValueSet set;
  if (low <= high) set.ranges_.push_back({low, high});
  return set;
}

ValueSet ValueSet::Points(std::vector<int64_t> values) {
  std::sort(values.begin(), values.end());
  ValueSet set;
  for (const int64_t value : values) set.Append({value, value});
  return set;
}

ValueSet ValueSet::Ranges(std::vector<ValueRange> ranges) {
  ValueSet set;
  set.ranges_ = std::move(ranges);
  return set;
}

bool ValueSet::full() const {
  return ranges_.size() == 1 && ranges_[0].low == kLowest && ranges_[0].high == kHighest;
}

bool ValueSet::Contains(int64_t value) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), value,
                                      [](int64_t v, const ValueRange& r) { return v < r.low; });
  return after != ranges_.begin() && value <= (after - 1)->high;
}

void ValueSet::Append(ValueRange range) {
  if (ranges_.empty()) {
    ranges_.push_back(range);
    return;
  }
  ValueRange& last = ranges_.back();
  if (last.high == kHighest || range.low <= last.high + 1) {
    last.high = std::max(last.high, range.high);
  } else {
    ranges_.push_back(range);
  }
}

ValueSet ValueSet::Union(const ValueSet& other) const {
  ValueSet result;
  size_t i = 0;
  size_t j = 0;
  while (i < ranges_.size() || j < other.ranges_.size()) {
    const bool mine =
        j == other.ranges_.size() || (i < ranges_.size() && ranges_[i].low <= other.ranges_[j].low);
    result.Append(mine ? ranges_[i++] : other.ranges_[j++]);
  }
  return result;
}

ValueSet ValueSet::Intersection(const ValueSet& other) const {
  ValueSet result;
  size_t i = 0;
  size_t j = 0;
  while (i < ranges_.size() && j < other.ranges_.size()) {
    const ValueRange& a = ranges_[i];
    const ValueRange& b = other.ranges_[j];
    const ValueRange both = {std::max(a.low, b.low), std::min(a.high, b.high)};
    if (both.low <= both.high) result.Append(both);
    a.high < b.high ? ++i : ++j;
  }
  return result;
}

ValueSet ValueSet::Complement() const {
  ValueSet result;
  int64_t low = kLowest;
  for (const ValueRange& range : ranges_) {
    if (range.low > low) result.Append({low, range.low - 1});
    if (range.high == kHighest) return result;
    low = range.high + 1;
  }
  result.Append({low, kHighest});
  return result;
}

}  // namespace waypost::expression
