#include "lib/engine/routing_sentence.h"

#include <algorithm>
#include <string>

#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/engine/hindrance.h"
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

std::string_view QueueName(const Core& core, const Ticket& ticket) {
  return core.symbols().Text(ticket.queue);
}

Words NoRoute() {
  return {"no route takes it; it waits for a person to send it somewhere",
          "没有路由接收它；它等待有人转派"};
}

// When a stage to come lets the agent in.
Words LaterStage(const Core& core, const Verdict& verdict) {
  for (const v1::StageVerdict& stage : verdict.stages()) {
    if (stage.begins_ms() == 0 || !stage.serves_queue() || !stage.failing().empty()) continue;
    if (stage.begins_ms() == Calendar::kNever) continue;
    return Say({"; by stage $0, in $1, nothing is lacking", "；到阶段 $0（$1 后）就什么都不缺"},
               stage.stage(), Ahead(core, stage.begins_ms()));
  }
  return {};
}

const v1::StageVerdict& Deciding(const Verdict& verdict) {
  for (const v1::StageVerdict& stage : verdict.stages()) {
    if (stage.decided_by().rule() == verdict.decided_by().rule()) return stage;
  }
  return verdict.stages(0);
}

Words Lack(const Core& core, const Verdict& verdict) {
  const v1::StageVerdict& stage = Deciding(verdict);
  const Words has = stage.has().empty()
                        ? Say({"$0 meets no part of it", "$0 一项也不满足"}, verdict.agent_id())
                        : Say({"$0 has $1", "$0 具备的是 $1"}, verdict.agent_id(), stage.has());
  return Say({"$0 requires $1, $2$3", "$0 要求 $1，$2$3"}, verdict.decided_by().rule(),
             stage.failing(), has, LaterStage(core, verdict));
}

Words Before(const Verdict& verdict) {
  if (verdict.tickets_before() == 0) return {"; it is the next", "；下一张就是它"};
  return Say({"; $0 {ticket comes|tickets come} before it", "；它前面有 $0 张工单"},
             verdict.tickets_before());
}

Words NotWaiting(const Core& core, const Ticket& ticket) {
  if (ticket.state == TicketState::kAssigned) {
    return Say({"it waits for nobody: $0 works on it", "它不在等人：$0 正在处理"},
               Handler(core, ticket));
  }
  return Say({"it waits for nobody: it is $0", "它不在等人：状态为 $0"}, StateName(ticket.state));
}

Words CouldTake(const Core& core, const Ticket& ticket, const Verdict& verdict) {
  if (ticket.handler == kNobody) {
    return Say({"nothing keeps $0 from it", "没有什么妨碍 $0 接它"}, verdict.agent_id());
  }
  return Say(
      {"nothing keeps $0 from it, but $1 was asked first", "没有什么妨碍 $0 接它，但先问了 $1"},
      verdict.agent_id(), Handler(core, ticket));
}

Words Full(const Core& core, const Verdict& verdict) {
  const absl::StatusOr<v1::AgentView> agent = GetAgent(core, verdict.agent_id());
  if (!agent.ok()) return {};
  return Say({"$0 has $1 of $2 {ticket|tickets}", "$0 已有 $1 张工单，容量为 $2"},
             verdict.agent_id(), agent->offered() + agent->handled(), agent->capacity_now());
}

// "; it may be given more in 20m", or nothing if that never comes by itself.
Words Until(const Core& core, const Wording& what, int64_t at_ms) {
  return at_ms == Calendar::kNever ? Words() : Say(what, Ahead(core, at_ms));
}

Words Closed(const Core& core, const Ticket& ticket, const Verdict& verdict) {
  const Words until =
      Until(core, {"; it opens in $0", "；$0 后开放"}, RoutingAsks::OpensAt(core, ticket));
  return Say({"queue \"$0\" or its channel hands out nothing now$1$2",
              "队列 \"$0\" 或其渠道现在不派单$1$2"},
             QueueName(core, ticket), until, Before(verdict));
}

