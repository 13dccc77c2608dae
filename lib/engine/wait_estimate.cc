#include "lib/engine/wait_estimate.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/engine/given_log.h"
#include "lib/engine/routing_asks.h"
#include "lib/engine/routing_sentence.h"
#include "lib/engine/unknown_id.h"
#include "lib/route/eligibility.h"

namespace waypost::engine {
namespace {

using policy::kNone;

// The slot of a ticket that waits in a queue.
absl::StatusOr<Slot> FindWaiting(const Core& core, const v1::WaitQuestion& question) {
  const std::string& id = question.ticket_id();
  if (!question.category().empty() || !question.priority().empty() ||
      !question.language().empty() || !question.queue().empty()) {
    return InvalidArgument({"ask of a ticket or of a kind of ticket, not of both",
                            "请问一张工单或一类工单，不要两者都问"});
  }
  const Slot slot = core.tickets().Find(id);
  if (slot == TicketStore::kNoSlot) {
    return UnknownTicket(id);
  }
  if (!core.dispatcher().IsWaiting(slot)) {
    return ErrorOf(absl::StatusCode::kFailedPrecondition,
                   Say({"ticket \"$0\" does not wait", "工单 \"$0\" 不在等待"}, id));
  }
  return slot;
}

absl::Status Unknown(const Words& what, const std::string& name) {
  return InvalidArgument(Say({"the policy has no $0 \"$1\"", "策略中没有$0 \"$1\""}, what, name));
}

// A ticket of the kind that nobody has opened, at the foot of its ladder.
absl::Status FillTicket(const Core& core, const v1::WaitQuestion& question, Ticket& ticket) {
  const PolicyVersion& policy = core.current();
  const policy::Tables& tables = policy.tables();
  uint8_t rank = tables.default_priority;
  if (!question.category().empty()) {
    ticket.category = core.symbols().Find(question.category());
    const uint16_t category = policy.FindCategory(ticket.category);
    if (category == kNone) return Unknown({"category", "类别"}, question.category());
    rank = tables.categories[category].priority;
  }
  ticket.priority = policy.PriorityAt(rank);
  if (!question.priority().empty()) {
    ticket.priority = core.symbols().Find(question.priority());
    if (!policy.HasPriority(ticket.priority))
      return Unknown({"priority", "优先级"}, question.priority());
  }
  ticket.language = core.symbols().Find(question.language());
  ticket.ordinal = std::numeric_limits<uint64_t>::max();
  ticket.opened_ms = ticket.wait_mark_ms = core.now_ms();
  ticket.state = TicketState::kQueued;
  RoutingAsks::PutAtFoot(core, ticket);
  if (question.queue().empty()) return absl::OkStatus();
  ticket.route = kNone;
  ticket.queue = core.symbols().Find(question.queue());
  if (policy.FindQueue(ticket.queue) == kNone) return Unknown({"queue", "队列"}, question.queue());
  return absl::OkStatus();
}

bool Meets(const RoutingAsks& asks, const Agent& agent, uint32_t language) {
  const route::AgentEligibility eligibility(agent.profile);
  return std::any_of(asks.all().begin(), asks.all().end(), [&](const RoutingAsk& ask) {
    return ask.open() &&
           std::any_of(ask.needs.begin(), ask.needs.end(), [&](const route::StageNeed& need) {
             return eligibility.Admits(need, language);
           });
  });
}

class WaitEstimator {
 public:
  // `waits`: it is among the waiting; else nobody has opened it.
  WaitEstimator(const Core& core, const Ticket& ticket, bool waits)
      : core_(core),
        ticket_(ticket),
        waits_(waits),
        asks_(core, ticket, RoutingAsks::Languages::kThatDoNow),
        collects_(RoutingAsks::CollectsFor(core, ticket)),
        window_ms_(core.current().tables().work.estimate_from_ms) {}

  v1::WaitEstimate Estimate() {
    CountAgents();
    CountTickets();
    estimate_.set_wait_ms(WaitMs());
    SetSentence(Sentence(), estimate_);
    return estimate_;
  }

 private:
  void CountAgents() {
    int64_t given = 0;
    int64_t observed_ms = 0;
    for (const uint32_t place : core_.agents().InOrder()) {
      const Agent& agent = core_.agents()[place];
      if (agent.is_away() || !MayTake(place)) continue;
      places_.push_back(place);
      given += GivenWithin(agent.given_ms, window_ms_, core_.now_ms());
      observed_ms += std::clamp<int64_t>(core_.now_ms() - agent.since_ms, 1, window_ms_);
      if (IsFree(place)) estimate_.set_free(estimate_.free() + 1);
    }
    estimate_.set_agents(static_cast<int64_t>(places_.size()));
    estimate_.set_given(given);
    estimate_.set_observed_ms(observed_ms);
  }

