// Whether agents are there: presence, shifts, skills that expire; and what becomes of their tickets
// when they are not.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/occupancy.h"
#include "lib/engine/reserves.h"

namespace waypost::engine {

// --- presence

absl::Status Core::SetPresence(std::string_view agent_id, Presence presence) {
  const uint32_t place = FindAgentOrRefuse(agent_id, {});
  if (place == kNobody) return absl::OkStatus();
  Agent& agent = agents_[place];
  if (!Next(agent.presence, presence)) {
    Refuse(Refusal::kWrongState, {},
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" is already ",
                        ToAbsl(PresenceName(presence))));
    return absl::OkStatus();
  }
  agent.misses = 0;
  ChangePresence(place, presence, false);
  ServeFreeAgents();
  return absl::OkStatus();
}

void Core::ChangePresence(uint32_t place, Presence presence, bool after_misses) {
  Agent& agent = agents_[place];
  const PresenceEffect effect = *Next(agent.presence, presence);
  Event event = Make(EventKind::kAgentPresenceChanged);
  event.agent = agent.id;
  event.from_presence = agent.presence;
  event.to_presence = presence;
  event.flag = after_misses;
  Emit(event);
  const bool was_away = agent.is_away();
  agent.presence = presence;
  if (was_away && !agent.is_away()) agent.since_ms = at_ms_;
  TellDispatcher(place);
  if (effect == PresenceEffect::kReturnsOffers) ReturnTickets(place, true);
  if (presence == Presence::kOffline) LeaveWork(place, ReturnWhy::kOffline);
  NoteFree(place);
}

// --- shifts

const Calendar* Core::ShiftOf(const Agent& agent) const {
  const uint16_t index = agent.shift == 0 ? policy::kNone : current().FindCalendar(agent.shift);
  if (index == policy::kNone) return nullptr;
  return &current().tables().calendars[modes_.CalendarOf(index)].calendar;
}

// What the calendar says now, and when it will say otherwise; true if the agent's shift has begun
// or ended.
bool Core::LookAtShift(uint32_t place) {
  Agent& agent = agents_[place];
  const Calendar* const calendar = ShiftOf(agent);
  const bool on_shift = calendar == nullptr || calendar->IsOpen(at_ms_);
  agent.shift_due_ms = calendar == nullptr ? Calendar::kNever
                       : on_shift          ? calendar->NextClose(at_ms_)
                                           : calendar->NextOpen(at_ms_);
  if (on_shift == agent.on_shift) return false;
  const bool was_away = agent.is_away();
  agent.on_shift = on_shift;
  if (was_away && !agent.is_away()) agent.since_ms = at_ms_;
  return true;
}

void Core::ChangeShift(uint32_t place) {
  if (!LookAtShift(place)) return;
  Event event = Make(EventKind::kShiftChanged);
  event.agent = agents_[place].id;
  event.flag = agents_[place].on_shift;
  Emit(event);
  TellDispatcher(place);
  if (agents_[place].on_shift) return;
  ReturnTickets(place, true);
  LeaveWork(place, ReturnWhy::kShiftEnded);
}

// Calendars may have changed: every agent with a shift looks at its own anew, each by a timer.
void Core::ReviewShifts() {
  for (uint32_t place = 0; place < agents_.limit(); ++place) {
    Agent& agent = agents_[place];
    if (agent.id == 0 || agent.shift == 0) continue;
    agent.shift_due_ms = at_ms_;
    SetAgentTimer(place);
  }
}

// --- what becomes of tickets

policy::Leaving Core::LeavingOf(ReturnWhy why) const {
  const policy::Work& work = current().tables().work;
  return why == ReturnWhy::kOffline ? work.on_offline : work.on_shift_end;
}

// At most AgentLoad::kMostTickets and those given by force, so bounded.
void Core::LeaveWork(uint32_t place, ReturnWhy why) {
  if (LeavingOf(why) != policy::Leaving::kReturn) return;
  const std::vector<HeldTicket> held = agents_[place].load.tickets();
  for (const HeldTicket& ticket : held) {
    ReturnTicket(ticket.slot, why);
    Settle(ticket.slot);
  }
}

