// Whom queue "front" of kSimPolicy keeps free for tickets that need an account expert, by counting
// who is free.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kReleaseAfterMs = 4 * 60'000;
constexpr int kReservedLevel = 60;
constexpr int kKeptFree = 1;

bool HoldsReserved(const v1::Agent& agent) {
  return std::any_of(agent.skills().begin(), agent.skills().end(), [](const v1::Skill& skill) {
    return skill.name() == "account" && skill.level() >= kReservedLevel;
  });
}

}  // namespace

bool Auditor::IsFreeHolder(const Agent& agent) const {
  return HoldsReserved(agent.facts) && IsThere(agent) && agent.rests.empty() &&
         !agent.facts.only_pulls() && !IsHeldByCap(agent) && HasRoom(agent, "");
}

// What is released at this very instant is when its timer has told.
bool Auditor::MayUseReserve(const Ticket& ticket) const {
  if (ticket.queue != "front") return true;
  const int64_t due_ms = ticket.waits_since_ms + kReleaseAfterMs;
  if (due_ms < at_ms_ || (due_ms == at_ms_ && ticket.released_ms == at_ms_)) return true;
  if (ticket.route == "refund") return ticket.ladder.stage == 2;
  if (ticket.route != "account") return false;
  for (size_t stage = 0; stage < 2 && stage <= ticket.ladder.stage; ++stage) {
    if (ticket.ladder.skipped.count(stage) == 0) return true;  // asks for the skill
  }
  return false;
}

bool Auditor::IsKept(const Ticket& ticket, const Agent& agent) const {
  if (MayUseReserve(ticket) || !IsFreeHolder(agent)) return false;
  return std::count_if(agents_.begin(), agents_.end(),
                       [&](const auto& entry) { return IsFreeHolder(entry.second); }) <= kKeptFree;
}

void Auditor::SeeReleased(const v1::Event& event, Ticket& ticket) {
  const v1::ReserveReleased& told = event.reserve_released();
  const int64_t due_ms = ticket.waits_since_ms + kReleaseAfterMs;
  Check("released", told.queue() == "front" && told.skill() == "account",
        event.ticket_id() + ": another reserve is released");
  Check("released", by_timer_ && ticket.waits && ticket.queue == "front" && due_ms == at_ms_,
        event.ticket_id() + " may have reserved agents at the wrong time");
  ticket.released_ms = at_ms_;
  WaitAnew(ticket);
}

}  // namespace waypost::sim
