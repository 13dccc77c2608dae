// Teams: who leads them, and whose turn it is.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"
#include "lib/engine/team_turns.h"
#include "lib/engine/ticket_facts.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {
namespace {

const policy::NotifyTarget* IfAny(const policy::NotifyTarget& lead) {
  return lead.text == 0 ? nullptr : &lead;
}

}  // namespace

uint32_t Core::TeamTurns::Next(const Core& core, const Ticket& ticket, Symbol team,
                               uint64_t after) {
  const AgentStore& agents = core.agents_;
  uint32_t first = kNobody;
  uint32_t next = kNobody;
  const auto earlier = [&](uint32_t place, uint32_t than) {
    return than == kNobody || agents[place].ordinal < agents[than].ordinal;
  };
  for (uint32_t place = 0; place < agents.limit(); ++place) {
    const Agent& agent = agents[place];
    if (agent.id == 0 || agent.profile.team != team || agent.is_away()) continue;
    if (core.IsExcluded(ticket, agent.id)) continue;
    if (earlier(place, first)) first = place;
    if (agent.ordinal > after && earlier(place, next)) next = place;
  }
  return next == kNobody ? first : next;
}

uint64_t Core::TeamTurns::Last(const Core& core, Symbol team) {
  const auto last = core.team_cursors_.find(std::string(core.symbols_.Text(team)));
  return last == core.team_cursors_.end() ? 0 : last->second;
}

std::string Core::TeamTurns::Take(Core& core, const escalate::Effect& effect) {
  const uint32_t place = core.agents_.Find(effect.person);
  if (effect.person == 0 || place == kNobody) return {};
  const Symbol team = core.version(effect.version).Global(effect.next_of);
  core.team_cursors_[std::string(core.symbols_.Text(team))] = core.agents_[place].ordinal;
  return absl::StrCat(ToAbsl(kAgentPrefix), ToAbsl(core.symbols_.Text(effect.person)));
}

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
  return TeamTurns::Next(core_, ticket_, core_.version(version).Global(team), 0) != kNobody;
}

uint32_t Core::TicketFacts::TakeTurn(policy::Name team, uint8_t version) {
  const Symbol name = core_.version(version).Global(team);
  auto turn = std::find_if(turns_.begin(), turns_.end(),
                           [name](const auto& each) { return each.first == name; });
  if (turn == turns_.end()) turn = turns_.insert(turn, {name, TeamTurns::Last(core_, name)});
  const uint32_t place = TeamTurns::Next(core_, ticket_, name, turn->second);
  if (place == kNobody) return 0;
  turn->second = core_.agents_[place].ordinal;
  return core_.agents_[place].id;
}

uint32_t Core::TicketFacts::PersonOf(policy::Name told, uint8_t version) const {
  const std::string_view name = core_.version(version).tables().names[told];
  if (name.substr(0, kAgentPrefix.size()) == kAgentPrefix) {
    return core_.symbols_.Find(name.substr(kAgentPrefix.size()));
  }
  if (name == "owner") return ticket_.owner;
  const bool has_handler = name == "handler" && Has(policy::NotifyTarget::Person::kHandler);
  return has_handler ? core_.agents_[ticket_.handler].id : 0;
}

bool Core::TicketFacts::IsExcluded(policy::Name told, uint8_t version) const {
  if (core_.entries_.excluded == 0) return false;
  const Symbol person = PersonOf(told, version);
  return person != 0 && core_.IsExcluded(ticket_, person);
}

}  // namespace waypost::engine
