// What agents may have at the same time, by adding up what they have.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

const v1::ChannelCapacity* LimitOf(const v1::Agent& agent, const std::string& channel) {
  for (const v1::ChannelCapacity& limit : agent.channels()) {
    if (limit.channel() == channel) return &limit;
  }
  return nullptr;
}

bool IsWorkedOn(v1::TicketState state) { return state == v1::OFFERED || state == v1::ASSIGNED; }

int Halves(v1::TicketState state) { return state == v1::WAITING_CUSTOMER ? 1 : 2; }

}  // namespace

void Auditor::Hold(const std::string& id, const std::string& agent_id, Ticket& ticket) {
  Agent& agent = agents_[agent_id];
  agent.tickets.insert(id);
  agent.idle_since_ms = at_ms_;
  ticket.handler = agent_id;
  const bool declared = ticket.channel == "phone" || ticket.channel == "chat";
  ticket.taken_as = declared ? ticket.channel : "";
}

int64_t Auditor::HalfUnitsOf(const Agent& agent, const Ticket& ticket) const {
  const v1::ChannelCapacity* limit = LimitOf(agent.facts, ticket.taken_as);
  const int units = limit == nullptr ? 1 : std::max(1, limit->units());
  return int64_t{units} * Halves(ticket.state);
}

bool Auditor::HasRoom(const Agent& agent, const std::string& channel) const {
  const v1::ChannelCapacity* limit = LimitOf(agent.facts, channel);
  int64_t half_units = 0;
  int halves = 0;
  bool works = false;
  bool works_on_exclusive = false;
  for (const std::string& id : agent.tickets) {
    const Ticket& held = tickets_.at(id);
    half_units += HalfUnitsOf(agent, held);
    if (held.taken_as == channel) halves += Halves(held.state);
    const v1::ChannelCapacity* other = LimitOf(agent.facts, held.taken_as);
    if (!IsWorkedOn(held.state)) continue;
    works = true;
    works_on_exclusive |= other != nullptr && other->exclusive();
  }
  const int units = limit == nullptr ? 1 : std::max(1, limit->units());
  if (half_units + 2 * units > 2 * std::max(1, agent.facts.capacity())) return false;
  if (works_on_exclusive) return false;
  if (limit == nullptr) return true;
  if (limit->exclusive() && works) return false;
  return limit->maximum() == 0 || halves + 2 <= 2 * limit->maximum();
}

bool Auditor::IsOver(const Agent& agent) const {
  int64_t half_units = 0;
  int worked_on = 0;
  bool works_on_exclusive = false;
  std::map<std::string, int> halves;
  for (const std::string& id : agent.tickets) {
    const Ticket& held = tickets_.at(id);
    half_units += HalfUnitsOf(agent, held);
    halves[held.taken_as] += Halves(held.state);
    if (!IsWorkedOn(held.state)) continue;
    ++worked_on;
    const v1::ChannelCapacity* limit = LimitOf(agent.facts, held.taken_as);
    works_on_exclusive |= limit != nullptr && limit->exclusive();
  }
  if (half_units > 2 * std::max(1, agent.facts.capacity())) return true;
  if (works_on_exclusive && worked_on > 1) return true;
  return std::any_of(agent.facts.channels().begin(), agent.facts.channels().end(),
                     [&](const v1::ChannelCapacity& limit) {
                       return limit.maximum() > 0 && halves[limit.channel()] > 2 * limit.maximum();
                     });
}

// Nobody has more than the capacity allows without a word.
void Auditor::CheckOver(const std::string& agent_id, bool said) {
  const bool over = IsOver(agents_[agent_id]);
  Check(over ? "over capacity" : "room", over == said,
        agent_id + (over ? " has more than the capacity, untold" : " is said to have too much"));
}

}  // namespace waypost::sim
