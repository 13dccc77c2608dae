#include "benchmarks/route/desks.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::Requirement;

constexpr uint32_t kSkills = 24;
constexpr uint32_t kLanguages = 10;
constexpr uint32_t kQueue = 1;

uint8_t SomeLevel(PhiloxStream& draw) { return static_cast<uint8_t>(20 + 20 * draw.Below(4)); }

std::vector<Level> SomeLevels(PhiloxStream& draw, uint32_t symbols, uint64_t count) {
  std::vector<Level> levels;
  for (; count > 0; --count) {
    levels.push_back({static_cast<uint32_t>(draw.Below(symbols)), SomeLevel(draw)});
  }
  return levels;
}

Requirement SomeRequirement(PhiloxStream& draw) {
  const Requirement skill = Skill(static_cast<uint32_t>(draw.Below(kSkills)), SomeLevel(draw));
  if (draw.Below(3) == 0) return skill;
  if (draw.Below(2) == 0) {
    return Any({skill, Skill(static_cast<uint32_t>(draw.Below(kSkills)), SomeLevel(draw))});
  }
  return All({skill, Speaks(static_cast<uint32_t>(draw.Below(kLanguages)), 40)});
}

auto Rank(const WaitingKey& key) {
  return std::make_tuple(key.band, key.priority, key.lane, key.rank_ms, key.since_ms, key.ordinal);
}

}  // namespace

Desk::Desk(const DeskSize& size) : agents(size.agents) {
  AddAgents(size);
  AddClasses(size.requirement_classes);
  for (Ticket ticket = 0; ticket < size.waiting; ++ticket) {
    tickets.push_back(Draw());
    Enqueue(ticket, tickets.back(), {});
  }
  uint64_t eligible = 0;
  for (const Asked& need : asked) {
    for (AgentId agent = 0; agent < agents; ++agent) {
      eligible += dispatcher.Eligible(need.id, agent);
    }
  }
  eligible_share = static_cast<double>(eligible) / static_cast<double>(agents * asked.size());
}

void Desk::AddAgents(const DeskSize& size) {
  std::vector<AgentProfile> profiles(size.agent_classes);
  for (uint32_t i = 0; i < profiles.size(); ++i) {
    profiles[i].team = i;  // makes the classes distinct
    profiles[i].skills = SomeLevels(draw_, kSkills, 4 + draw_.Below(5));
    profiles[i].languages = SomeLevels(draw_, kLanguages, 1 + draw_.Below(3));
  }
  for (AgentId agent = 0; agent < agents; ++agent) {
    AgentProfile& profile = profiles[agent % profiles.size()];
    profile.ordinal = agent;
    dispatcher.SetAgent(agent, profile);
    dispatcher.SetAvailability(agent, agent % 2 == 0, static_cast<int64_t>(draw_.Below(1'000'000)));
  }
}

void Desk::AddClasses(uint32_t count) {
  std::set<ClassId> seen;
  asked.reserve(count);
  while (asked.size() < count) {
    Asked need;
    for (uint64_t n = 1 + draw_.Below(2); n > 0; --n) {
      need.requirements.push_back(SomeRequirement(draw_));
    }
    for (const Requirement& requirement : need.requirements) {
      need.stages.push_back({kQueue, &requirement});
    }
    need.id = dispatcher.AcquireClass(need.stages, 0);
    // A class that nobody may serve would wait for ever, and in the end nothing else would.
    if (!dispatcher.AnyEligible(need.id, {})) {
      dispatcher.ReleaseClass(need.id);
    } else if (seen.insert(need.id).second) {
      asked.push_back(std::move(need));
    }
  }
}

Desk::Arrival Desk::Draw() {
  Arrival arrival;
  arrival.asked = static_cast<uint32_t>(draw_.Below(asked.size()));
  arrival.key.priority = static_cast<uint8_t>(draw_.Below(4));
  arrival.key.since_ms = ++now_ms;
  arrival.key.ordinal = static_cast<uint64_t>(now_ms);
  return arrival;
}

void Desk::Enqueue(Ticket ticket, const Arrival& arrival, absl::Span<const AgentId> avoided) {
  dispatcher.Enqueue(ticket, asked[arrival.asked].id, arrival.key, avoided);
}

Walker::Walker(const Desk& desk)
    : agents_(desk.agents), tickets_(desk.tickets), eligible_(desk.asked.size() * desk.agents) {
  for (size_t need = 0; need < desk.asked.size(); ++need) {
    for (AgentId agent = 0; agent < desk.agents; ++agent) {
      eligible_[need * desk.agents + agent] = desk.dispatcher.Eligible(desk.asked[need].id, agent);
    }
  }
}

std::optional<AgentId> Walker::BestAgentFor(uint32_t asked) const {
  std::optional<AgentId> best;
  for (AgentId agent = 0; agent < agents_.size(); ++agent) {
    if (!agents_[agent].available || !Eligible(asked, agent)) continue;
    if (!best.has_value() || agents_[agent].since_ms < agents_[*best].since_ms) best = agent;
  }
  return best;
}

std::optional<Ticket> Walker::BestTicketFor(AgentId agent) const {
  std::optional<Ticket> best;
  for (Ticket ticket = 0; ticket < tickets_.size(); ++ticket) {
    if (!Eligible(tickets_[ticket].asked, agent)) continue;
    if (!best.has_value() || Rank(tickets_[ticket].key) < Rank(tickets_[*best].key)) best = ticket;
  }
  return best;
}

std::optional<Walker::Pair> Walker::FirstPair() {
  pairs_.clear();
  for (Ticket ticket = 0; ticket < tickets_.size(); ++ticket) {
    for (AgentId agent = 0; agent < agents_.size(); ++agent) {
      if (agents_[agent].available && Eligible(tickets_[ticket].asked, agent)) {
        pairs_.push_back({ticket, agent});
      }
    }
  }
  if (pairs_.empty()) return std::nullopt;
  std::sort(pairs_.begin(), pairs_.end(), [this](const Pair& a, const Pair& b) {
    const auto place = Rank(tickets_[a.ticket].key);
    const auto other = Rank(tickets_[b.ticket].key);
    if (place != other) return place < other;
    return agents_[a.agent].since_ms < agents_[b.agent].since_ms;
  });
  return pairs_.front();
}

}  // namespace waypost::route
