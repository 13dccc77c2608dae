#include "lib/engine/ticket_state.h"

#include <array>

namespace waypost::engine {
namespace {

using S = TicketState;
using T = Trigger;

// clang-format off
constexpr Transition kTransitions[] = {
    // from                 on                to
    {S::kNew,               T::kRoute,        S::kQueued},
    {S::kNew,               T::kNotServe,     S::kNotServed},

    {S::kQueued,            T::kRoute,        S::kQueued},
    {S::kQueued,            T::kOffer,        S::kOffered},
    {S::kQueued,            T::kAssign,       S::kAssigned},
    {S::kQueued,            T::kAskCustomer,  S::kWaitingCustomer},
    {S::kQueued,            T::kHold,         S::kOnHold},
    {S::kQueued,            T::kAskInternal,  S::kWaitingInternal},
    {S::kQueued,            T::kSolve,        S::kSolved},
    {S::kQueued,            T::kClose,        S::kClosed},
    {S::kQueued,            T::kMerge,        S::kMerged},
    {S::kQueued,            T::kAbandon,      S::kAbandoned},
    {S::kQueued,            T::kErase,        S::kErased},

    {S::kOffered,           T::kRoute,        S::kQueued},
    {S::kOffered,           T::kReturn,       S::kQueued},
    {S::kOffered,           T::kAssign,       S::kAssigned},
    {S::kOffered,           T::kAskCustomer,  S::kWaitingCustomer},
    {S::kOffered,           T::kHold,         S::kOnHold},
    {S::kOffered,           T::kAskInternal,  S::kWaitingInternal},
    {S::kOffered,           T::kSolve,        S::kSolved},
    {S::kOffered,           T::kClose,        S::kClosed},
    {S::kOffered,           T::kMerge,        S::kMerged},
    {S::kOffered,           T::kAbandon,      S::kAbandoned},
    {S::kOffered,           T::kErase,        S::kErased},

    {S::kAssigned,          T::kRoute,        S::kQueued},
    {S::kAssigned,          T::kReturn,       S::kQueued},
    {S::kAssigned,          T::kAssign,       S::kAssigned},
    {S::kAssigned,          T::kAskCustomer,  S::kWaitingCustomer},
    {S::kAssigned,          T::kHold,         S::kOnHold},
    {S::kAssigned,          T::kAskInternal,  S::kWaitingInternal},
    {S::kAssigned,          T::kSolve,        S::kSolved},
    {S::kAssigned,          T::kClose,        S::kClosed},
    {S::kAssigned,          T::kMerge,        S::kMerged},
    {S::kAssigned,          T::kErase,        S::kErased},

    {S::kWaitingCustomer,   T::kRoute,        S::kQueued},
    {S::kWaitingCustomer,   T::kReturn,       S::kQueued},
    {S::kWaitingCustomer,   T::kAssign,       S::kAssigned},
    {S::kWaitingCustomer,   T::kHold,         S::kOnHold},
    {S::kWaitingCustomer,   T::kAskInternal,  S::kWaitingInternal},
    {S::kWaitingCustomer,   T::kResumeWork,   S::kAssigned},
    {S::kWaitingCustomer,   T::kResumeWait,   S::kQueued},
    {S::kWaitingCustomer,   T::kSolve,        S::kSolved},
    {S::kWaitingCustomer,   T::kClose,        S::kClosed},
    {S::kWaitingCustomer,   T::kMerge,        S::kMerged},
    {S::kWaitingCustomer,   T::kErase,        S::kErased},

    {S::kOnHold,            T::kRoute,        S::kQueued},
    {S::kOnHold,            T::kReturn,       S::kQueued},
    {S::kOnHold,            T::kAssign,       S::kAssigned},
    {S::kOnHold,            T::kAskCustomer,  S::kWaitingCustomer},
    {S::kOnHold,            T::kAskInternal,  S::kWaitingInternal},
    {S::kOnHold,            T::kResumeWork,   S::kAssigned},
    {S::kOnHold,            T::kResumeWait,   S::kQueued},
    {S::kOnHold,            T::kSolve,        S::kSolved},
    {S::kOnHold,            T::kClose,        S::kClosed},
    {S::kOnHold,            T::kMerge,        S::kMerged},
    {S::kOnHold,            T::kErase,        S::kErased},

    {S::kWaitingInternal,   T::kRoute,        S::kQueued},
    {S::kWaitingInternal,   T::kReturn,       S::kQueued},
    {S::kWaitingInternal,   T::kAssign,       S::kAssigned},
    {S::kWaitingInternal,   T::kAskCustomer,  S::kWaitingCustomer},
    {S::kWaitingInternal,   T::kHold,         S::kOnHold},
    {S::kWaitingInternal,   T::kResumeWork,   S::kAssigned},
    {S::kWaitingInternal,   T::kResumeWait,   S::kQueued},
    {S::kWaitingInternal,   T::kSolve,        S::kSolved},
    {S::kWaitingInternal,   T::kClose,        S::kClosed},
    {S::kWaitingInternal,   T::kMerge,        S::kMerged},
    {S::kWaitingInternal,   T::kErase,        S::kErased},

    {S::kSolved,            T::kReopen,       S::kReopened},
    {S::kSolved,            T::kClose,        S::kClosed},
    {S::kSolved,            T::kMerge,        S::kMerged},
    {S::kSolved,            T::kErase,        S::kErased},

    {S::kReopened,          T::kRoute,        S::kReopened},
    {S::kReopened,          T::kOffer,        S::kOffered},
    {S::kReopened,          T::kAssign,       S::kAssigned},
    {S::kReopened,          T::kAskCustomer,  S::kWaitingCustomer},
    {S::kReopened,          T::kHold,         S::kOnHold},
    {S::kReopened,          T::kAskInternal,  S::kWaitingInternal},
    {S::kReopened,          T::kSolve,        S::kSolved},
    {S::kReopened,          T::kClose,        S::kClosed},
    {S::kReopened,          T::kMerge,        S::kMerged},
    {S::kReopened,          T::kAbandon,      S::kAbandoned},
    {S::kReopened,          T::kErase,        S::kErased},
};

using P = Presence;
using E = PresenceEffect;

constexpr PresenceTransition kPresenceTransitions[] = {
    // from          to              effect
    {P::kAvailable,  P::kBusy,       E::kKeepsOffers},
    {P::kAvailable,  P::kOnBreak,    E::kReturnsOffers},
    {P::kAvailable,  P::kOffline,    E::kReturnsOffers},
    {P::kBusy,       P::kAvailable,  E::kTakesWork},
    {P::kBusy,       P::kOnBreak,    E::kReturnsOffers},
    {P::kBusy,       P::kOffline,    E::kReturnsOffers},
    {P::kOnBreak,    P::kAvailable,  E::kTakesWork},
    {P::kOnBreak,    P::kBusy,       E::kNothing},
    {P::kOnBreak,    P::kOffline,    E::kNothing},
    {P::kOffline,    P::kAvailable,  E::kTakesWork},
    {P::kOffline,    P::kBusy,       E::kNothing},
    {P::kOffline,    P::kOnBreak,    E::kNothing},
};

// clang-format on

// Look-up tables made from the rows, once, by the compiler.
struct NextTable {
  std::array<std::array<TicketState, kTriggerCount>, kTicketStateCount> to = {};
};

constexpr NextTable MakeNextTable() {
  NextTable table;
  for (const Transition& row : kTransitions) {
    table.to[static_cast<size_t>(row.from)][static_cast<size_t>(row.on)] = row.to;
  }
  return table;
}

constexpr NextTable kNext = MakeNextTable();

}  // namespace

absl::Span<const Transition> TicketTransitions() { return kTransitions; }

std::optional<TicketState> Next(TicketState from, Trigger on) {
  const TicketState to = kNext.to[static_cast<size_t>(from)][static_cast<size_t>(on)];
  if (to == TicketState::kUnspecified) return std::nullopt;
  return to;
}

absl::Span<const PresenceTransition> PresenceTransitions() { return kPresenceTransitions; }

std::optional<PresenceEffect> Next(Presence from, Presence to) {
  for (const PresenceTransition& row : kPresenceTransitions) {
    if (row.from == from && row.to == to) return row.effect;
  }
  return std::nullopt;
}

std::string_view StateName(TicketState state) {
  static constexpr std::array<std::string_view, kTicketStateCount> kNames = {
      "unspecified",      "new",     "queued",           "offered",    "assigned",
      "waiting_customer", "on_hold", "waiting_internal", "solved",     "closed",
      "reopened",         "merged",  "abandoned",        "not_served", "erased"};
  return kNames[static_cast<size_t>(state)];
}

sla::Status ClockStatus(TicketState state) {
  switch (state) {
    case TicketState::kWaitingCustomer:
      return sla::Status::kWaitingCustomer;
    case TicketState::kOnHold:
      return sla::Status::kOnHold;
    case TicketState::kWaitingInternal:
      return sla::Status::kWaitingInternal;
    case TicketState::kSolved:
      return sla::Status::kSolved;
    default:
      return sla::Status::kActive;
  }
}

std::string_view PresenceName(Presence presence) {
  static constexpr std::array<std::string_view, kPresenceCount> kNames = {
      "unspecified", "available", "busy", "on_break", "offline"};
  return kNames[static_cast<size_t>(presence)];
}

std::string_view ComplexityName(Complexity complexity) {
  static constexpr std::array<std::string_view, 4> kNames = {"", "simple", "standard", "complex"};
  return kNames[static_cast<size_t>(complexity)];
}

}  // namespace waypost::engine
