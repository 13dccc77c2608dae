// A ticket that becomes two.
#include <algorithm>
#include <deque>
#include <string>

#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {
namespace {

// Says itself what it is about; otherwise that is what the ticket was about before.
bool IsClassifiedByItself(const OpenTicket& part) {
  return !part.category.empty() || !part.priority.empty() || part.evidence.has_text ||
         !part.evidence.hits.empty() || !part.evidence.scores.empty();
}

}  // namespace

absl::Status Core::Split(const engine::Split& command) {
  const OpenTicket& part = command.part;
  if (absl::Status status = CheckOpen(part); !status.ok()) return status;
  const Slot from = FindOrRefuse(command.ticket_id);
  if (from == TicketStore::kNoSlot || RefuseOpen(part)) return absl::OkStatus();

  // Copies: the pool of texts moves them when others come.
  const Ticket& whole = tickets_[from];
  std::deque<std::string> texts;
  OpenTicket opened = part;
  const auto inherit = [&](std::string_view& text, std::string_view of_whole) {
    if (text.empty()) text = texts.emplace_back(of_whole);
  };
  inherit(opened.requester_id, whole.requester.view());
  inherit(opened.account_holder_id, symbols_.Text(whole.rare->account_holder));
  inherit(opened.previous_owner, symbols_.Text(whole.owner));
  const StatedFacts::Values& stated = stated_[whole.stated];
  inherit(opened.channel, symbols_.Text(stated[kStatedChannel]));
  inherit(opened.product, symbols_.Text(stated[kStatedProduct]));
  inherit(opened.region, symbols_.Text(stated[kStatedRegion]));
  inherit(opened.platform, symbols_.Text(stated[kStatedPlatform]));
  inherit(opened.tier, symbols_.Text(stated[kStatedTier]));
  inherit(opened.customer_type, symbols_.Text(stated[kStatedCustomerType]));
  if (whole.language_stated) inherit(opened.language, symbols_.Text(whole.language));
  if (!IsClassifiedByItself(part)) {
    inherit(opened.category, symbols_.Text(whole.category));
    inherit(opened.subcategory, symbols_.Text(whole.subcategory));
    inherit(opened.priority, symbols_.Text(whole.priority));
  }

  // Before the split is told of: what follows that is the part's own.
  ForgetClosed(part.ticket_id, escalate::EndReason::kForgotten);
  Event event = Make(EventKind::kTicketSplit, whole);
  event.text = part.ticket_id;
  event.flag = command.since_opening;
  cause_sequence_ = Emit(event);
  const int64_t opened_ms = command.since_opening ? int64_t{whole.opened_ms} : at_ms_;
  const Slot slot = CreateTicket(opened, opened_ms);
  InheritFacts(from, slot);
  quiet_desk_->compensations().Split(tickets_[from], tickets_[slot]);
  PutFixed(tickets_[slot], fixed_.split_from, absl::MakeConstSpan(&command.ticket_id, 1));
  if (!Introduce(slot, opened)) return absl::OkStatus();
  if (command.since_opening) {
    tickets_[slot].wait_mark_ms = at_ms_ - opened_ms;
    tickets_[slot].waits_since_ms = opened_ms;
    pending_.clock_changes |= sla::kAdopted;
    pending_.adopted = true;
  }
  Settle(slot);
  incident_desk_->TicketOpened(slot);
  return absl::OkStatus();
}

// What the new ticket does not say of itself.
void Core::InheritFacts(Slot from, Slot to) {
  Ticket& ticket = tickets_[to];
  const Ticket& whole = tickets_[from];
  if (ticket.language == 0 || symbols_.Text(ticket.language) == "und") {
    ReplaceSymbol(ticket.language, whole.language);
  }
  const uint32_t own = ticket.facts.size();
  const auto says = [&](Symbol fact) {
    return std::any_of(ticket.facts.begin(), ticket.facts.begin() + own,
                       [&](const FactEntry& entry) { return entry.fact == fact; });
  };
  for (const FactEntry& entry : whole.facts) {
    const bool of_whole = entry.fact == fixed_.previous_owner ||
                          entry.fact == fixed_.previous_queue || entry.fact == fixed_.split_from;
    if (of_whole || says(entry.fact) || quiet_desk_->entitlements().Fills(entry.fact)) continue;
    symbols_.Acquire(entry.fact);
    if (HoldsText(entry)) symbols_.Acquire(static_cast<Symbol>(entry.value));
    ticket.facts.push_back(entry);
    CountFixed(entry, +1);
  }
}

}  // namespace waypost::engine
