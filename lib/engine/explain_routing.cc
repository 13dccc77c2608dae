#include "lib/engine/explain_routing.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lib/base/words.h"
#include "lib/engine/fixed_asks.h"
#include "lib/engine/hindrance.h"
#include "lib/engine/routing_asks.h"
#include "lib/engine/routing_sentence.h"
#include "lib/engine/rule_text.h"
#include "lib/engine/unknown_id.h"
#include "lib/route/eligibility.h"

namespace waypost::engine {
namespace {

using Why = v1::RoutingVerdict::Why;
using expression::RequirementNode;
using expression::RequirementOp;

constexpr int kMostNames = 20;

// What an ask says of one agent.
struct Judged {
  const route::StageNeed* need = nullptr;  // of a queue that the agent serves; null: of none
  std::optional<uint32_t> failing;         // node of its requirement
  bool admits() const { return need != nullptr && !failing.has_value(); }
};

Judged Judge(const RoutingAsk& ask, const route::AgentEligibility& agent, uint32_t language) {
  Judged judged;
  for (const route::StageNeed& need : ask.needs) {
    if (!agent.Serves(need.queue)) continue;
    const std::optional<uint32_t> failing = agent.FirstFailing(need, language);
    if (judged.need == nullptr || !failing) judged = {&need, failing};
    if (!failing) break;
  }
  return judged;
}

class RoutingExplainer {
 public:
  RoutingExplainer(const Core& core, Slot slot)
      : core_(core),
        slot_(slot),
        ticket_(core.tickets()[slot]),
        asks_(core, ticket_, RoutingAsks::Languages::kThatDoNow),
        fixed_(core, ticket_) {}

  v1::RoutingVerdict Verdict(uint32_t place) const {
    const Agent& agent = core_.agents()[place];
    const route::AgentEligibility eligibility(agent.profile);
    Finding finding = FindingOf(place, eligibility);
    if (finding.why == v1::RoutingVerdict::COULD_TAKE) finding = NotYet(agent);
    v1::RoutingVerdict verdict;
    verdict.set_ticket_id(std::string(ticket_.id.view()));
    verdict.set_agent_id(Text(agent.id));
    verdict.set_why(finding.why);
    if (finding.rule.kind != RuleRef::Kind::kNone) {
      *verdict.mutable_decided_by() = Describe(finding.rule);
    }
    for (const RoutingAsk& ask : asks_.all()) AddStage(ask, eligibility, verdict);
    if (finding.why > v1::RoutingVerdict::REQUIREMENT) {
      verdict.set_tickets_before(TicketsBefore(place));
    }
    verdict.set_changes_ms(NextChange(finding.until_ms));
    SetSentence(finding.lack.empty() ? SentenceOf(core_, ticket_, agent, verdict)
                                     : Say({"$0 $1", "$0 $1"}, verdict.agent_id(), finding.lack),
                verdict);
    return verdict;
  }

  v1::RoutingExplanation Explain() const {
    v1::RoutingExplanation explanation;
    explanation.set_ticket_id(std::string(ticket_.id.view()));
    explanation.set_state(static_cast<v1::TicketState>(ticket_.state));
    explanation.set_waited_ms(ticket_.in_ladder ? core_.now_ms() - ticket_.wait_mark_ms
                                                : static_cast<int64_t>(ticket_.wait_mark_ms));
    if (!asks_.all().empty()) {
      *explanation.mutable_decided_by() = Describe(LastOpen().rule);
    }
    AddAgents(explanation);
    explanation.set_changes_ms(NextChange(Calendar::kNever));
    SetSentence(SentenceOf(core_, ticket_, explanation), explanation);
    return explanation;
  }

 private:
  // The smallest comes first.
  using Ranked = std::pair<std::tuple<TimeCap, int64_t, int64_t, uint64_t>, v1::Candidate>;

  struct Finding {
    Why why = v1::RoutingVerdict::COULD_TAKE;
    RuleRef rule = {};                    // that keeps the agent out
    Judged judged = {};                   // by it, if that is a stage
    Words lack = {};                      // of what holds at every stage: "offers no ..."
    int64_t until_ms = Calendar::kNever;  // when it is over by itself
  };