  // Of a ticket that waits all is known that it needs.
  bool MayTake(uint32_t place) const {
    if (RoutingAsks::Avoids(core_, ticket_, place)) return false;
    if (waits_) return core_.dispatcher().Eligible(ticket_.route_class, place);
    return Meets(asks_, core_.agents()[place], ticket_.language);
  }

  // Whose vendor has had its share comes back; until then there is nobody free.
  bool IsFree(uint32_t place) const {
    if (waits_) return core_.dispatcher().MayBeGiven(ticket_.route_class, place);
    return core_.agents()[place].can_take_more() && !core_.dispatcher().IsHeld(place);
  }

  // Only what these agents would take first keeps the ticket waiting.
  void CountTickets() {
    const route::WaitingKey own = RoutingAsks::KeyOf(core_, ticket_);
    estimate_.set_before(
        static_cast<int64_t>(core_.dispatcher().CountBefore(places_, own, core_.now_ms())));
  }

  // So many turns, each as long as one of these agents together takes to be given a ticket. Where
  // tickets are collected the last of them begins another window, unless one still goes on.
  int64_t WaitMs() const {
    if (estimate_.free() > 0) return collects_.now_ms;
    if (estimate_.given() == 0) return -1;
    const int64_t each_ms = estimate_.observed_ms() / estimate_.agents();
    const int64_t turns_ms = (estimate_.before() + 1) * each_ms / estimate_.given();
    return turns_ms <= collects_.now_ms ? collects_.now_ms : turns_ms + collects_.then_ms;
  }

  Words Sentence() const {
    if (estimate_.agents() == 0) return {"nobody is there who may take it", "没有能接它的人在场"};
    if (estimate_.free() > 0) {
      return Say({"$0 {agent is|agents are} free for it$1", "有 $0 名坐席空闲可接$1"},
                 estimate_.free(), Collected());
    }
    const std::string window = FormatDuration(window_ms_);
    if (estimate_.given() == 0) {
      return Say({"$0 given nothing in the last $1", "$0在最近 $1 没有派到任何工单"}, Agents(),
                 window);
    }
    const Words before =
        Say({"$0 {ticket comes|tickets come} first", "前面有 $0 张工单"}, estimate_.before());
    return Say(
        {"about $0: $1, and $2 given $3 in the last $4$5", "约 $0：$1，$2在最近 $4 派到 $3 张$5"},
        FormatDuration(std::max<int64_t>(estimate_.wait_ms(), 1)), before, Agents(),
        estimate_.given(), window, Collected());
  }

  Words Collected() const {
    if (collects_.then_ms == 0) return {};
    return Say({"; its queue collects for $0", "；其队列收集 $0 才派出"},
               FormatDuration(collects_.then_ms));
  }

  Words Agents() const {
    if (estimate_.agents() == 1) return {"the agent who may take it was", "能接它的那名坐席"};
    return Say({"the $0 agents who may take it were", "能接它的 $0 名坐席"}, estimate_.agents());
  }

  const Core& core_;
  const Ticket& ticket_;
  bool waits_;
  RoutingAsks asks_;
  RoutingAsks::Collects collects_;
  int64_t window_ms_;
  std::vector<uint32_t> places_;  // of agents who are there and may take it
  v1::WaitEstimate estimate_;
};

}  // namespace

absl::StatusOr<v1::WaitEstimate> EstimateWait(const Core& core, const v1::WaitQuestion& question) {
  if (core.current().tables().work.estimate_from_ms == 0) {
    return ErrorOf(
        absl::StatusCode::kFailedPrecondition,
        {"the policy counts nothing to estimate from; write work { estimate_from: \"30m\" }",
         "策略没有为预计记录任何东西；请写 work { estimate_from: \"30m\" }"});
  }
  if (!question.ticket_id().empty()) {
    const absl::StatusOr<Slot> waiting = FindWaiting(core, question);
    if (!waiting.ok()) return waiting.status();
    return WaitEstimator(core, core.tickets()[*waiting], true).Estimate();
  }
  Ticket ticket;
  if (absl::Status status = FillTicket(core, question, ticket); !status.ok()) return status;
  if (ticket.queue == 0) {
    v1::WaitEstimate estimate;
    estimate.set_wait_ms(-1);
    SetSentence({"no route takes it", "没有路由接收它"}, estimate);
    return estimate;
  }
  return WaitEstimator(core, ticket, false).Estimate();
}

}  // namespace waypost::engine
