// Rests: times in which an agent who is there is given nothing.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"
#include "lib/engine/given_log.h"

namespace waypost::engine {

// The dispatcher is the caller's business.
void Core::StartRest(uint32_t place, RestKind kind, int64_t until_ms, std::string_view ticket_id,
                     const RuleRef& rule) {
  Agent& agent = agents_[place];
  int64_t& until = agent.rests[static_cast<size_t>(kind)];
  if (until != Calendar::kNever && until >= until_ms) return;
  until = until_ms;
  agent.resting = true;
  SetAgentTimer(place);
  Event event = Make(EventKind::kAgentRests);
  event.ticket_id = ticket_id;
  event.rule = rule;
  event.agent = agent.id;
  event.code = static_cast<uint8_t>(kind);
  event.due_ms = until_ms;
  Emit(event);
}

void Core::EndRest(uint32_t place, RestKind kind, bool early) {
  Agent& agent = agents_[place];
  agent.rests[static_cast<size_t>(kind)] = Calendar::kNever;
  agent.resting = std::any_of(agent.rests.begin(), agent.rests.end(),
                              [](int64_t until_ms) { return until_ms != Calendar::kNever; });
  if (kind == RestKind::kWrapUp) {
    agent.wrapping.clear();
    agent.wrapping_for.clear();
  }
  if (kind == RestKind::kPace) agent.window_end_ms = Calendar::kNever;
  Event event = Make(EventKind::kAgentRested);
  event.agent = agent.id;
  event.code = static_cast<uint8_t>(kind);
  event.flag = early;
  Emit(event);
}

// --- wrap-up

// Before a ticket that is being worked on leaves its handler's hands because the work is done.
void Core::StartWrapUp(Slot slot) {
  const Ticket& ticket = tickets_[slot];
  if (ticket.state != TicketState::kAssigned || ticket.handler == kNobody) return;
  Agent& agent = agents_[ticket.handler];
  if (agent.load.limits().empty()) return;
  const ChannelLimit* const limit = agent.load.LimitOf(agent.load.ChannelOf(slot));
  if (limit == nullptr || limit->wrap_up_ms == 0) return;
  agent.wrapping = std::string(ticket.id.view());
  agent.wrapping_for = std::string(ticket.requester.view());
  StartRest(ticket.handler, RestKind::kWrapUp, at_ms_ + limit->wrap_up_ms, ticket.id.view(), {});
}

absl::Status Core::Finish(std::string_view agent_id, std::string_view ticket_id) {
  const uint32_t place = FindAgentOrRefuse(agent_id, ticket_id);
  if (place == kNobody) return absl::OkStatus();
  const Agent& agent = agents_[place];
  const bool wraps_up = agent.rests[static_cast<size_t>(RestKind::kWrapUp)] != Calendar::kNever;
  if (!wraps_up || (!ticket_id.empty() && ticket_id != agent.wrapping)) {
    Refuse(Refusal::kWrongState, ticket_id,
           wraps_up ? absl::StrCat("agent \"", ToAbsl(agent_id), "\" wraps up the work on \"",
                                   agent.wrapping, "\"")
                    : absl::StrCat("agent \"", ToAbsl(agent_id), "\" has nothing to wrap up"));
    return absl::OkStatus();
  }
  EndRest(place, RestKind::kWrapUp, true);
  SetAgentTimer(place);
  TellDispatcher(place);
  NoteFree(place);
  ServeFreeAgents();
  return absl::OkStatus();
}

// --- after offers that came to nothing

// Before the ticket leaves the hands of the agent at `place`.
void Core::RestAfterOffer(const Ticket& ticket, uint32_t place, OfferEnd how) {
  Agent& agent = agents_[place];
  if (how == OfferEnd::kTimedOut) {
    if (agent.misses < UINT8_MAX) ++agent.misses;
  } else if (how == OfferEnd::kDeclined) {
    agent.misses = 0;
  } else {
    return;
  }
  const policy::Queue* const queue = QueueOf(ticket);
  if (queue == nullptr) return;
  const bool declined = how == OfferEnd::kDeclined;
  const int64_t length_ms = declined ? queue->rest_after_decline_ms : queue->rest_after_timeout_ms;
  if (length_ms == 0) return;
  StartRest(place, declined ? RestKind::kDeclined : RestKind::kTimedOut, at_ms_ + length_ms,
            ticket.id.view(), QueueRule(ticket));
}

// An agent who answers nothing is most likely not there.
void Core::PauseAfterMisses(const Ticket& ticket, uint32_t place) {
  Agent& agent = agents_[place];
  const policy::Queue* const queue = QueueOf(ticket);
  if (queue == nullptr || queue->pause_after_misses == 0) return;
  if (agent.misses < queue->pause_after_misses) return;
  agent.misses = 0;
  if (Next(agent.presence, Presence::kOnBreak)) missing_agents_.push_back(place);
}

void Core::PauseMissingAgents() {
  for (size_t i = 0; i < missing_agents_.size(); ++i) {
    const uint32_t place = missing_agents_[i];
    if (Next(agents_[place].presence, Presence::kOnBreak)) {
      ChangePresence(place, Presence::kOnBreak, true);
    }
  }
  missing_agents_.clear();
}

// --- pace

void Core::NoteGiven(uint32_t place, const Ticket& ticket) {
  if (given_for_ms_ > 0) NoteGivenAt(agents_[place].given_ms, at_ms_, given_for_ms_);
  const policy::Work& work = current().tables().work;
  if (work.pace.tickets == 0 && work.newcomers.tickets == 0) return;
  Agent& agent = agents_[place];
  const bool is_new =
      work.newcomers.tickets != 0 && at_ms_ <= agent.since_ms + work.newcomers.lasts_ms;
  const policy::Pace& pace = is_new ? work.newcomers : work.pace;
  if (pace.tickets == 0) return;
  if (pace.sliding) return RestBySlidingPace(place, ticket, pace);
  if (agent.window_end_ms == Calendar::kNever || agent.window_end_ms < at_ms_) {
    agent.window_end_ms = at_ms_ + pace.within_ms;
    agent.window_given = 0;
  }
  ++agent.window_given;
  if (agent.window_given < pace.tickets) return;
  StartRest(place, RestKind::kPace, agent.window_end_ms, ticket.id.view(),
            {RuleRef::Kind::kWork, current_, 0, 0});
  TellDispatcher(place);
}

// Until the oldest of as many as are allowed is a window ago.
void Core::RestBySlidingPace(uint32_t place, const Ticket& ticket, const policy::Pace& pace) {
  const std::vector<int64_t>& given_ms = agents_[place].given_ms;
  const auto allowed = static_cast<size_t>(pace.tickets);
  if (GivenWithin(given_ms, pace.within_ms, at_ms_) < allowed) return;
  StartRest(place, RestKind::kPace, given_ms[given_ms.size() - allowed] + pace.within_ms,
            ticket.id.view(), {RuleRef::Kind::kWork, current_, 0, 0});
  TellDispatcher(place);
}

}  // namespace waypost::engine
