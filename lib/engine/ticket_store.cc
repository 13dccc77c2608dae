#include "lib/engine/ticket_store.h"

#include <algorithm>
#include <memory>
#include <new>

#include "lib/base/text_hash.h"

namespace waypost::engine {

void TicketStore::DestroyTickets::operator()(Ticket* tickets) const {
  std::destroy_n(tickets, kChunkMask + 1);
  if (owns_memory) ::operator delete(tickets);
}

void TicketStore::AddChunk() {
  void* memory = nullptr;
  const bool small = chunks_.size() < kSmallChunks;
  if (small) {
    memory = ::operator new(kChunkBytes);
  } else {
    const size_t place = (chunks_.size() - kSmallChunks) % kRegionChunks;
    if (place == 0) {
      regions_.emplace_back(static_cast<std::byte*>(AllocateLarge(kRegionChunks * kChunkBytes)));
    }
    memory = regions_.back().get() + place * kChunkBytes;
  }
  auto* const tickets = static_cast<Ticket*>(memory);
  std::uninitialized_default_construct_n(tickets, kChunkMask + 1);
  chunks_.push_back(Chunk(tickets, DestroyTickets{small}));
}

Slot TicketStore::Find(std::string_view id) const {
  return index_.Find(TextHash(id), [&](Slot slot) {
    PrefetchLines(slot);
    return (*this)[slot].id.view() == id;
  });
}

Slot TicketStore::Add(std::string_view id) { return AddWithOrdinal(id, next_ordinal_++); }

Slot TicketStore::AddWithOrdinal(std::string_view id, uint64_t ordinal) {
  Slot slot;
  if (free_.empty()) {
    slot = limit_++;
    if ((slot & kChunkMask) == 0) AddChunk();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  Ticket& ticket = (*this)[slot];
  ticket.id.Set(id);
  ticket.ordinal = ordinal;
  index_.Insert(TextHash(id), slot);
  return slot;
}

void TicketStore::Remove(Slot slot) {
  Ticket& ticket = (*this)[slot];
  index_.Erase(TextHash(ticket.id.view()), slot);
  ticket.~Ticket();
  new (&ticket) Ticket();
  free_.push_back(slot);
}

std::vector<Slot> TicketStore::InOrder() const {
  std::vector<Slot> slots;
  slots.reserve(size());
  for (Slot slot = 0; slot < limit_; ++slot) {
    if ((*this)[slot].ordinal != 0) slots.push_back(slot);
  }
  std::sort(slots.begin(), slots.end(),
            [this](Slot a, Slot b) { return (*this)[a].ordinal < (*this)[b].ordinal; });
  return slots;
}

size_t TicketStore::memory_bytes() const {
  size_t bytes = chunks_.size() * (kChunkMask + 1) * sizeof(Ticket) + index_.bytes();
  for (Slot slot = 0; slot < limit_; ++slot) {
    const Ticket& ticket = (*this)[slot];
    bytes += ticket.id.heap_bytes() + ticket.requester.heap_bytes() + ticket.clocks.heap_bytes() +
             ticket.history.heap_bytes() + ticket.facts.heap_bytes();
    if (ticket.rare.allocated()) bytes += ticket.rare->heap_bytes();
  }
  return bytes;
}

}  // namespace waypost::engine
