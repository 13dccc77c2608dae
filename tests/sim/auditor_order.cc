// Which of two waiting tickets comes first, by their clocks and waiting times.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kAgeCapMs = 25 * 60'000;

// How many minutes a minute of waiting in queue "care" counts for.
int64_t WeightOf(const std::string& priority) {
  return priority == "P0" ? 8 : priority == "P1" ? 3 : 1;
}

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

// `order` of kSimPolicy, and of its modes.
v1::Queue::Order Auditor::OrderOf(const std::string& queue) const {
  if (queue == "front") return v1::Queue::LIVE_DEADLINE_FIRST;
  if (queue == "care") return v1::Queue::WEIGHTED_WAIT;
  if (queue == "expert") {
    return modes_.count("rush") != 0 ? v1::Queue::FIRST_COME : v1::Queue::EARLIEST_DEADLINE;
  }
  return modes_.count("extended") != 0 ? v1::Queue::FIRST_COME : v1::Queue::PRIORITY;
}

Auditor::OrderRank Auditor::RankOf(const Ticket& ticket) const {
  const int64_t arrival_ms = ticket.waits_since_ms - CreditOf(ticket);
  OrderRank rank = {"P0", 0, arrival_ms, ticket.waits_since_ms, ticket.opened_as};
  const v1::Queue::Order order = OrderOf(ticket.queue);
  if (order == v1::Queue::FIRST_COME) return rank;
  if (order == v1::Queue::PRIORITY) {
    std::get<0>(rank) = ticket.priority;
    return rank;
  }
  if (order == v1::Queue::WEIGHTED_WAIT) {
    std::get<2>(rank) = at_ms_ - (at_ms_ - arrival_ms) * WeightOf(ticket.priority);
    return rank;
  }
  std::get<3>(rank) = arrival_ms;
  int64_t live_ms = kNeverMs;
  bool missed = false;
  for (const auto& [measure, clock] : ticket.clocks) {
    if (ticket.tasks.count(measure) != 0) continue;
    if (!clock.live || clock.hours.PausedBy(ticket.state)) continue;
    const int64_t due_ms = clock.hours.InstantOf(ticket.history, clock.within_ms);
    missed |= clock.breached;
    if (!clock.breached) live_ms = std::min(live_ms, due_ms);
  }
  if (order == v1::Queue::EARLIEST_DEADLINE) {
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
