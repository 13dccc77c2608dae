#ifndef WAYPOST_LIB_ENGINE_STATED_FACTS_H_
#define WAYPOST_LIB_ENGINE_STATED_FACTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/engine/hash_index.h"
#include "lib/engine/symbol_pool.h"

namespace waypost::engine {

// Facts of a ticket that the host states and that rarely change, by built-in fact.
enum StatedFact : uint8_t {
  kStatedChannel,
  kStatedProduct,
  kStatedRegion,
  kStatedPlatform,
  kStatedTier,
  kStatedCustomerType,
  kStatedFactCount
};

// What was stated of a ticket, all of it, as one number. 0: nothing.
using StatedId = uint32_t;

// The combinations of stated facts, each kept once and counted by its holders: a million tickets
// have a few hundred between them. A combination holds its symbols; one without holders is
// forgotten and its number used again. Numbers are no part of the state.
class StatedFacts {
 public:
  using Values = std::array<Symbol, kStatedFactCount>;

  // The number of a combination, with one more holder. Takes over one holder of each symbol.
  StatedId Acquire(const Values& values, SymbolPool& symbols);
  // As Acquire, where the symbols' holders have been counted already: after a restore.
  StatedId Restore(const Values& values);
  void Release(StatedId id, SymbolPool& symbols);

  const Values& operator[](StatedId id) const { return entries_[id].values; }
  size_t memory_bytes() const { return entries_.capacity() * sizeof(Entry) + index_.bytes(); }

 private:
  struct Entry {
    Values values = {};
    uint32_t holders_or_next_free = 0;  // free: no value is set
  };

  StatedId Find(const Values& values, uint64_t hash) const;
  StatedId Add(const Values& values, uint64_t hash);

  std::vector<Entry> entries_ = std::vector<Entry>(1);
  HashIndex index_;
  uint32_t first_free_ = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_STATED_FACTS_H_
