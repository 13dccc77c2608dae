// Taking over a ticket that was open in another system.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/core.h"

namespace waypost::engine {

absl::Status Core::Adopt(const AdoptTicket& command) {
  if (absl::Status status = CheckOpen(command.ticket); !status.ok()) return status;
  if (absl::Status status = CheckAdoption(command); !status.ok()) return status;
  if (RefuseOpen(command.ticket)) return absl::OkStatus();
  uint32_t agent = kNobody;
  if (!command.agent_id.empty()) {
    agent = FindAgentOrRefuse(command.agent_id, command.ticket.ticket_id);
    if (agent == kNobody) return absl::OkStatus();
    if (agents_[agent].load.size() >= AgentLoad::kMostTickets) {
      Refuse(Refusal::kAgentFull, command.ticket.ticket_id,
             absl::StrCat("agent \"", ToAbsl(command.agent_id), "\" has ", AgentLoad::kMostTickets,
                          " tickets"));
      return absl::OkStatus();
    }
  }

  const Slot slot = CreateTicket(command.ticket, command.opened_ms);
  Ticket& ticket = tickets_[slot];
  quiet_desk_->entitlements().TellTicket(ticket);
  if (command.first_reply_ms != 0) {
    ticket.first_reply_done = 1;
    ticket.last_reply_ms = command.first_reply_ms;
    ticket.unanswered_ms = Calendar::kNever;
  }
  for (const PastStatus& past : command.history) {
    NoteStatus(ticket, past.at_ms, ClockStatus(past.state));
  }
  const TicketState state =
      command.history.empty() ? TicketState::kQueued : command.history.back().state;
  const bool is_held = TakesCapacity(state) && agent != kNobody;
  if (is_held) Hold(slot, agent, state);
  Event event = Make(EventKind::kTicketAdopted, ticket);
  event.to_state = state;
  event.due_ms = command.opened_ms;
  event.over_capacity = OverCapacity(ticket);
  Emit(event);
  Classify(ticket,
           ChooseCategory(ticket, command.ticket.category, command.ticket.subcategory,
                          command.ticket.evidence),
           command.ticket.priority);
  if (state != TicketState::kQueued && state != TicketState::kReopened) {
    ticket.state = state;
    if (state == TicketState::kSolved) {
      ticket.unanswered_ms = Calendar::kNever;
      ticket.state_due_ms = CloseTime(at_ms_);
    }
    HearOfWork(ticket);
  } else {
    ticket.wait_mark_ms = at_ms_ - command.opened_ms;
    ticket.waits_since_ms =
        command.history.empty() ? command.opened_ms : command.history.back().at_ms;
  }
  pending_.facts = true;
  pending_.reroute = true;
  pending_.clock_changes |= sla::kOpened | sla::kAdopted;
  pending_.opening = true;
  pending_.adopted = true;
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::CheckAdoption(const AdoptTicket& command) const {
  if (command.opened_ms < 0 || command.opened_ms > at_ms_) {
    return InvalidArgument({"opened_ms must lie between 1970 and the command's time",
                            "opened_ms 应在 1970 年与命令的时间之间"});
  }
  if (command.first_reply_ms != 0 &&
      (command.first_reply_ms < command.opened_ms || command.first_reply_ms > at_ms_)) {
    return InvalidArgument({"first_reply_ms must lie between opened_ms and the command's time",
                            "first_reply_ms 应在 opened_ms 与命令的时间之间"});
  }
  if (static_cast<int64_t>(command.history.size()) > limits().status_changes) {
    return ResourceExhausted(
        Say({"the history has $0 {change|changes}, limits.status_changes allows $1",
             "历史有 $0 次变化，limits.status_changes 只允许 $1 次"},
            command.history.size(), limits().status_changes));
  }
  int64_t last = command.opened_ms;
  for (const PastStatus& past : command.history) {
    if (past.at_ms < last || past.at_ms > at_ms_) {
      return InvalidArgument({"the history must rise from opened_ms to the command's time",
                              "历史应从 opened_ms 递增到命令的时间"});
    }
    last = past.at_ms;
    const bool allowed =
        Waits(past.state) || TakesCapacity(past.state) || past.state == TicketState::kSolved;
    if (!allowed) {
      return InvalidArgument(
          Say({"a history cannot have the state $0", "历史不能有状态 $0"}, StateName(past.state)));
    }
  }
  const TicketState state =
      command.history.empty() ? TicketState::kQueued : command.history.back().state;
  if (state == TicketState::kAssigned && command.agent_id.empty()) {
    return InvalidArgument({"an assigned ticket needs agent_id", "已派单的工单需要 agent_id"});
  }
  return absl::OkStatus();
}

}  // namespace waypost::engine
