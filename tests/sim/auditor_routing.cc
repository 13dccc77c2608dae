// Who should be offered what, by looking at everybody.
#include <algorithm>
#include <tuple>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kMin = 60'000;
constexpr int64_t kForgetMs = 10 * kMin;

struct LadderStage {
  const char* route;
  int64_t after_ms;
  const char* queue;
};

constexpr LadderStage kStages[] = {
    {"account", 0, "expert"},        {"account", 2 * kMin, "expert"},
    {"account", 7 * kMin, "front"},  {"refund", 0, "front"},
    {"refund", 5 * kMin, "bulk"},    {"question", 0, "bulk"},
    {"question", 3 * kMin, "front"},
};

std::vector<LadderStage> StagesOf(const std::string& route) {
  std::vector<LadderStage> stages;
  for (const LadderStage& stage : kStages) {
    if (stage.route == route) stages.push_back(stage);
  }
  return stages;
}

int Skill(const v1::Agent& agent, const std::string& name) {
  for (const v1::Skill& skill : agent.skills()) {
    if (skill.name() == name) return skill.level();
  }
  return 0;
}

int Speaks(const v1::Agent& agent, const std::string& tag) {
  for (const v1::Language& language : agent.languages()) {
    if (language.tag() == tag) return language.level();
  }
  return 0;
}

bool Serves(const v1::Agent& agent, const std::string& queue) {
  return agent.queues().empty() ||
         std::find(agent.queues().begin(), agent.queues().end(), queue) != agent.queues().end();
}

}  // namespace

void Auditor::EnterLadder(Ticket& ticket) {
  ticket.in_ladder = true;
  ticket.waits_since_ms = at_ms_ - ticket.waited_ms;
}

void Auditor::LeaveLadder(Ticket& ticket) {
  if (ticket.in_ladder) ticket.waited_ms = at_ms_ - ticket.waits_since_ms;
  ticket.in_ladder = false;
  ticket.waits = false;
  ticket.arriving = false;
  ticket.forget_ms = kNeverMs;
}

// Its route is decided when it is next heard of: until then its category may still change.
void Auditor::Reroute(Ticket& ticket) {
  LeaveLadder(ticket);
  EnterLadder(ticket);
  ticket.arriving = true;
  ticket.route = "?";
}

// What a person has transferred stays in its queue, whatever conditions say by now.
void Auditor::RouteAnew(Ticket& ticket) {
  if (!ticket.in_ladder || !ticket.route.empty()) return Reroute(ticket);
  ticket.waits = false;
  ticket.arriving = true;
  ticket.forget_ms = kNeverMs;
  ticket.routed_language = ticket.language;
}

void Auditor::LetGo(const std::string& id, Ticket& ticket) {
  const auto agent = agents_.find(ticket.handler);
  if (agent != agents_.end()) agent->second.tickets.erase(id);
  ticket.handler.clear();
}

bool Auditor::StageAllows(const Ticket& ticket, int stage, const v1::Agent& agent) const {
  const std::string at = ticket.route + std::to_string(stage);
  const int language = Speaks(agent, ticket.routed_language);
  if (at == "account1") return Skill(agent, "account") >= 60 && language >= 50;
  if (at == "account2") return Skill(agent, "account") >= 30;
  if (at == "refund1") return Skill(agent, "refund") >= 50 || Speaks(agent, "pt") >= 80;
  if (at == "refund2") return language >= 30;
  if (at == "question1") return language >= 50;
  return true;
}

bool Auditor::MayTake(const Ticket& ticket, const Agent& agent) const {
  if (ticket.avoided.count(agent.joined) != 0) return false;
  if (ticket.route.empty()) return Serves(agent.facts, ticket.queue);
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  for (int i = 0; i < ticket.stage; ++i) {
    if (Serves(agent.facts, stages[static_cast<size_t>(i)].queue) &&
        StageAllows(ticket, i + 1, agent.facts)) {
      return true;
    }
  }
  return false;
}

bool Auditor::IsFree(const Agent& agent) const {
  return agent.presence == v1::AVAILABLE &&
         static_cast<int>(agent.tickets.size()) < std::max(1, agent.facts.capacity());
}

std::string Auditor::BestAgentFor(const Ticket& ticket) const {
  std::string best;
  std::tuple<int64_t, uint64_t> rank;
  for (const auto& [id, agent] : agents_) {
    if (!IsFree(agent) || !MayTake(ticket, agent)) continue;
    const auto other = std::make_tuple(agent.idle_since_ms, agent.joined);
    if (!best.empty() && rank < other) continue;
    best = id;
    rank = other;
  }
  return best;
}

std::string Auditor::BestTicketFor(const Agent& agent) const {
  std::string best;
  std::tuple<std::string, int64_t, uint64_t> rank;
  for (const auto& [id, ticket] : tickets_) {
    if (!ticket.waits || !MayTake(ticket, agent)) continue;
    const auto other = std::make_tuple(ticket.priority, ticket.waits_since_ms, ticket.opened_as);
    if (!best.empty() && rank < other) continue;
    best = id;
    rank = other;
  }
  return best;
}

