#ifndef WAYPOST_LIB_ENGINE_TICKET_STATE_H_
#define WAYPOST_LIB_ENGINE_TICKET_STATE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"
#include "lib/sla/clock.h"

namespace waypost::engine {

// Numbers as in proto/waypost/v1/command.proto.
enum class TicketState : uint8_t {
  kUnspecified = 0,
  kNew = 1,
  kQueued = 2,
  kOffered = 3,
  kAssigned = 4,
  kWaitingCustomer = 5,
  kOnHold = 6,
  kWaitingInternal = 7,
  kSolved = 8,
  kClosed = 9,
  kReopened = 10,
  kMerged = 11,
  kAbandoned = 12,
  kNotServed = 13,
  kErased = 14,
};
inline constexpr int kTicketStateCount = 15;

// What can happen to a ticket.
enum class Trigger : uint8_t {
  kRoute,   // it joins a queue, or moves to another
  kOffer,   // an agent is asked
  kReturn,  // back to the queue: declined, timed out, the agent left
  kAssign,  // an agent has it
  kAskCustomer,
  kHold,
  kAskInternal,
  kResumeWork,  // the handler goes on
  kResumeWait,  // nobody handles it: it waits again
  kSolve,
  kReopen,  // rejected, or the customer wrote again
  kClose,   // confirmed, by command, or by silence
  kMerge,
  kAbandon,
  kNotServe,
  kErase,  // its customer's data is to go
};
inline constexpr int kTriggerCount = 16;

struct Transition {
  TicketState from;
  Trigger on;
  TicketState to;
};

// Every change of a ticket's state is a row here. Rows know nothing of agents, queues or languages.
absl::Span<const Transition> TicketTransitions();

// The state a trigger leads to; nothing if the state has no such row: the command is refused.
std::optional<TicketState> Next(TicketState from, Trigger on);

// "waiting_customer": the value of the fact `status`, and the name in messages.
std::string_view StateName(TicketState state);

// What clocks see of a state.
sla::Status ClockStatus(TicketState state);

// Waits in a queue for an agent.
inline bool Waits(TicketState state) {
  return state == TicketState::kQueued || state == TicketState::kReopened;
}

// An agent's capacity is taken by it.
inline bool TakesCapacity(TicketState state) {
  return state == TicketState::kAssigned || state == TicketState::kWaitingCustomer ||
         state == TicketState::kOnHold || state == TicketState::kWaitingInternal;
}

// Numbers as in proto/waypost/v1/roster.proto.
enum class Presence : uint8_t {
  kUnspecified = 0,
  kAvailable = 1,
  kBusy = 2,
  kOnBreak = 3,
  kOffline = 4
};
inline constexpr int kPresenceCount = 5;

// What a change of presence means for an agent's work.
enum class PresenceEffect : uint8_t {
  kNothing,        // only bookkeeping
  kTakesWork,      // the best waiting ticket is looked for at once
  kKeepsOffers,    // nothing new, but may still accept what was offered
  kReturnsOffers,  // open offers go back to their queues
};

struct PresenceTransition {
  Presence from;
  Presence to;
  PresenceEffect effect;
};

// Every change of an agent's presence is a row here.
absl::Span<const PresenceTransition> PresenceTransitions();
std::optional<PresenceEffect> Next(Presence from, Presence to);

// "available"
std::string_view PresenceName(Presence presence);

// Numbers as in command.proto.
enum class Complexity : uint8_t { kUnspecified = 0, kSimple = 1, kStandard = 2, kComplex = 3 };
std::string_view ComplexityName(Complexity complexity);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TICKET_STATE_H_
