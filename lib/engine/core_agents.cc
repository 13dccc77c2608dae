// The roster, and what agents do with tickets.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"

namespace waypost::engine {

uint32_t Core::FindAgent(std::string_view agent_id) const {
  const Symbol id = symbols_.Find(agent_id);
  return id == 0 ? kNobody : agents_.Find(id);
}

absl::Status Core::SetAgent(const engine::SetAgent& command) {
  if (command.agent_id.empty() || command.agent_id.size() > 256) {
    return absl::InvalidArgumentError("agent id must have 1 to 256 bytes");
  }
  if (command.capacity == 0) return absl::InvalidArgumentError("capacity must be 1 to 255");
  for (const LevelInput& input : command.skills) {
    if (input.level > 100) return absl::InvalidArgumentError("levels must be 0 to 100");
  }
  for (const LevelInput& input : command.languages) {
    if (input.level > 100) return absl::InvalidArgumentError("levels must be 0 to 100");
  }
  uint32_t place = FindAgent(command.agent_id);
  const bool is_new = place == kNobody;
  if (is_new && static_cast<int64_t>(agents_.size()) >= limits().agents) {
    return absl::ResourceExhaustedError(
        absl::StrCat(agents_.size(), " agents are on the roster, as many as limits.agents allows"));
  }
  if (absl::Status status = CheckTextRoom(); !status.ok()) return status;

  if (is_new) {
    place = agents_.Add(symbols_.Acquire(command.agent_id));
    agents_[place].presence = command.presence;
    agents_[place].idle_since_ms = at_ms_;
  }
  Agent& agent = agents_[place];
  agent.capacity = command.capacity;
  route::AgentProfile profile = ProfileOf(command, agent.ordinal);
  if (!is_new) ReleaseProfile(agent.profile);
  agent.profile = std::move(profile);
  dispatcher_.SetAgent(place, agent.profile);
  Event event = Make(EventKind::kAgentSet);
  event.agent = agent.id;
  event.flag = is_new;
  Emit(event);
  TellDispatcher(place);
  NoteFree(place);
  ServeFreeAgents();
  return absl::OkStatus();
}

route::AgentProfile Core::ProfileOf(const engine::SetAgent& command, uint64_t ordinal) {
  route::AgentProfile profile;
  profile.ordinal = ordinal;
  profile.kind = command.is_bot ? expression::AgentKind::kBot : expression::AgentKind::kHuman;
  profile.team = symbols_.Acquire(command.team);
  for (const LevelInput& input : command.skills) {
    profile.skills.push_back({symbols_.Acquire(input.name), input.level});
  }
  for (const LevelInput& input : command.languages) {
    profile.languages.push_back({symbols_.Acquire(input.name), input.level});
  }
  for (std::string_view queue : command.queues) profile.queues.push_back(symbols_.Acquire(queue));
  return profile;
}

void Core::ReleaseProfile(const route::AgentProfile& profile) {
  symbols_.Release(profile.team);
  for (const route::Level& level : profile.skills) symbols_.Release(level.symbol);
  for (const route::Level& level : profile.languages) symbols_.Release(level.symbol);
  for (Symbol queue : profile.queues) symbols_.Release(queue);
}

absl::Status Core::SetPresence(std::string_view agent_id, Presence presence) {
  const uint32_t place = FindAgentOrRefuse(agent_id, {});
  if (place == kNobody) return absl::OkStatus();
  Agent& agent = agents_[place];
  const std::optional<PresenceEffect> effect = Next(agent.presence, presence);
  if (!effect) {
    Refuse(Refusal::kWrongState, {},
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" is already ",
                        ToAbsl(PresenceName(presence))));
    return absl::OkStatus();
  }
  Event event = Make(EventKind::kAgentPresenceChanged);
  event.agent = agent.id;
  event.from_presence = agent.presence;
  event.to_presence = presence;
  Emit(event);
  agent.presence = presence;
  TellDispatcher(place);
  if (*effect == PresenceEffect::kReturnsOffers) ReturnTickets(place, true);
  NoteFree(place);
  ServeFreeAgents();
  return absl::OkStatus();
}

// At most as many as the agent's capacity, so bounded.
void Core::ReturnTickets(uint32_t place, bool offers_only) {
  const std::vector<Slot> held = agents_[place].tickets;
  for (Slot slot : held) {
    Ticket& ticket = tickets_[slot];
    if (ticket.state == TicketState::kOffered) {
      ReportOfferEnd(slot, OfferEnd::kRescinded, {});
      EnterState(ticket, TicketState::kQueued);
      RouteAgain(slot);
    } else if (!offers_only) {
      const TicketState from = ticket.state;
      LetGo(slot);
      if (from == TicketState::kAssigned) {
        pending_.reroute = true;
        EnterState(ticket, TicketState::kQueued);
      }
      // A ticket on hold stays there: whoever resumes it finds it waiting.
    }
    Settle(slot);
  }
}

