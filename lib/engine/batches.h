#ifndef WAYPOST_LIB_ENGINE_BATCHES_H_
#define WAYPOST_LIB_ENGINE_BATCHES_H_

#include <cstdint>

#include "lib/engine/core.h"

namespace waypost::engine {

// Queues whose tickets are collected for a while and then given out together.
//
// A queue collects from the instant at which a ticket comes to wait in it, or somebody becomes free
// for one that waits, until its window ends. Then each of those who are free is given one ticket at
// most, as route::AssignBatch says, and again at the same instant as long as anybody takes one;
// those who come last only when nobody else takes any.
//
// Cost: a round takes O(tickets that wait in the queue, times the logarithm of their number) beside
//       what AssignBatch does with at most kMostInRound of them.
class Core::Batches {
 public:
  explicit Batches(Core& core) : core_(core) {}

  // The queue with whose tickets a waiting one is collected; 0: with none. Who knows the case is
  // asked at once.
  static Symbol QueueFor(const Core& core, const Ticket& ticket);

  // A ticket has come to wait in a queue that collects.
  void Begin(Symbol queue);
  // Somebody is free, and all that is not collected has been given out.
  void NoteFree(uint32_t place);

  static int64_t NextDue(const Core& core);  // when the next window ends; kNever: none is open
  // When the window of a queue ends; kNever: it collects nothing now.
  static int64_t EndOf(const Core& core, Symbol queue);

  bool Fire(int64_t due_ms, int64_t& left);

 private:
  class Round;
  static constexpr size_t kMostInRound = 250;

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_BATCHES_H_
