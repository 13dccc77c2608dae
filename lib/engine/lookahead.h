#ifndef WAYPOST_LIB_ENGINE_LOOKAHEAD_H_
#define WAYPOST_LIB_ENGINE_LOOKAHEAD_H_

#include <array>
#include <cstddef>

#include "lib/engine/core.h"

namespace waypost::engine {

// Fetches into the caches what later commands of a batch need: with a million tickets open, waiting
// for memory is most of a command. How many commands ahead is not delicate: from 4 to 16 it makes
// no difference.
class Lookahead {
 public:
  // `core` must outlive it.
  explicit Lookahead(const Core& core) : core_(core) { slots_.fill(TicketStore::kNoSlot); }

  // Before command `i` of `count`, each in its turn; `ticket_of(k)` is the ticket's id of command
  // k.
  template <typename TicketOf>
  void Before(size_t i, size_t count, TicketOf ticket_of) {
    if (i + kIndexAhead < count) core_.PrefetchIndex(ticket_of(i + kIndexAhead));
    if (i + kTicketAhead < count) {
      slots_[i % kTicketAhead] = core_.PrefetchTicket(ticket_of(i + kTicketAhead));
    }
    core_.PrefetchParts(slots_[(i + kPartsAhead) % kTicketAhead]);
  }

 private:
  static constexpr size_t kIndexAhead = 12;
  static constexpr size_t kTicketAhead = 8;
  static constexpr size_t kPartsAhead = 4;

  const Core& core_;
  std::array<Slot, kTicketAhead> slots_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_LOOKAHEAD_H_
