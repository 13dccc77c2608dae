#ifndef WAYPOST_LIB_ROUTE_INTERNER_H_
#define WAYPOST_LIB_ROUTE_INTERNER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"

namespace waypost::route {

// Gives equal lists of words the same small number for as long as it is referred to.
//
// Shape:  numbers are dense and reused. A number without references stays known until more than
//         `kept` of them have none; then the one released first is forgotten.
// Cost:   O(words); no allocation for content that is known.
class Interner {
 public:
  struct Acquired {
    uint32_t id = 0;
    bool is_new = false;
  };

  explicit Interner(uint32_t kept) : kept_(kept) {}

  // Adds one reference.
  Acquired Acquire(absl::Span<const uint64_t> content);

  // Takes one reference back. Returns the number that is forgotten by it, if any: not always `id`.
  std::optional<uint32_t> Release(uint32_t id);

  bool IsReferenced(uint32_t id) const { return references(id) > 0; }
  uint32_t references(uint32_t id) const { return id < slots_.size() ? slots_[id].references : 0; }
  bool IsKnown(uint32_t id) const { return id < slots_.size() && slots_[id].known; }
  absl::Span<const uint64_t> content(uint32_t id) const { return slots_[id].content; }
  uint32_t end() const { return static_cast<uint32_t>(slots_.size()); }  // all numbers are below

 private:
  static constexpr uint32_t kNone = 0xffffffff;

  struct Slot {
    std::vector<uint64_t> content;
    uint64_t hash = 0;
    uint32_t references = 0;
    uint32_t next_in_bucket = kNone;
    uint32_t before = kNone;  // in the queue of numbers without references, or
    uint32_t after = kNone;
    bool known = false;
  };

  uint32_t Find(absl::Span<const uint64_t> content, uint64_t hash) const;
  uint32_t Create(absl::Span<const uint64_t> content, uint64_t hash);
  void Forget(uint32_t id);
  void GrowBuckets();
  void EnterQueue(uint32_t id);
  void LeaveQueue(uint32_t id);
  uint32_t& Bucket(uint64_t hash) { return buckets_[hash & (buckets_.size() - 1)]; }

  uint32_t kept_;
  std::vector<Slot> slots_;
  std::vector<uint32_t> unused_;
  std::vector<uint32_t> buckets_;  // a power of two of them; the first number of each
  uint32_t queue_front_ = kNone;
  uint32_t queue_back_ = kNone;
  uint32_t queue_size_ = 0;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_INTERNER_H_
