#ifndef WAYPOST_LIB_ROUTE_CLASS_HEAPS_H_
#define WAYPOST_LIB_ROUTE_CLASS_HEAPS_H_

#include <cstdint>
#include <vector>

#include "lib/base/words.h"
#include "lib/route/bit_set.h"
#include "lib/route/indexed_heap.h"

namespace waypost::route {

// One heap per class, and what a search over classes reads: which heaps are not empty, and their
// heads side by side.
//
// Entry:  as for IndexedHeap. An id stands in at most one heap.
template <typename Entry>
class ClassHeaps {
 public:
  bool Contains(uint32_t id) const {
    return id < positions_.size() && positions_[id] != kNotInHeap;
  }

  bool IsEmpty(uint32_t class_id) const { return !TestBit(not_empty_.words(), class_id); }
  Words not_empty() const { return not_empty_.words(); }  // by class

  // Of a class that was not always empty.
  const IndexedHeap<Entry>& heap(uint32_t class_id) const { return heaps_[class_id]; }

  // The entry of an id that stands in the heap of the class.
  const Entry& Get(uint32_t class_id, uint32_t id) const {
    return heaps_[class_id].entries()[positions_[id]];
  }

  void Insert(uint32_t class_id, const Entry& entry) {
    if (class_id >= heaps_.size()) {
      heaps_.resize(class_id + 1);
      heads_.resize(class_id + 1);
    }
    if (entry.id >= positions_.size()) positions_.resize(entry.id + 1, kNotInHeap);
    heaps_[class_id].Insert(entry, positions_);
    heads_[class_id] = heaps_[class_id].top();
    not_empty_.Set(class_id);
  }

  void Remove(uint32_t class_id, uint32_t id) {
    IndexedHeap<Entry>& heap = heaps_[class_id];
    heap.Remove(id, positions_);
    if (heap.empty()) {
      not_empty_.Reset(class_id);
    } else {
      heads_[class_id] = heap.top();
    }
  }

  // The smallest entry that `accept` accepts among the heaps of `classes` but those of `except`;
  // null: there is none.
  //
  // Cost: O(words + heaps of `classes` that are not empty); and what FirstAccepted costs where a
  //       head would have won but was not accepted.
  template <typename Accept>
  const Entry* Best(Words classes, Words except, const Accept& accept) const {
    const Entry* best = nullptr;
    ForEachCommonBit(classes, not_empty_.words(), except, [&](uint32_t class_id) {
      const Entry& head = heads_[class_id];
      if (best != nullptr && !(head < *best)) return;
      best = accept(head) ? &head : heaps_[class_id].FirstAccepted(best, accept);
    });
    return best;
  }

  template <typename Accept>
  const Entry* Best(Words classes, const Accept& accept) const {
    return Best(classes, Words(), accept);
  }

  // The same of those whose class has the highest score; `scores` by class, for all of `classes`.
  template <typename Accept>
  const Entry* BestScored(Words classes, Words except, absl::Span<const uint32_t> scores,
                          const Accept& accept) const {
    const Entry* best = nullptr;
    uint32_t best_score = 0;
    ForEachCommonBit(classes, not_empty_.words(), except, [&](uint32_t class_id) {
      const uint32_t score = scores[class_id];
      if (best != nullptr && score < best_score) return;
      const Entry* const bound = best != nullptr && score == best_score ? best : nullptr;
      const Entry* const found = heaps_[class_id].FirstAccepted(bound, accept);
      if (found == bound) return;
      best = found;
      best_score = score;
    });
    return best;
  }

 private:
  std::vector<uint32_t> positions_;  // by id
  std::vector<IndexedHeap<Entry>> heaps_;
  std::vector<Entry> heads_;  // valid where not_empty_
  BitSet not_empty_;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_CLASS_HEAPS_H_
