#ifndef WAYPOST_LIB_ENGINE_SYMBOL_POOL_H_
#define WAYPOST_LIB_ENGINE_SYMBOL_POOL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/hash_index.h"
#include "lib/engine/small_text.h"

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

  // Valid as long as the text has a holder.
  std::string_view Text(Symbol symbol) const { return EntryOf(symbol).text.view(); }
  bool IsHeld(Symbol symbol) const {
    return symbol == 0 || (symbol < limit_ && !EntryOf(symbol).text.empty());
  }

  // One more than the highest number in use so far.
  uint32_t limit() const { return limit_; }

  // Bytes of all texts held.
  int64_t text_bytes() const { return text_bytes_; }
  size_t memory_bytes() const;

  // For snapshots: the table as it is, free numbers included, so that numbers given out after a
  // restore are the same.
  struct Row {
    std::string text;
    uint32_t holders = 0;
    uint32_t next_free = 0;  // where `holders` is 0
  };
  Row RowOf(Symbol symbol) const;
  uint32_t first_free() const { return first_free_; }
  // False if the table contradicts itself.
  bool Restore(const std::vector<Row>& rows, uint32_t first_free);

 private:
  // A free entry has no text; only the entry of the empty text, number 0, is not free then.
  struct Entry {
    SmallText text;
    uint32_t holders_or_next_free = 0;
  };
  static_assert(sizeof(Entry) == 20);

  // Entries lie in chunks: growing moves nothing and leaves no slack.
  static constexpr int kChunkBits = 10;
  static constexpr uint32_t kChunkMask = (1u << kChunkBits) - 1;
  Entry& EntryOf(Symbol symbol) { return chunks_[symbol >> kChunkBits][symbol & kChunkMask]; }
  const Entry& EntryOf(Symbol symbol) const {
    return chunks_[symbol >> kChunkBits][symbol & kChunkMask];
  }
  Symbol FindHashed(std::string_view text, uint64_t hash) const;
  Symbol TakeFree();
  Symbol Append();
  void SetText(Symbol symbol, std::string_view text);

  std::vector<std::unique_ptr<Entry[]>> chunks_;
  HashIndex index_;
  uint32_t limit_ = 0;
  uint32_t first_free_ = 0;
  int64_t text_bytes_ = 0;
  size_t heap_bytes_ = 0;  // of texts that do not lie inside their entries
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SYMBOL_POOL_H_
