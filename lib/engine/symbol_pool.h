#ifndef WAYPOST_LIB_ENGINE_SYMBOL_POOL_H_
#define WAYPOST_LIB_ENGINE_SYMBOL_POOL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/hash_index.h"

namespace waypost::engine {

// A text known to the engine. 0 is the empty text.
using Symbol = uint32_t;

// The engine's texts, each kept once and counted by its holders: the vocabularies of the live
// policies, customers, agents, the values of facts. A text without holders is forgotten and its
// number used again; which number a text gets depends on the commands alone.
class SymbolPool {
 public:
  SymbolPool();

  // The number of a text, 0 if nobody holds it.
  Symbol Find(std::string_view text) const;

  // The number of a text, with one more holder. The empty text needs no holder.
  Symbol Acquire(std::string_view text);
  void Acquire(Symbol symbol);
  void Release(Symbol symbol);

  std::string_view Text(Symbol symbol) const { return entries_[symbol].text; }

  // One more than the highest number in use so far.
  uint32_t limit() const { return static_cast<uint32_t>(entries_.size()); }

  // Bytes of all texts held.
  int64_t text_bytes() const { return text_bytes_; }
  size_t memory_bytes() const;

  // For snapshots: the table as it is, free numbers included, so that numbers given out after a
  // restore are the same.
  struct Entry {
    std::string text;
    uint32_t holders = 0;
    uint32_t next_free = 0;
  };
  const std::vector<Entry>& entries() const { return entries_; }
  uint32_t first_free() const { return first_free_; }
  // False if the table contradicts itself.
  bool Restore(std::vector<Entry> entries, uint32_t first_free);

 private:
  std::vector<Entry> entries_;
  HashIndex index_;
  uint32_t first_free_ = 0;
  int64_t text_bytes_ = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SYMBOL_POOL_H_