  std::string Text(Symbol symbol) const { return std::string(core_.symbols().Text(symbol)); }

  v1::PolicyLocation Describe(const RuleRef& rule) const {
    return DescribeRule(core_.version(rule.version).tables(), rule);
  }

  const RoutingAsk& LastOpen() const {
    const RoutingAsk* last = &asks_.all().front();
    for (const RoutingAsk& ask : asks_.all()) {
      if (ask.open()) last = &ask;
    }
    return *last;
  }

  Finding FindingOf(uint32_t place, const route::AgentEligibility& eligibility) const {
    if (ticket_.handler == place || RoutingAsks::IsAsked(core_, slot_, place)) {
      return {v1::RoutingVerdict::HAS_IT};
    }
    if (!ticket_.in_ladder) return {v1::RoutingVerdict::NOT_WAITING};
    if (asks_.all().empty()) return {v1::RoutingVerdict::NO_ROUTE};
    Finding lacks = LackOf(eligibility);
    if (lacks.why != v1::RoutingVerdict::COULD_TAKE) return lacks;
    const Agent& agent = core_.agents()[place];
    if (Words lack = fixed_.DescribeUnmet(core_, agent); !lack.empty()) {
      return {v1::RoutingVerdict::REQUIREMENT, {}, {}, std::move(lack)};
    }
    const auto& avoided = ticket_.rare->avoided;
    if (std::find(avoided.begin(), avoided.end(), place) != avoided.end()) {
      return ByQueue(v1::RoutingVerdict::REFUSED);
    }
    const route::Dispatcher& dispatcher = core_.dispatcher();
    if (dispatcher.Eligible(ticket_.route_class, place) &&
        dispatcher.IsClosedTo(ticket_.route_class, place)) {
      return ByQueue(v1::RoutingVerdict::CLOSED, RoutingAsks::OpensAt(core_, ticket_));
    }
    if (const Hindrance own = HindranceOf(agent); own.why != v1::RoutingVerdict::COULD_TAKE) {
      return {own.why, RuleOf(own), {}, {}, own.until_ms};
    }
    if (const auto* const share = RoutingAsks::ShareHolding(core_, agent)) {
      return {v1::RoutingVerdict::SHARE, RuleOf(*share)};
    }
    if (dispatcher.LeavesAlone(ticket_.route_class, place)) {
      return ByQueue(v1::RoutingVerdict::RESERVED);
    }
    return {};
  }

  Finding ByQueue(Why why, int64_t until_ms = Calendar::kNever) const {
    return {why, core_.QueueRule(ticket_), {}, {}, until_ms};
  }

  RuleRef WorkRule() const { return {RuleRef::Kind::kWork, core_.current_index(), 0, 0}; }

  RuleRef RuleOf(const Hindrance& hindrance) const {
    const bool by_work =
        hindrance.why == v1::RoutingVerdict::OCCUPIED || hindrance.rest == RestKind::kPace;
    return by_work ? WorkRule() : RuleRef();
  }

  RuleRef RuleOf(const CoreState::VendorShare& share) const {
    const PolicyVersion& policy = core_.current();
    const std::vector<policy::Share>& shares = policy.tables().shares;
    for (size_t i = 0; i < shares.size(); ++i) {
      if (policy.Global(shares[i].id) != share.id) continue;
      return {RuleRef::Kind::kShare, core_.current_index(), static_cast<uint16_t>(i), 0};
    }
    return {};
  }

  // Of somebody whom nothing keeps from the ticket but that others come first, or its queue's
  // batch.
  Finding NotYet(const Agent& agent) const {
    if (const int64_t out_ms = RoutingAsks::GivenOutAt(core_, ticket_);
        out_ms != Calendar::kNever) {
      return ByQueue(v1::RoutingVerdict::BATCHED, out_ms);
    }
    if (agent.cap != TimeCap::kComesLast) return {};
    const int64_t until_ms = agent.work.works() ? Calendar::kNever : agent.cap_due_ms;
    return {v1::RoutingVerdict::OCCUPIED, WorkRule(), {}, {}, until_ms};
  }

