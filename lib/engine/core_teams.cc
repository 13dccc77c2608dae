// Teams: who leads them, and whose turn it is.
#include <string>

#include "lib/engine/core.h"
#include "lib/engine/ticket_facts.h"

namespace waypost::engine {
namespace {

const policy::NotifyTarget* IfAny(const policy::NotifyTarget& lead) {
  return lead.text == 0 ? nullptr : &lead;
}

// Of those of a team who are there, the first in the order of joining after an ordinal, else the
// first of all; kNobody: nobody is there. Cost: O(agents).
uint32_t NextOf(const AgentStore& agents, Symbol team, uint64_t after) {
  uint32_t first = kNobody;
  uint32_t next = kNobody;
  const auto earlier = [&](uint32_t place, uint32_t than) {
    return than == kNobody || agents[place].ordinal < agents[than].ordinal;
  };
  for (uint32_t place = 0; place < agents.limit(); ++place) {
    const Agent& agent = agents[place];
    if (agent.id == 0 || agent.profile.team != team || agent.is_away()) continue;
    if (earlier(place, first)) first = place;
    if (agent.ordinal > after && earlier(place, next)) next = place;
  }
  return next == kNobody ? first : next;
}

}  // namespace

const policy::NotifyTarget* Core::TicketFacts::Lead(policy::NotifyTarget::Person person,
                                                    uint8_t version) const {
  const PolicyVersion& of = core_.version(version);
  const policy::Tables& tables = of.tables();
  if (person == policy::NotifyTarget::Person::kQueueLead) {
    const uint16_t queue = of.FindQueue(ticket_.queue);
    return queue == policy::kNone ? nullptr : IfAny(tables.queues[queue].lead);
  }
  const uint32_t owner = core_.agents_.Find(ticket_.owner);
  if (ticket_.owner == 0 || owner == kNobody) return nullptr;
  const uint16_t team = of.FindTeam(core_.agents_[owner].profile.team);
  return team == policy::kNone ? nullptr : IfAny(tables.teams[team].lead);
}

bool Core::TicketFacts::HasAgentOf(policy::Name team, uint8_t version) const {
  return NextOf(core_.agents_, core_.version(version).Global(team), 0) != kNobody;
}

// Whoever is named comes last from now on.
std::string Core::TakeTurn(Symbol team) {
  uint64_t& last = team_cursors_[std::string(symbols_.Text(team))];
  const uint32_t place = NextOf(agents_, team, last);
  if (place == kNobody) return {};
  last = agents_[place].ordinal;
  return "agent:" + std::string(symbols_.Text(agents_[place].id));
}

}  // namespace waypost::engine
