// Which articles have a term.
#ifndef WAYPOST_LIB_ARTICLES_POSTING_LISTS_H_
#define WAYPOST_LIB_ARTICLES_POSTING_LISTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"

namespace waypost::articles {

// Lists of numbers by key, in one piece of memory: millions of short ones, some long. A list of one
// number takes no more than its key; longer ones have room for the next power of two.
//
// Threads: thread-compatible.
class PostingLists {
 public:
  // In no order that matters; empty if the key has none. Valid until the next change.
  //
  // Cost: O(1); two places in memory.
  absl::Span<const uint32_t> Find(uint64_t key) const {
    const auto found = lists_.find(key);
    return found == lists_.end() ? absl::Span<const uint32_t>() : NumbersOf(found->second);
  }

  // Fetches what Find() will look at first.
  void Prefetch(uint64_t key) const { lists_.prefetch(key); }

  // The number must not be in the list yet. Cost: O(1) on average.
  void Add(uint64_t key, uint32_t number);

  // The number must be in the list. Cost: O(length).
  void Remove(uint64_t key, uint32_t number);

  // Keys with a number.
  size_t size() const { return lists_.size(); }

  // Memory held.
  size_t Bytes() const;

 private:
  struct List {
    uint32_t size = 0;
    uint32_t at = 0;  // the number, if there is one; else where the block begins
  };
  static constexpr size_t kSizeClasses = 32;

  absl::Span<const uint32_t> NumbersOf(const List& list) const {
    return {list.size == 1 ? &list.at : blocks_.data() + list.at, list.size};
  }
  static uint32_t ClassOf(uint32_t size);
  uint32_t NewBlock(uint32_t size_class);
  void Move(List& list, uint32_t size_class);

  absl::flat_hash_map<uint64_t, List> lists_;
  std::vector<uint32_t> blocks_;
  std::array<std::vector<uint32_t>, kSizeClasses> free_;  // blocks, by the logarithm of their size
};

}  // namespace waypost::articles

#endif  // WAYPOST_LIB_ARTICLES_POSTING_LISTS_H_
