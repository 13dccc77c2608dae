// What the core reports.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"

namespace waypost::engine {

Event Core::Make(EventKind kind) const {
  Event event;
  event.kind = kind;
  event.at_ms = at_ms_;
  event.by_timer = by_timer_;
  event.cause_sequence = cause_sequence_;
  event.command_id = command_id_;
  return event;
}

Event Core::Make(EventKind kind, const Ticket& ticket) const {
  Event event = Make(kind);
  event.ticket_id = ticket.id.view();
  return event;
}

Event Core::Make(EventKind kind, const Ticket& ticket, const RuleRef& rule) const {
  Event event = Make(kind, ticket);
  event.rule = rule;
  return event;
}

uint64_t Core::Emit(Event& event) {
  event.sequence = next_sequence_++;
  (*sink_)(event);
  return event.sequence;
}

void Core::Refuse(Refusal reason, std::string_view ticket_id, const std::string& message) {
  Event event = Make(EventKind::kCommandRefused);
  event.ticket_id = ticket_id;
  event.code = static_cast<uint8_t>(reason);
  event.text = message;
  Emit(event);
}

Slot Core::FindOrRefuse(std::string_view ticket_id) {
  const Slot slot = tickets_.Find(ticket_id);
  if (slot == TicketStore::kNoSlot || tickets_[slot].state == TicketState::kClosed) {
    Refuse(Refusal::kUnknownTicket, ticket_id,
           absl::StrCat("no open ticket has the id \"", ToAbsl(ticket_id), "\""));
    return TicketStore::kNoSlot;
  }
  timers_.Prefetch(slot);
  return slot;
}

uint32_t Core::FindAgentOrRefuse(std::string_view agent_id, std::string_view ticket_id) {
  const uint32_t agent = FindAgent(agent_id);
  if (agent == kNobody) {
    Refuse(Refusal::kUnknownAgent, ticket_id,
           absl::StrCat("no agent \"", ToAbsl(agent_id), "\" is on the roster"));
  }
  return agent;
}

void Core::RefuseState(const Ticket& ticket, std::string_view wanted) {
  Refuse(Refusal::kWrongState, ticket.id.view(),
         absl::StrCat("ticket \"", ToAbsl(ticket.id.view()), "\" is ",
                      ToAbsl(StateName(ticket.state)), "; it cannot be ", ToAbsl(wanted)));
}

}  // namespace waypost::engine
