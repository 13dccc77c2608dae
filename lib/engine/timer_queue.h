#ifndef WAYPOST_LIB_ENGINE_TIMER_QUEUE_H_
#define WAYPOST_LIB_ENGINE_TIMER_QUEUE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/types/span.h"
#include "lib/base/large_pages.h"

namespace waypost::engine {

// The engine's one timer queue: for each owner (a dense slot) at most one due time, its earliest.
//
// A hierarchical wheel: a due time lies on the level of the highest digit (base 256) in which it
// differs from the cursor, in the slot of that digit. The cursor runs ahead to the earliest due
// time of the wheel, so finding the next one looks at a bitmap, and each node moves down at most
// six levels in its life; the few due times set before the cursor wait in an ordered set beside it.
// Nodes are linked by index and move eagerly: nothing is left behind by a cancelled timer.
//
// Shape:  due times are >= 0 and < 2^56.
// Cost:   Set, Cancel and AtEarliest amortised O(1); O(log n) for due times before the cursor.
class TimerQueue {
 public:
  static constexpr int64_t kNone = INT64_MAX;

  TimerQueue();

  // Gives `owner` the due time, replacing the one it had. kNone cancels.
  void Set(uint32_t owner, int64_t due_ms);
  void Cancel(uint32_t owner) { Set(owner, kNone); }

  int64_t DueOf(uint32_t owner) const {
    return owner < nodes_.size() ? nodes_[owner].due_ms : kNone;
  }

  // Fetches the owner's timer into the cache.
  __attribute__((always_inline)) void Prefetch(uint32_t owner) const {
    if (owner < nodes_.size()) __builtin_prefetch(&nodes_[owner]);
  }

  // Fetches the timers between which it is linked; once it has been fetched itself.
  __attribute__((always_inline)) void PrefetchNeighbours(uint32_t owner) const {
    if (owner >= nodes_.size() || nodes_[owner].due_ms == kNone) return;
    if (nodes_[owner].next != kEnd) __builtin_prefetch(&nodes_[nodes_[owner].next]);
    if (nodes_[owner].previous != kEnd) __builtin_prefetch(&nodes_[nodes_[owner].previous]);
  }

  // Tells the queue that due times before `now_ms` are not to be expected. Only speed depends on
  // it.
  void MoveCursor(int64_t now_ms) {
    const int64_t to = std::min(now_ms, in_wheel_);
    if (to <= cursor_) return;
    // Within the lowest level nothing changes its place.
    if (static_cast<uint64_t>(to ^ cursor_) >= kSlots) Cascade(PlaceOf(to), to);
    cursor_ = to;
  }

  // The earliest due time of all; kNone: no timer. Exact.
  int64_t Earliest() const { return early_.empty() ? in_wheel_ : early_.begin()->first; }

  // The owners due at exactly Earliest(), in no particular order; valid until the next change.
  // They stay set.
  absl::Span<const uint32_t> AtEarliest();

  size_t size() const { return size_; }
  size_t memory_bytes() const { return nodes_.capacity() * sizeof(Node); }

 private:
  static constexpr uint32_t kEnd = 0xffffffffu;
  static constexpr int kLevels = 7;
  static constexpr int kSlots = 256;

  struct Node {
    int64_t due_ms = kNone;
    uint32_t next = kEnd;
    uint32_t previous = kEnd;  // kEnd: first in its slot
  };
  struct Place {
    int level;
    int slot;
  };

  Place PlaceOf(int64_t due_ms) const;
  void Link(uint32_t owner);
  void Unlink(uint32_t owner);
  void Remove(uint32_t owner);
  // Moves what lies in `place` to where it belongs when the cursor is at `to`.
  void Cascade(Place place, int64_t to);
  // Finds the wheel's earliest due time again and moves the cursor there.
  void FindEarliest();
  // The lowest occupied level and its first occupied slot.
  std::optional<Place> FirstPlace() const;
  int64_t EarliestIn(Place place) const;
  std::vector<Node, LargePageAllocator<Node>> nodes_;
  std::array<std::array<uint32_t, kSlots>, kLevels> heads_;
  std::array<std::array<uint64_t, kSlots / 64>, kLevels> occupied_ = {};
  std::vector<uint32_t> at_earliest_;
  absl::btree_set<std::pair<int64_t, uint32_t>> early_;  // due before the cursor
  int64_t cursor_ = 0;
  int64_t in_wheel_ = kNone;  // the earliest due time in the wheel
  size_t size_ = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TIMER_QUEUE_H_