bool Auditor::CountsIn(const Ticket& ticket, const std::string& queue) const {
  if (ticket.route.empty()) return ticket.queue == queue;
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  return std::any_of(stages.begin(), stages.begin() + ticket.stage,
                     [&queue](const LadderStage& stage) { return stage.queue == queue; });
}

void Auditor::SeeRouting(const v1::Event& event, Ticket& ticket) {
  const bool waits_or_asked = event.has_ticket_queued() || event.has_ticket_offered();
  if (waits_or_asked && !ticket.handler.empty()) {
    LetGo(event.ticket_id(), ticket);  // a transfer takes it away without a word
    if (!ticket.arriving) Reroute(ticket);
  }
  if (waits_or_asked && ticket.route == "?") {
    ticket.route = ticket.category;
    ticket.routed_language = ticket.language;
    const std::vector<LadderStage> stages = StagesOf(ticket.route);
    ticket.stage =
        static_cast<int>(std::count_if(stages.begin(), stages.end(), [&](const LadderStage& stage) {
          return ticket.waits_since_ms + stage.after_ms <= at_ms_;
        }));
    if (stages.empty()) return Fail(event.ticket_id() + " has no route but is routed");
    ticket.queue = stages[static_cast<size_t>(ticket.stage - 1)].queue;
  }
  if (waits_or_asked || event.has_ticket_unroutable()) {
    ticket.untaken_ms = std::min(ticket.untaken_ms, at_ms_);
  }
  if (event.has_ticket_queued()) NoteStay(event.ticket_queued().queue(), ticket);
  if (event.has_ticket_offered()) NoteStay(event.ticket_offered().queue(), ticket);
  if (event.has_stage_started()) NoteStay(event.stage_started().queue(), ticket);
  if (event.has_ticket_assigned()) ticket.untaken_ms = kNeverMs;
  if (event.has_ticket_queued()) SeeQueued(event.ticket_id(), event.ticket_queued(), ticket);
  if (event.has_ticket_offered()) SeeOffered(event.ticket_id(), event.ticket_offered(), ticket);
  if (event.has_offer_ended()) SeeOfferEnded(event.ticket_id(), event.offer_ended(), ticket);
  if (event.has_ticket_assigned()) SeeAssigned(event.ticket_id(), event.ticket_assigned(), ticket);
  if (event.has_stage_started()) SeeStage(event.stage_started(), ticket);
  if (event.has_ticket_unroutable()) {
    Check("unroutable", StagesOf(ticket.category).empty(), event.ticket_id() + " has a route");
    ticket.route = "none";
    ticket.stage = 0;
    ticket.arriving = false;
    if (ticket.state != v1::REOPENED) NoteStatus(ticket, v1::QUEUED);
  }
}

void Auditor::SeeQueued(const std::string& id, const v1::TicketQueued& queued, Ticket& ticket) {
  Check("queued", ticket.arriving, id + " waits already");
  const std::string best = BestAgentFor(ticket);
  Check("queued", best.empty(), id + " waits although " + best + " is free");
  Check("queued", queued.queue() == ticket.queue, id + " waits in " + queued.queue());
  Check("queued", queued.stage() == std::max(1, ticket.stage), id + ": wrong stage");
  if (ticket.state != v1::REOPENED) NoteStatus(ticket, v1::QUEUED);
  ticket.arriving = false;
  ticket.waits = true;
  ticket.forget_ms = ticket.avoided.empty() ? kNeverMs : at_ms_ + kForgetMs;
  int64_t waiting = 0;
  for (const auto& [other_id, other] : tickets_) {
    waiting += other.waits && CountsIn(other, ticket.queue);
  }
  Check("waiting count", queued.waiting() == waiting, id + ": wrong count of waiting tickets");
}

void Auditor::SeeOffered(const std::string& id, const v1::TicketOffered& offered, Ticket& ticket) {
  const auto found = agents_.find(offered.agent_id());
  if (found == agents_.end()) return Fail(id + " is offered to nobody known");
  Agent& agent = found->second;
  Check("offer", IsFree(agent), id + " is offered to " + found->first + ", who is not free");
  // A timer of another ticket may free an agent at the very instant, before this one forgets.
  const bool freed = ticket.waits && MayTake(ticket, agent) && BestTicketFor(agent) == id;
  const bool forgets_now = by_timer_ && ticket.waits && ticket.forget_ms == at_ms_ && !freed;
  if (forgets_now) {
    ticket.avoided.clear();
    ticket.arriving = true;
  }
  if (ticket.arriving) {
    const std::string best = BestAgentFor(ticket);
    Check("longest idle", best == found->first,
          id + " is offered to " + found->first + " instead of " + best);
  } else {
    const std::string best = BestTicketFor(agent);
    Check("best ticket", best == id, found->first + " is offered " + id + " instead of " + best);
  }
  const int64_t timeout_ms = ticket.queue == "expert" ? 45'000 : 30'000;
  Check("expiry", offered.expires_ms() == at_ms_ + timeout_ms, id + ": wrong expiry");
  NoteStatus(ticket, v1::OFFERED);
  ticket.offer_expires_ms = at_ms_ + timeout_ms;
  ticket.waits = false;
  ticket.arriving = false;
  ticket.forget_ms = kNeverMs;
  ticket.handler = found->first;
  agent.tickets.insert(id);
  agent.idle_since_ms = at_ms_;
}

