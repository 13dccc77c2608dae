// How much of their time agents have worked, by adding up every stretch of it.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {

int64_t Auditor::MostWorkMs() const {
  return limits_.occupancy_within_ms * limits_.occupancy_percent / 100;
}

bool Auditor::Works(const Agent& agent) const {
  const bool there = agent.presence == v1::AVAILABLE || agent.presence == v1::BUSY;
  if (!there || !agent.on_shift) return false;
  if (agent.rests.count(v1::AgentRests::WRAP_UP) != 0) return true;
  return std::any_of(agent.tickets.begin(), agent.tickets.end(), [&](const std::string& id) {
    const v1::TicketState state = tickets_.at(id).state;
    return state == v1::OFFERED || state == v1::ASSIGNED;
  });
}

// In the window that ends at an instant, as if everybody went on as now.
int64_t Auditor::WorkedMs(const Agent& agent, int64_t at_ms) const {
  const int64_t from_ms = at_ms - limits_.occupancy_within_ms;
  int64_t sum_ms = agent.works ? at_ms - std::max(agent.works_since_ms, from_ms) : 0;
  for (const auto& [begin_ms, end_ms] : agent.worked) {
    sum_ms += std::max<int64_t>(0, std::min(end_ms, at_ms) - std::max(begin_ms, from_ms));
  }
  return sum_ms;
}

// After each event: whoever has begun to work, or stopped.
void Auditor::NoteWork() {
  if (limits_.occupancy_percent == 0) return;
  for (auto& [id, agent] : agents_) {
    const bool works = Works(agent);
    if (works == agent.works) continue;
    if (agent.works) agent.worked.emplace_back(agent.works_since_ms, at_ms_);
    agent.works = works;
    agent.works_since_ms = at_ms_;
    const int64_t forgotten_ms = at_ms_ - 2 * limits_.occupancy_within_ms;
    auto& worked = agent.worked;
    worked.erase(std::remove_if(worked.begin(), worked.end(),
                                [&](const auto& stretch) { return stretch.second < forgotten_ms; }),
                 worked.end());
  }
}

// The cap counts from the timer of its instant on, unless the agent began or stopped to work in it:
// timers of agents come after commands and after timers of tickets.
bool Auditor::IsBeyondCap(const Agent& agent) const {
  if (limits_.occupancy_percent == 0) return false;
  const bool told = agent.works_since_ms == at_ms_ || (by_timer_ && freed_by_ == UINT64_MAX);
  return WorkedMs(agent, told ? at_ms_ : at_ms_ - 1) > MostWorkMs();
}

// By a hard cap. Whoever does not work is told to rest, and that it is over.
bool Auditor::IsHeldByCap(const Agent& agent) const {
  const bool held = limits_.occupancy_hard && agent.works && IsBeyondCap(agent);
  if (held) ++checks_["held by the cap"];
  return held;
}

// By a soft cap.
bool Auditor::ComesLast(const Agent& agent) const {
  const bool last = !limits_.occupancy_hard && IsBeyondCap(agent);
  if (last) ++checks_["last by the cap"];
  return last;
}

// The first instant at which somebody who stopped to work is not beyond the cap, by halving.
int64_t Auditor::WithinCapAt(const Agent& agent) const {
  int64_t beyond_ms = agent.works_since_ms;
  int64_t within_ms = beyond_ms + limits_.occupancy_within_ms + 1;
  while (within_ms - beyond_ms > 1) {
    const int64_t middle_ms = beyond_ms + (within_ms - beyond_ms) / 2;
    (WorkedMs(agent, middle_ms) > MostWorkMs() ? beyond_ms : within_ms) = middle_ms;
  }
  return within_ms;
}

// At the end of an instant: those who do not work rest if they have worked for too long.
void Auditor::CheckOccupancy() {
  for (const auto& [id, agent] : agents_) {
    const auto rest = agent.rests.find(v1::AgentRests::OCCUPANCY);
    const bool rests = rest != agent.rests.end();
    if (limits_.occupancy_percent == 0 || !limits_.occupancy_hard || agent.works) {
      Check("occupancy", !rests, id + " rests by no cap");
      continue;
    }
    const bool beyond = WorkedMs(agent, agent.works_since_ms) > MostWorkMs();
    const int64_t until_ms = beyond ? WithinCapAt(agent) : at_ms_ - 1;
    if (until_ms != at_ms_) {
      Check("occupancy", rests == (until_ms > at_ms_), id + " has worked for another time");
    }
    if (!rests) continue;
    Check("rest by the cap", rest->second == until_ms, id + " rests until another instant");
  }
}

}  // namespace waypost::sim
