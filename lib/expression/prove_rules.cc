#include "lib/expression/prove_rules.h"

#include <utility>

namespace waypost::expression {

RuleVerdict JudgeRule(Prover& prover, absl::Span<const uint32_t> conditions, uint32_t rule) {
  Goal goal;
  goal.holds = {conditions[rule]};
  goal.never.assign(conditions.begin(), conditions.begin() + rule);
  Answer taken = prover.Find(goal);
  RuleVerdict verdict;
  if (taken.exists == Existence::kYes) {
    verdict.kind = RuleVerdict::Kind::kReachable;
    verdict.witness = std::move(taken.witness);
    return verdict;
  }
  if (taken.exists == Existence::kUnknown) {
    verdict.reason = std::move(taken.reason);
    return verdict;
  }
  verdict.kind = taken.blockers.empty() ? RuleVerdict::Kind::kDead : RuleVerdict::Kind::kShadowed;
  if (taken.blockers.empty()) return verdict;
  verdict.by = std::move(taken.blockers);
  goal.never.clear();
  Answer matched = prover.Find(goal);
  // Blockers that could not be thinned out may have been none.
  if (matched.exists == Existence::kNo) return {RuleVerdict::Kind::kDead, {}, {}, {}};
  verdict.witness = std::move(matched.witness);
  return verdict;
}

Answer FindUntaken(Prover& prover, absl::Span<const uint32_t> conditions) {
  Goal goal;
  goal.never.assign(conditions.begin(), conditions.end());
  return prover.Find(goal);
}

}  // namespace waypost::expression
