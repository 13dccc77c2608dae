// What holds a ticket and an agent apart besides skills: rests, exclusions, modalities; and pulls.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
void Auditor::NoteFixed(const v1::OpenTicket& open, Ticket& ticket) {
  ticket.outbound = open.outbound();
  ticket.modalities.insert(open.modalities().begin(), open.modalities().end());
  ticket.excluded.insert(open.excluded_agents().begin(), open.excluded_agents().end());
  for (const v1::NamedFact& fact : open.facts()) {
    if (fact.name() == "amount") ticket.amount = fact.value().number();
  }
}

bool Auditor::MayEver(const Ticket& ticket, const Agent& agent) const {
  if (ticket.excluded.count(agent.facts.id()) != 0) return false;
  const auto& offered = agent.facts.modalities();
  return std::all_of(ticket.modalities.begin(), ticket.modalities.end(),
                     [&](const std::string& modality) {
                       return std::find(offered.begin(), offered.end(), modality) != offered.end();
                     });
}

void Auditor::ExpectRest(const std::string& agent_id, v1::AgentRests::Why why, int64_t length_ms) {
  const auto& rests = agents_[agent_id].rests;
  const auto found = rests.find(why);
  if (found != rests.end() && found->second >= at_ms_ + length_ms) return;
  expected_rests_.push_back({agent_id, why, at_ms_ + length_ms});
}

// Somebody has worked on the ticket and is done with it.
void Auditor::ExpectWrapUp(const Ticket& ticket) {
  const auto agent = agents_.find(ticket.handler);
  if (agent == agents_.end() || ticket.state != v1::ASSIGNED) return;
  const v1::ChannelCapacity* limit = LimitOf(agent->second.facts, ticket.taken_as);
  if (limit == nullptr || limit->wrap_up_ms() == 0) return;
  ExpectRest(agent->first, v1::AgentRests::WRAP_UP, limit->wrap_up_ms());
}

void Auditor::SeeRest(const v1::Event& event) {
  if (event.has_agent_rests()) {
    const v1::AgentRests& rests = event.agent_rests();
    agents_[rests.agent_id()].rests[rests.why()] = rests.until_ms();
    CheckPace(rests);
    // A window of pace counts in its last millisecond too.
    const int64_t shortest_ms = rests.why() == v1::AgentRests::PACE ? 0 : 1;
    Check("rest", rests.until_ms() >= at_ms_ + shortest_ms,
          rests.agent_id() + " rests until the past");
    return;
  }
  const v1::AgentRested& rested = event.agent_rested();
  if (by_timer_) SeeTimerOfAgent();
  auto& rests = agents_[rested.agent_id()].rests;
  const auto found = rests.find(rested.why());
  if (found == rests.end()) return Fail(rested.agent_id() + " ends a rest that it did not have");
  Check("rested", rested.early() || found->second == at_ms_,
        rested.agent_id() + " rests until another instant");
  const bool may_end_early =
      rested.why() == v1::AgentRests::WRAP_UP || rested.why() == v1::AgentRests::OCCUPANCY;
  Check("rested", !rested.early() || may_end_early, "an early end");
  if (rested.why() == v1::AgentRests::PACE) agents_[rested.agent_id()].window_end_ms = kNeverMs;
  rests.erase(found);
}

// Within one millisecond the timers of all tickets come before those of agents.
void Auditor::SeeTimerOfAgent() {
  ForgetRefusals(at_ms_ + 1);
  freed_by_ = UINT64_MAX;
}

void Auditor::SeeReturned(const std::string& id, const v1::TicketReturned& returned,
                          Ticket& ticket) {
  Check("returned", ticket.handler == returned.agent_id() && ticket.state != v1::OFFERED,
        id + " returns from somebody else");
  if (returned.why() == v1::TicketReturned::SILENT) {
    CheckSilence(id, ticket);
  } else {
    Check("returned", ticket.excluded.count(returned.agent_id()) != 0,
          id + " returns without a complaint");
  }
  LetGo(id, ticket);
  HearOfWork(ticket);
  if (ticket.state != v1::ASSIGNED) return;
  NoteStatus(ticket, v1::QUEUED);
  Reroute(ticket);
}

void Auditor::SeeExcluded(const std::string& agent_id, Ticket& ticket) {
  ticket.excluded.insert(agent_id);
  Disown(agent_id, ticket);
}

void Auditor::Disown(const std::string& agent_id, Ticket& ticket) {
  if (ticket.owner != agent_id) return;
  const std::set<std::string> before = SitesOf(ticket);
  ticket.owner.clear();
  if (SitesOf(ticket) != before) WaitAnew(ticket);
}

// The next of those that wait, though the agent may be busy or rest.
void Auditor::CheckPull(const std::string& id, const std::string& agent_id, const Ticket& ticket) {
  const Agent& agent = agents_[agent_id];
  const bool there =
      (agent.presence == v1::AVAILABLE || agent.presence == v1::BUSY) && agent.on_shift;
  Check("pull", there && ticket.waits && HasRoom(agent, ticket.channel) && !IsHeldByShare(agent),
        agent_id + " pulls " + id);
  if (pull_.ticket_id().empty()) {
    const std::string best = BestTicketFor(agent, Collected::kToo);
    Check("pull", best == id, agent_id + " pulls " + id + " instead of " + best);
  } else {
    Check("pick", agent.facts.may_pick() && pull_.ticket_id() == id, agent_id + " picks " + id);
  }
}

void Auditor::CheckRests() {
  for (const ExpectedRest& expected : expected_rests_) {
    const auto agent = agents_.find(expected.agent_id);
    if (agent == agents_.end()) continue;
    const auto found = agent->second.rests.find(expected.why);
    const bool over = expected.until_ms < at_ms_;  // within the time that has passed in this step
    Check("expected rest",
          over || (found != agent->second.rests.end() && found->second >= expected.until_ms),
          expected.agent_id + " should rest");
  }
  expected_rests_.clear();
  for (const auto& [id, agent] : agents_) {
    for (const auto& [why, until_ms] : agent.rests) {
      Check("rest overdue", until_ms >= at_ms_, id + " should not rest any more");
    }
  }
}

}  // namespace waypost::sim
