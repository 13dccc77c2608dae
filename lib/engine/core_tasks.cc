// Tasks of other departments that are linked to a ticket, and their own clocks.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/core.h"

namespace waypost::engine {
namespace {

using policy::kNone;

absl::Status CheckTaskId(std::string_view id) {
  if (id.empty()) return InvalidArgument({"task_id is required", "必须给出 task_id"});
  if (id.size() <= 256) return absl::OkStatus();
  return InvalidArgument({"task_id has more than 256 bytes", "task_id 超过 256 字节"});
}

}  // namespace

absl::Status Core::LinkTask(std::string_view ticket_id, std::string_view task_id,
                            std::string_view queue) {
  if (absl::Status status = CheckTaskId(task_id); !status.ok()) return status;
  if (queue.empty()) return InvalidArgument({"queue is required", "必须给出 queue"});
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot || RefuseTask(tickets_[slot], task_id, queue)) {
    return absl::OkStatus();
  }
  Ticket& ticket = tickets_[slot];
  if (tasks_.Of(ticket.ordinal).size() >= static_cast<size_t>(limits().tasks_per_ticket)) {
    return ResourceExhausted(
        Say({"ticket \"$0\" has $1 open {task|tasks}, as many as limits.tasks_per_ticket allows",
             "工单 \"$0\" 有 $1 个未完成的任务，已达到 limits.tasks_per_ticket 的上限"},
            ticket_id, limits().tasks_per_ticket));
  }
  if (absl::Status status = CheckTextRoom(); !status.ok()) return status;

  LinkedTask linked;
  linked.id = symbols_.Acquire(task_id);
  linked.queue = symbols_.Acquire(queue);
  linked.linked_ms = at_ms_;
  queue_counts_.Add(linked.queue, +1);
  ticket.has_tasks = 1;
  LinkedTask& task = tasks_.Add(ticket.ordinal, slot, std::move(linked));
  Event event = Make(EventKind::kTaskLinked, ticket);
  event.task = task.id;
  event.queue = task.queue;
  event.owner = ticket.owner;
  Emit(event);
  ChangeTaskClocks(ticket, task, sla::kOpened);
  Settle(slot);
  return absl::OkStatus();
}

bool Core::RefuseTask(const Ticket& ticket, std::string_view task_id, std::string_view queue) {
  if (ticket.state == TicketState::kSolved) {
    RefuseState(ticket, "given a task");
    return true;
  }
  if (current().FindQueue(symbols_.Find(queue)) == kNone) {
    Refuse(Refusal::kUnknownName, ticket.id.view(),
           absl::StrCat("the policy has no queue \"", ToAbsl(queue), "\""));
    return true;
  }
  if (FindTask(task_id) == TicketStore::kNoSlot) return false;
  Refuse(Refusal::kTaskExists, ticket.id.view(),
         absl::StrCat("a task with the id \"", ToAbsl(task_id), "\" is open"));
  return true;
}

Slot Core::FindTask(std::string_view task_id) const {
  const Symbol id = symbols_.Find(task_id);
  return id == 0 ? TicketStore::kNoSlot : tasks_.TicketOf(id);
}

absl::Status Core::CompleteTask(std::string_view task_id) {
  if (absl::Status status = CheckTaskId(task_id); !status.ok()) return status;
  const Slot slot = FindTask(task_id);
  if (slot == TicketStore::kNoSlot) {
    Refuse(Refusal::kUnknownTask, {},
           absl::StrCat("no open task has the id \"", ToAbsl(task_id), "\""));
    return absl::OkStatus();
  }
  const Symbol id = symbols_.Find(task_id);
  const absl::Span<LinkedTask> tasks = tasks_.Of(tickets_[slot].ordinal);
  const auto found = std::find_if(tasks.begin(), tasks.end(),
                                  [&](const LinkedTask& task) { return task.id == id; });
  EndTask(slot, static_cast<size_t>(found - tasks.begin()), TaskEnd::kCompleted);
  Settle(slot);
  return absl::OkStatus();
}

