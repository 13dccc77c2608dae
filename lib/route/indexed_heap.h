#ifndef WAYPOST_LIB_ROUTE_INDEXED_HEAP_H_
#define WAYPOST_LIB_ROUTE_INDEXED_HEAP_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace waypost::route {

inline constexpr uint32_t kNotInHeap = 0xffffffff;

// A 4-ary heap whose entries can be found again: `positions[entry.id]` is where an entry stands.
// The positions are the caller's, because an id stands in at most one of many heaps.
//
// Entry:  plain data with an `id` and a strict total order `<`.
// Cost:   Insert and Remove O(log n); memory is kept for reuse.
template <typename Entry>
class IndexedHeap {
 public:
  bool empty() const { return entries_.empty(); }
  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  const Entry& top() const { return entries_.front(); }
  absl::Span<const Entry> entries() const { return entries_; }  // in no useful order

  void Insert(const Entry& entry, std::vector<uint32_t>& positions) {
    entries_.push_back(entry);
    SiftUp(entries_.size() - 1, entry, positions);
  }

  void Remove(uint32_t id, std::vector<uint32_t>& positions) {
    const size_t hole = positions[id];
    const Entry last = entries_.back();
    entries_.pop_back();
    positions[id] = kNotInHeap;
    if (hole == entries_.size()) return;
    if (hole > 0 && last < entries_[(hole - 1) / kArity]) {
      SiftUp(hole, last, positions);
    } else {
      SiftDown(hole, last, positions);
    }
  }

  // The smallest entry that `accept` accepts and that is smaller than `*bound`; `bound` itself
  // (which may be null) if there is none.
  //
  // Cost: O(entries smaller than the answer that were not accepted, and their children).
  template <typename Accept>
  const Entry* FirstAccepted(const Entry* bound, const Accept& accept) const {
    return entries_.empty() ? bound : FirstAcceptedFrom(0, bound, accept);
  }

  // How many entries are among the first, of which `is_first` says whether an entry is one: if it
  // is, so are all smaller ones.
  //
  // Cost: O(those, and their children).
  template <typename IsFirst>
  size_t CountFirst(const IsFirst& is_first) const {
    return entries_.empty() ? 0 : CountFirstFrom(0, is_first);
  }

 private:
  static constexpr size_t kArity = 4;

  void Place(size_t position, const Entry& entry, std::vector<uint32_t>& positions) {
    entries_[position] = entry;
    positions[entry.id] = static_cast<uint32_t>(position);
  }

  void SiftUp(size_t hole, const Entry& entry, std::vector<uint32_t>& positions) {
    const Entry moving = entry;
    while (hole > 0) {
      const size_t parent = (hole - 1) / kArity;
      if (!(moving < entries_[parent])) break;
      Place(hole, entries_[parent], positions);
      hole = parent;
    }
    Place(hole, moving, positions);
  }

  void SiftDown(size_t hole, const Entry& moving, std::vector<uint32_t>& positions) {
    for (size_t first = hole * kArity + 1; first < entries_.size(); first = hole * kArity + 1) {
      const size_t end = std::min(first + kArity, entries_.size());
      size_t least = first;
      for (size_t child = first + 1; child < end; ++child) {
        if (entries_[child] < entries_[least]) least = child;
      }
      if (!(entries_[least] < moving)) break;
      Place(hole, entries_[least], positions);
      hole = least;
    }
    Place(hole, moving, positions);
  }

  // Recursion is as deep as the heap. Below an accepted entry nothing is smaller.
  template <typename Accept>
  const Entry* FirstAcceptedFrom(size_t position, const Entry* bound, const Accept& accept) const {
    const Entry& entry = entries_[position];
    if (bound != nullptr && !(entry < *bound)) return bound;
    if (accept(entry)) return &entry;
    const size_t first = position * kArity + 1;
    const size_t end = std::min(first + kArity, entries_.size());
    for (size_t child = first; child < end; ++child) {
      bound = FirstAcceptedFrom(child, bound, accept);
    }
    return bound;
  }

  template <typename IsFirst>
  size_t CountFirstFrom(size_t position, const IsFirst& is_first) const {
    if (!is_first(entries_[position])) return 0;
    size_t count = 1;
    const size_t first = position * kArity + 1;
    const size_t end = std::min(first + kArity, entries_.size());
    for (size_t child = first; child < end; ++child) count += CountFirstFrom(child, is_first);
    return count;
  }

  std::vector<Entry> entries_;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_INDEXED_HEAP_H_
