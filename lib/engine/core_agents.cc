// The roster, and what agents do with tickets.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/hours_room.h"
#include "lib/engine/occupancy.h"
#include "lib/engine/reserves.h"
#include "lib/engine/shares.h"
#include "lib/policy/agent_rules.h"

namespace waypost::engine {

uint32_t Core::FindAgent(std::string_view agent_id) const {
  const Symbol id = symbols_.Find(agent_id);
  return id == 0 ? kNobody : agents_.Find(id);
}

absl::Status Core::SetAgent(const engine::SetAgent& command) {
  if (command.agent_id.empty() || command.agent_id.size() > 256) {
    return InvalidArgument({"agent id must have 1 to 256 bytes", "坐席的 id 应为 1 到 256 字节"});
  }
  if (absl::Status status = CheckLimits(command); !status.ok()) return status;
  for (const LevelInput& input : command.skills) {
    if (input.level > policy::kHighestLevel)
      return InvalidArgument({"levels must be 0 to 100", "等级应为 0 到 100"});
  }
  for (const LevelInput& input : command.languages) {
    if (input.level > policy::kHighestLevel)
      return InvalidArgument({"levels must be 0 to 100", "等级应为 0 到 100"});
  }
  uint32_t place = FindAgent(command.agent_id);
  const bool is_new = place == kNobody;
  if (is_new && static_cast<int64_t>(agents_.size()) >= limits().agents) {
    return ResourceExhausted(
        Say({"$0 {agent is|agents are} on the roster, as many as limits.agents allows",
             "名册上有 $0 名坐席，已达到 limits.agents 的上限"},
            agents_.size()));
  }
  if (absl::Status status = CheckTextRoom(); !status.ok()) return status;
  if (RefuseNames(command)) return absl::OkStatus();

  if (is_new) {
    place = agents_.Add(symbols_.Acquire(command.agent_id));
    agents_[place].presence = command.presence;
    agents_[place].idle_since_ms = agents_[place].since_ms = at_ms_;
    agents_[place].work_ended_ms = at_ms_;
  }
  Agent& agent = agents_[place];
  SetLimits(agent, command);
  route::AgentProfile profile = ProfileOf(command, agent.ordinal);
  std::swap(profile.opted_out, agent.profile.opted_out);
  if (!is_new && !kept_.empty()) Reserves(*this).Forget(place);
  const auto offered = static_cast<int64_t>(agent.offered);
  if (!shares_.empty()) Shares(*this).NoteOffered(place, -offered);
  if (!is_new) ReleaseProfile(agent.profile);
  agent.profile = std::move(profile);
  if (!shares_.empty()) Shares(*this).NoteOffered(place, offered);
  SetTimes(agent, command);
  agent.load.AppendClosed(agent.profile.closed_channels);
  dispatcher_.SetAgent(place, agent.profile);
  Event event = Make(EventKind::kAgentSet);
  event.agent = agent.id;
  event.flag = is_new;
  event.over_capacity = agent.load.Exceeded();
  Emit(event);
  if (is_new) QueueAgainThoseExcluding(agent.id);
  TellDispatcher(place);
  ChangeShift(place);
  SetAgentTimer(place);
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
    if (input.expires_ms != 0 && input.expires_ms <= at_ms_) continue;  // level 0 by now
    profile.skills.push_back({symbols_.Acquire(input.name), input.level});
  }
  for (const LevelInput& input : command.languages) {
    profile.languages.push_back({symbols_.Acquire(input.name), input.level});
  }
  for (std::string_view queue : command.queues) profile.queues.push_back(symbols_.Acquire(queue));
  for (std::string_view modality : command.modalities) {
    profile.modalities.push_back(symbols_.Acquire(modality));
  }
  for (std::string_view role : command.roles) profile.roles.push_back(symbols_.Acquire(role));
  for (const AttributeInput& input : command.attributes) {
    profile.attributes.push_back(
        symbols_.Acquire(expression::AttributeText(input.name, input.value)));
  }
  return profile;
}

