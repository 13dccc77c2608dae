// Owner first: a ticket that comes back is offered to whoever knows it, within a budget of waiting.
#include <algorithm>

#include "lib/engine/core.h"

namespace waypost::engine {

using policy::kNone;

namespace {

bool Offers(const route::AgentProfile& profile, absl::Span<const uint32_t> modalities) {
  return std::all_of(modalities.begin(), modalities.end(), [&](uint32_t modality) {
    return std::find(profile.modalities.begin(), profile.modalities.end(), modality) !=
           profile.modalities.end();
  });
}

}  // namespace

// True if the ticket is offered to its owner or waits with those of its previous queue; then its
// stages begin when the budget is used up. It has entered the ladder of a route.
bool Core::AskOwnerFirst(Slot slot) {
  Ticket& ticket = tickets_[slot];
  const policy::Tables& tables = version(ticket.route_version).tables();
  const policy::Route& route = tables.routes[ticket.route];
  if (route.owner_first_ms == 0 || !ComesBack(ticket)) return false;
  if (entries_.previous > 0 && ticket.owner == 0 && ticket.queue == 0) {
    const Symbol queue = FixedOf(ticket, fixed_.previous_queue);
    if (queue != 0 && version(ticket.route_version).FindQueue(queue) != kNone) {
      SetQueue(ticket, queue);
    }
  }
  const bool knows_its_queue = KnowsItsQueue(ticket);
  const Symbol queue = knows_its_queue
                           ? ticket.queue
                           : version(ticket.route_version)
                                 .Global(tables.queues[tables.stages[route.first_stage].queue].id);
  const uint32_t owner = OwnerToAsk(ticket, queue);
  if (owner == kNobody && !knows_its_queue) return false;
  SetQueue(ticket, queue);
  ticket.stage_due_ms = at_ms_ + route.owner_first_ms;
  ticket.owner_first = OwnerFirst::kOwner;
  FillNeeds(ticket);
  TakeClass(ticket);
  if (owner != kNobody) {
    Offer(slot, owner);
    return true;
  }
  return AskPreviousQueue(slot);
}

// Somebody has been accountable for it, or for the one it follows.
bool Core::ComesBack(const Ticket& ticket) const {
  if (ticket.owner != 0) return true;
  if (entries_.previous == 0) return false;
  return FixedOf(ticket, fixed_.previous_owner) != 0 || FixedOf(ticket, fixed_.previous_queue) != 0;
}

// A queue that the policy still has. A new ticket has none yet.
bool Core::KnowsItsQueue(const Ticket& ticket) const {
  return ticket.queue != 0 && version(ticket.route_version).FindQueue(ticket.queue) != kNone;
}

// The owner's place if the owner could take the ticket from a queue now and will be there long
// enough.
uint32_t Core::OwnerToAsk(Ticket& ticket, Symbol queue) {
  Symbol owner = ticket.owner;
  if (owner == 0 && entries_.previous > 0) owner = FixedOf(ticket, fixed_.previous_owner);
  const uint32_t place = owner == 0 ? kNobody : agents_.Find(owner);
  if (place == kNobody) return kNobody;
  if (hours_.IsHeld(ChannelOf(ticket)) || hours_.IsClosed(queue)) return kNobody;
  const Agent& agent = agents_[place];
  const absl::Span<const uint32_t> avoided = AvoidedBy(ticket);
  const bool refused = std::find(avoided.begin(), avoided.end(), place) != avoided.end();
  if (refused || !agent.can_take_more() || !agent.load.HasRoom(ChannelOf(ticket))) return kNobody;
  if (dispatcher_.IsHeld(place)) return kNobody;
  if (!Offers(agent.profile, FixedNeedsOf(ticket).modalities)) return kNobody;
  const PolicyVersion& policy = version(ticket.route_version);
  const int64_t handling_ms = policy.queue(policy.FindQueue(queue)).handling_ms;
  if (agent.shift_due_ms >= at_ms_ + handling_ms) return place;
  NoteRefusal(ticket, place);  // nor as one of its queue
  return kNobody;
}

// False if nobody on the roster is left of the previous queue: the stages begin.
bool Core::AskPreviousQueue(Slot slot) {
  Ticket& ticket = tickets_[slot];
  if (!dispatcher_.AnyEligible(ticket.route_class, AvoidedBy(ticket))) {
    ticket.owner_first = OwnerFirst::kNo;
    return false;
  }
  ticket.owner_first = OwnerFirst::kQueue;
  Wait(slot, true);
  return true;
}

// The budget is used up, or there is nobody left whom to prefer.
void Core::EndOwnerFirst(Slot slot, bool announce) {
  tickets_[slot].owner_first = OwnerFirst::kNo;
  Climb(slot, announce);
}

}  // namespace waypost::engine
