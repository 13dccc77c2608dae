// Who knows a ticket that comes back, and is asked before the stages begin.
#include <algorithm>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kHandlingMs = 20 * kMinuteMs;  // of queue "care"

// How long those who know it are asked; 0: not at all.
int64_t OwnerFirst(const std::string& route) {
  if (route == "account") return 3 * kMinuteMs;
  if (route == "bug") return 4 * kMinuteMs;
  return 0;
}

bool IsQueue(const std::string& name) {
  return name == "front" || name == "expert" || name == "bulk" || name == "care";
}

// Minute by minute.
bool StaysUntil(const std::string& shift, int64_t from_ms, int64_t to_ms) {
  if (shift.empty()) return true;
  for (int64_t at_ms = from_ms; at_ms < to_ms; at_ms = (at_ms / kMinuteMs + 1) * kMinuteMs) {
    if (!IsOpen(shift, at_ms)) return false;
  }
  return true;
}

}  // namespace

// The owner, or that of the ticket it follows, if it could be given the ticket at once. One who
// leaves before the work is done is passed over by all that follows.
std::string Auditor::OwnerToAsk(Ticket& ticket, const std::string& queue) const {
  const std::string& id = ticket.owner.empty() ? ticket.previous_owner : ticket.owner;
  const auto found = agents_.find(id);
  if (found == agents_.end() || IsHeld(ticket.channel) || closed_.count(queue) != 0) return "";
  const Agent& agent = found->second;
  if (ticket.avoided.count(agent.joined) != 0 || !MayEver(ticket, agent)) return "";
  if (!IsThere(agent) || !agent.rests.empty() || !HasRoom(agent, ticket.channel)) return "";
  if (IsHeldByCap(agent) || IsHeldByShare(agent)) return "";
  const int64_t handling_ms = queue == "care" ? kHandlingMs : 0;
  if (StaysUntil(ShiftOf(agent.facts), at_ms_, at_ms_ + handling_ms)) return id;
  ticket.avoided.insert(agent.joined);
  return "";
}

// True if somebody is asked before the stages begin: the owner, or those of its queue.
bool Auditor::AsksOwnerFirst(Ticket& ticket) {
  const int64_t budget_ms = OwnerFirst(ticket.route);
  const bool comes_back =
      !ticket.owner.empty() || !ticket.previous_owner.empty() || !ticket.previous_queue.empty();
  if (budget_ms == 0 || !comes_back) return false;
  if (ticket.owner.empty() && ticket.queue.empty() && IsQueue(ticket.previous_queue)) {
    ticket.queue = ticket.previous_queue;
  }
  const std::string queue = ticket.queue.empty() ? FirstQueueOf(ticket.route) : ticket.queue;
  const std::string owner = OwnerToAsk(ticket, queue);
  if (owner.empty() && ticket.queue.empty()) return false;
  ticket.queue = queue;
  ticket.owner_until_ms = at_ms_ + budget_ms;
  ticket.asks_owner = owner;
  if (!owner.empty() || AnybodyCouldTake(ticket)) return true;
  ticket.owner_until_ms = kNeverMs;
  return false;
}

bool Auditor::IsOwnerFirst(const Ticket& ticket) { return ticket.owner_until_ms != kNeverMs; }

// The stages begin. Nothing is announced if it is because nobody is left who knows it.
void Auditor::EndOwnerFirst(Ticket& ticket, bool announced) {
  ticket.owner_until_ms = kNeverMs;
  ticket.asks_owner.clear();
  ticket.ladder = Ladder();
  ticket.ladder.since_ms = ticket.waits_since_ms;
  Climb(ticket, announced);
}

}  // namespace waypost::sim