Words OffShift(const Core& core, const Agent& agent, const Verdict& verdict) {
  const Words until =
      Until(core, {"; its shift begins in $0", "；$0 后上班"}, HindranceOf(agent).until_ms);
  return Say({"$0 is off shift$1$2", "$0 不在班$1$2"}, verdict.agent_id(), until, Before(verdict));
}

Words RestText(const Agent& agent, RestKind kind) {
  switch (kind) {
    case RestKind::kWrapUp:
      return Say({"wraps up \"$0\"", "正在收尾 \"$0\""}, agent.wrapping);
    case RestKind::kDeclined:
      return {"has declined a ticket and rests", "刚拒绝过工单，正在休整"};
    case RestKind::kTimedOut:
      return {"did not answer an offer and rests", "刚才没有应答，正在休整"};
    default:
      return {"has been given as many tickets as its pace allows", "已按其节奏接满工单"};
  }
}

Words Resting(const Core& core, const Agent& agent, const Verdict& verdict) {
  const Hindrance rest = HindranceOf(agent);
  const Words until =
      Until(core, {"; it may be given more in $0", "；$0 后可以再派给它"}, rest.until_ms);
  return Say({"$0 $1$2$3", "$0 $1$2$3"}, verdict.agent_id(),
             RestText(agent, rest.rest.value_or(RestKind::kPace)), until, Before(verdict));
}

Words Occupied(const Core& core, const Agent& agent, const Verdict& verdict) {
  const policy::OccupancyCap& cap = core.current().tables().work.occupancy;
  const Words others =
      cap.hard ? Words() : Words{" as long as others are free", "（只要别人有空）"};
  const Words until = agent.work.works()
                          ? Words{"; it works still", "；现在仍在工作"}
                          : Say({"; it may be given more in $0", "；$0 后可以再派给它"},
                                Ahead(core, agent.cap_due_ms));
  return Say({"$0 has worked for $1 of the last $2 and is not to exceed $3 %$4$5$6",
              "$0 在最近 $2 中工作了 $1，不得超过 $3 %$4$5$6"},
             verdict.agent_id(),
             FormatDuration(agent.work.WorkedWithin(cap.within_ms, core.now_ms())),
             FormatDuration(cap.within_ms), cap.percent, others, until, Before(verdict));
}

Words BeyondShare(const Core& core, const Agent& agent, const Verdict& verdict) {
  const CoreState::VendorShare* const share = RoutingAsks::ShareHolding(core, agent);
  if (share == nullptr) return {};
  return Say(
      {"$0 has taken $1 of $2 {ticket|tickets} in this period and is asked to take $3; one more "
       "would exceed its share$4",
       "$0 在本期已接 $2 张工单中的 $1 张，另有 $3 张正在询问；再多一张就超出其份额$4"},
      core.symbols().Text(share->id), share->taken, share->of_all, share->offered, Before(verdict));
}

Words Refused(const Core& core, const Ticket& ticket, const Verdict& verdict) {
  const bool forgotten = ticket.handler == kNobody && ticket.state_due_ms != Calendar::kNever;
  return Say({"$0 refused it or did not answer$1", "$0 拒绝过它或没有应答$1"}, verdict.agent_id(),
             forgotten ? Say({"; that is forgotten in $0", "；$0 后不再计较"},
                             Ahead(core, ticket.state_due_ms))
                       : Words());
}

