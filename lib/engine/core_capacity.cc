// Capacity: what tickets take of their agents, and what the dispatcher is told of it.
#include <utility>

#include "lib/engine/occupancy.h"
#include "lib/engine/reserves.h"
#include "lib/engine/shares.h"

namespace waypost::engine {

// The channel under which agents are limited: one that the policy does not declare limits nobody.
Symbol Core::ChannelOf(const Ticket& ticket) const {
  const PolicyVersion& policy = ticket.in_ladder ? version(ticket.route_version) : current();
  if (policy.tables().channels.empty()) return 0;
  const Symbol channel = stated_[ticket.stated][kStatedChannel];
  return policy.HasChannel(channel) ? channel : 0;
}

Weight Core::WeightOf(TicketState state) const {
  Weight weight;
  weight.worked_on = state == TicketState::kAssigned || state == TicketState::kOffered;
  if (state == TicketState::kWaitingCustomer) {
    weight.halves = current().tables().work.waiting_customer_halves;
  }
  return weight;
}

void Core::Hold(Slot slot, uint32_t place, TicketState state) {
  tickets_[slot].handler = place;
  Reserve(slot, place, state);
}

// As Hold, beside whoever is the handler.
void Core::Reserve(Slot slot, uint32_t place, TicketState state) {
  const Symbol channel = ChannelOf(tickets_[slot]);
  symbols_.Acquire(channel);
  Agent& agent = agents_[place];
  if (state == TicketState::kOffered) {
    ++agent.offered;
    if (!shares_.empty()) Shares(*this).NoteOffered(place, +1);
  }
  agent.load.Take({slot, channel, WeightOf(state)});
  agent.idle_since_ms = at_ms_;
  TellDispatcher(place);
}

void Core::LetGo(Slot slot) {
  Ticket& ticket = tickets_[slot];
  if (ticket.handler == kNobody) return;
  Release(slot, std::exchange(ticket.handler, kNobody));
}

void Core::Release(Slot slot, uint32_t place) {
  symbols_.Release(agents_[place].load.Release(slot).channel);
  agents_[place].work_ended_ms = at_ms_;
  TellDispatcher(place);
  NoteFree(place);
}

// After a change of state that leaves the ticket in its handler's hands.
void Core::Reweigh(Slot slot) {
  const Ticket& ticket = tickets_[slot];
  if (ticket.handler == kNobody) return;
  AgentLoad& load = agents_[ticket.handler].load;
  const Weight after = WeightOf(ticket.state);
  const Weight before = load.SetWeight(slot, after);
  if (after.halves == before.halves && after.worked_on == before.worked_on) return;
  TellDispatcher(ticket.handler);
  if (after.halves < before.halves || after.worked_on < before.worked_on) NoteFree(ticket.handler);
}

bool Core::OverCapacity(const Ticket& ticket) const {
  return ticket.handler != kNobody && agents_[ticket.handler].load.Exceeded();
}

void Core::TellDispatcher(uint32_t place) {
  if (!dispatcher_.OnRoster(place)) return;  // is leaving
  if (caps_time_) Occupancy(*this).Note(place);
  ShowDispatcher(place);
}

// The agent as it is.
void Core::ShowDispatcher(uint32_t place) {
  Agent& agent = agents_[place];
  if (!agent.load.limits().empty() || !agent.profile.closed_channels.empty()) {
    closed_.clear();
    agent.load.AppendClosed(closed_);
    if (closed_ != agent.profile.closed_channels) {
      agent.profile.closed_channels = closed_;
      dispatcher_.SetAgent(place, agent.profile);
    }
  }
  dispatcher_.SetAvailability(place, agent.can_take_more(), agent.idle_since_ms,
                              agent.cap == TimeCap::kComesLast);
  dispatcher_.SetOnShift(place, !agent.is_away());
  if (!kept_.empty()) Reserves(*this).Note(place);
}

void Core::NoteFree(uint32_t place) {
  if (agents_[place].can_take_more()) free_agents_.push_back(place);
}

}  // namespace waypost::engine