void Core::EndTask(Slot slot, size_t index, TaskEnd how) {
  Ticket& ticket = tickets_[slot];
  LinkedTask& task = tasks_.Of(ticket.ordinal)[index];
  Event event = Make(EventKind::kTaskEnded, ticket);
  event.task = task.id;
  event.queue = task.queue;
  event.code = static_cast<uint8_t>(how);
  event.amount_ms = at_ms_ - task.linked_ms;
  Emit(event);
  ChangeTaskClocks(ticket, task, how == TaskEnd::kCompleted ? sla::kTaskDone : sla::kEnded);
  AddTaskUses(task, -1);
  queue_counts_.Add(task.queue, -1);
  symbols_.Release(task.queue);
  symbols_.Release(task.id);
  ticket.has_tasks = tasks_.Remove(ticket.ordinal, index);
}

void Core::EndTasks(Slot slot) {
  while (tickets_[slot].has_tasks) EndTask(slot, 0, TaskEnd::kTicketEnded);
}

void Core::SettleTasks(Ticket& ticket, uint32_t changes) {
  if (!ticket.has_tasks) return;
  // What stops or starts the ticket's other clocks is nothing to its tasks.
  const uint32_t those = changes & (sla::kPromise | sla::kStatus | sla::kSolved | sla::kReopened);
  if (those == 0) return;
  for (LinkedTask& task : tasks_.Of(ticket.ordinal)) ChangeTaskClocks(ticket, task, those);
}

void Core::ChangeTaskClocks(Ticket& ticket, LinkedTask& task, uint32_t changes) {
  const uint16_t sla = SlaNow(ticket);
  AddTaskUses(task, -1);
  clock_effects_.clear();
  sla::OnTaskChange(sla_versions_, current_, sla, TaskTargetOf(sla, task.queue),
                    TimesOf(ticket, task), changes, at_ms_, task.clocks, clock_effects_);
  AddTaskUses(task, +1);
  ReportClocks(ticket, task.id);
}

uint16_t Core::TaskTargetOf(uint16_t sla, Symbol queue) const {
  if (sla == kNone) return kNone;
  const policy::Tables& tables = current().tables();
  const uint16_t place = current().FindQueue(queue);
  const policy::Sla& promise = tables.slas[sla];
  for (uint16_t i = 0; i < promise.task_count; ++i) {
    const auto target = static_cast<uint16_t>(promise.first_task + i);
    const uint16_t wanted = tables.targets[target].queue;
    if (wanted == kNone || wanted == place) return target;
  }
  return kNone;
}

void Core::FireTasks(Slot slot, int64_t due_ms) {
  Ticket& ticket = tickets_[slot];
  for (LinkedTask& task : tasks_.Of(ticket.ordinal)) {
    clock_effects_.clear();
    sla::Fire(sla_versions_, TimesOf(ticket, task), due_ms, task.clocks, clock_effects_);
    ReportClocks(ticket, task.id);
  }
  Settle(slot);
}

int64_t Core::NextTaskDue(const Ticket& ticket) const {
  int64_t next_ms = Calendar::kNever;
  if (!ticket.has_tasks) return next_ms;
  for (const LinkedTask& task : tasks_.Of(ticket.ordinal)) {
    next_ms = std::min(next_ms, sla::NextDue(task.clocks));
  }
  return next_ms;
}

void Core::AddTaskUses(const LinkedTask& task, int sign) {
  const auto delta = static_cast<uint64_t>(static_cast<int64_t>(sign));
  for (const sla::Clock& clock : task.clocks) versions_[clock.version]->uses += delta;
}

sla::TicketTimes Core::TimesOf(const Ticket& ticket, const LinkedTask& task) const {
  sla::TicketTimes times = TimesOf(ticket);
  times.opened_ms = task.linked_ms;
  return times;
}

}  // namespace waypost::engine