void Core::ReleaseProfile(const route::AgentProfile& profile) {
  symbols_.Release(profile.team);
  for (const route::Level& level : profile.skills) symbols_.Release(level.symbol);
  for (const route::Level& level : profile.languages) symbols_.Release(level.symbol);
  for (const auto* symbols : {&profile.queues, &profile.opted_out, &profile.modalities,
                              &profile.roles, &profile.attributes}) {
    for (Symbol symbol : *symbols) symbols_.Release(symbol);
  }
}

absl::Status Core::CheckLimits(const engine::SetAgent& command) const {
  if (command.capacity == 0)
    return InvalidArgument({"capacity must be 1 to 255", "capacity 应为 1 到 255"});
  for (const ChannelLimitInput& input : command.channels) {
    if (input.units == 0 || input.units > command.capacity) {
      return InvalidArgument({"units of a channel must be 1 to the agent's capacity",
                              "渠道的 units 应为 1 到坐席的容量"});
    }
  }
  return absl::OkStatus();
}

bool Core::RefuseNames(const engine::SetAgent& command) {
  if (!command.shift.empty() &&
      current().FindCalendar(symbols_.Find(command.shift)) == policy::kNone) {
    Refuse(Refusal::kUnknownName, {},
           absl::StrCat("the policy has no calendar \"", ToAbsl(command.shift), "\""));
    return true;
  }
  for (const ChannelLimitInput& input : command.channels) {
    const Symbol channel = symbols_.Find(input.channel);
    if (channel != 0 && current().HasChannel(channel)) continue;
    Refuse(Refusal::kUnknownName, {},
           absl::StrCat("the policy declares no channel \"", ToAbsl(input.channel), "\""));
    return true;
  }
  return false;
}

void Core::SetLimits(Agent& agent, const engine::SetAgent& command) {
  std::vector<ChannelLimit> limits;
  for (const ChannelLimitInput& input : command.channels) {
    limits.push_back({symbols_.Acquire(input.channel), input.maximum, input.units, input.exclusive,
                      input.wrap_up_ms});
  }
  std::sort(limits.begin(), limits.end(),
            [](const ChannelLimit& a, const ChannelLimit& b) { return a.channel < b.channel; });
  for (const ChannelLimit& limit : agent.load.limits()) symbols_.Release(limit.channel);
  agent.load.SetLimits(command.capacity, std::move(limits));
  agent.load.Follow(hours_.stand_ins(), modes_.capacity_percent());
}

void Core::SetTimes(Agent& agent, const engine::SetAgent& command) {
  agent.only_pulls = command.only_pulls;
  agent.may_pick = command.may_pick;
  agent.ring = command.ring;
  agent.weight = command.weight;
  shift_counts_.Add(agent.shift, -1);
  ReplaceText(agent.shift, command.shift);
  shift_counts_.Add(agent.shift, +1);
  agent.expiries.clear();
  for (const LevelInput& input : command.skills) {
    if (input.expires_ms > at_ms_) {
      agent.expiries.push_back({input.expires_ms, symbols_.Find(input.name)});
    }
  }
  std::stable_sort(agent.expiries.begin(), agent.expiries.end(),
                   [](const SkillExpiry& a, const SkillExpiry& b) { return a.at_ms < b.at_ms; });
}

