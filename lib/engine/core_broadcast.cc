// Offers to several agents at once: the first to accept wins. The ticket's handler is one of those
// who are asked; the others stand beside it, in the order of joining.
#include <algorithm>
#include <utility>

#include "lib/engine/shares.h"

namespace waypost::engine {

bool Core::IsAsked(Slot slot, uint32_t place) const {
  const Ticket& ticket = tickets_[slot];
  if (ticket.state != TicketState::kOffered) return false;
  if (ticket.handler == place) return true;
  const auto found = also_asked_.find(slot);
  return found != also_asked_.end() &&
         std::find(found->second.begin(), found->second.end(), place) != found->second.end();
}

bool Core::OthersAreAsked(Slot slot) const { return also_asked_.contains(slot); }

// Everybody who is asked, the handler first.
std::vector<uint32_t> Core::AskedFor(Slot slot) const {
  std::vector<uint32_t> asked = {tickets_[slot].handler};
  if (const auto found = also_asked_.find(slot); found != also_asked_.end()) {
    asked.insert(asked.end(), found->second.begin(), found->second.end());
  }
  return asked;
}

void Core::NoteAlsoAsked(Slot slot, uint32_t place) {
  std::vector<uint32_t>& others = also_asked_[slot];
  const auto at = std::find_if(others.begin(), others.end(), [&](uint32_t other) {
    return agents_[other].ordinal > agents_[place].ordinal;
  });
  others.insert(at, place);
}

// As many more as the queue says, each the best of those not yet asked.
void Core::AskOthers(Slot slot, uint8_t offer_to) {
  const Ticket& ticket = tickets_[slot];
  std::vector<uint32_t> passed_over;
  for (int asked = 1; asked < offer_to; ++asked) {
    const absl::Span<const uint32_t> avoided = AvoidedBy(ticket);
    passed_over.assign(avoided.begin(), avoided.end());
    for (const uint32_t place : AskedFor(slot)) passed_over.push_back(place);
    const auto next = ChooseAgent(ticket, passed_over);
    if (!next) return;
    NoteAlsoAsked(slot, *next);
    Reserve(slot, *next, TicketState::kOffered);
    ReportOffered(ticket, *next);
  }
}

// One of several offers ends; the ticket stays offered to the others.
void Core::EndOneOffer(Slot slot, uint32_t place, OfferEnd how, std::string_view reason) {
  Ticket& ticket = tickets_[slot];
  const auto found = also_asked_.find(slot);
  std::vector<uint32_t>& others = found->second;
  if (ticket.handler == place) {
    ticket.handler = others.front();
    others.erase(others.begin());
  } else {
    others.erase(std::find(others.begin(), others.end(), place));
  }
  if (others.empty()) also_asked_.erase(found);
  CloseOffer(slot, place, how, reason);
}

// Everybody else's offer is rescinded: the ticket has been taken.
void Core::RescindOthers(Slot slot, uint32_t winner) {
  if (!OthersAreAsked(slot)) return;
  for (const uint32_t place : AskedFor(slot)) {
    if (place != winner) EndOneOffer(slot, place, OfferEnd::kRescinded, {});
  }
}

// Reports the end of an offer and takes the ticket out of the agent's hands.
void Core::CloseOffer(Slot slot, uint32_t place, OfferEnd how, std::string_view reason) {
  const Ticket& ticket = tickets_[slot];
  Event event = Make(EventKind::kOfferEnded, ticket);
  event.agent = agents_[place].id;
  event.code = static_cast<uint8_t>(how);
  event.text = reason;
  Emit(event);
  RestAfterOffer(ticket, place, how);
  if (how == OfferEnd::kTimedOut) PauseAfterMisses(ticket, place);
  --agents_[place].offered;
  if (!shares_.empty()) Shares(*this).NoteOffered(place, -1);
  Release(slot, place);
}

}  // namespace waypost::engine