  // Of the open stages: the first whose queue the agent serves tells most.
  Finding LackOf(const route::AgentEligibility& eligibility) const {
    Finding first = {v1::RoutingVerdict::NOT_IN_QUEUE, asks_.all().front().rule};
    for (const RoutingAsk& ask : asks_.all()) {
      if (!ask.open()) continue;
      const Judged judged = Judge(ask, eligibility, ticket_.language);
      if (judged.admits()) return {};
      if (judged.need != nullptr && first.judged.need == nullptr) {
        first = {v1::RoutingVerdict::REQUIREMENT, ask.rule, judged};
      }
    }
    return first;
  }

  static const RequirementNode& FailingNode(const Judged& judged) {
    return judged.need->requirement->nodes[*judged.failing];
  }

  static std::string FailingText(const Judged& judged) {
    const RequirementNode& node = FailingNode(judged);
    return judged.need->requirement->text.substr(node.begin, node.end - node.begin);
  }

  std::string HasText(const Judged& judged, const route::AgentEligibility& eligibility) const {
    const RequirementNode& node = FailingNode(judged);
    switch (node.op) {
      case RequirementOp::kAnd:
      case RequirementOp::kOr:
        return {};
      case RequirementOp::kTeamIs:
        return eligibility.team() == 0 ? std::string() : Text(eligibility.team());
      case RequirementOp::kKindIs:
        return eligibility.kind() == expression::AgentKind::kBot ? "bot" : "human";
      case RequirementOp::kHasRole:
      case RequirementOp::kHasAttribute:
        return {};  // the agent has many, or none
      default:
        return std::to_string(eligibility.LevelFor(*judged.need, node, ticket_.language));
    }
  }

  void AddStage(const RoutingAsk& ask, const route::AgentEligibility& eligibility,
                v1::RoutingVerdict& verdict) const {
    v1::StageVerdict& out = *verdict.add_stages();
    const Judged judged = Judge(ask, eligibility, ticket_.language);
    out.set_stage(ask.stage);
    *out.mutable_decided_by() = Describe(ask.rule);
    out.set_queue(Text(ask.queue));
    out.set_begins_ms(ask.begins_ms);
    out.set_serves_queue(judged.need != nullptr);
    if (judged.need == nullptr || judged.admits()) return;
    out.set_failing(FailingText(judged));
    out.set_has(HasText(judged, eligibility));
  }

  int64_t TicketsBefore(uint32_t place) const {
    if (!core_.dispatcher().IsWaiting(slot_)) return 0;
    const route::WaitingKey own = RoutingAsks::KeyOf(core_, ticket_);
    int64_t before = 0;
    for (Slot slot = 0; slot < core_.tickets().limit(); ++slot) {
      const Ticket& other = core_.tickets()[slot];
      if (slot == slot_ || other.ordinal == 0 || !core_.dispatcher().IsWaiting(slot)) continue;
      const auto& avoided = other.rare->avoided;
      const bool avoids = std::find(avoided.begin(), avoided.end(), place) != avoided.end();
      if (avoids || !core_.dispatcher().Eligible(other.route_class, place)) continue;
      if (route::ComesBefore(RoutingAsks::KeyOf(core_, other), own, core_.now_ms())) ++before;
    }
    return before;
  }

  // By the ticket and its queue, or at an instant that the caller knows of.
  int64_t NextChange(int64_t other_ms) const {
    if (!ticket_.in_ladder) return 0;
    const int64_t due_ms = std::min<int64_t>({ticket_.stage_due_ms, ticket_.state_due_ms,
                                              RoutingAsks::GivenOutAt(core_, ticket_), other_ms});
    return due_ms == Calendar::kNever ? 0 : due_ms;
  }

  int64_t ScoreOf(const route::AgentEligibility& eligibility) const {
    int64_t score = 0;
    for (const route::Preferred& preferred : asks_.preferred()) {
      const route::StageNeed need = {0, preferred.requirement, 0};
      if (!eligibility.FirstFailing(need, ticket_.language)) score += preferred.weight;
    }
    return score;
  }