// At most AgentLoad::kMostTickets and those given by force, so bounded.
void Core::ReturnTickets(uint32_t place, bool offers_only) {
  const std::vector<HeldTicket> held = agents_[place].load.tickets();
  for (const auto& [slot, channel, weight] : held) {
    Ticket& ticket = tickets_[slot];
    if (ticket.state == TicketState::kOffered && OthersAreAsked(slot)) {
      EndOneOffer(slot, place, OfferEnd::kRescinded, {});
    } else if (ticket.state == TicketState::kOffered) {
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
  if (caps_time_) Occupancy(*this).Forget(place);
  TellDispatcher(place);
  Event event = Make(EventKind::kAgentRemoved);
  event.agent = agents_[place].id;
  Emit(event);
  if (!kept_.empty()) Reserves(*this).Forget(place);
  dispatcher_.RemoveAgent(place);  // first: a stage may ask whether anybody is left
  ReturnTickets(place, false);
  ReleaseProfile(agents_[place].profile);
  for (const ChannelLimit& limit : agents_[place].load.limits()) symbols_.Release(limit.channel);
  shift_counts_.Add(agents_[place].shift, -1);
  symbols_.Release(agents_[place].shift);
  agent_timers_.Cancel(place);
  const Symbol id = agents_[place].id;
  agents_.Remove(place);
  QueueAgainThoseExcluding(id);
  symbols_.Release(id);
  ServeFreeAgents();
  return absl::OkStatus();
}

Slot Core::FindOfferOrRefuse(std::string_view ticket_id, std::string_view agent_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return slot;
  const uint32_t place = FindAgentOrRefuse(agent_id, ticket_id);
  if (place == kNobody) return TicketStore::kNoSlot;
  if (IsAsked(slot, place)) return slot;
  Refuse(Refusal::kNoSuchOffer, ticket_id,
         absl::StrCat("ticket \"", ToAbsl(ticket_id), "\" is not offered to agent \"",
                      ToAbsl(agent_id), "\""));
  return TicketStore::kNoSlot;
}

absl::Status Core::Accept(std::string_view ticket_id, std::string_view agent_id) {
  const Slot slot = FindOfferOrRefuse(ticket_id, agent_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  RescindOthers(slot, FindAgent(agent_id));
  TakeOffer(slot);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

absl::Status Core::Decline(std::string_view ticket_id, std::string_view agent_id,
                           std::string_view reason) {
  const Slot slot = FindOfferOrRefuse(ticket_id, agent_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  if (OthersAreAsked(slot)) {
    const uint32_t place = FindAgent(agent_id);
    EndOneOffer(slot, place, OfferEnd::kDeclined, reason);
    NoteRefusal(tickets_[slot], place);
  } else {
    EndOffer(slot, OfferEnd::kDeclined, reason);
  }
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
  const bool has_it = ticket.handler == place || IsAsked(slot, place);
  const bool full = !has_it && !agent.load.HasRoom(ChannelOf(ticket));
  const bool away = agent.presence != Presence::kAvailable || !agent.on_shift;
  const bool excluded = IsExcluded(ticket, agent.id);
  if (excluded && !force) {
    Refuse(Refusal::kAgentExcluded, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" must not get ticket \"",
                        ToAbsl(ticket_id), "\""));
    return absl::OkStatus();
  }
  if (full && !force) {
    Refuse(Refusal::kAgentFull, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" has no room for it: ", agent.load.size(),
                        " tickets, capacity ", agent.load.capacity()));
    return absl::OkStatus();
  }
  if (away && !force) {
    Refuse(Refusal::kAgentAway, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" is ",
                        agent.on_shift ? ToAbsl(PresenceName(agent.presence)) : "off shift"));
    return absl::OkStatus();
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  if (absl::Status status = CheckHoursRoom(*this, ticket); !status.ok()) return status;
  GiveTo(slot, place, full || away || excluded);
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
  if (absl::Status status = CheckHoursRoom(*this, ticket); !status.ok()) return status;
  MoveToQueue(slot, name, *to, restart_ladder);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

void Core::MoveToQueue(Slot slot, Symbol name, TicketState to, bool restart_ladder) {
  Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kOffered) ReportOfferEnd(slot, OfferEnd::kCancelled, {});
  LeaveLadder(slot);
  // A bot that hands a ticket over is passed over like somebody who has declined it.
  const bool by_bot = ticket.handler != kNobody && ticket.state == TicketState::kAssigned &&
                      agents_[ticket.handler].profile.kind == expression::AgentKind::kBot;
  if (by_bot) NoteRefusal(ticket, ticket.handler);
  StartWrapUp(slot);
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
  ForgetIfAllAvoided(ticket);
  Wait(slot, true);
}

}  // namespace waypost::engine
