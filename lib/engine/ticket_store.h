#ifndef WAYPOST_LIB_ENGINE_TICKET_STORE_H_
#define WAYPOST_LIB_ENGINE_TICKET_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "lib/base/large_pages.h"
#include "lib/base/text_hash.h"
#include "lib/engine/hash_index.h"
#include "lib/engine/ticket.h"

namespace waypost::engine {

// The open tickets, in dense slots that are reused, found by slot or by the host's id.
//
// Slots lie in chunks, so that growing moves nothing and a reference stays valid while tickets are
// added. The chunks of a small desk are on their own; further ones lie in regions of many, in large
// pages.
class TicketStore {
 public:
  static constexpr Slot kNoSlot = 0xffffffffu;

  // `id` must not be there yet. The ticket has its id and ordinal, all else is default.
  Slot Add(std::string_view id);
  // Everything the ticket held must have been released.
  void Remove(Slot slot);

  // Fetches all lines of the ticket at once: a command that asks for a ticket reads most of them.
  Slot Find(std::string_view id) const;
  Ticket& operator[](Slot slot) { return chunks_[slot >> kChunkBits][slot & kChunkMask]; }
  const Ticket& operator[](Slot slot) const {
    return chunks_[slot >> kChunkBits][slot & kChunkMask];
  }

  // Fetches the ticket into the cache.
  __attribute__((always_inline)) void Prefetch(Slot slot) const { PrefetchLines(slot); }

  // Two steps, some commands apart, that fetch a ticket into the cache: its place in the index, and
  // then the ticket, if the index knows something like its id.
  __attribute__((always_inline)) void PrefetchIndex(std::string_view id) const {
    index_.Prefetch(TextHash(id));
  }
  __attribute__((always_inline)) Slot PrefetchTicket(std::string_view id) const {
    const Slot slot = index_.Find(TextHash(id), [](Slot) { return true; });
    if (slot != kNoSlot) PrefetchLines(slot);
    return slot;
  }

  size_t size() const { return index_.size(); }
  // Every slot is below.
  Slot limit() const { return limit_; }
  uint64_t next_ordinal() const { return next_ordinal_; }

  // Slots of all tickets in the order of opening. O(slots log slots).
  std::vector<Slot> InOrder() const;

  // For snapshots. Slots and generations are not part of the state: after a restore tickets lie in
  // slots in the order of opening.
  Slot AddWithOrdinal(std::string_view id, uint64_t ordinal);
  void set_next_ordinal(uint64_t ordinal) { next_ordinal_ = ordinal; }

  // Estimated: slots, index and what tickets hold on the heap. O(slots).
  size_t memory_bytes() const;

 private:
  static constexpr int kChunkBits = 10;
  static constexpr Slot kChunkMask = (1u << kChunkBits) - 1;
  static constexpr size_t kChunkBytes = (kChunkMask + 1) * sizeof(Ticket);
  static constexpr size_t kSmallChunks = 16;    // before the first region
  static constexpr size_t kRegionChunks = 128;  // some 27 MiB, taken as tickets come

  struct FreeMemory {
    void operator()(std::byte* memory) const { FreeLarge(memory); }
  };
  struct DestroyTickets {
    bool owns_memory = true;
    void operator()(Ticket* tickets) const;
  };
  using Chunk = std::unique_ptr<Ticket[], DestroyTickets>;

  void AddChunk();

  __attribute__((always_inline)) void PrefetchLines(Slot slot) const {
    const char* line = reinterpret_cast<const char*>(&(*this)[slot]);
    for (size_t offset = 0; offset < sizeof(Ticket); offset += 64) {
      __builtin_prefetch(line + offset);
    }
  }

  std::vector<std::unique_ptr<std::byte, FreeMemory>> regions_;  // outlive their chunks
  std::vector<Chunk> chunks_;
  HashIndex index_;
  std::vector<Slot> free_;
  Slot limit_ = 0;
  uint64_t next_ordinal_ = 1;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TICKET_STORE_H_
