#include "tests/property/route/dispatcher_subject.h"

#include <utility>

namespace waypost::route {
namespace {

template <typename T>
void Shuffle(std::vector<T>& items, PhiloxStream& draw) {
  for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[draw.Below(i)]);
}

}  // namespace

uint32_t DispatcherSubject::Handles::Of(uint64_t ordinal, PhiloxStream& draw) {
  const auto known = by_ordinal.find(ordinal);
  if (known != by_ordinal.end()) return known->second;
  uint32_t handle = 0;
  do {
    handle = static_cast<uint32_t>(draw.Below(400));
  } while (!ordinals.emplace(handle, ordinal).second);
  by_ordinal[ordinal] = handle;
  return handle;
}

void DispatcherSubject::Handles::Drop(uint64_t ordinal) {
  ordinals.erase(by_ordinal.at(ordinal));
  by_ordinal.erase(ordinal);
}

void DispatcherSubject::SetProfile(uint64_t ordinal, const DeskAgent& agent) {
  AgentProfile profile = agent.profile;
  Shuffle(profile.skills, draw_);
  Shuffle(profile.languages, draw_);
  Shuffle(profile.queues, draw_);
  dispatcher_.SetAgent(agents_.Of(ordinal, draw_), profile);
}

void DispatcherSubject::SetAvailability(uint64_t ordinal, const DeskAgent& agent) {
  dispatcher_.SetAvailability(agents_.by_ordinal.at(ordinal), agent.available, agent.idle_since_ms);
}

void DispatcherSubject::RemoveAgent(uint64_t ordinal) {
  dispatcher_.RemoveAgent(agents_.by_ordinal.at(ordinal));
  agents_.Drop(ordinal);
}

void DispatcherSubject::SetTicket(uint64_t ordinal, const DeskTicket& ticket) {
  const Ticket handle = tickets_.Of(ordinal, draw_);
  FixedNeeds fixed;
  fixed.weight = ticket.key.weight;
  const ClassId id =
      dispatcher_.AcquireClass(Shuffled(ticket), ticket.language, Preferences(ticket), fixed);
  if (dispatcher_.IsWaiting(handle)) dispatcher_.Dequeue(handle);
  if (ticket.waiting) dispatcher_.Enqueue(handle, id, ticket.key, AvoidedBy(ticket));
  const auto [entry, is_new] = classes_.emplace(ordinal, id);
  if (!is_new) dispatcher_.ReleaseClass(std::exchange(entry->second, id));
}

void DispatcherSubject::RemoveTicket(uint64_t ordinal) {
  const Ticket handle = tickets_.by_ordinal.at(ordinal);
  if (dispatcher_.IsWaiting(handle)) dispatcher_.Dequeue(handle);
  dispatcher_.ReleaseClass(classes_.at(ordinal));
  classes_.erase(ordinal);
  tickets_.Drop(ordinal);
}

void DispatcherSubject::Rebuild(const NaiveDesk& desk) {
  dispatcher_ = Dispatcher();
  agents_ = Handles();
  tickets_ = Handles();
  classes_.clear();
  std::vector<std::pair<bool, uint64_t>> order;
  for (const auto& [ordinal, agent] : desk.agents) order.emplace_back(true, ordinal);
  for (const auto& [ordinal, ticket] : desk.tickets) order.emplace_back(false, ordinal);
  Shuffle(order, draw_);
  // Lists of avoided agents may name an agent before it joins.
  for (const auto& [is_agent, ordinal] : order) {
    if (is_agent) agents_.Of(ordinal, draw_);
  }
  for (const auto& [is_agent, ordinal] : order) {
    if (is_agent) {
      SetProfile(ordinal, desk.agents.at(ordinal));
      SetAvailability(ordinal, desk.agents.at(ordinal));
    } else {
      SetTicket(ordinal, desk.tickets.at(ordinal));
    }
  }
}

bool DispatcherSubject::Eligible(uint64_t ticket, uint64_t agent) const {
  return dispatcher_.Eligible(classes_.at(ticket), agents_.by_ordinal.at(agent));
}

bool DispatcherSubject::AnyEligible(uint64_t ticket, const DeskTicket& facts) const {
  return dispatcher_.AnyEligible(classes_.at(ticket), AvoidedBy(facts));
}

std::optional<uint64_t> DispatcherSubject::BestAgentFor(uint64_t ticket,
                                                        const DeskTicket& facts) const {
  const std::optional<AgentId> best =
      dispatcher_.BestAgentFor(classes_.at(ticket), AvoidedBy(facts));
  return best.has_value() ? std::optional<uint64_t>(agents_.ordinals.at(*best)) : std::nullopt;
}

std::optional<uint64_t> DispatcherSubject::BestTicketFor(uint64_t agent) const {
  const std::optional<Ticket> best =
      dispatcher_.BestTicketFor(agents_.by_ordinal.at(agent), kAskedMs);
  return best.has_value() ? std::optional<uint64_t>(tickets_.ordinals.at(*best)) : std::nullopt;
}

std::vector<AgentId> DispatcherSubject::AvoidedBy(const DeskTicket& ticket) const {
  std::vector<AgentId> avoided;
  for (const uint64_t ordinal : ticket.avoided) {
    avoided.push_back(agents_.by_ordinal.at(ordinal));
  }
  return avoided;
}

std::vector<StageNeed> DispatcherSubject::Shuffled(const DeskTicket& ticket) {
  std::vector<StageNeed> needs;
  for (const DeskStage& stage : ticket.stages) {
    needs.push_back({stage.queue, &stage.requirement, stage.language});
  }
  Shuffle(needs, draw_);
  return needs;
}

std::vector<Preferred> DispatcherSubject::Preferences(const DeskTicket& ticket) {
  std::vector<Preferred> preferred;
  for (const DeskPreference& preference : ticket.preferences) {
    preferred.push_back({&preference.requirement, preference.weight});
  }
  Shuffle(preferred, draw_);
  return preferred;
}

}  // namespace waypost::route
