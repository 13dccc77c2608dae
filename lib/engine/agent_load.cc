#include "lib/engine/agent_load.h"

#include <algorithm>
#include <utility>

namespace waypost::engine {

void AgentLoad::SetLimits(uint8_t capacity, std::vector<ChannelLimit> limits) {
  capacity_ = capacity;
  limits_ = std::move(limits);
  CountAgain();
}

void AgentLoad::CountAgain() {
  half_units_ = worked_on_ = exclusive_ = 0;
  half_tickets_.assign(limits_.size(), 0);
  for (const HeldTicket& ticket : tickets_) Count(ticket, +1);
}

const ChannelLimit* AgentLoad::LimitOf(Symbol channel) const {
  if (channel == 0) return nullptr;
  const auto found =
      std::find_if(limits_.begin(), limits_.end(),
                   [channel](const ChannelLimit& limit) { return limit.channel == channel; });
  return found == limits_.end() ? nullptr : &*found;
}

uint32_t AgentLoad::UnitsOf(Symbol channel) const {
  const ChannelLimit* const limit = LimitOf(channel);
  return limit == nullptr ? 1 : limit->units;
}

void AgentLoad::Count(const HeldTicket& ticket, int32_t sign) {
  const auto add = [sign](uint32_t& count, uint32_t change) {
    count = sign > 0 ? count + change : count - change;
  };
  add(half_units_, ticket.weight.halves * UnitsOf(ticket.channel));
  add(worked_on_, ticket.weight.worked_on ? 1 : 0);
  const ChannelLimit* const limit = LimitOf(ticket.channel);
  if (limit == nullptr) return;
  add(half_tickets_[static_cast<size_t>(limit - limits_.data())], ticket.weight.halves);
  add(exclusive_, limit->exclusive && ticket.weight.worked_on ? 1 : 0);
}

void AgentLoad::Take(const HeldTicket& ticket) {
  tickets_.push_back(ticket);
  Count(ticket, +1);
}

size_t AgentLoad::IndexOf(Slot slot) const {
  const auto found = std::find_if(tickets_.begin(), tickets_.end(),
                                  [slot](const HeldTicket& ticket) { return ticket.slot == slot; });
  return static_cast<size_t>(found - tickets_.begin());
}

Symbol AgentLoad::ChannelOf(Slot slot) const { return tickets_[IndexOf(slot)].channel; }

HeldTicket AgentLoad::Release(Slot slot) {
  const size_t index = IndexOf(slot);
  const HeldTicket released = tickets_[index];
  tickets_.erase(tickets_.begin() + static_cast<std::ptrdiff_t>(index));
  Count(released, -1);
  return released;
}

Weight AgentLoad::SetWeight(Slot slot, Weight weight) {
  HeldTicket& ticket = tickets_[IndexOf(slot)];
  Count(ticket, -1);
  const Weight before = std::exchange(ticket.weight, weight);
  Count(ticket, +1);
  return before;
}

bool AgentLoad::HasRoom(Symbol channel) const {
  const ChannelLimit* const limit = LimitOf(channel);
  const uint32_t units = limit == nullptr ? 1 : limit->units;
  if (half_units_ + 2 * units > 2u * capacity_ || tickets_.size() >= kMostTickets) return false;
  if (exclusive_ > 0) return false;
  if (limit == nullptr) return true;
  if (limit->exclusive && worked_on_ > 0) return false;
  const uint32_t halves = half_tickets_[static_cast<size_t>(limit - limits_.data())];
  return limit->maximum == 0 || halves + 2 <= 2u * limit->maximum;
}

bool AgentLoad::Exceeded() const {
  if (half_units_ > 2u * capacity_) return true;
  if (exclusive_ > 0 && worked_on_ > 1) return true;
  for (size_t i = 0; i < limits_.size(); ++i) {
    if (limits_[i].maximum != 0 && half_tickets_[i] > 2u * limits_[i].maximum) return true;
  }
  return false;
}

void AgentLoad::AppendClosed(std::vector<uint32_t>& channels) const {
  for (const ChannelLimit& limit : limits_) {
    if (!HasRoom(limit.channel)) channels.push_back(limit.channel);
  }
}

}  // namespace waypost::engine
