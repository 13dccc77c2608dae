#ifndef WAYPOST_LIB_ENGINE_AGENT_STORE_H_
#define WAYPOST_LIB_ENGINE_AGENT_STORE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket.h"
#include "lib/route/dispatcher.h"

namespace waypost::engine {

// An agent on the roster. Symbols are held by it.
struct Agent {
  Symbol id = 0;         // 0: the place is free
  uint64_t ordinal = 0;  // 1, 2, 3, ... in the order of joining
  route::AgentProfile profile;
  uint8_t capacity = 1;
  Presence presence = Presence::kAvailable;
  int64_t idle_since_ms = 0;  // last time a ticket was given, or joining
  std::vector<Slot> tickets;  // offered or handled, in the order they came
  uint32_t offered = 0;       // of `tickets`
  uint32_t avoided_by = 0;    // tickets whose avoid list names this place

  uint32_t load() const { return static_cast<uint32_t>(tickets.size()); }
  bool can_take_more() const { return presence == Presence::kAvailable && load() < capacity; }
};

// The roster: agents in dense places. A place is reused only when no ticket avoids who was there.
class AgentStore {
 public:
  uint32_t Find(Symbol id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? kNobody : found->second;
  }
  Agent& operator[](uint32_t place) { return agents_[place]; }
  const Agent& operator[](uint32_t place) const { return agents_[place]; }

  uint32_t Add(Symbol id) { return AddWithOrdinal(id, next_ordinal_++); }
  uint32_t AddWithOrdinal(Symbol id, uint64_t ordinal);
  void Remove(uint32_t place);
  // One ticket less avoids whoever is, or was, at the place.
  void ForgetAvoided(uint32_t place);

  size_t size() const { return by_id_.size(); }
  uint32_t limit() const { return static_cast<uint32_t>(agents_.size()); }
  uint64_t next_ordinal() const { return next_ordinal_; }
  void set_next_ordinal(uint64_t ordinal) { next_ordinal_ = ordinal; }

  // Places of all agents in the order of joining.
  std::vector<uint32_t> InOrder() const;

 private:
  std::vector<Agent> agents_;
  std::vector<uint32_t> free_;
  absl::flat_hash_map<Symbol, uint32_t> by_id_;
  uint64_t next_ordinal_ = 1;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_AGENT_STORE_H_
