#include "lib/policy/prove_claim.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/claim.h"
#include "lib/policy/policy_prover.h"
#include "lib/policy/ticket_trace.h"

namespace waypost::policy {
namespace {

using expression::Answer;
using expression::Condition;
using expression::Existence;
using expression::Goal;
using expression::Op;
using expression::Term;

// What the desk decides after a ticket has come in.
bool ReadsLater(const Condition& condition) {
  return std::any_of(condition.terms.begin(), condition.terms.end(), [](const Term& term) {
    const bool reads = term.op == Op::kFact || term.op == Op::kHas;
    return reads && (term.value == kFactStatus || term.value == kFactQueue ||
                     term.value == kFactOwner || term.value == kFactReopenCount);
  });
}

bool ReadsFact(const Condition& condition, int fact) {
  return std::any_of(condition.terms.begin(), condition.terms.end(), [fact](const Term& term) {
    return term.op == Op::kFact && term.value == fact;
  });
}

// Whether the policy itself raises priorities while a ticket waits.
bool RaisesLater(const Tables& tables) {
  const auto raises = [](const auto& row) { return row.set_priority >= 0; };
  return std::any_of(tables.steps.begin(), tables.steps.end(), raises) ||
         std::any_of(tables.stages.begin(), tables.stages.end(), raises);
}

// Tries to refute clauses, one possible exception after the other.
class ClaimProver {
 public:
  ClaimProver(Lowering& lowering, PolicyProver& prover, uint32_t when)
      : lowering_(lowering),
        tables_(lowering.tables),
        prover_(prover),
        when_(when),
        raises_later_(RaisesLater(lowering.tables)) {}

  ClauseProof Prove(const Clause& clause) {
    proof_ = {};
    proof_.clause = clause.text;
    proof_.outcome = ProofOutcome::kProved;
    prover_.Suppose(Moment::kOpened);
    if (prover_.Find(GoalOf({})).exists == Existence::kNo) {
      proof_.reason = {"no ticket meets the condition", "没有工单满足该条件"};
      return std::move(proof_);
    }
    if (const Words changing = WhatChanges(clause); !changing.empty()) {
      proof_.outcome = ProofOutcome::kUnknown;
      proof_.reason =
          Say({"$0 reads what becomes of a ticket, and is looked at again when that changes",
               "$0 要看工单后来的情况，情况变化时会重新判定"},
              changing);
      return std::move(proof_);
    }
    Refute(clause);
    return std::move(proof_);
  }

 private:
  // A rule that may decide otherwise as soon as the ticket waits somewhere; empty: none. Routes are
  // not looked at again for that.
  Words WhatChanges(const Clause& clause) const {
    for (const auto& rule : lowering_.policy.classification().priority_rules()) {
      if (Changes(rule.when()))
        return Say({"priority rule $0", "优先级规则 $0"}, Quoted(rule.id()));
    }
    const bool about_promises = clause.kind == Clause::Kind::kTarget ||
                                clause.kind == Clause::Kind::kSla ||
                                clause.kind == Clause::Kind::kEscalates;
    for (const auto& sla : lowering_.policy.sla()) {
      if (about_promises && Changes(sla.when()))
        return Say({"sla $0", "承诺 $0"}, Quoted(sla.id()));
    }
    return {};
  }

  bool Changes(const std::string& when) const {
    const std::optional<Condition> condition = prover_.Compile(when);
    return !condition || ReadsLater(*condition);
  }

  void Refute(const Clause& clause) {
    switch (clause.kind) {
      case Clause::Kind::kTarget:
      case Clause::Kind::kSla:
        return RefuteList(prover_.lists().slas, Moment::kOpened,
                          [&](size_t sla) { return Keeps(clause, tables_.slas[sla], sla); });
      case Clause::Kind::kRoute:
      case Clause::Kind::kQueue:
        return RefuteList(prover_.lists().routes, Moment::kQueued, [&](size_t route) {
          return clause.kind == Clause::Kind::kRoute
                     ? lowering_.policy.routes(static_cast<int>(route)).id() == clause.name
                     : FirstQueue(route) == clause.name;
        });
      case Clause::Kind::kPriority: {
        Goal goal = GoalOf({});
        goal.never.push_back(prover_.Add(absl::StrCat("priority <= ", clause.rank)));
        prover_.Suppose(Moment::kOpened);
        Refuted(goal);
        return;
      }
      case Clause::Kind::kEscalates:
        return RefuteChains(clause);
    }
  }

  Goal GoalOf(std::vector<uint32_t> holds) const {
    Goal goal;
    goal.holds = std::move(holds);
    goal.holds.push_back(when_);
    return goal;
  }