  void AddAgents(v1::RoutingExplanation& explanation) const {
    std::vector<Ranked> candidates;
    std::vector<v1::Obstacle> obstacles;
    for (const uint32_t place : core_.agents().InOrder()) {
      const Agent& agent = core_.agents()[place];
      const route::AgentEligibility eligibility(agent.profile);
      const Finding finding = FindingOf(place, eligibility);
      if (finding.why != v1::RoutingVerdict::COULD_TAKE) {
        AddObstacle(agent, finding, obstacles);
        continue;
      }
      v1::Candidate candidate;
      candidate.set_agent_id(Text(agent.id));
      candidate.set_score(ScoreOf(eligibility));
      candidate.set_idle_since_ms(agent.idle_since_ms);
      candidates.emplace_back(
          std::make_tuple(agent.cap, -candidate.score(), agent.idle_since_ms, agent.ordinal),
          candidate);
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    PutChosenFirst(candidates);
    for (size_t i = 0; i < candidates.size() && i < size_t{kMostNames}; ++i) {
      *explanation.add_candidates() = candidates[i].second;
    }
    std::stable_sort(obstacles.begin(), obstacles.end(),
                     [](const auto& a, const auto& b) { return a.why() < b.why(); });
    for (v1::Obstacle& obstacle : obstacles) *explanation.add_obstacles() = std::move(obstacle);
  }

  // Where the queue has a chain of ties of its own, whom that chooses.
  void PutChosenFirst(std::vector<Ranked>& candidates) const {
    const std::optional<uint32_t> chosen = RoutingAsks::ChosenFor(core_, ticket_);
    if (!chosen) return;
    const std::string id = Text(core_.agents()[*chosen].id);
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& entry) {
      return entry.second.agent_id() == id;
    });
    if (found != candidates.end()) std::rotate(candidates.begin(), found, found + 1);
  }

  void AddObstacle(const Agent& agent, const Finding& finding,
                   std::vector<v1::Obstacle>& obstacles) const {
    const bool lacks = finding.why == v1::RoutingVerdict::REQUIREMENT;
    const bool fixed = !finding.lack.empty();
    const std::string failing = fixed   ? finding.lack.english
                                : lacks ? FailingText(finding.judged)
                                        : "";
    v1::PolicyLocation decided_by;
    const bool has_rule = finding.rule.kind != RuleRef::Kind::kNone;
    if (has_rule) decided_by = Describe(finding.rule);
    const auto same = [&](const v1::Obstacle& obstacle) {
      return obstacle.why() == finding.why && obstacle.failing() == failing &&
             obstacle.decided_by().rule() == decided_by.rule();
    };
    auto found = std::find_if(obstacles.begin(), obstacles.end(), same);
    if (found == obstacles.end()) {
      found = obstacles.emplace(obstacles.end());
      found->set_why(finding.why);
      found->set_failing(failing);
      if (fixed) found->set_failing_zh(finding.lack.chinese);
      if (has_rule) *found->mutable_decided_by() = decided_by;
    }
    found->set_agents(found->agents() + 1);
    if (found->agent_ids_size() < kMostNames) found->add_agent_ids(Text(agent.id));
  }

  const Core& core_;
  Slot slot_;
  const Ticket& ticket_;
  RoutingAsks asks_;
  FixedAsks fixed_;
};

absl::StatusOr<Slot> FindTicket(const Core& core, std::string_view ticket_id) {
  const Slot slot = core.tickets().Find(ticket_id);
  if (slot != TicketStore::kNoSlot) return slot;
  return UnknownTicket(ticket_id);
}

}  // namespace

absl::StatusOr<v1::RoutingExplanation> ExplainRouting(const Core& core,
                                                      std::string_view ticket_id) {
  const absl::StatusOr<Slot> slot = FindTicket(core, ticket_id);
  if (!slot.ok()) return slot.status();
  return RoutingExplainer(core, *slot).Explain();
}

absl::StatusOr<v1::RoutingVerdict> WhyNot(const Core& core, std::string_view ticket_id,
                                          std::string_view agent_id) {
  const absl::StatusOr<Slot> slot = FindTicket(core, ticket_id);
  if (!slot.ok()) return slot.status();
  const Symbol id = core.symbols().Find(agent_id);
  const uint32_t place = id == 0 ? kNobody : core.agents().Find(id);
  if (place == kNobody) {
    return UnknownAgent(agent_id);
  }
  return RoutingExplainer(core, *slot).Verdict(place);
}

}  // namespace waypost::engine
