#include "lib/route/interner.h"

#include "lib/base/check.h"

namespace waypost::route {
namespace {

// Hashing is on the path of every arrival: one multiplication a word, full mixing only at the end.
uint64_t HashOf(absl::Span<const uint64_t> words) {
  uint64_t hash = words.size();
  for (const uint64_t word : words) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  hash *= 0xbf58476d1ce4e5b9u;
  return hash ^ (hash >> 31);
}

}  // namespace

Interner::Acquired Interner::Acquire(absl::Span<const uint64_t> content) {
  const uint64_t hash = HashOf(content);
  uint32_t id = Find(content, hash);
  const bool is_new = id == kNone;
  if (is_new) {
    id = Create(content, hash);
  } else if (slots_[id].references == 0) {
    LeaveQueue(id);
  }
  ++slots_[id].references;
  return {id, is_new};
}

std::optional<uint32_t> Interner::Release(uint32_t id) {
  WP_CHECK(IsReferenced(id), "a class was released more often than acquired");
  if (--slots_[id].references > 0) return std::nullopt;
  EnterQueue(id);
  if (queue_size_ <= kept_) return std::nullopt;
  const uint32_t oldest = queue_front_;
  LeaveQueue(oldest);
  Forget(oldest);
  return oldest;
}

uint32_t Interner::Find(absl::Span<const uint64_t> content, uint64_t hash) const {
  if (buckets_.empty()) return kNone;
  uint32_t id = buckets_[hash & (buckets_.size() - 1)];
  while (id != kNone && (slots_[id].hash != hash || slots_[id].content != content)) {
    id = slots_[id].next_in_bucket;
  }
  return id;
}

uint32_t Interner::Create(absl::Span<const uint64_t> content, uint64_t hash) {
  if (unused_.empty()) {
    unused_.push_back(end());
    slots_.emplace_back();
    GrowBuckets();
  }
  const uint32_t id = unused_.back();
  unused_.pop_back();
  Slot& slot = slots_[id];
  slot.content.assign(content.begin(), content.end());
  slot.hash = hash;
  slot.known = true;
  slot.next_in_bucket = Bucket(hash);
  Bucket(hash) = id;
  return id;
}

void Interner::Forget(uint32_t id) {
  uint32_t* link = &Bucket(slots_[id].hash);
  while (*link != id) link = &slots_[*link].next_in_bucket;
  *link = slots_[id].next_in_bucket;
  slots_[id].known = false;
  unused_.push_back(id);
}

void Interner::GrowBuckets() {
  if (slots_.size() <= buckets_.size()) return;
  buckets_.assign(buckets_.empty() ? 16 : buckets_.size() * 2, kNone);
  for (uint32_t id = 0; id < end(); ++id) {
    if (!slots_[id].known) continue;
    slots_[id].next_in_bucket = Bucket(slots_[id].hash);
    Bucket(slots_[id].hash) = id;
  }
}

void Interner::EnterQueue(uint32_t id) {
  slots_[id].before = queue_back_;
  slots_[id].after = kNone;
  (queue_back_ == kNone ? queue_front_ : slots_[queue_back_].after) = id;
  queue_back_ = id;
  ++queue_size_;
}

void Interner::LeaveQueue(uint32_t id) {
  const Slot& slot = slots_[id];
  (slot.before == kNone ? queue_front_ : slots_[slot.before].after) = slot.after;
  (slot.after == kNone ? queue_back_ : slots_[slot.after].before) = slot.before;
  --queue_size_;
}

}  // namespace waypost::route