absl::Status Core::RemoveAgent(std::string_view agent_id) {
  const uint32_t place = FindAgentOrRefuse(agent_id, {});
  if (place == kNobody) return absl::OkStatus();
  agents_[place].presence = Presence::kOffline;
  TellDispatcher(place);
  Event event = Make(EventKind::kAgentRemoved);
  event.agent = agents_[place].id;
  Emit(event);
  dispatcher_.RemoveAgent(place);  // first: a stage may ask whether anybody is left
  ReturnTickets(place, false);
  ReleaseProfile(agents_[place].profile);
  const Symbol id = agents_[place].id;
  agents_.Remove(place);
  symbols_.Release(id);
  ServeFreeAgents();
  return absl::OkStatus();
}

Slot Core::FindOfferOrRefuse(std::string_view ticket_id, std::string_view agent_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return slot;
  const uint32_t place = FindAgentOrRefuse(agent_id, ticket_id);
  if (place == kNobody) return TicketStore::kNoSlot;
  const Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kOffered && ticket.handler == place) return slot;
  Refuse(Refusal::kNoSuchOffer, ticket_id,
         absl::StrCat("ticket \"", ToAbsl(ticket_id), "\" is not offered to agent \"",
                      ToAbsl(agent_id), "\""));
  return TicketStore::kNoSlot;
}

absl::Status Core::Accept(std::string_view ticket_id, std::string_view agent_id) {
  const Slot slot = FindOfferOrRefuse(ticket_id, agent_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  TakeOffer(slot);
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::Decline(std::string_view ticket_id, std::string_view agent_id,
                           std::string_view reason) {
  const Slot slot = FindOfferOrRefuse(ticket_id, agent_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  EndOffer(slot, OfferEnd::kDeclined, reason);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

absl::Status Core::Assign(std::string_view ticket_id, std::string_view agent_id, bool force) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const uint32_t place = FindAgentOrRefuse(agent_id, ticket_id);
  if (place == kNobody) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  const Agent& agent = agents_[place];
  if (!Next(ticket.state, Trigger::kAssign)) {
    RefuseState(ticket, "assigned");
    return absl::OkStatus();
  }
  const bool has_it = ticket.handler == place;
  const bool full = agent.load() - (has_it ? 1 : 0) >= agent.capacity;
  const bool away = agent.presence != Presence::kAvailable;
  if (full && !force) {
    Refuse(Refusal::kAgentFull, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" has ", agent.load(), " of ",
                        agent.capacity, " tickets"));
    return absl::OkStatus();
  }
  if (away && !force) {
    Refuse(
        Refusal::kAgentAway, ticket_id,
        absl::StrCat("agent \"", ToAbsl(agent_id), "\" is ", ToAbsl(PresenceName(agent.presence))));
    return absl::OkStatus();
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  GiveTo(slot, place, full || away);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

absl::Status Core::TransferToAgent(std::string_view ticket_id, std::string_view agent_id) {
  return Assign(ticket_id, agent_id, false);
}

absl::Status Core::TransferToQueue(std::string_view ticket_id, std::string_view queue,
                                   bool restart_ladder) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Symbol name = symbols_.Find(queue);
  if (name == 0 || current().FindQueue(name) == policy::kNone) {
    Refuse(Refusal::kUnknownName, ticket_id,
           absl::StrCat("the policy has no queue \"", ToAbsl(queue), "\""));
    return absl::OkStatus();
  }
  Ticket& ticket = tickets_[slot];
  const std::optional<TicketState> to = Next(ticket.state, Trigger::kRoute);
  if (!to) {
    RefuseState(ticket, "transferred");
    return absl::OkStatus();
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  MoveToQueue(slot, name, *to, restart_ladder);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

void Core::MoveToQueue(Slot slot, Symbol name, TicketState to, bool restart_ladder) {
  Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kOffered) ReportOfferEnd(slot, OfferEnd::kCancelled, {});
  LeaveLadder(slot);
  LetGo(slot);
  EnterState(ticket, to);
  ticket.wait_mark_ms = at_ms_ - ticket.wait_mark_ms;
  NoteWaiting(ticket);
  EnterLadder(ticket,
              restart_ladder ? RouteThrough(ticket, current().FindQueue(name)) : policy::kNone);
  ticket.transferred = 1;
  if (ticket.route != policy::kNone) {
    RestartLadder(ticket);
    Climb(slot, false);
  } else {
    SetQueue(ticket, name);
    FillNeeds(ticket);
    TakeClass(ticket);
  }
  Wait(slot, true);
}

}  // namespace waypost::engine
