// Queues and offers: where a ticket waits and who is asked.
#include <algorithm>
#include <utility>

#include "lib/engine/batches.h"
#include "lib/engine/shares.h"

namespace waypost::engine {

using policy::kNone;

// --- stays and waits

void Core::SetQueue(Ticket& ticket, Symbol queue) {
  if (ticket.queue != queue || ticket.queue_since_ms == Calendar::kNever) {
    ticket.queue_since_ms = at_ms_;
    if (clocks_queues_) pending_.clock_changes |= sla::kQueueEntered;
  }
  if (ticket.queue == queue) return;
  ReplaceCounted(queue_counts_, ticket.queue, queue);
  pending_.facts |= reads_life_;
}

// A wait lasts until somebody takes the ticket, whatever queues it passes through.
void Core::NoteWaiting(Ticket& ticket) {
  if (ticket.waits_since_ms != Calendar::kNever) return;
  ticket.waits_since_ms = at_ms_;
  if (clocks_queues_) pending_.clock_changes |= sla::kWaits;
}

void Core::NoteTaken(Ticket& ticket) {
  ticket.waits_since_ms = Calendar::kNever;
  if (clocks_queues_) pending_.clock_changes |= sla::kAccepted;
}

// --- waiting and offers

void Core::Wait(Slot slot, bool announce) {
  Ticket& ticket = tickets_[slot];
  if (ticket.owner_first == OwnerFirst::kOwner) ticket.owner_first = OwnerFirst::kQueue;
  const Symbol batch = collects_ ? dispatcher_.BatchOf(ticket.route_class) : 0;
  if (batch != 0) {
    Batches(*this).Begin(batch);
  } else if (const auto agent = ChooseAgent(ticket, AvoidedBy(ticket))) {
    Offer(slot, *agent);
    return;
  }
  NoteAge(ticket);
  dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
  const policy::Queue* queue = QueueOf(ticket);
  ticket.state_due_ms = ticket.rare->avoided.empty() || queue == nullptr
                            ? Calendar::kNever
                            : at_ms_ + queue->forget_refusals_ms;
  if (!announce) return;
  Event event = Make(EventKind::kTicketQueued, ticket, StageRule(ticket));
  event.queue = ticket.queue;
  event.stage = static_cast<uint16_t>(ticket.stage + 1);
  event.count = dispatcher_.WaitingCount(ticket.queue);
  Emit(event);
}

void Core::Offer(Slot slot, uint32_t place) {
  Ticket& ticket = tickets_[slot];
  const policy::Queue* queue = QueueOf(ticket);
  EnterState(ticket, TicketState::kOffered);
  ticket.state_due_ms = at_ms_ + (queue == nullptr ? 30'000 : queue->offer_timeout_ms);
  if (ticket.owner_first != OwnerFirst::kNo && ticket.stage_due_ms < ticket.state_due_ms) {
    ticket.state_due_ms = ticket.stage_due_ms;  // of the budget nothing is left
  }
  Hold(slot, place, TicketState::kOffered);
  ReportOffered(ticket, place);
  if (queue == nullptr) return;
  if (queue->auto_accept) {
    TakeOffer(slot);
  } else if (queue->offer_to > 1 && ticket.owner_first != OwnerFirst::kOwner) {
    AskOthers(slot, queue->offer_to);
  }
}

void Core::ReportOffered(const Ticket& ticket, uint32_t place) {
  const PolicyVersion& policy = version(ticket.route_version);
  Event event = Make(EventKind::kTicketOffered, ticket, StageRule(ticket));
  event.agent = agents_[place].id;
  event.queue = ticket.queue;
  event.stage = static_cast<uint16_t>(ticket.stage + 1);
  event.due_ms = ticket.state_due_ms;
  if (ticket.route != kNone) event.route = policy.Global(policy.tables().routes[ticket.route].id);
  event.language = LanguageOfOffer(ticket, place);
  event.flag = ticket.owner_first == OwnerFirst::kOwner;
  Emit(event);
  NoteGiven(place, ticket);
}

void Core::TakeOffer(Slot slot) {
  Ticket& ticket = tickets_[slot];
  --agents_[ticket.handler].offered;
  agents_[ticket.handler].misses = 0;
  LeaveLadder(slot);
  ReportAssigned(slot, false);
  if (!shares_.empty()) Shares(*this).NoteOffered(ticket.handler, -1);
}

void Core::ReportAssigned(Slot slot, bool forced) {
  Ticket& ticket = tickets_[slot];
  EnterState(ticket, TicketState::kAssigned);
  NoteTaken(ticket);
  if (!shares_.empty()) Shares(*this).NoteTaken(ticket.handler);
  ForgetAvoided(ticket);
  HearOfWork(ticket);
  const Symbol agent = agents_[ticket.handler].id;
  if (!current().tables().samples.empty()) quiet_desk_->reviews().NoteHandler(ticket, agent);
  if (ticket.owner == 0) {
    ReplaceSymbol(ticket.owner, agent);
    pending_.facts |= reads_life_;
  }
  Event event = Make(EventKind::kTicketAssigned, ticket);
  event.agent = agent;
  event.owner = ticket.owner;
  event.amount_ms = ticket.wait_mark_ms;
  event.flag = forced;
  event.over_capacity = OverCapacity(ticket);
  Emit(event);
}

void Core::EndOffer(Slot slot, OfferEnd how, std::string_view reason) {
  Ticket& ticket = tickets_[slot];
  refusing_.assign(1, ticket.handler);
  if (OthersAreAsked(slot)) refusing_ = AskedFor(slot);
  ReportOfferEnd(slot, how, reason);
  EnterState(ticket, TicketState::kQueued);
  FillNeeds(ticket);
  TakeClass(ticket);
  for (const uint32_t place : refusing_) NoteRefusal(ticket, place);
  if (ticket.owner_first != OwnerFirst::kNo &&
      !dispatcher_.AnyEligible(ticket.route_class, AvoidedBy(ticket))) {
    EndOwnerFirst(slot, false);
  }
  // When everybody has refused, everybody is asked again.
  ForgetIfAllAvoided(ticket);
  RouteAgain(slot);
}

// Every offer of the ticket ends; where it goes is the caller's business.
void Core::ReportOfferEnd(Slot slot, OfferEnd how, std::string_view reason) {
  Ticket& ticket = tickets_[slot];
  ticket.state_due_ms = Calendar::kNever;
  while (OthersAreAsked(slot)) EndOneOffer(slot, ticket.handler, how, reason);
  CloseOffer(slot, std::exchange(ticket.handler, kNobody), how, reason);
}

void Core::GiveTo(Slot slot, uint32_t place, bool forced) {
  Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kOffered) ReportOfferEnd(slot, OfferEnd::kRescinded, {});
  LeaveLadder(slot);
  if (ticket.handler != place) StartWrapUp(slot);
  LetGo(slot);
  Hold(slot, place, TicketState::kAssigned);
  ReportAssigned(slot, forced);
  NoteGiven(place, ticket);
}

// --- refusals

void Core::NoteRefusal(Ticket& ticket, uint32_t place) {
  ticket.rare.Make().avoided.push_back(place);
  ++agents_[place].avoided_by;
}

void Core::ForgetIfAllAvoided(Ticket& ticket) {
  if (ticket.rare->avoided.empty()) return;
  if (!dispatcher_.AnyEligible(ticket.route_class, AvoidedBy(ticket))) ForgetAvoided(ticket);
}

void Core::ForgetAvoided(Ticket& ticket) {
  if (ticket.rare->avoided.empty()) return;
  for (uint32_t place : ticket.rare->avoided) {
    if (place != kNobody) agents_.ForgetAvoided(place);  // nobody: left before a restore
  }
  ticket.rare.Make().avoided.clear();
  ticket.rare.DropIfEmpty();
}

// --- free agents

void Core::ServeFreeAgents() {
  for (size_t i = 0; i < free_agents_.size(); ++i) {
    const uint32_t place = free_agents_[i];
    while (agents_[place].id != 0 && agents_[place].can_take_more()) {
      const auto slot = dispatcher_.BestTicketFor(place, at_ms_);
      if (!slot) break;
      dispatcher_.Dequeue(*slot);
      Offer(*slot, place);
      Settle(*slot);
    }
  }
  // What one of them takes may keep another one free for others.
  for (size_t i = 0; collects_ && i < free_agents_.size(); ++i) {
    const uint32_t place = free_agents_[i];
    if (agents_[place].id != 0 && agents_[place].can_take_more()) Batches(*this).NoteFree(place);
  }
  free_agents_.clear();
}

// --- what a waiting ticket looks like

const policy::Queue* CoreViews::QueueOf(const Ticket& ticket) const {
  const PolicyVersion& policy = version(ticket.route_version);
  const uint16_t queue = policy.FindQueue(ticket.queue);
  return queue == kNone ? nullptr : &policy.queue(queue);
}

RuleRef CoreViews::StageRule(const Ticket& ticket) const {
  if (ticket.route != kNone) {
    return {RuleRef::Kind::kStage, ticket.route_version, ticket.route, ticket.stage};
  }
  return QueueRule(ticket);
}

RuleRef CoreViews::QueueRule(const Ticket& ticket) const {
  const uint16_t queue = version(ticket.route_version).FindQueue(ticket.queue);
  if (queue == kNone) return {};
  return {RuleRef::Kind::kQueue, ticket.route_version, queue, 0};
}

}  // namespace waypost::engine