Words CountOf(int64_t agents, Verdict::Why why) {
  switch (why) {
    case Verdict::NOT_IN_QUEUE:
      return Say({"$0 not in its queues", "$0 名不服务其队列"}, agents);
    case Verdict::REQUIREMENT:
      return Say({"$0 lacking what it requires", "$0 名不满足要求"}, agents);
    case Verdict::REFUSED:
      return Say({"$0 refused it", "$0 名拒绝过"}, agents);
    case Verdict::CLOSED:
      return Say({"$0 outside of its hours", "$0 名因未开放"}, agents);
    case Verdict::AWAY:
      return Say({"$0 away", "$0 名不在"}, agents);
    case Verdict::OFF_SHIFT:
      return Say({"$0 off shift", "$0 名不在班"}, agents);
    case Verdict::RESTING:
      return Say({"$0 resting", "$0 名在休整"}, agents);
    case Verdict::ONLY_PULLS:
      return Say({"$0 pulling only", "$0 名只自行领取"}, agents);
    case Verdict::FULL:
      return Say({"$0 full", "$0 名已满"}, agents);
    case Verdict::RESERVED:
      return Say({"$0 kept free for others", "$0 名留作他用"}, agents);
    case Verdict::OCCUPIED:
      return Say({"$0 occupied for long enough", "$0 名占用已够"}, agents);
    case Verdict::SHARE:
      return Say({"$0 beyond its vendor's share", "$0 名超出供应商份额"}, agents);
    default:
      return {};
  }
}

// "5 agents: 3 lacking what it requires, 1 full".
Words CountText(const Core& core, const v1::RoutingExplanation& explanation) {
  const size_t all = core.agents().size();
  if (all == 0) return {"nobody is on the roster", "名册上没有人"};
  Words text = Say({"$0 {agent|agents}", "$0 名坐席"}, all);
  bool first = true;
  for (const Verdict::Why why :
       {Verdict::NOT_IN_QUEUE, Verdict::REQUIREMENT, Verdict::REFUSED, Verdict::CLOSED,
        Verdict::AWAY, Verdict::OFF_SHIFT, Verdict::RESTING, Verdict::ONLY_PULLS, Verdict::FULL,
        Verdict::RESERVED, Verdict::OCCUPIED, Verdict::SHARE}) {
    int64_t agents = 0;
    for (const v1::Obstacle& obstacle : explanation.obstacles()) {
      if (obstacle.why() == why) agents += obstacle.agents();
    }
    if (agents == 0) continue;
    text += first ? Words{": ", "："} : Words{", ", "，"};
    text += CountOf(agents, why);
    first = false;
  }
  return text;
}

// Who is first, and by how much.
Words BestText(const Core& core, const Ticket& ticket, const v1::RoutingExplanation& explanation) {
  if (explanation.candidates().empty()) return {};
  const v1::Candidate& first = explanation.candidates(0);
  Words text = Say({"; next would be $0", "；下一个会是 $0"}, first.agent_id());
  if (explanation.candidates_size() == 1) return text;
  const policy::Queue* const queue = core.QueueOf(ticket);
  if (queue != nullptr && !queue->choice.empty()) {
    text += Say({", by the choice of queue \"$0\"", "，依据队列 \"$0\" 的选择"},
                QueueName(core, ticket));
    return text;
  }
  const v1::Candidate& second = explanation.candidates(1);
  const int64_t longer_ms = second.idle_since_ms() - first.idle_since_ms();
  if (first.score() != second.score()) {
    text += Say({", by score $0 to $1 of $2", "，得分 $0，$2 为 $1"}, first.score(), second.score(),
                second.agent_id());
  } else if (longer_ms == 0) {
    text += Say({", who joined before $0", "，比 $0 先加入"}, second.agent_id());
  } else {
    text += Say({", idle for $0 longer than $1", "，比 $1 多空闲 $0"}, FormatDuration(longer_ms),
                second.agent_id());
  }
  return text;
}

Words PartsOf(const v1::UnroutableTicket& ticket) {
  Words parts;
  for (const std::string& part : ticket.relax()) {
    if (!parts.empty()) parts += {" and ", " 和 "};
    parts += part;
  }
  return parts;
}

}  // namespace

