// Whether agents are there, how fast they are given tickets, and when nothing is heard of them.
#include <algorithm>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kSilentMs = 180 * kMinuteMs;
constexpr int64_t kBotSilentMs = 20 * kMinuteMs;

// `work` of kSimPolicy.
struct Pace {
  int tickets;
  int64_t within_ms;
};
constexpr Pace kPace = {6, 30 * kMinuteMs};
constexpr Pace kNewcomers = {2, 10 * kMinuteMs};
constexpr int64_t kNewForMs = 40 * kMinuteMs;

}  // namespace

bool Auditor::IsThere(const Agent& agent) {
  return agent.presence == v1::AVAILABLE && agent.on_shift;
}

bool Auditor::IsAway(const Agent& agent) {
  return agent.presence == v1::OFFLINE || !agent.on_shift;
}

void Auditor::ChangePresence(Agent& agent, v1::Presence presence, bool on_shift) {
  const bool was_away = IsAway(agent);
  agent.presence = presence;
  agent.on_shift = on_shift;
  if (was_away && !IsAway(agent)) agent.since_ms = at_ms_;
}

void Auditor::SeeShift(const v1::ShiftChanged& changed) {
  if (by_timer_) SeeTimerOfAgent();
  Agent& agent = agents_[changed.agent_id()];
  const std::string shift = ShiftOf(agent.facts);
  const bool open = shift.empty() || IsOpen(shift, at_ms_);
  Check("shift", changed.on_shift() == open && agent.on_shift != open,
        changed.agent_id() + " does not come or go now");
  if (by_timer_) {
    const bool turns = mode_turned_ms_ == at_ms_ || IsOpen(shift, at_ms_ - 1) != open;
    Check("shift", !shift.empty() && turns,
          changed.agent_id() + " comes or goes at another instant");
  }
  ChangePresence(agent, agent.presence, changed.on_shift());
}

// What is due at the very instant of a command may still be to come.
void Auditor::CheckShifts() {
  for (const auto& [id, agent] : agents_) {
    if (mode_turned_ms_ == at_ms_) break;  // a timer of this instant looks at it
    const std::string shift = ShiftOf(agent.facts);
    const bool as_before = shift.empty() || IsOpen(shift, at_ms_ - 1);
    const bool as_now = shift.empty() || IsOpen(shift, at_ms_);
    Check("on shift", agent.on_shift == as_before || agent.on_shift == as_now,
          id + " should have come or gone");
  }
}

// --- pace

// A ticket is given to an agent, accepted or not.
void Auditor::NoteGiven(const std::string& agent_id) {
  Agent& agent = agents_[agent_id];
  agent.given_ms.push_back(at_ms_);
  const Pace& pace = at_ms_ <= agent.since_ms + kNewForMs ? kNewcomers : kPace;
  if (agent.window_end_ms == kNeverMs || agent.window_end_ms < at_ms_) {
    agent.window_end_ms = at_ms_ + pace.within_ms;
    agent.given = 0;
  }
  if (++agent.given < pace.tickets) return;
  ExpectRest(agent_id, v1::AgentRests::PACE, agent.window_end_ms - at_ms_);
}

void Auditor::CheckPace(const v1::AgentRests& rests) {
  if (rests.why() != v1::AgentRests::PACE) return;
  const bool expected =
      std::any_of(expected_rests_.begin(), expected_rests_.end(), [&](const ExpectedRest& rest) {
        return rest.agent_id == rests.agent_id() && rest.why == v1::AgentRests::PACE &&
               rest.until_ms == rests.until_ms();
      });
  Check("pace", expected, rests.agent_id() + " may be given more");
}

// --- silence

// Somebody works on the ticket, or nobody does any more: the silence begins anew, or is none.
void Auditor::HearOfWork(Ticket& ticket) {
  const auto agent = agents_.find(ticket.handler);
  ticket.silent_ms = kNeverMs;
  if (ticket.state != v1::ASSIGNED || agent == agents_.end()) return;
  const bool bot = agent->second.facts.kind() == v1::Agent::BOT;
  ticket.silent_ms = at_ms_ + (bot ? kBotSilentMs : kSilentMs);
}

void Auditor::CheckSilence(const std::string& id, Ticket& ticket) {
  Check("silent", by_timer_ && ticket.silent_ms == at_ms_, id + " has been heard of");
  const auto agent = agents_.find(ticket.handler);
  if (agent != agents_.end()) ticket.avoided.insert(agent->second.joined);
  freed_by_ = ticket.opened_as;
}

}  // namespace waypost::sim