void Auditor::SeeOfferEnded(const std::string& id, const v1::OfferEnded& ended, Ticket& ticket) {
  Check("offer ended", ticket.handler == ended.agent_id() && ticket.state == v1::OFFERED,
        id + " was not offered to " + ended.agent_id());
  const auto agent = agents_.find(ended.agent_id());
  const bool refused =
      ended.how() == v1::OfferEnded::DECLINED || ended.how() == v1::OfferEnded::TIMED_OUT;
  if (ended.how() == v1::OfferEnded::TIMED_OUT) {
    Check("timed out", ticket.offer_expires_ms == at_ms_, id + " timed out at the wrong time");
  }
  if (ended.how() != v1::OfferEnded::CANCELLED) ticket.routed_language = ticket.language;
  if (agent != agents_.end() && refused) {
    ticket.avoided.insert(agent->second.joined);
    const bool any = std::any_of(agents_.begin(), agents_.end(),
                                 [&](const auto& entry) { return MayTake(ticket, entry.second); });
    if (!any) ticket.avoided.clear();
  }
  LetGo(id, ticket);
  ticket.offer_expires_ms = kNeverMs;
  if (ended.how() != v1::OfferEnded::CANCELLED) {
    NoteStatus(ticket, v1::QUEUED);
    ticket.arriving = true;
    // While it was offered another route may have become its own.
    if (!ticket.route.empty() && ticket.route != ticket.category) Reroute(ticket);
  }
}

void Auditor::SeeAssigned(const std::string& id, const v1::TicketAssigned& assigned,
                          Ticket& ticket) {
  const auto found = agents_.find(assigned.agent_id());
  if (found == agents_.end()) return Fail(id + " is assigned to nobody known");
  const bool accepted = ticket.state == v1::OFFERED && ticket.handler == found->first;
  LeaveLadder(ticket);
  if (!accepted) {
    LetGo(id, ticket);
    Check("capacity", assigned.forced() || IsFree(found->second),
          found->first + " is given " + id + " without room");
    found->second.idle_since_ms = at_ms_;
    found->second.tickets.insert(id);
  }
  Check("waited", assigned.waited_ms() == ticket.waited_ms, id + ": wrong waiting time");
  if (ticket.owner.empty()) ticket.owner = found->first;
  Check("owner", assigned.owner_id() == ticket.owner, id + ": wrong owner");
  ticket.handler = found->first;
  ticket.avoided.clear();
  ticket.offer_expires_ms = kNeverMs;
  NoteStatus(ticket, v1::ASSIGNED);
}

void Auditor::SeeStage(const v1::StageStarted& started, Ticket& ticket) {
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  ++ticket.stage;
  const auto index = static_cast<size_t>(ticket.stage - 1);
  if (index >= stages.size()) return Fail("a stage that the route does not have");
  Check("stage",
        started.stage() == ticket.stage && started.queue() == stages[index].queue &&
            at_ms_ == ticket.waits_since_ms + stages[index].after_ms,
        "a stage begins wrongly on route " + ticket.route);
  ticket.queue = stages[index].queue;
  ticket.routed_language = ticket.language;
  if (!ticket.waits) return;
  ticket.forget_ms = ticket.avoided.empty() ? kNeverMs : at_ms_ + kForgetMs;
  ticket.arriving = !BestAgentFor(ticket).empty();
  ticket.waits = !ticket.arriving;
}

void Auditor::ForgetRefusals(int64_t before_ms) {
  for (auto& [id, ticket] : tickets_) {
    if (!ticket.waits || ticket.forget_ms >= before_ms) continue;
    ticket.avoided.clear();
    ticket.forget_ms = kNeverMs;
  }
}

// After a command: nobody is idle for whom a ticket waits, and nothing is overdue.
void Auditor::CheckRouting() {
  for (const auto& [id, ticket] : tickets_) {
    Check("settled", !ticket.arriving, id + " was neither offered nor told to wait");
    Check("offer overdue", ticket.offer_expires_ms >= at_ms_, id + ": an offer should have ended");
    Check("closing overdue", ticket.closes_ms >= at_ms_, id + " should have closed");
    if (ticket.waits) {
      const std::string best = BestAgentFor(ticket);
      Check("nobody idle", best.empty(), id + " waits although " + best + " is idle");
    }
    if (!ticket.in_ladder || ticket.route.empty()) continue;
    const std::vector<LadderStage> stages = StagesOf(ticket.route);
    const auto next = static_cast<size_t>(ticket.stage);
    if (next >= stages.size()) continue;
    Check("stage overdue", ticket.waits_since_ms + stages[next].after_ms >= at_ms_,
          id + " should have reached its next stage");
  }
}

}  // namespace waypost::sim
