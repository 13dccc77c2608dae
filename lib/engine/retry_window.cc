#include "lib/engine/retry_window.h"

#include <utility>

#include "lib/base/text_hash.h"

namespace waypost::engine {

const RetryWindow::Entry* RetryWindow::Find(std::string_view id) const {
  const uint32_t found = index_.Find(TextHash(id), [&](uint32_t i) { return ring_[i].id == id; });
  return found == HashIndex::kNotFound ? nullptr : &ring_[found];
}

void RetryWindow::Remember(std::string_view id, uint64_t first_sequence, int32_t count) {
  if (capacity_ == 0) return;
  if (ring_.size() < capacity_) {
    ring_.emplace_back();
    next_ = ring_.size() - 1;
  } else {
    index_.Erase(TextHash(ring_[next_].id), static_cast<uint32_t>(next_));
  }
  Entry& entry = ring_[next_];
  entry.id.assign(id);
  entry.first_sequence = first_sequence;
  entry.count = count;
  index_.Insert(TextHash(id), static_cast<uint32_t>(next_));
  next_ = (next_ + 1) % capacity_;
}

std::vector<const RetryWindow::Entry*> RetryWindow::InOrder() const {
  std::vector<const Entry*> entries;
  const size_t first = ring_.size() < capacity_ ? 0 : next_;
  for (size_t i = 0; i < ring_.size(); ++i) {
    entries.push_back(&ring_[(first + i) % ring_.size()]);
  }
  return entries;
}

void RetryWindow::SetCapacity(size_t capacity) {
  if (capacity == capacity_) return;
  std::vector<Entry> kept;
  const std::vector<const Entry*> all = InOrder();
  const size_t skip = all.size() > capacity ? all.size() - capacity : 0;
  for (size_t i = skip; i < all.size(); ++i) kept.push_back(*all[i]);
  capacity_ = capacity;
  ring_.clear();
  index_ = HashIndex();
  next_ = 0;
  for (const Entry& entry : kept) Remember(entry.id, entry.first_sequence, entry.count);
}

}  // namespace waypost::engine
