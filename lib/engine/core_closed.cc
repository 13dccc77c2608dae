// How tickets end, and those that are closed and still have chains.
#include <algorithm>

#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {

using policy::kNone;

void Core::EndTicket(Slot slot, TicketState state) {
  Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kOffered) ReportOfferEnd(slot, OfferEnd::kCancelled, {});
  LeaveLadder(slot);
  StartWrapUp(slot);
  LetGo(slot);
  ticket.state = state;
  ticket.unanswered_ms = Calendar::kNever;
  ChangeClocks(ticket, current_, kNone, sla::kEnded, 0);
  EndTasks(slot);
  const bool closed = state == TicketState::kClosed;
  if (!closed) quiet_desk_->reviews().NoteAgain(slot, kNobody);
  escalate::Ending ending;
  ending.solving = closed;  // what began on a solved ticket goes on
  ending.forget = !closed;
  EndChains(slot, ending);
  ForgetHeld(ticket, {});
  incident_desk_->Ended(slot);
  quiet_desk_->callbacks().Ended(ticket);
  if (state != TicketState::kErased) quiet_desk_->Retain(ticket);
  pending_.Clear();
  if (!closed) return Forget(slot);
  ticket.state_due_ms = Calendar::kNever;
  ticket.queue_since_ms = ticket.waits_since_ms = Calendar::kNever;
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kClosed;
  NoteSignal(signal);
  Settle(slot);  // and forgets it, unless a chain lives on
}

void Core::Forget(Slot slot) {
  Ticket& ticket = tickets_[slot];
  timers_.Cancel(slot);
  ForgetAvoided(ticket);
  AddUses(ticket, -1);
  if (ticket.promise_known) --versions_[ticket.sla_version]->uses;
  queue_counts_.Add(ticket.queue, -1);
  category_counts_.Add(ticket.category, -1);
  priority_counts_.Add(ticket.priority, -1);
  for (const FactEntry& entry : ticket.facts) {
    CountFixed(entry, -1);
    ReleaseFact(entry);
  }
  for (const Symbol chain : ticket.rare->true_chains) symbols_.Release(chain);
  for (const FollowedFact& each : ticket.rare->followed) symbols_.Release(each.fact);
  for (const PanelMember& member : ticket.rare->panel) {
    symbols_.Release(member.who);
    symbols_.Release(member.vote);
  }
  for (const Symbol decider : ticket.rare->deciders) symbols_.Release(decider);
  for (const Symbol chain : ticket.rare->stopped) symbols_.Release(chain);
  stated_.Release(ticket.stated, symbols_);
  for (Symbol symbol : {ticket.category, ticket.subcategory, ticket.priority, ticket.language,
                        ticket.queue, ticket.owner, ticket.rare->account_holder}) {
    symbols_.Release(symbol);
  }
  tickets_.Remove(slot);
}

Slot Core::FindFollowedOrRefuse(std::string_view ticket_id) {
  const Slot slot = tickets_.Find(ticket_id);
  return slot == TicketStore::kNoSlot ? FindOrRefuse(ticket_id) : slot;
}

void Core::ForgetClosed(std::string_view ticket_id, escalate::EndReason why) {
  const Slot slot = tickets_.Find(ticket_id);
  if (slot == TicketStore::kNoSlot) return;
  escalate::Ending ending;
  ending.reason = why;
  ending.forget = true;
  EndChains(slot, ending);
  ForgetHeld(tickets_[slot], {});
  pending_.Clear();
  Forget(slot);
}

}  // namespace waypost::engine