Words SentenceOf(const Core& core, const Ticket& ticket, const Agent& agent,
                 const Verdict& verdict) {
  const std::string& name = verdict.agent_id();
  switch (verdict.why()) {
    case Verdict::HAS_IT:
      return ticket.state == TicketState::kOffered
                 ? Say({"it is offered to $0", "它正在询问 $0"}, name)
                 : Say({"$0 has it", "它在 $0 手里"}, name);
    case Verdict::NOT_WAITING:
      return NotWaiting(core, ticket);
    case Verdict::NO_ROUTE:
      return NoRoute();
    case Verdict::NOT_IN_QUEUE:
      return Say({"$0 does not serve queue \"$1\"$2", "$0 不服务队列 \"$1\"$2"}, name,
                 Deciding(verdict).queue(), LaterStage(core, verdict));
    case Verdict::REQUIREMENT:
      return Lack(core, verdict);
    case Verdict::REFUSED:
      return Refused(core, ticket, verdict);
    case Verdict::CLOSED:
      return Closed(core, ticket, verdict);
    case Verdict::OFF_SHIFT:
      return OffShift(core, agent, verdict);
    case Verdict::RESTING:
      return Resting(core, agent, verdict);
    case Verdict::ONLY_PULLS:
      return Say({"$0 is offered nothing: it asks for its next ticket by itself$1",
                  "不向 $0 派单：它自己领取下一张工单$1"},
                 name, Before(verdict));
    case Verdict::AWAY:
      return Say({"$0 is $1$2", "$0 的状态为 $1$2"}, name, PresenceName(agent.presence),
                 Before(verdict));
    case Verdict::FULL:
      return Say({"$0$1", "$0$1"}, Full(core, verdict), Before(verdict));
    case Verdict::RESERVED:
      return Say(
          {"$0 is kept free for tickets that need a scarce skill$1", "$0 留给需要稀缺技能的工单$1"},
          name, Before(verdict));
    case Verdict::OCCUPIED:
      return Occupied(core, agent, verdict);
    case Verdict::SHARE:
      return BeyondShare(core, agent, verdict);
    case Verdict::BATCHED:
      return Say(
          {"queue \"$0\" gives out what it collects in $1", "队列 \"$0\" 在 $1 后派出所收集的工单"},
          QueueName(core, ticket), Ahead(core, RoutingAsks::GivenOutAt(core, ticket)));
    default:
      return CouldTake(core, ticket, verdict);
  }
}

Words SentenceOf(const Core& core, const Ticket& ticket,
                 const v1::RoutingExplanation& explanation) {
  if (!ticket.in_ladder) return NotWaiting(core, ticket);
  if (!explanation.has_decided_by()) return NoRoute();
  const Words where = ticket.state == TicketState::kOffered
                          ? Say({"it is offered to $0", "它正在询问 $0"}, Handler(core, ticket))
                          : Say({"it waits in queue \"$0\" for $1", "它在队列 \"$0\" 等待了 $1"},
                                QueueName(core, ticket), FormatDuration(explanation.waited_ms()));
  return Say({"$0; of $1$2", "$0；$1$2"}, where, CountText(core, explanation),
             BestText(core, ticket, explanation));
}

Words SentenceOf(const v1::UnroutableTicket& ticket, const Words& unmet, std::string_view has) {
  if (!ticket.has_decided_by()) return NoRoute();
  if (ticket.nearest_agent_id().empty()) {
    return {"nobody on the roster serves a queue of its stages", "名册上没有人服务其各阶段的队列"};
  }
  Words why = unmet;
  if (!ticket.relax().empty()) {
    if (!why.empty()) why += {" and ", "，"};
    why += Say({"lacks $0", "缺少 $0"}, PartsOf(ticket));
  }
  if (!has.empty()) why += Say({" and has $0", "，具备的是 $0"}, has);
  return Say({"nobody on the roster can ever take it; nearest is $0 by $1, who $2",
              "名册上永远没有人能接它；最接近的是 $0（依据 $1），$2"},
             ticket.nearest_agent_id(), ticket.decided_by().rule(), why);
}

}  // namespace waypost::engine
