#include "lib/engine/relief.h"

#include <algorithm>
#include <utility>

#include "lib/sla/deadline.h"

namespace waypost::engine {
namespace {

using policy::Overflow;
using Flow = std::pair<Symbol, Symbol>;

// nullptr: the policy in force does not have it.
const policy::Queue* FindQueue(const PolicyVersion& policy, Symbol queue) {
  const uint16_t index = policy.FindQueue(queue);
  return index == policy::kNone ? nullptr : &policy.tables().queues[index];
}

Symbol HelperOf(const PolicyVersion& policy, const Overflow& row) {
  return policy.Global(policy.tables().queues[row.to].id);
}

// Who knows the case is asked before those who only help out.
bool MayBeHelped(const Ticket& ticket) { return ticket.owner_first == OwnerFirst::kNo; }

// Calls `visit` with each point in the wait of the ticket, which is in the queue.
template <typename Visit>
void ForEachPoint(const Ticket& ticket, const policy::Queue* queue, const Visit& visit) {
  if (queue == nullptr) return;
  for (const Overflow& row : queue->overflow) {
    if (row.from.comes() && MayBeHelped(ticket)) visit(row.from);
  }
  for (const policy::Reserve& row : queue->reserve) {
    if (row.release.comes()) visit(row.release);
  }
}

}  // namespace

// --- by length

bool Core::Relief::Flows(const Core& core, Symbol queue, Symbol to) {
  const std::vector<Flow>& flowing = core.flowing_;
  return std::find(flowing.begin(), flowing.end(), Flow(queue, to)) != flowing.end();
}

// What helps out may be long itself by now: again, until nothing changes.
void Core::Relief::ReviewLengths() {
  const std::vector<policy::Queue>& queues = core_.current().tables().queues;
  const auto count = static_cast<uint16_t>(queues.size());
  for (int32_t round = 0; round < core_.limits().rounds; ++round) {
    bool any = false;
    for (uint16_t index = 0; index < count; ++index) {
      for (const Overflow& row : queues[index].overflow) {
        if (row.at_length != 0) any |= Turn(index, row);
      }
    }
    if (!any) return;
    core_.ReviewDesk();
  }
}

bool Core::Relief::Turn(uint16_t index, const Overflow& row) {
  const PolicyVersion& policy = core_.current();
  const Symbol queue = policy.Global(policy.tables().queues[index].id);
  const Symbol to = HelperOf(policy, row);
  const uint32_t waiting = core_.dispatcher_.WaitingCount(queue);
  const bool flows = Flows(core_, queue, to);
  const bool turns = flows ? waiting <= row.back_at_length : waiting >= row.at_length;
  if (!turns) return false;
  std::vector<Flow>& flowing = core_.flowing_;
  if (flows) {
    flowing.erase(std::find(flowing.begin(), flowing.end(), Flow(queue, to)));
  } else {
    flowing.emplace_back(queue, to);
  }
  Event event = core_.Make(EventKind::kQueueOverflow);
  event.rule = {RuleRef::Kind::kQueue, core_.current_, index, 0};
  event.queue = queue;
  event.target = to;
  event.flag = !flows;
  event.count = waiting;
  core_.Emit(event);
  return true;
}

// A queue with another name than before begins anew: what it was called is not held any more.
void Core::Relief::DropUndeclared() {
  const PolicyVersion& policy = core_.current();
  const auto is_gone = [&](const Flow& flow) {
    const uint16_t index = policy.FindQueue(flow.first);
    if (index == policy::kNone) return true;
    const policy::Queue& queue = policy.tables().queues[index];
    if (policy.Global(queue.id) != flow.first) return true;
    return std::none_of(queue.overflow.begin(), queue.overflow.end(), [&](const Overflow& row) {
      return row.at_length != 0 && HelperOf(policy, row) == flow.second;
    });
  };
  std::vector<Flow>& flowing = core_.flowing_;
  flowing.erase(std::remove_if(flowing.begin(), flowing.end(), is_gone), flowing.end());
}

void Core::Relief::ReviewAll() {
  core_.ReviewDesk();
  for (const Slot slot : core_.tickets_.InOrder()) core_.SetTimer(slot);
}

// --- by time

// Risk goes by the deadline that routing goes by, whether it is missed or not.
int64_t Core::Relief::DueOf(const Core& core, const Ticket& ticket,
                            const policy::WaitPoint& point) {
  int64_t due_ms = Calendar::kNever;
  if (point.after_ms != 0) due_ms = ticket.wait_mark_ms + point.after_ms;
  if (point.before_due_ms == 0) return due_ms;
  const int64_t deadline_ms =
      sla::DeadlinesOf(core.sla_versions_, ticket.history, ticket.clocks).earliest_ms;
  if (deadline_ms == Calendar::kNever) return due_ms;
  return std::min(due_ms, deadline_ms - point.before_due_ms);
}

int64_t Core::Relief::NextDueOf(const Core& core, const Ticket& ticket) {
  int64_t next_ms = Calendar::kNever;
  if (!ticket.has_class || !Waits(ticket.state)) return next_ms;
  const policy::Queue* const queue = FindQueue(core.current(), ticket.queue);
  ForEachPoint(ticket, queue, [&](const policy::WaitPoint& point) {
    const int64_t due_ms = DueOf(core, ticket, point);
    if (due_ms > ticket.rare->helped_ms) next_ms = std::min(next_ms, due_ms);
  });
  return next_ms;
}

// What is due now has a timer of its own to tell.
void Core::Relief::LookUpToNow(Ticket& ticket) const {
  bool any = false;
  ForEachPoint(ticket, FindQueue(core_.current(), ticket.queue),
               [&](const policy::WaitPoint&) { any = true; });
  const int64_t until_ms = core_.at_ms_ - 1;
  if (any && until_ms > ticket.rare->helped_ms) ticket.rare.Make().helped_ms = until_ms;
}

void Core::Relief::Forget(Ticket& ticket) const {
  if (ticket.rare->helped_ms == 0) return;
  ticket.rare.Make().helped_ms = 0;
  ticket.rare.DropIfEmpty();
}

void Core::Relief::Fire(Slot slot) {
  Ticket& ticket = core_.tickets_[slot];
  Tell(ticket);
  ticket.rare.Make().helped_ms = core_.at_ms_;
  if (!core_.dispatcher_.IsWaiting(slot)) return;
  core_.dispatcher_.Dequeue(slot);
  core_.FillNeeds(ticket);
  core_.TakeClass(ticket);
  core_.Wait(slot, false);
  core_.Settle(slot);
}

void Core::Relief::Tell(const Ticket& ticket) {
  const PolicyVersion& policy = core_.current();
  const policy::Queue* const queue = FindQueue(policy, ticket.queue);
  if (queue == nullptr) return;
  const auto is_due = [&](const policy::WaitPoint& point) {
    return point.comes() && DueOf(core_, ticket, point) == core_.at_ms_;
  };
  const RuleRef rule = {RuleRef::Kind::kQueue, core_.current_, policy.FindQueue(ticket.queue), 0};
  for (const Overflow& row : queue->overflow) {
    if (!is_due(row.from) || !MayBeHelped(ticket)) continue;
    Event event = core_.Make(EventKind::kQueueOverflow, ticket, rule);
    event.queue = ticket.queue;
    event.target = HelperOf(policy, row);
    event.flag = true;
    event.count = core_.dispatcher_.WaitingCount(ticket.queue);
    core_.Emit(event);
  }
  for (const policy::Reserve& row : queue->reserve) {
    if (!is_due(row.release)) continue;
    Event event = core_.Make(EventKind::kReserveReleased, ticket, rule);
    event.queue = ticket.queue;
    event.target = policy.Global(row.skill);
    core_.Emit(event);
  }
}

// --- both

void Core::Relief::Append(const Core& core, const Ticket& ticket,
                          std::vector<route::StageNeed>& needs) {
  if (!MayBeHelped(ticket)) return;
  for (size_t i = 0, own = needs.size(); i < own; ++i) {
    const Symbol name = needs[i].queue;
    const policy::Queue* const queue = FindQueue(core.current(), name);
    if (queue == nullptr) continue;
    for (const Overflow& row : queue->overflow) {
      const Symbol to = HelperOf(core.current(), row);
      const bool late =
          name == ticket.queue && DueOf(core, ticket, row.from) <= ticket.rare->helped_ms;
      if (!late && !Flows(core, name, to)) continue;
      route::StageNeed help = needs[i];
      help.queue = to;
      help.helps = true;
      needs.push_back(help);
    }
  }
}

}  // namespace waypost::engine
