#include "tests/property/route/naive_desk.h"

#include <algorithm>
#include <tuple>

namespace waypost::route {
namespace {

using expression::RequirementNode;
using expression::RequirementOp;

int LevelOf(const std::vector<Level>& levels, uint32_t symbol) {
  int highest = 0;
  for (const Level& level : levels) {
    if (level.symbol == symbol) highest = std::max<int>(highest, level.level);
  }
  return highest;
}

bool LeafHolds(const RequirementNode& node, const AgentProfile& agent, uint32_t language) {
  switch (node.op) {
    case RequirementOp::kSkillAtLeast:
      return LevelOf(agent.skills, node.symbol) >= node.level;
    case RequirementOp::kSpeaksAtLeast:
      return LevelOf(agent.languages, node.symbol) >= node.level;
    case RequirementOp::kSpeaksTicketLanguageAtLeast:
      return language == kAnyLanguage || LevelOf(agent.languages, language) >= node.level;
    case RequirementOp::kTeamIs:
      return agent.team == node.symbol;
    case RequirementOp::kKindIs:
      return static_cast<uint32_t>(agent.kind) == node.symbol;
    case RequirementOp::kHasRole:
      return std::count(agent.roles.begin(), agent.roles.end(), node.symbol) > 0;
    case RequirementOp::kHasAttribute:
      return std::count(agent.attributes.begin(), agent.attributes.end(), node.symbol) > 0;
    case RequirementOp::kAnd:
    case RequirementOp::kOr:
      break;
  }
  return false;
}

bool Holds(const expression::Requirement& requirement, const AgentProfile& agent,
           uint32_t language) {
  std::vector<bool> values;
  for (const RequirementNode& node : requirement.nodes) {
    if (node.op != RequirementOp::kAnd && node.op != RequirementOp::kOr) {
      values.push_back(LeafHolds(node, agent, language));
      continue;
    }
    const auto operands = values.end() - node.operand_count;
    const auto holding = std::count(operands, values.end(), true);
    const bool value = node.op == RequirementOp::kAnd ? holding == node.operand_count : holding > 0;
    values.erase(operands, values.end());
    values.push_back(value);
  }
  return values.empty() || values.back();
}

bool Takes(const AgentProfile& agent, uint32_t queue) {
  return agent.queues.empty() ||
         std::find(agent.queues.begin(), agent.queues.end(), queue) != agent.queues.end();
}

bool Names(const DeskTicket& ticket, uint32_t queue) {
  return std::any_of(ticket.stages.begin(), ticket.stages.end(),
                     [queue](const DeskStage& stage) { return stage.queue == queue; });
}

// Whose wait counts several times stands as if it had come so much earlier; nobody before 1970.
auto Rank(WaitingKey key) {
  if (key.weight > 1) {
    key.rank_ms = std::max<int64_t>(0, kAskedMs - key.weight * (kAskedMs - key.rank_ms));
  }
  return std::make_tuple(key.band, key.priority, key.lane, key.rank_ms, key.since_ms, key.ordinal);
}

}  // namespace

bool NaiveDesk::Eligible(const DeskTicket& ticket, const DeskAgent& agent) const {
  return std::any_of(ticket.stages.begin(), ticket.stages.end(), [&](const DeskStage& stage) {
    return Takes(agent.profile, stage.queue) &&
           Holds(stage.requirement, agent.profile,
                 stage.language == 0 ? ticket.language : stage.language);
  });
}

bool NaiveDesk::AnyEligible(const DeskTicket& ticket) const {
  return std::any_of(agents.begin(), agents.end(), [&](const auto& entry) {
    return ticket.avoided.count(entry.first) == 0 && Eligible(ticket, entry.second);
  });
}

std::optional<uint64_t> NaiveDesk::BestAgentFor(const DeskTicket& ticket) const {
  std::optional<std::tuple<int64_t, int64_t, uint64_t>> best;
  for (const auto& [ordinal, agent] : agents) {
    if (!agent.available || ticket.avoided.count(ordinal) > 0 || !Eligible(ticket, agent)) continue;
    int64_t score = 0;
    for (const DeskPreference& preference : ticket.preferences) {
      const bool holds = Holds(preference.requirement, agent.profile, ticket.language);
      if (holds) score += preference.weight;
    }
    const auto rank = std::make_tuple(-score, agent.idle_since_ms, ordinal);
    best = std::min(best.value_or(rank), rank);
  }
  return best.has_value() ? std::optional<uint64_t>(std::get<2>(*best)) : std::nullopt;
}

std::optional<uint64_t> NaiveDesk::BestTicketFor(uint64_t agent) const {
  std::optional<WaitingKey> best;
  for (const auto& [ordinal, ticket] : tickets) {
    if (!ticket.waiting || ticket.avoided.count(agent) > 0) continue;
    if (!Eligible(ticket, agents.at(agent))) continue;
    if (!best.has_value() || Rank(ticket.key) < Rank(*best)) best = ticket.key;
  }
  return best.has_value() ? std::optional<uint64_t>(best->ordinal) : std::nullopt;
}

uint32_t NaiveDesk::WaitingCount(uint32_t queue) const {
  uint32_t count = 0;
  for (const auto& [ordinal, ticket] : tickets) count += ticket.waiting && Names(ticket, queue);
  return count;
}

std::optional<int64_t> NaiveDesk::OldestSince(uint32_t queue) const {
  std::optional<int64_t> oldest;
  for (const auto& [ordinal, ticket] : tickets) {
    if (!ticket.waiting || !Names(ticket, queue)) continue;
    oldest = std::min(oldest.value_or(ticket.key.since_ms), ticket.key.since_ms);
  }
  return oldest;
}

uint32_t NaiveDesk::AvailableAgents(uint32_t queue) const {
  uint32_t count = 0;
  for (const auto& [ordinal, agent] : agents)
    count += agent.available && Takes(agent.profile, queue);
  return count;
}

}  // namespace waypost::route
