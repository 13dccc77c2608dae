#ifndef WAYPOST_LIB_ENGINE_AGENT_LOAD_H_
#define WAYPOST_LIB_ENGINE_AGENT_LOAD_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket.h"

namespace waypost::engine {

// How much of one channel an agent takes.
struct ChannelLimit {
  Symbol channel = 0;      // held by the agent
  uint8_t maximum = 0;     // tickets at the same time; 0: as many as the capacity allows
  uint8_t units = 1;       // of the capacity that one ticket takes: at most all there is of it
  bool exclusive = false;  // while one is worked on, nothing else is taken
  int64_t wrap_up_ms = 0;  // after each one, in which nothing is taken
};

// A channel that cannot be used for a while, and the one that stands in for it.
struct StandIn {
  Symbol channel = 0;
  Symbol by = 0;
};

// What a ticket takes of its agent while it is in some state.
struct Weight {
  uint8_t halves = 2;     // per unit: 2 in full, 1 half, 0 nothing
  bool worked_on = true;  // it is offered or being handled
};

// A ticket in an agent's hands, and the channel under which it was taken (held; 0: one that the
// policy does not declare): it stays that even if the ticket's own channel changes.
struct HeldTicket {
  Slot slot = 0;
  Symbol channel = 0;
  Weight weight;
};

// The tickets in one agent's hands and what may come in addition. Counts in half units, so that a
// ticket that waits for its customer can count half.
//
// Shape:  an agent without limits of channels has room for capacity / 1 unit each.
// Cost:   O(tickets held) for what names a ticket, at most kMostTickets; else O(limits).
class AgentLoad {
 public:
  // Whatever the weights are, so that no command about one agent touches more tickets.
  static constexpr size_t kMostTickets = 510;

  // What is held keeps its place, also beyond the new limits. Limits rise by channel.
  void SetLimits(uint8_t capacity, std::vector<ChannelLimit> limits);

  // From now on tickets of a channel count under the one that stands in for it, and what the agent
  // may have of the former comes on top of what it may have of the latter. `stand_ins` rise by
  // channel and must stay; call again when they have changed. The capacity is `percent` of what was
  // set, rounded down, but at least 1 and at most 255.
  void Follow(const std::vector<StandIn>& stand_ins, uint16_t percent = 100);

  void Take(const HeldTicket& ticket);
  HeldTicket Release(Slot slot);               // must be held
  Weight SetWeight(Slot slot, Weight weight);  // must be held; returns the one before

  // Room for one more ticket of a channel, worked on in full.
  bool HasRoom(Symbol channel) const;
  bool HasRoomForAny() const { return HasRoom(0); }  // every limit only narrows what 0 may take
  // More than the agent may have: by force, by less capacity, or because customers answered.
  bool Exceeded() const;
  // More units than the capacity, whatever channels allow.
  bool BeyondCapacity() const { return half_units_ > 2u * capacity_now(); }
  // Adds the limited channels for which there is no room, rising.
  void AppendClosed(std::vector<uint32_t>& channels) const;

  uint8_t capacity() const { return capacity_; }  // as it was set
  uint8_t capacity_now() const;
  absl::Span<const ChannelLimit> limits() const { return limits_; }
  const ChannelLimit* LimitOf(Symbol channel) const;  // of what stands in for it; null: none
  Symbol ChannelOf(Slot slot) const;                  // of a ticket that is held
  std::vector<HeldTicket> tickets() const;            // a copy, in the order they came
  uint32_t size() const { return static_cast<uint32_t>(slots_.size()); }
  uint32_t half_units() const { return half_units_; }
  uint32_t worked_on() const { return worked_on_; }  // tickets, offered ones included

 private:
  struct Holding {
    Symbol channel = 0;
    Weight weight;
  };

  Symbol Counted(Symbol channel) const;
  uint8_t UnitsOf(const ChannelLimit* limit) const;  // null: of tickets without one
  void SetMaxima();
  void Count(const Holding& holding, int32_t sign);
  void CountAgain();
  size_t IndexOf(Slot slot) const;

  uint8_t capacity_ = 1;
  uint16_t percent_ = 100;
  uint32_t half_units_ = 0;
  uint32_t worked_on_ = 0;
  uint32_t exclusive_ = 0;  // of those worked on
  std::vector<ChannelLimit> limits_;
  std::vector<uint32_t> maxima_;  // by limit, with those it stands in for; 0: none
  const std::vector<StandIn>* stand_ins_ = nullptr;
  std::vector<uint32_t> half_tickets_;  // by limit: of its channel, in halves
  std::vector<Slot> slots_;             // in the order they came
  std::vector<Holding> holdings_;       // by place in slots_
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_AGENT_LOAD_H_
