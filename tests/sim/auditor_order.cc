// Which of two waiting tickets comes first, by their clocks and waiting times.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kAgeCapMs = 25 * 60'000;

}  // namespace

// Whether a ticket has waited for the age cap. One that comes to wait is looked at as it comes; for
// one that waits it is a timer, and timers of one instant fire in the order of opening.
bool Auditor::IsTooOld(const Ticket& ticket, bool comes) const {
  if (ticket.queue != "front") return false;
  const int64_t due_ms = ticket.waits_since_ms + kAgeCapMs;
  if (comes || due_ms != at_ms_) return due_ms <= at_ms_;
  return ticket.too_old || (by_timer_ && freed_by_ > ticket.opened_as);
}

// Of the clocks that run, missed or not. Whoever takes the ticket does not take what another
// department has to do for it.
int64_t Auditor::NextDeadline(const Ticket& ticket) const {
  int64_t earliest_ms = kNeverMs;
  for (const auto& [measure, clock] : ticket.clocks) {
    if (ticket.tasks.count(measure) != 0) continue;
    if (!clock.live || clock.hours.PausedBy(ticket.state)) continue;
    earliest_ms = std::min(earliest_ms, clock.hours.InstantOf(ticket.history, clock.within_ms));
  }
  return earliest_ms;
}

Auditor::OrderRank Auditor::RankOf(const Ticket& ticket) const {
  const int64_t arrival_ms = ticket.waits_since_ms - CreditOf(ticket);
  OrderRank rank = {"P0", 0, arrival_ms, ticket.waits_since_ms, ticket.opened_as};
  if (ticket.queue == "bulk") {
    std::get<0>(rank) = ticket.priority;
    return rank;
  }
  int64_t live_ms = kNeverMs;
  bool missed = false;
  for (const auto& [measure, clock] : ticket.clocks) {
    if (ticket.tasks.count(measure) != 0) continue;
    if (!clock.live || clock.hours.PausedBy(ticket.state)) continue;
    const int64_t due_ms = clock.hours.InstantOf(ticket.history, clock.within_ms);
    missed |= clock.breached;
    if (!clock.breached) live_ms = std::min(live_ms, due_ms);
  }
  if (ticket.queue == "expert") {
    std::get<2>(rank) = NextDeadline(ticket);
  } else if (IsTooOld(ticket, false)) {
    std::get<1>(rank) = 0;
  } else if (missed && live_ms == kNeverMs) {
    std::get<1>(rank) = 2;
  } else {
    std::get<1>(rank) = 1;
    std::get<2>(rank) = live_ms;
  }
  return rank;
}

}  // namespace waypost::sim
