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
#include "lib/base/compact_time.h"
#include "lib/base/large_pages.h"

namespace waypost::engine {

// The engine's one timer queue: for each owner (a dense index) at most one due time, its earliest.
//
// A hierarchical wheel: a due time lies on the level of the highest digit (base 256) in which it
// differs from the cursor, in the slot of that digit. The cursor runs ahead to the earliest due
// time of the wheel, so finding the next one looks at a bitmap, and each owner moves down at most
// five levels in its life; the few due times set before the cursor wait in an ordered set beside
// it. A slot is an array of owners, and an owner knows its place in it: the last one takes the
// place of one that leaves, so nothing is left behind by a cancelled timer, and what moves down is
// fetched ahead, where a linked list would wait for each.
//
// Shape:  due times are >= 0; one after CompactTime::kLast never comes.
// Cost:   Set, Cancel and AtEarliest amortised O(1); O(log n) for due times before the cursor.
//         12 bytes an owner and 4 for each that has a timer, both with the room of growing arrays.
class TimerQueue {
 public:
  static constexpr int64_t kNone = INT64_MAX;

  // Gives `owner` the due time, replacing the one it had. kNone cancels.
  void Set(uint32_t owner, int64_t due_ms);
  void Cancel(uint32_t owner) { Set(owner, kNone); }

  int64_t DueOf(uint32_t owner) const {
    return owner < nodes_.size() ? int64_t{nodes_[owner].due_ms} : kNone;
  }

  // Fetches the owner's timer into the cache.
  __attribute__((always_inline)) void Prefetch(uint32_t owner) const {
    if (owner < nodes_.size()) __builtin_prefetch(&nodes_[owner]);
  }

  // Fetches what changes when the timer is moved or cancelled; once it has been fetched itself.
  __attribute__((always_inline)) void PrefetchPlace(uint32_t owner) const {
    const int64_t due_ms = DueOf(owner);
    if (due_ms == kNone || due_ms < cursor_) return;
    const Owners& owners = lists_[IndexOf(PlaceOf(due_ms))];
    __builtin_prefetch(&owners[nodes_[owner].place]);
    __builtin_prefetch(&nodes_[owners.back()]);
  }

  // Tells the queue that due times before `now_ms` are not to be expected. Only speed depends on
  // it.
  void MoveCursor(int64_t now_ms) {
    const int64_t to = std::min({now_ms, in_wheel_, CompactTime::kLast});
    if (to <= cursor_) return;
    // Within the lowest level nothing changes its place.
    if (static_cast<uint64_t>(to ^ cursor_) >= kSlots) Cascade(PlaceOf(to), to);
    cursor_ = to;
  }

  // The earliest due time of all; kNone: no timer. Exact.
  int64_t Earliest() const { return early_.empty() ? in_wheel_ : early_.begin()->first; }

  // Calls visit(owner, rank) for owners that are due soon after Earliest(): one of each due time,
  // the soonest with rank 1, at most `most` of them, and only as far as the lowest level of the
  // wheel reaches. For fetching ahead what will be fired; it may miss some.
  template <typename Visit>
  void ForSomeSoon(int most, const Visit& visit) const {
    if (in_wheel_ == kNone || static_cast<uint64_t>(in_wheel_ ^ cursor_) >= kSlots) return;
    const int first = static_cast<int>(in_wheel_ & (kSlots - 1)) + 1;
    int rank = 0;
    for (int word = first / 64; word < kSlots / 64; ++word) {
      uint64_t slots = occupied_[0][word];
      if (word == first / 64) slots &= ~uint64_t{0} << (first % 64);
      for (; slots != 0; slots &= slots - 1) {
        const Place place = {0, word * 64 + __builtin_ctzll(slots)};
        visit(lists_[IndexOf(place)].front(), ++rank);
        if (rank == most) return;
      }
    }
  }

  // The owners due at exactly Earliest(), in no particular order; valid until the next change.
  // They stay set.
  absl::Span<const uint32_t> AtEarliest();

  size_t size() const { return size_; }
  size_t memory_bytes() const;

 private:
  static constexpr int kLevels = 6;
  static constexpr int kSlots = 256;
  // An emptied slot gives its memory back if it has room for more.
  static constexpr size_t kKeptRoom = 64;

  using Owners = std::vector<uint32_t, LargePageAllocator<uint32_t>>;
  struct Node {
    CompactTime due_ms{CompactTime::kNever};
    uint16_t spare = 0;
    uint32_t place = 0;  // in its slot, if it is due at or after the cursor
  };
  static_assert(sizeof(Node) == 12 && CompactTime::kNever == kNone);
  struct Place {
    int level;
    int slot;
  };

  Place PlaceOf(int64_t due_ms) const {
    const uint64_t difference = static_cast<uint64_t>(due_ms ^ cursor_);
    const int level = difference == 0 ? 0 : (63 - __builtin_clzll(difference)) / 8;
    return {level, static_cast<int>((due_ms >> (8 * level)) & (kSlots - 1))};
  }
  static size_t IndexOf(Place place) {
    return static_cast<size_t>(place.level) * kSlots + static_cast<size_t>(place.slot);
  }
  void Link(uint32_t owner);
  void Unlink(uint32_t owner);
  void Remove(uint32_t owner);
  void NoteEmpty(Place place);
  // Moves what lies in `place` to where it belongs when the cursor is at `to`.
  void Cascade(Place place, int64_t to);
  // Finds the wheel's earliest due time again and moves the cursor there.
  void FindEarliest();
  // The lowest occupied level and its first occupied slot.
  std::optional<Place> FirstPlace() const;
  int64_t EarliestIn(Place place) const;
  // The timer that a walk over a slot will look at soon.
  void PrefetchAfter(const Owners& owners, size_t i) const {
    constexpr size_t kAhead = 8;
    if (i + kAhead < owners.size()) __builtin_prefetch(&nodes_[owners[i + kAhead]]);
  }

  std::vector<Node, LargePageAllocator<Node>> nodes_;
  std::array<Owners, static_cast<size_t>(kLevels) * kSlots> lists_;
  std::array<std::array<uint64_t, kSlots / 64>, kLevels> occupied_ = {};
  std::vector<uint32_t> at_earliest_;
  absl::btree_set<std::pair<int64_t, uint32_t>> early_;  // due before the cursor
  int64_t cursor_ = 0;
  int64_t in_wheel_ = kNone;  // the earliest due time in the wheel
  size_t size_ = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TIMER_QUEUE_H_