  // True if there is such a ticket, an exception. What is not known is noted.
  bool Refuted(const Goal& goal) {
    Answer answer = prover_.Find(goal);
    if (answer.exists == Existence::kUnknown && proof_.outcome == ProofOutcome::kProved) {
      proof_.outcome = ProofOutcome::kUnknown;
      proof_.reason = std::move(answer.reason);
    }
    if (answer.exists != Existence::kYes) return false;
    proof_.outcome = ProofOutcome::kRefuted;
    proof_.reason = {};
    proof_.ticket = prover_.Words(answer.witness);
    proof_.at = prover_.InstantOf(answer.witness);
    proof_.trace = TraceOf(lowering_, prover_, answer.witness);
    return true;
  }

  // The first rule that matches must be one that keeps the claim; no rule does not.
  template <typename Keeps>
  void RefuteList(const std::vector<uint32_t>& conditions, Moment moment, const Keeps& keeps) {
    prover_.Suppose(moment);
    Goal untaken = GoalOf({});
    for (size_t i = 0; i < conditions.size(); ++i) {
      if (!keeps(i)) {
        Goal goal = untaken;
        goal.holds.push_back(conditions[i]);
        if (Refuted(goal)) return;
      }
      untaken.never.push_back(conditions[i]);
    }
    Refuted(untaken);
  }

  bool Keeps(const Clause& clause, const Sla& sla, size_t index) {
    if (clause.kind == Clause::Kind::kSla) {
      return lowering_.policy.sla(static_cast<int>(index)).id() == clause.name;
    }
    const Name milestone =
        clause.metric == Metric::kMilestone ? lowering_.names.Intern(clause.name) : 0;
    for (uint16_t i = 0; i < sla.target_count; ++i) {
      const Target& target = tables_.targets[sla.first_target + i];
      if (target.metric != clause.metric || target.milestone != milestone) continue;
      if (target.in_days() != clause.in_days) continue;
      if (target.within_days <= clause.within_days && target.within_ms <= clause.within_ms) {
        return true;
      }
    }
    return false;
  }

  const std::string& FirstQueue(size_t route) const {
    const Stage& stage = tables_.stages[tables_.routes[route].first_stage];
    return lowering_.policy.queues(stage.queue).id();
  }

  // Whatever promise a ticket has, one of the chains that listen to it must start.
  void RefuteChains(const Clause& clause) {
    prover_.Suppose(Moment::kOpened);
    Goal untaken = GoalOf({});
    for (size_t i = 0; i <= tables_.slas.size(); ++i) {
      Goal goal = untaken;
      if (i < tables_.slas.size()) {
        goal.holds.push_back(prover_.lists().slas[i]);
        untaken.never.push_back(prover_.lists().slas[i]);
      }
      const Sla* sla = i < tables_.slas.size() ? &tables_.slas[i] : nullptr;
      if (RefuteChainsOf(clause, sla, goal)) return;
    }
  }

  bool RefuteChainsOf(const Clause& clause, const Sla* sla, const Goal& taken) {
    Goal certain = taken;
    std::string doubtful;
    for (size_t i = 0; i < tables_.escalations.size(); ++i) {
      const Escalation& chain = tables_.escalations[i];
      if (!ActsWithin(i, clause.within_ms)) continue;
      if (!chain.on.AtOpening() && (sla == nullptr || !Listens(chain.on, *sla))) continue;
      const uint32_t condition = prover_.lists().escalations[i];
      const waypost::v1::Escalation& written = lowering_.policy.escalations(static_cast<int>(i));
      const std::optional<Condition> own = prover_.Compile(written.when());
      const bool moves = !own || ReadsLater(*own) || ReadsTime(*own, tables_.environment) ||
                         MovesWithPriority(*own);
      if (chain.on.AtOpening() || !moves) {
        certain.never.push_back(condition);
      } else {
        doubtful = written.id();
      }
    }
    if (doubtful.empty()) return Refuted(certain);
    if (prover_.Find(certain).exists == Existence::kNo) return false;
    proof_.outcome = ProofOutcome::kUnknown;
    proof_.reason =
        Say({"whether escalation $0 starts depends on what happens to the ticket until then",
             "升级链 $0 是否启动取决于在此之前工单发生了什么"},
            Quoted(doubtful));
    return false;
  }

  // Whether a chain that waits for a breach may find its condition, or the promise, another by
  // then.
  bool MovesWithPriority(const Condition& own) const {
    const auto& slas = lowering_.policy.sla();
    return raises_later_ && (ReadsFact(own, kFactPriority) ||
                             std::any_of(slas.begin(), slas.end(), [this](const auto& sla) {
                               const std::optional<Condition> when = prover_.Compile(sla.when());
                               return !when || ReadsFact(*when, kFactPriority);
                             }));
  }

