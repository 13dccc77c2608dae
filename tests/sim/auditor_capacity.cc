// What agents may have at the same time, by adding up what they have.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

bool IsWorkedOn(v1::TicketState state) { return state == v1::OFFERED || state == v1::ASSIGNED; }

int Halves(v1::TicketState state) { return state == v1::WAITING_CUSTOMER ? 1 : 2; }

}  // namespace

// As what tickets of a channel count: calls are chats while the phone is down and chats are not.
std::string Auditor::CountsAs(const std::string& channel) const {
  return channel == "phone" && down_.count("phone") != 0 && down_.count("chat") == 0 ? "chat"
                                                                                     : channel;
}

// Nothing stands in for its channel.
bool Auditor::IsHeld(const std::string& channel) const {
  return down_.count(channel) != 0 && CountsAs(channel) == channel;
}

const v1::ChannelCapacity* Auditor::LimitOf(const v1::Agent& agent,
                                            const std::string& channel) const {
  for (const v1::ChannelCapacity& limit : agent.channels()) {
    if (limit.channel() == CountsAs(channel)) return &limit;
  }
  return nullptr;
}

// Of the tickets that count under a limit; 0: there is none.
int Auditor::MaximumOf(const v1::Agent& agent, const v1::ChannelCapacity& limit) const {
  if (limit.channel() != "chat" || CountsAs("phone") != "chat") return limit.maximum();
  for (const v1::ChannelCapacity& other : agent.channels()) {
    if (other.channel() != "phone") continue;
    const bool any = other.maximum() == 0 || limit.maximum() == 0;
    return any ? 0 : other.maximum() + limit.maximum();
  }
  return limit.maximum();
}

void Auditor::SeeChannel(const v1::ChannelChanged& changed) {
  const auto before = AllOver();
  if (changed.how() == v1::ChannelChanged::DOWN) down_.insert(changed.channel());
  if (changed.how() == v1::ChannelChanged::UP) down_.erase(changed.channel());
  const std::string by = CountsAs(changed.channel());
  Check("channel", changed.stand_in() == (by == changed.channel() ? "" : by),
        changed.channel() + " is replaced by something else");
  const std::set<std::string> told(changed.over_capacity().begin(), changed.over_capacity().end());
  CheckToldOver("channel", before, told);
}

std::set<std::pair<std::string, bool>> Auditor::AllOver() const {
  std::set<std::pair<std::string, bool>> over;
  for (const auto& [id, agent] : agents_) {
    if (IsOver(agent)) over.insert({id, false});
    if (IsBeyondCapacity(agent)) over.insert({id, true});
  }
  return over;
}

void Auditor::CheckToldOver(const char* kind, const std::set<std::pair<std::string, bool>>& before,
                            const std::set<std::string>& told) {
  const auto now = AllOver();
  for (const auto& [id, agent] : agents_) {
    const auto is_new = [&, &agent_id = id](bool beyond) {
      return now.count({agent_id, beyond}) != 0 && before.count({agent_id, beyond}) == 0;
    };
    const bool any = is_new(false) || is_new(true);
    Check(kind, any == (told.count(id) != 0), id + " has too much by it, or has not");
  }
}

// Offered or handled, it takes room.
void Auditor::Reserve(const std::string& id, const std::string& agent_id, Ticket& ticket) {
  Agent& agent = agents_[agent_id];
  agent.tickets.insert(id);
  agent.idle_since_ms = at_ms_;
  const bool declared = ticket.channel == "phone" || ticket.channel == "chat";
  ticket.taken_as = declared ? ticket.channel : "";
}

// Never more than there is: one ticket of every channel fits.
int64_t Auditor::UnitsOf(const Agent& agent, const std::string& channel) const {
  const v1::ChannelCapacity* limit = LimitOf(agent.facts, channel);
  const int64_t units = limit == nullptr ? 1 : std::max(1, limit->units());
  return std::min<int64_t>(units, CapacityOf(agent.facts));
}

int64_t Auditor::HalfUnitsOf(const Agent& agent, const Ticket& ticket) const {
  return UnitsOf(agent, ticket.taken_as) * Halves(ticket.state);
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
    if (CountsAs(held.taken_as) == CountsAs(channel)) halves += Halves(held.state);
    const v1::ChannelCapacity* other = LimitOf(agent.facts, held.taken_as);
    if (!IsWorkedOn(held.state)) continue;
    works = true;
    works_on_exclusive |= other != nullptr && other->exclusive();
  }
  if (half_units + 2 * UnitsOf(agent, channel) > 2 * CapacityOf(agent.facts)) return false;
  if (works_on_exclusive) return false;
  if (limit == nullptr) return true;
  if (limit->exclusive() && works) return false;
  const int maximum = MaximumOf(agent.facts, *limit);
  return maximum == 0 || halves + 2 <= 2 * maximum;
}

bool Auditor::IsBeyondCapacity(const Agent& agent) const {
  int64_t half_units = 0;
  for (const std::string& id : agent.tickets) half_units += HalfUnitsOf(agent, tickets_.at(id));
  return half_units > 2 * CapacityOf(agent.facts);
}

bool Auditor::IsOver(const Agent& agent) const {
  int worked_on = 0;
  bool works_on_exclusive = false;
  std::map<std::string, int> halves;
  for (const std::string& id : agent.tickets) {
    const Ticket& held = tickets_.at(id);
    halves[CountsAs(held.taken_as)] += Halves(held.state);
    if (!IsWorkedOn(held.state)) continue;
    ++worked_on;
    const v1::ChannelCapacity* limit = LimitOf(agent.facts, held.taken_as);
    works_on_exclusive |= limit != nullptr && limit->exclusive();
  }
  if (IsBeyondCapacity(agent)) return true;
  if (works_on_exclusive && worked_on > 1) return true;
  return std::any_of(agent.facts.channels().begin(), agent.facts.channels().end(),
                     [&](const v1::ChannelCapacity& limit) {
                       const int maximum = MaximumOf(agent.facts, limit);
                       return maximum > 0 && halves[limit.channel()] > 2 * maximum;
                     });
}

// Nobody has more than the capacity allows without a word.
void Auditor::CheckOver(const std::string& agent_id, bool said) {
  const bool over = IsOver(agents_[agent_id]);
  Check(over ? "over capacity" : "room", over == said,
        agent_id + (over ? " has more than the capacity, untold" : " is said to have too much"));
}

}  // namespace waypost::sim