// A ticket that waits for somebody else stays so: whoever resumes it finds it waiting.
void Core::ReturnTicket(Slot slot, ReturnWhy why) {
  Ticket& ticket = tickets_[slot];
  Event event = Make(EventKind::kTicketReturned, ticket, {RuleRef::Kind::kWork, current_, 0, 0});
  if (why == ReturnWhy::kComplaint) event.rule = {};
  event.agent = agents_[ticket.handler].id;
  event.code = static_cast<uint8_t>(why);
  Emit(event);
  ticket.state_due_ms = Calendar::kNever;
  LetGo(slot);
  if (ticket.state != TicketState::kAssigned) return;
  EnterState(ticket, TicketState::kQueued);
  pending_.reroute = true;
}

// What comes back to work leaves an agent who has left and only finishes what it works on.
void Core::LetGoIfDraining(Slot slot) {
  const Ticket& ticket = tickets_[slot];
  if (ticket.handler == kNobody || ticket.state == TicketState::kAssigned ||
      ticket.state == TicketState::kOffered) {
    return;
  }
  const Agent& agent = agents_[ticket.handler];
  for (const auto& [left, why] :
       {std::pair(agent.presence == Presence::kOffline, ReturnWhy::kOffline),
        std::pair(!agent.on_shift, ReturnWhy::kShiftEnded)}) {
    if (!left || LeavingOf(why) != policy::Leaving::kDrain) continue;
    ReturnTicket(slot, why);
    return;
  }
}

// Somebody works on the ticket: the silence begins anew.
void Core::HearOfWork(Ticket& ticket) {
  if (ticket.state != TicketState::kAssigned || ticket.handler == kNobody) {
    if (ticket.state != TicketState::kSolved && !InLadder(ticket.state)) {
      ticket.state_due_ms = Calendar::kNever;
    }
    return;
  }
  const policy::Work& work = current().tables().work;
  const bool bot = agents_[ticket.handler].profile.kind == expression::AgentKind::kBot;
  const int64_t silent_ms = bot ? work.bot_silent_after_ms : work.silent_after_ms;
  ticket.state_due_ms = silent_ms == 0 ? Calendar::kNever : at_ms_ + silent_ms;
}

void Core::EndSilence(Slot slot) {
  Ticket& ticket = tickets_[slot];
  const uint32_t place = ticket.handler;
  ReturnTicket(slot, ReturnWhy::kSilent);
  NoteRefusal(ticket, place);
}

// --- timers of agents

int64_t Core::NextDueOf(const Agent& agent) const {
  int64_t due = *std::min_element(agent.rests.begin(), agent.rests.end());
  if (!agent.expiries.empty()) due = std::min(due, agent.expiries.front().at_ms);
  return std::min({due, agent.shift_due_ms, agent.cap_due_ms});
}

void Core::SetAgentTimer(uint32_t place) { agent_timers_.Set(place, NextDueOf(agents_[place])); }

void Core::FireAgent(uint32_t place, int64_t due_ms) {
  at_ms_ = due_ms;
  by_timer_ = true;
  command_id_ = {};
  cause_sequence_ = 0;
  Agent& agent = agents_[place];
  ExpireSkills(place);
  if (agent.shift_due_ms <= due_ms) ChangeShift(place);
  if (agent.cap_due_ms <= due_ms) Occupancy(*this).Turn(place);
  for (size_t kind = 0; kind < kRestKinds; ++kind) {
    if (agent.rests[kind] <= due_ms) EndRest(place, static_cast<RestKind>(kind), false);
  }
  SetAgentTimer(place);
  TellDispatcher(place);
  NoteFree(place);
  ServeFreeAgents();
}

void Core::ExpireSkills(uint32_t place) {
  Agent& agent = agents_[place];
  bool any = false;
  while (!agent.expiries.empty() && agent.expiries.front().at_ms <= at_ms_) {
    const Symbol skill = agent.expiries.front().skill;
    agent.expiries.erase(agent.expiries.begin());
    std::vector<route::Level>& skills = agent.profile.skills;
    const auto found =
        std::find_if(skills.begin(), skills.end(),
                     [skill](const route::Level& level) { return level.symbol == skill; });
    if (found == skills.end()) continue;
    skills.erase(found);
    Event event = Make(EventKind::kSkillExpired);
    event.agent = agent.id;
    event.target = skill;
    Emit(event);
    symbols_.Release(skill);
    any = true;
  }
  if (!any) return;
  dispatcher_.SetAgent(place, agent.profile);
  if (!kept_.empty()) Reserves(*this).Note(place);
}

}  // namespace waypost::engine
