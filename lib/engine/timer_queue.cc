#include "lib/engine/timer_queue.h"

#include <algorithm>

namespace waypost::engine {

void TimerQueue::Link(uint32_t owner) {
  Node& node = nodes_[owner];
  const Place place = PlaceOf(node.due_ms);
  Owners& owners = lists_[IndexOf(place)];
  node.place = static_cast<uint32_t>(owners.size());
  owners.push_back(owner);
  occupied_[place.level][place.slot / 64] |= uint64_t{1} << (place.slot % 64);
}

void TimerQueue::Unlink(uint32_t owner) {
  const Place place = PlaceOf(nodes_[owner].due_ms);
  Owners& owners = lists_[IndexOf(place)];
  const uint32_t last = owners.back();
  owners[nodes_[owner].place] = last;
  nodes_[last].place = nodes_[owner].place;
  owners.pop_back();
  if (owners.empty()) NoteEmpty(place);
}

void TimerQueue::NoteEmpty(Place place) {
  occupied_[place.level][place.slot / 64] &= ~(uint64_t{1} << (place.slot % 64));
  Owners& owners = lists_[IndexOf(place)];
  if (owners.capacity() > kKeptRoom) owners = Owners();
}

void TimerQueue::Set(uint32_t owner, int64_t due_ms) {
  if (due_ms > CompactTime::kLast) due_ms = kNone;
  if (owner >= nodes_.size()) {
    if (due_ms == kNone) return;
    nodes_.resize(owner + 1);
  }
  const int64_t before_ms = nodes_[owner].due_ms;
  if (before_ms == due_ms) return;
  if (before_ms != kNone) Remove(owner);
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
  const Owners& owners = lists_[IndexOf(place)];
  if (place.level == 0) return nodes_[owners.front()].due_ms;  // all are equal
  int64_t earliest = kNone;
  for (size_t i = 0; i < owners.size(); ++i) {
    PrefetchAfter(owners, i);
    earliest = std::min<int64_t>(earliest, nodes_[owners[i]].due_ms);
  }
  return earliest;
}

void TimerQueue::Cascade(Place place, int64_t to) {
  cursor_ = to;
  // Lower levels are empty: what lay there would be due before `to`. Higher ones, and the other
  // slots of this one, differ from the new cursor in the same digit as from the old.
  Owners& owners = lists_[IndexOf(place)];
  for (size_t i = 0; i < owners.size(); ++i) {
    PrefetchAfter(owners, i);
    Link(owners[i]);  // always into a lower level
  }
  owners.clear();
  NoteEmpty(place);
}

absl::Span<const uint32_t> TimerQueue::AtEarliest() {
  if (early_.empty()) {
    if (in_wheel_ == kNone) return {};
    MoveCursor(in_wheel_);
    return lists_[static_cast<size_t>(in_wheel_ & (kSlots - 1))];
  }
  at_earliest_.clear();
  const int64_t due_ms = early_.begin()->first;
  for (const auto& [due, owner] : early_) {
    if (due != due_ms) break;
    at_earliest_.push_back(owner);
  }
  return at_earliest_;
}

size_t TimerQueue::memory_bytes() const {
  size_t bytes = nodes_.capacity() * sizeof(Node);
  for (const Owners& owners : lists_) bytes += owners.capacity() * sizeof(uint32_t);
  return bytes;
}

}  // namespace waypost::engine
