#ifndef WAYPOST_LIB_ENGINE_TASK_STORE_H_
#define WAYPOST_LIB_ENGINE_TASK_STORE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket.h"
#include "lib/sla/clock.h"

namespace waypost::engine {

// A task of another department that is not yet done. Symbols are held by it.
struct LinkedTask {
  Symbol id = 0;
  Symbol queue = 0;
  int64_t linked_ms = 0;
  sla::Clocks clocks;  // its own: one, or none if nothing is promised
};

// The open tasks of all tickets. Beside the tickets and not in them: few tickets have any
// (Ticket::has_tasks), and a million others should not pay for it.
class TaskStore {
 public:
  // In the order of linking. Valid until the next Add or Remove.
  absl::Span<LinkedTask> Of(uint64_t ticket_ordinal) {
    const auto found = tasks_.find(ticket_ordinal);
    return found == tasks_.end() ? absl::Span<LinkedTask>() : absl::MakeSpan(found->second);
  }
  absl::Span<const LinkedTask> Of(uint64_t ticket_ordinal) const {
    const auto found = tasks_.find(ticket_ordinal);
    return found == tasks_.end() ? absl::Span<const LinkedTask>()
                                 : absl::MakeConstSpan(found->second);
  }

  // The ticket of a task; TicketStore's kNoSlot, 0xffffffff, if no such task is open.
  Slot TicketOf(Symbol id) const {
    const auto found = slots_.find(id);
    return found == slots_.end() ? 0xffffffffu : found->second;
  }

  LinkedTask& Add(uint64_t ticket_ordinal, Slot slot, LinkedTask task) {
    slots_[task.id] = slot;
    std::vector<LinkedTask>& tasks = tasks_[ticket_ordinal];
    tasks.push_back(std::move(task));
    return tasks.back();
  }

  // Returns whether the ticket has others.
  bool Remove(uint64_t ticket_ordinal, size_t index) {
    std::vector<LinkedTask>& tasks = tasks_[ticket_ordinal];
    slots_.erase(tasks[index].id);
    tasks.erase(tasks.begin() + static_cast<std::ptrdiff_t>(index));
    if (!tasks.empty()) return true;
    tasks_.erase(ticket_ordinal);
    return false;
  }

 private:
  absl::flat_hash_map<uint64_t, std::vector<LinkedTask>> tasks_;  // by the ticket's ordinal
  absl::flat_hash_map<Symbol, Slot> slots_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TASK_STORE_H_