  // A step that acts whatever the ticket is by then, with only wall time before it.
  bool ActsWithin(size_t index, int64_t within_ms) const {
    const Escalation& chain = tables_.escalations[index];
    const waypost::v1::Escalation& written = lowering_.policy.escalations(static_cast<int>(index));
    int64_t after_ms = 0;
    for (uint16_t i = 0; i < chain.step_count; ++i) {
      const Step& step = tables_.steps[chain.first_step + i];
      if (step.wait_ms > 0 && step.calendar != kNone) return false;
      if (step.wait_ms > within_ms - after_ms) return false;
      after_ms += step.wait_ms;
      const bool tells = !MayBeHeldBack(chain) &&
                         std::any_of(step.notify.begin(), step.notify.end(), IsSurelySomebody);
      const bool acts = tells || step.set_priority >= 0;
      if (acts && written.step(i).when().empty()) return true;
    }
    return false;
  }

  // A limit may leave a notification to a later digest.
  bool MayBeHeldBack(const Escalation& chain) const {
    return chain.rate_limit.count > 0 ||
           (!chain.urgent && tables_.limits.notifications_per_recipient.count > 0);
  }

  // Not a rotation with nobody on duty, nor the handler of a ticket that has none.
  static bool IsSurelySomebody(const NotifyTarget& target) {
    return target.rotation == kNone && target.person == NotifyTarget::Person::kAny;
  }

  bool Listens(const Triggers& on, const Sla& sla) const {
    for (uint16_t i = 0; i < sla.target_count; ++i) {
      if (ListensTo(on, tables_.targets[sla.first_target + i])) return true;
    }
    return false;
  }

  Lowering& lowering_;
  const Tables& tables_;
  PolicyProver& prover_;
  const uint32_t when_;
  const bool raises_later_;
  ClauseProof proof_;
};

absl::StatusOr<Condition> ReadWhen(const std::string& when, const Lowering& lowering) {
  std::vector<expression::Finding> findings;
  std::optional<Condition> condition =
      expression::CompileCondition(when, lowering.tables.environment, &findings);
  if (!condition) {
    const auto error =
        std::find_if(findings.begin(), findings.end(), [](const expression::Finding& finding) {
          return finding.severity == expression::FindingSeverity::kError;
        });
    const Words problem = Say({"when: $0", "when：$0"}, error->message);
    return InvalidArgument(error->help.empty() ? problem
                                               : Say({"$0; $1", "$0；$1"}, problem, error->help));
  }
  if (ReadsLater(*condition) || ReadsFact(*condition, kFactAge)) {
    return InvalidArgument(
        {"when: status, queue, owner, reopen_count and age are what becomes of a ticket; a claim "
         "is "
         "about tickets as they come in",
         "when：status、queue、owner、reopen_count 和 age 是工单后来的情况；断言针对刚到的工单"});
  }
  return *std::move(condition);
}

absl::StatusOr<std::vector<ClauseProof>> Prove(Lowering& lowering, const std::string& when,
                                               const std::string& then) {
  absl::StatusOr<Condition> condition = ReadWhen(when, lowering);
  if (!condition.ok()) return condition.status();
  const absl::StatusOr<std::vector<Clause>> claim =
      ParseClaim(then, lowering.policy, lowering.priorities.Names());
  if (!claim.ok()) {
    return InvalidArgument(Say({"then: $0", "then：$0"}, WordsOf(claim.status())));
  }
  PolicyProver prover(lowering);
  ClaimProver claims(lowering, prover, prover.Add(*std::move(condition)));
  std::vector<ClauseProof> proofs;
  for (const Clause& clause : *claim) proofs.push_back(claims.Prove(clause));
  return proofs;
}

}  // namespace

absl::StatusOr<std::vector<ClauseProof>> ProveClaim(const std::vector<NamedText>& files,
                                                    ZoneSource& zones, const std::string& when,
                                                    const std::string& then,
                                                    std::vector<Diagnostic>* diagnostics) {
  absl::StatusOr<std::vector<ClauseProof>> proofs =
      ErrorOf(absl::StatusCode::kFailedPrecondition, {"the policy has errors", "策略有错误"});
  const Lowered lowered = LowerPolicy(
      files, zones, {}, [&](Lowering& lowering) { proofs = Prove(lowering, when, then); });
  *diagnostics = lowered.diagnostics;
  return proofs;
}

}  // namespace waypost::policy
