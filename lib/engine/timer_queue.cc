#include "lib/engine/timer_queue.h"

#include <algorithm>

#include "lib/base/check.h"

namespace waypost::engine {

TimerQueue::TimerQueue() {
  for (auto& level : heads_) level.fill(kEnd);
}

TimerQueue::Place TimerQueue::PlaceOf(int64_t due_ms) const {
  const uint64_t difference = static_cast<uint64_t>(due_ms ^ cursor_);
  const int level = difference == 0 ? 0 : (63 - __builtin_clzll(difference)) / 8;
  WP_CHECK(level < kLevels, "a timer lies beyond the year 2 million");
  return {level, static_cast<int>((due_ms >> (8 * level)) & (kSlots - 1))};
}

void TimerQueue::Link(uint32_t owner) {
  Node& node = nodes_[owner];
  const Place place = PlaceOf(node.due_ms);
  uint32_t& head = heads_[place.level][place.slot];
  node.next = head;
  node.previous = kEnd;
  if (head != kEnd) nodes_[head].previous = owner;
  head = owner;
  occupied_[place.level][place.slot / 64] |= uint64_t{1} << (place.slot % 64);
}

void TimerQueue::Unlink(uint32_t owner) {
  const Node node = nodes_[owner];
  if (node.next != kEnd) nodes_[node.next].previous = node.previous;
  if (node.previous != kEnd) {
    nodes_[node.previous].next = node.next;
    return;
  }
  const Place place = PlaceOf(node.due_ms);
  heads_[place.level][place.slot] = node.next;
  if (node.next == kEnd) {
    occupied_[place.level][place.slot / 64] &= ~(uint64_t{1} << (place.slot % 64));
  }
}

void TimerQueue::Set(uint32_t owner, int64_t due_ms) {
  if (owner >= nodes_.size()) {
    if (due_ms == kNone) return;
    nodes_.resize(owner + 1);
  }
  if (nodes_[owner].due_ms == due_ms) return;
  if (nodes_[owner].due_ms != kNone) Remove(owner);
  nodes_[owner].due_ms = due_ms;
  if (due_ms == kNone) return;
  ++size_;
  if (due_ms < cursor_) {
    early_.emplace(due_ms, owner);
  } else {
    Link(owner);
    in_wheel_ = std::min(in_wheel_, due_ms);
  }
}

void TimerQueue::Remove(uint32_t owner) {
  const int64_t due_ms = nodes_[owner].due_ms;
  --size_;
  if (due_ms < cursor_) {
    early_.erase({due_ms, owner});
    return;
  }
  Unlink(owner);
  if (due_ms == in_wheel_) FindEarliest();
}

void TimerQueue::FindEarliest() {
  const std::optional<Place> first = FirstPlace();
  in_wheel_ = first ? EarliestIn(*first) : kNone;
  if (first) MoveCursor(in_wheel_);
}

std::optional<TimerQueue::Place> TimerQueue::FirstPlace() const {
  for (int level = 0; level < kLevels; ++level) {
    for (int word = 0; word < kSlots / 64; ++word) {
      if (occupied_[level][word] != 0) {
        return Place{level, word * 64 + __builtin_ctzll(occupied_[level][word])};
      }
    }
  }
  return std::nullopt;
}

int64_t TimerQueue::EarliestIn(Place place) const {
  int64_t earliest = kNone;
  for (uint32_t i = heads_[place.level][place.slot]; i != kEnd; i = nodes_[i].next) {
    earliest = std::min(earliest, nodes_[i].due_ms);
    if (place.level == 0) break;  // all are equal
  }
  return earliest;
}

void TimerQueue::Cascade(Place place, int64_t to) {
  cursor_ = to;
  // Lower levels are empty: what lay there would be due before `to`. Higher ones, and the other
  // slots of this one, differ from the new cursor in the same digit as from the old.
  uint32_t at = heads_[place.level][place.slot];
  heads_[place.level][place.slot] = kEnd;
  occupied_[place.level][place.slot / 64] &= ~(uint64_t{1} << (place.slot % 64));
  while (at != kEnd) {
    const uint32_t next = nodes_[at].next;
    Link(at);
    at = next;
  }
}

absl::Span<const uint32_t> TimerQueue::AtEarliest() {
  at_earliest_.clear();
  if (!early_.empty()) {
    const int64_t due_ms = early_.begin()->first;
    for (const auto& [due, owner] : early_) {
      if (due != due_ms) break;
      at_earliest_.push_back(owner);
    }
  } else if (in_wheel_ != kNone) {
    MoveCursor(in_wheel_);
    for (uint32_t i = heads_[0][in_wheel_ & (kSlots - 1)]; i != kEnd; i = nodes_[i].next) {
      at_earliest_.push_back(i);
    }
  }
  return at_earliest_;
}

}  // namespace waypost::engine
