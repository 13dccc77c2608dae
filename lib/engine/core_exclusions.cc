// What holds for a ticket at every stage: modalities it needs, agents who must not get it. Kept
// among its facts, under names that no declared fact can have.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/batches.h"
#include "lib/engine/notices.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {
namespace {

bool IsFixed(const FactEntry& entry, Symbol name) { return entry.fact == name && HoldsText(entry); }

}  // namespace

void Core::PutFixed(Ticket& ticket, Symbol name, absl::Span<const std::string_view> texts) {
  if (texts.empty()) return;
  const uint32_t before = ticket.facts.size();
  PutList(ticket, name, texts);
  for (uint32_t i = before; i < ticket.facts.size(); ++i) CountFixed(ticket.facts[i], +1);
}

// Most desks have none of them: nobody looks for what is not there.
void Core::CountFixed(const FactEntry& entry, int64_t change) {
  if (!HoldsText(entry)) return;
  if (entry.fact == fixed_.modality) entries_.modality += change;
  if (entry.fact == fixed_.previous_owner || entry.fact == fixed_.previous_queue) {
    entries_.previous += change;
  }
  if (entry.fact == fixed_.excluded) excluded_counts_.Add(static_cast<Symbol>(entry.value), change);
  if (entry.fact == fixed_.excluded) entries_.excluded += change;
  if (entry.fact == fixed_.offered || entry.fact == fixed_.handled) entries_.carried += change;
}

Symbol Core::FixedOf(const Ticket& ticket, Symbol name) const {
  for (const FactEntry& entry : ticket.facts) {
    if (entry.fact == name && HoldsText(entry)) return static_cast<Symbol>(entry.value);
  }
  return 0;
}

route::FixedNeeds Core::FixedNeedsOf(const Ticket& ticket) {
  route::FixedNeeds needs;
  needs.channel = ChannelOf(ticket);
  if (weighs_) needs.weight = WeightOfWait(ticket);
  if (collects_) needs.batch = Batches::QueueFor(*this, ticket);
  if (entries_.modality == 0) return needs;
  needed_.clear();
  for (const FactEntry& entry : ticket.facts) {
    if (IsFixed(entry, fixed_.modality)) needed_.push_back(static_cast<Symbol>(entry.value));
  }
  std::sort(needed_.begin(), needed_.end());
  needed_.erase(std::unique(needed_.begin(), needed_.end()), needed_.end());
  needs.modalities = needed_;
  return needs;
}

bool Core::IsExcluded(const Ticket& ticket, Symbol agent) const {
  return entries_.excluded > 0 && HasFixed(ticket, fixed_.excluded, agent);
}

// Who has refused it, and who is excluded.
absl::Span<const uint32_t> Core::AvoidedBy(const Ticket& ticket) {
  const absl::Span<const uint32_t> refused(ticket.rare->avoided.begin(),
                                           ticket.rare->avoided.size());
  if (entries_.excluded == 0) return refused;
  ExcludedFrom(ticket);
  avoiding_.insert(avoiding_.end(), refused.begin(), refused.end());
  return avoiding_;
}

// Those on the roster who must never get it.
absl::Span<const uint32_t> Core::ExcludedFrom(const Ticket& ticket) {
  avoiding_.clear();
  if (entries_.excluded == 0) return avoiding_;
  for (const FactEntry& entry : ticket.facts) {
    if (!IsFixed(entry, fixed_.excluded)) continue;
    const uint32_t place = agents_.Find(static_cast<Symbol>(entry.value));
    if (place != kNobody) avoiding_.push_back(place);
  }
  return avoiding_;
}

void Core::Exclude(Slot slot, Symbol agent) {
  Ticket& ticket = tickets_[slot];
  if (IsExcluded(ticket, agent)) return;
  const std::string_view text = symbols_.Text(agent);
  PutFixed(ticket, fixed_.excluded, absl::MakeConstSpan(&text, 1));
  Notices(*this).Leave(slot, agent);
}

