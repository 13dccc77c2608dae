#include "lib/engine/agent_load.h"

#include <algorithm>
#include <utility>

namespace waypost::engine {

void AgentLoad::SetLimits(uint8_t capacity, std::vector<ChannelLimit> limits) {
  capacity_ = capacity;
  limits_ = std::move(limits);
  SetMaxima();
  CountAgain();
}

void AgentLoad::Follow(const std::vector<StandIn>& stand_ins, uint16_t percent) {
  stand_ins_ = &stand_ins;
  percent_ = percent;
  SetMaxima();
  CountAgain();
}

uint8_t AgentLoad::capacity_now() const {
  return static_cast<uint8_t>(std::clamp(uint32_t{capacity_} * percent_ / 100, 1u, 255u));
}

uint8_t AgentLoad::UnitsOf(const ChannelLimit* limit) const {
  return limit == nullptr ? uint8_t{1} : std::min(limit->units, capacity_now());
}

Symbol AgentLoad::Counted(Symbol channel) const {
  if (stand_ins_ == nullptr) return channel;
  for (const StandIn& stand_in : *stand_ins_) {
    if (stand_in.channel == channel) return stand_in.by;
  }
  return channel;
}

void AgentLoad::SetMaxima() {
  maxima_.assign(limits_.size(), 0);
  for (size_t i = 0; i < limits_.size(); ++i) maxima_[i] = limits_[i].maximum;
  for (const ChannelLimit& limit : limits_) {
    if (Counted(limit.channel) == limit.channel) continue;
    const ChannelLimit* const by = LimitOf(limit.channel);
    if (by == nullptr) continue;
    uint32_t& maximum = maxima_[static_cast<size_t>(by - limits_.data())];
    // As many as come of one channel are as many as come of both.
    maximum = limit.maximum == 0 || maximum == 0 ? 0 : maximum + limit.maximum;
  }
}

void AgentLoad::CountAgain() {
  half_units_ = worked_on_ = exclusive_ = 0;
  half_tickets_.assign(limits_.size(), 0);
  for (const Holding& holding : holdings_) Count(holding, +1);
}

const ChannelLimit* AgentLoad::LimitOf(Symbol channel) const {
  if (channel == 0) return nullptr;
  channel = Counted(channel);
  const auto found =
      std::find_if(limits_.begin(), limits_.end(),
                   [channel](const ChannelLimit& limit) { return limit.channel == channel; });
  return found == limits_.end() ? nullptr : &*found;
}

void AgentLoad::Count(const Holding& holding, int32_t sign) {
  const auto add = [sign](uint32_t& count, uint32_t change) {
    count = sign > 0 ? count + change : count - change;
  };
  const ChannelLimit* const limit = LimitOf(holding.channel);
  add(half_units_, uint32_t{holding.weight.halves} * UnitsOf(limit));
  add(worked_on_, holding.weight.worked_on ? 1 : 0);
  if (limit == nullptr) return;
  add(half_tickets_[static_cast<size_t>(limit - limits_.data())], holding.weight.halves);
  add(exclusive_, limit->exclusive && holding.weight.worked_on ? 1 : 0);
}

void AgentLoad::Take(const HeldTicket& ticket) {
  slots_.push_back(ticket.slot);
  holdings_.push_back({ticket.channel, ticket.weight});
  Count(holdings_.back(), +1);
}

std::vector<HeldTicket> AgentLoad::tickets() const {
  std::vector<HeldTicket> tickets;
  tickets.reserve(slots_.size());
  for (size_t i = 0; i < slots_.size(); ++i) {
    tickets.push_back({slots_[i], holdings_[i].channel, holdings_[i].weight});
  }
  return tickets;
}

// By blocks without an early end, which compilers turn into vector code: every change of state
// comes by here, and an agent of mail may hold hundreds.
size_t AgentLoad::IndexOf(Slot slot) const {
  constexpr size_t kBlock = 32;
  const Slot* const slots = slots_.data();
  const auto in_block = [slots, slot](size_t index) {
    uint32_t found = 0;  // of the width of a slot
    for (size_t i = 0; i < kBlock; ++i) found |= slots[index + i] == slot ? 1u : 0u;
    return found != 0;
  };
  size_t index = 0;
  while (index + kBlock <= slots_.size() && !in_block(index)) index += kBlock;
  while (slots[index] != slot) ++index;
  return index;
}

Symbol AgentLoad::ChannelOf(Slot slot) const { return holdings_[IndexOf(slot)].channel; }

HeldTicket AgentLoad::Release(Slot slot) {
  const size_t index = IndexOf(slot);
  const Holding released = holdings_[index];
  const auto offset = static_cast<std::ptrdiff_t>(index);
  slots_.erase(slots_.begin() + offset);
  holdings_.erase(holdings_.begin() + offset);
  Count(released, -1);
  return {slot, released.channel, released.weight};
}

Weight AgentLoad::SetWeight(Slot slot, Weight weight) {
  Holding& holding = holdings_[IndexOf(slot)];
  Count(holding, -1);
  const Weight before = std::exchange(holding.weight, weight);
  Count(holding, +1);
  return before;
}

bool AgentLoad::HasRoom(Symbol channel) const {
  const ChannelLimit* const limit = LimitOf(channel);
  const uint32_t units = UnitsOf(limit);
  if (half_units_ + 2 * units > 2u * capacity_now() || slots_.size() >= kMostTickets) return false;
  if (exclusive_ > 0) return false;
  if (limit == nullptr) return true;
  if (limit->exclusive && worked_on_ > 0) return false;
  const auto index = static_cast<size_t>(limit - limits_.data());
  return maxima_[index] == 0 || half_tickets_[index] + 2 <= 2 * maxima_[index];
}

bool AgentLoad::Exceeded() const {
  if (BeyondCapacity()) return true;
  if (exclusive_ > 0 && worked_on_ > 1) return true;
  for (size_t i = 0; i < limits_.size(); ++i) {
    if (maxima_[i] != 0 && half_tickets_[i] > 2 * maxima_[i]) return true;
  }
  return false;
}

void AgentLoad::AppendClosed(std::vector<uint32_t>& channels) const {
  const size_t begin = channels.size();
  for (const ChannelLimit& limit : limits_) {
    if (!HasRoom(limit.channel)) channels.push_back(limit.channel);
  }
  if (stand_ins_ == nullptr || stand_ins_->empty()) return;
  // Those without a limit of their own, which have that of what stands in for them.
  for (const StandIn& stand_in : *stand_ins_) {
    if (!HasRoom(stand_in.channel)) channels.push_back(stand_in.channel);
  }
  std::sort(channels.begin() + static_cast<std::ptrdiff_t>(begin), channels.end());
  channels.erase(std::unique(channels.begin() + static_cast<std::ptrdiff_t>(begin), channels.end()),
                 channels.end());
}

}  // namespace waypost::engine
