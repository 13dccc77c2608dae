#ifndef WAYPOST_LIB_ENGINE_RELIEF_H_
#define WAYPOST_LIB_ENGINE_RELIEF_H_

#include <cstdint>
#include <vector>

#include "lib/engine/core.h"

namespace waypost::engine {

// Queues that help out: whose agents may take the tickets of a queue that overflows, since when and
// until when.
//
// By length a queue as a whole overflows and flows back (CoreState::flowing_). By time each of its
// tickets does, at an instant that a timer of the ticket finds: what was due until
// RareParts::helped_ms counts. A ticket leaves with its wait what it has been given by it. Reserves
// are released to a ticket in the same way.
class Core::Relief {
 public:
  explicit Relief(Core& core) : core_(core) {}

  // Looks at the lengths of queues, after whatever may have changed some.
  // Cost: O(queues); when one turns, as ReviewDesk.
  void ReviewLengths();

  // Another policy is in force: forgets what it does not have, before anybody is offered anything;
  // and lets everybody wait by what it has, when its hours are known.
  void DropUndeclared();
  void ReviewAll();

  // Before a ticket's needs are closed: what was due before this instant counts without a word.
  void LookUpToNow(Ticket& ticket) const;
  void Forget(Ticket& ticket) const;  // it waits no more

  // The timer of a waiting ticket.
  void Fire(Slot slot);

  // When the next queue helps out with a waiting ticket; kNever: none will.
  static int64_t NextDueOf(const Core& core, const Ticket& ticket);
  // When such a point in its wait comes, or came.
  static int64_t DueOf(const Core& core, const Ticket& ticket, const policy::WaitPoint& point);

  // Adds the queues that help out with the needs that are there.
  static void Append(const Core& core, const Ticket& ticket, std::vector<route::StageNeed>& needs);

 private:
  static bool Flows(const Core& core, Symbol queue, Symbol to);
  void Tell(const Ticket& ticket);
  bool Turn(uint16_t index, const policy::Overflow& row);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RELIEF_H_
