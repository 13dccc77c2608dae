#ifndef WAYPOST_LIB_ENGINE_HASH_INDEX_H_
#define WAYPOST_LIB_ENGINE_HASH_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/base/check.h"
#include "lib/base/large_pages.h"

namespace waypost::engine {

// From a 64-bit hash to a 32-bit slot, where the slot's owner can tell whether it is the one.
//
// Open addressing with linear probing over 8-byte entries (tag and slot), deletion by shifting
// back, so there are no tombstones and a table that churns does not grow. Never iterated: its order
// means nothing.
//
// Cost: O(1); 8 bytes an entry place, of which at most three in four are taken; the table only
// grows.
class HashIndex {
 public:
  static constexpr uint32_t kNotFound = 0xffffffffu;

  HashIndex() : entries_(16) {}

  size_t size() const { return size_; }
  size_t bytes() const { return entries_.size() * sizeof(Entry); }

  // `is_it(slot)` decides between entries of equal tags.
  template <typename IsIt>
  uint32_t Find(uint64_t hash, IsIt is_it) const {
    const uint32_t tag = Tag(hash);
    for (size_t i = Home(tag);; i = Next(i)) {
      if (entries_[i].tag == kFree) return kNotFound;
      if (entries_[i].tag == tag && is_it(entries_[i].slot)) return entries_[i].slot;
    }
  }

  // Fetches what Find(hash) will read first, without waiting for it.
  __attribute__((always_inline)) void Prefetch(uint64_t hash) const {
    __builtin_prefetch(&entries_[Home(Tag(hash))]);
  }

  // The slot must not be there yet.
  void Insert(uint64_t hash, uint32_t slot) {
    if ((size_ + 1) * 4 > entries_.size() * 3) Grow();
    Place({Tag(hash), slot});
    ++size_;
  }

  // The slot must be there.
  void Erase(uint64_t hash, uint32_t slot) {
    size_t hole = Home(Tag(hash));
    while (entries_[hole].slot != slot || entries_[hole].tag != Tag(hash)) {
      WP_CHECK(entries_[hole].tag != kFree, "an index lost an entry");
      hole = Next(hole);
    }
    for (size_t i = Next(hole); entries_[i].tag != kFree; i = Next(i)) {
      const size_t home = Home(entries_[i].tag);
      // Entry i may move to the hole only if its home does not lie between hole and i.
      if (Distance(home, i) >= Distance(hole, i)) {
        entries_[hole] = entries_[i];
        hole = i;
      }
    }
    entries_[hole] = {};
    --size_;
  }

 private:
  static constexpr uint32_t kFree = 0;
  struct Entry {
    uint32_t tag = kFree;
    uint32_t slot = 0;
  };
  using Entries = std::vector<Entry, LargePageAllocator<Entry>>;

  // The tag is all that is kept of the hash, also when the table grows; 0 marks a free entry.
  static uint32_t Tag(uint64_t hash) {
    const auto tag = static_cast<uint32_t>(hash >> 32);
    return tag == kFree ? 1 : tag;
  }
  // The tag, mixed once more, as a fraction of the table's size.
  size_t Home(uint32_t tag) const { return uint64_t{tag * 0x9e3779b1u} * entries_.size() >> 32; }
  size_t Next(size_t i) const { return i + 1 == entries_.size() ? 0 : i + 1; }
  size_t Distance(size_t from, size_t to) const {
    return to >= from ? to - from : to + entries_.size() - from;
  }

  void Place(Entry entry) {
    size_t i = Home(entry.tag);
    while (entries_[i].tag != kFree) i = Next(i);
    entries_[i] = entry;
  }

  void Grow() {
    Entries old(entries_.size() / 2 * 3);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.tag != kFree) Place(entry);
    }
  }

  Entries entries_;
  size_t size_ = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_HASH_INDEX_H_