// Somebody whom tickets exclude by name has come or gone: those that wait must know the place.
//
// Cost: O(tickets); only where there are such tickets.
void Core::QueueAgainThoseExcluding(Symbol agent) {
  if (excluded_counts_.Of(agent) == 0) return;
  for (Slot slot = 0; slot < tickets_.limit(); ++slot) {
    const Ticket& ticket = tickets_[slot];
    if (ticket.ordinal == 0 || !dispatcher_.IsWaiting(slot) || !IsExcluded(ticket, agent)) continue;
    dispatcher_.Dequeue(slot);
    dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
  }
}

absl::Status Core::FileComplaint(std::string_view ticket_id, std::string_view agent_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const uint32_t place = FindAgentOrRefuse(agent_id, ticket_id);
  if (place == kNobody) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  if (absl::Status status = CheckTextRoom(); !status.ok()) return status;
  const Symbol agent = agents_[place].id;
  Event event = Make(EventKind::kAgentExcluded, ticket);
  event.agent = agent;
  Emit(event);
  Exclude(slot, agent);
  TakeAwayFrom(slot, agent);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

// Whoever must not have a ticket neither handles it nor answers for it any more.
void Core::TakeAwayFrom(Slot slot, Symbol agent) {
  Ticket& ticket = tickets_[slot];
  const bool disowned = ticket.owner == agent;
  if (disowned) {
    ReplaceSymbol(ticket.owner, 0);
    pending_.facts |= reads_life_;
  }
  if (const uint32_t place = agents_.Find(agent); place != kNobody) LoseTo(slot, place);
  // Tickets that nobody owns may go to another site while their own is closed. One that stays has
  // not come to wait: no window begins with it, and it remembers refusals no longer than before.
  if (disowned && hours_.narrows() && dispatcher_.IsWaiting(slot)) {
    const route::ClassId before = ticket.route_class;
    dispatcher_.Dequeue(slot);
    FillNeeds(ticket);
    TakeClass(ticket);
    if (ticket.route_class != before) {
      Wait(slot, false);
    } else {
      dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
    }
  }
}

void Core::LoseTo(Slot slot, uint32_t place) {
  Ticket& ticket = tickets_[slot];
  if (IsAsked(slot, place)) {
    if (OthersAreAsked(slot)) {
      EndOneOffer(slot, place, OfferEnd::kRescinded, {});
    } else {
      ReportOfferEnd(slot, OfferEnd::kRescinded, {});
      EnterState(ticket, TicketState::kQueued);
      RouteAgain(slot);
    }
  } else if (ticket.handler == place) {
    ReturnTicket(slot, ReturnWhy::kComplaint);
  } else if (dispatcher_.IsWaiting(slot)) {
    dispatcher_.Dequeue(slot);
    dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
  }
}

bool Core::HasFixed(const Ticket& ticket, Symbol name, Symbol text) const {
  return std::any_of(ticket.facts.begin(), ticket.facts.end(), [&](const FactEntry& entry) {
    return IsFixed(entry, name) && static_cast<Symbol>(entry.value) == text;
  });
}

// What has been merged must not come to those who must not get either, and what was offered for one
// was offered for both. Returns the excluded: once the source is gone, the target leaves their
// hands.
std::vector<Symbol> Core::TakeOver(Slot source, Slot target) {
  std::vector<Symbol> excluded;
  quiet_desk_->compensations().Merged(tickets_[source], tickets_[target]);
  for (const FactEntry& entry : tickets_[source].facts) {
    if (entries_.carried == 0) break;
    const bool carried = IsFixed(entry, fixed_.offered) || IsFixed(entry, fixed_.handled);
    if (!carried) continue;
    const auto value = static_cast<Symbol>(entry.value);
    if (HasFixed(tickets_[target], entry.fact, value)) continue;
    const std::string_view text = symbols_.Text(value);
    PutFixed(tickets_[target], entry.fact, absl::MakeConstSpan(&text, 1));
  }
  if (entries_.excluded == 0) return excluded;
  for (const FactEntry& entry : tickets_[source].facts) {
    if (!IsFixed(entry, fixed_.excluded)) continue;
    const auto agent = static_cast<Symbol>(entry.value);
    Exclude(target, agent);
    excluded.push_back(agent);
  }
  return excluded;
}

}  // namespace waypost::engine
