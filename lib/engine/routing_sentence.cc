#include "lib/engine/routing_sentence.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/engine/queries.h"
#include "lib/engine/routing_asks.h"

namespace waypost::engine {
namespace {

using Verdict = v1::RoutingVerdict;

// Whole seconds are enough for people; what is nearer is not nothing.
std::string Ahead(const Core& core, int64_t at_ms) {
  return FormatDuration(std::max<int64_t>(1, (at_ms - core.now_ms() + 999) / 1000) * 1000);
}

std::string_view Handler(const Core& core, const Ticket& ticket) {
  return core.symbols().Text(core.agents()[ticket.handler].id);
}

// When a stage to come lets the agent in.
std::string LaterStage(const Core& core, const Verdict& verdict) {
  for (const v1::StageVerdict& stage : verdict.stages()) {
    if (stage.begins_ms() == 0 || !stage.serves_queue() || !stage.failing().empty()) continue;
    if (stage.begins_ms() == Calendar::kNever) continue;
    return absl::StrCat("; by stage ", stage.stage(), ", in ", Ahead(core, stage.begins_ms()),
                        ", nothing is lacking");
  }
  return {};
}

const v1::StageVerdict& Deciding(const Verdict& verdict) {
  for (const v1::StageVerdict& stage : verdict.stages()) {
    if (stage.decided_by().rule() == verdict.decided_by().rule()) return stage;
  }
  return verdict.stages(0);
}

std::string Lack(const Core& core, const Verdict& verdict) {
  const v1::StageVerdict& stage = Deciding(verdict);
  const std::string has = stage.has().empty()
                              ? absl::StrCat(verdict.agent_id(), " meets no part of it")
                              : absl::StrCat(verdict.agent_id(), " has ", stage.has());
  return absl::StrCat(verdict.decided_by().rule(), " requires ", stage.failing(), ", ", has,
                      LaterStage(core, verdict));
}

std::string Before(const Verdict& verdict) {
  if (verdict.tickets_before() == 0) return "; it is the next";
  return absl::StrCat("; ", verdict.tickets_before(),
                      verdict.tickets_before() == 1 ? " ticket comes" : " tickets come",
                      " before it");
}

std::string NotWaiting(const Core& core, const Ticket& ticket) {
  if (ticket.state == TicketState::kAssigned) {
    return absl::StrCat("it waits for nobody: ", ToAbsl(Handler(core, ticket)), " works on it");
  }
  return absl::StrCat("it waits for nobody: it is ", ToAbsl(StateName(ticket.state)));
}

std::string CouldTake(const Core& core, const Ticket& ticket, const Verdict& verdict) {
  const std::string nothing = absl::StrCat("nothing keeps ", verdict.agent_id(), " from it");
  if (ticket.handler == kNobody) return nothing;
  return absl::StrCat(nothing, ", but ", ToAbsl(Handler(core, ticket)), " was asked first");
}

std::string Full(const Core& core, const Verdict& verdict) {
  const absl::StatusOr<v1::AgentView> agent = GetAgent(core, verdict.agent_id());
  if (!agent.ok()) return {};
  return absl::StrCat(verdict.agent_id(), " has ", agent->offered() + agent->handled(), " of ",
                      agent->capacity_now(), " tickets");
}

std::string Occupied(const Core& core, const Agent& agent, const Verdict& verdict) {
  const policy::OccupancyCap& cap = core.current().tables().work.occupancy;
  const std::string worked = absl::StrCat(
      verdict.agent_id(), " has worked for ",
      FormatDuration(agent.work.WorkedWithin(cap.within_ms, core.now_ms())), " of the last ",
      FormatDuration(cap.within_ms), " and is not to exceed ", cap.percent, " %");
  const std::string until = agent.work.works() ? absl::StrCat("; it works still")
                                               : absl::StrCat("; it may be given more in ",
                                                              Ahead(core, agent.cap_due_ms));
  return absl::StrCat(worked, cap.hard ? "" : " as long as others are free", until,
                      Before(verdict));
}

std::string BeyondShare(const Core& core, const Agent& agent, const Verdict& verdict) {
  const CoreState::VendorShare* const share = RoutingAsks::ShareHolding(core, agent);
  if (share == nullptr) return {};
  return absl::StrCat(ToAbsl(core.symbols().Text(share->id)), " has taken ", share->taken, " of ",
                      share->of_all, " tickets in this period and is asked to take ",
                      share->offered, "; one more would exceed its share", Before(verdict));
}

std::string Batched(const Core& core, const Ticket& ticket) {
  return absl::StrCat("queue \"", ToAbsl(core.symbols().Text(ticket.queue)),
                      "\" gives out what it collects in ",
                      Ahead(core, RoutingAsks::GivenOutAt(core, ticket)));
}

const char* Phrase(Verdict::Why why) {
  switch (why) {
    case Verdict::NOT_IN_QUEUE:
      return "not in its queues";
    case Verdict::REQUIREMENT:
      return "lacking what it requires";
    case Verdict::REFUSED:
      return "refused it";
    case Verdict::CLOSED:
      return "outside of its hours";
    case Verdict::AWAY:
      return "away";
    case Verdict::FULL:
      return "full";
    case Verdict::RESERVED:
      return "kept free for others";
    case Verdict::OCCUPIED:
      return "occupied for long enough";
    case Verdict::SHARE:
      return "beyond its vendor's share";
    default:
      return "";
  }
}

// "5 agents: 3 lacking what it requires, 1 full, 1 could take it".
std::string CountText(const Core& core, const v1::RoutingExplanation& explanation) {
  if (core.agents().size() == 0) return "nobody is on the roster";
  std::vector<std::string> parts;
  for (const Verdict::Why why :
       {Verdict::NOT_IN_QUEUE, Verdict::REQUIREMENT, Verdict::REFUSED, Verdict::CLOSED,
        Verdict::AWAY, Verdict::FULL, Verdict::RESERVED, Verdict::OCCUPIED, Verdict::SHARE}) {
    int64_t agents = 0;
    for (const v1::Obstacle& obstacle : explanation.obstacles()) {
      if (obstacle.why() == why) agents += obstacle.agents();
    }
    if (agents > 0) {
      parts.push_back(absl::StrCat(agents, " ", Phrase(why)));
    }
  }
  const size_t agents = core.agents().size();
  return absl::StrCat(agents, agents == 1 ? " agent" : " agents", parts.empty() ? "" : ": ",
                      absl::StrJoin(parts, ", "));
}

// Who is first, and by how much.
std::string BestText(const v1::RoutingExplanation& explanation) {
  if (explanation.candidates().empty()) return {};
  const v1::Candidate& first = explanation.candidates(0);
  std::string text = absl::StrCat("; next would be ", first.agent_id());
  if (explanation.candidates_size() == 1) return text;
  const v1::Candidate& second = explanation.candidates(1);
  if (first.score() != second.score()) {
    return absl::StrCat(text, ", by score ", first.score(), " to ", second.score(), " of ",
                        second.agent_id());
  }
  const int64_t longer_ms = second.idle_since_ms() - first.idle_since_ms();
  if (longer_ms == 0) {
    return absl::StrCat(text, ", who joined before ", second.agent_id());
  }
  return absl::StrCat(text, ", idle for ", FormatDuration(longer_ms), " longer than ",
                      second.agent_id());
}

}  // namespace

std::string SentenceOf(const Core& core, const Ticket& ticket, const Agent& agent,
                       const Verdict& verdict) {
  const std::string& name = verdict.agent_id();
  switch (verdict.why()) {
    case Verdict::HAS_IT:
      return ticket.state == TicketState::kOffered ? absl::StrCat("it is offered to ", name)
                                                   : absl::StrCat(name, " has it");
    case Verdict::NOT_WAITING:
      return NotWaiting(core, ticket);
    case Verdict::NO_ROUTE:
      return "no route takes it; it waits for a person to send it somewhere";
    case Verdict::NOT_IN_QUEUE:
      return absl::StrCat(name, " does not serve queue \"", Deciding(verdict).queue(), "\"",
                          LaterStage(core, verdict));
    case Verdict::REQUIREMENT:
      return Lack(core, verdict);
    case Verdict::REFUSED:
      return ticket.handler == kNobody && ticket.state_due_ms != Calendar::kNever
                 ? absl::StrCat(name, " refused it or did not answer; that is forgotten in ",
                                Ahead(core, ticket.state_due_ms))
                 : absl::StrCat(name, " refused it or did not answer");
    case Verdict::CLOSED:
      return absl::StrCat("queue \"", ToAbsl(core.symbols().Text(ticket.queue)),
                          "\" or its channel hands out nothing now", Before(verdict));
    case Verdict::AWAY:
      return absl::StrCat(name, " is ", ToAbsl(PresenceName(agent.presence)), Before(verdict));
    case Verdict::FULL:
      return absl::StrCat(Full(core, verdict), Before(verdict));
    case Verdict::RESERVED:
      return absl::StrCat(name, " is kept free for tickets that need a scarce skill",
                          Before(verdict));
    case Verdict::OCCUPIED:
      return Occupied(core, agent, verdict);
    case Verdict::SHARE:
      return BeyondShare(core, agent, verdict);
    case Verdict::BATCHED:
      return Batched(core, ticket);
    default:
      return CouldTake(core, ticket, verdict);
  }
}

std::string SentenceOf(const Core& core, const Ticket& ticket,
                       const v1::RoutingExplanation& explanation) {
  if (!ticket.in_ladder) return NotWaiting(core, ticket);
  if (!explanation.has_decided_by()) {
    return "no route takes it; it waits for a person to send it somewhere";
  }
  const std::string where =
      ticket.state == TicketState::kOffered
          ? absl::StrCat("it is offered to ", ToAbsl(Handler(core, ticket)))
          : absl::StrCat("it waits in queue \"", ToAbsl(core.symbols().Text(ticket.queue)),
                         "\" for ", FormatDuration(explanation.waited_ms()));
  return absl::StrCat(where, "; of ", CountText(core, explanation), BestText(explanation));
}

std::string SentenceOf(const v1::UnroutableTicket& ticket, std::string_view has) {
  if (!ticket.has_decided_by()) {
    return "no route takes it; it waits for a person to send it somewhere";
  }
  if (ticket.nearest_agent_id().empty()) {
    return "nobody on the roster serves a queue of its stages";
  }
  const std::string parts = absl::StrJoin(ticket.relax(), " and ");
  return absl::StrCat("nobody on the roster can ever take it; nearest is ",
                      ticket.nearest_agent_id(), " by ", ticket.decided_by().rule(), ", who lacks ",
                      parts, has.empty() ? "" : " and has ", ToAbsl(has));
}

}  // namespace waypost::engine
