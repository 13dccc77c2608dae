#include "lib/policy/check_promises.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/try_line.h"

namespace waypost::policy {
namespace {

using expression::Answer;
using expression::Existence;
using expression::Goal;
using V1Sla = waypost::v1::Sla;

// Questions asked of one policy; a desk has a few dozen promises.
constexpr int kMostQuestions = 2'000;

// Two targets that can be compared, the first of which allows more.
struct Pair {
  const Target* longer;
  const Target* shorter;
};

std::string Length(const Target& target) {
  return target.in_days() ? absl::StrCat(target.within_days, "bd")
                          : FormatDuration(target.within_ms);
}

class PromiseChecks {
 public:
  PromiseChecks(Lowering& lowering, PolicyProver& prover)
      : lowering_(lowering), tables_(lowering.tables), prover_(prover) {}

  Answer Run() {
    result_.exists = Existence::kNo;
    if (!PriorityMatters()) return result_;
    const int priorities = static_cast<int>(tables_.priorities.size());
    for (int rank = 0; rank < priorities; ++rank) AddConditions(rank);
    for (int rank = 0; rank + 1 < priorities; ++rank) Compare(rank);
    return std::move(result_);
  }

 private:
  struct Conditions {
    std::vector<uint32_t> slas;     // with a constant for the priority
    std::vector<uint32_t> ignored;  // priority rules that would have raised it
  };

  bool PriorityMatters() const {
    for (const V1Sla& sla : lowering_.policy.sla()) {
      if (sla.when().find("priority") != std::string::npos) return true;
    }
    return false;
  }

  void AddConditions(int rank) {
    Conditions conditions;
    const auto add = [&](const std::string& when) {
      return prover_.Add(WithNumber(*prover_.Compile(when), kFactPriority, rank));
    };
    for (const V1Sla& sla : lowering_.policy.sla()) conditions.slas.push_back(add(sla.when()));
    const auto& rules = lowering_.policy.classification().priority_rules();
    for (int i = 0; i < rules.size(); ++i) {
      if (tables_.priority_rules[static_cast<size_t>(i)].at_least >= rank) continue;
      conditions.ignored.push_back(add(rules[i].when()));
    }
    by_rank_.push_back(std::move(conditions));
  }

  void Compare(int rank) {
    for (size_t i = 0; i < tables_.slas.size(); ++i) {
      for (size_t j = 0; j < tables_.slas.size(); ++j) {
        const std::optional<Pair> pair = LongerAndShorter(tables_.slas[i], tables_.slas[j]);
        if (pair && Report(rank, i, j, *pair)) break;
      }
    }
  }

  // Targets of one metric and calendar of two promises, the first of which allows more.
  std::optional<Pair> LongerAndShorter(const Sla& a, const Sla& b) const {
    for (uint16_t i = 0; i < a.target_count; ++i) {
      const Target& x = tables_.targets[a.first_target + i];
      for (uint16_t j = 0; j < b.target_count; ++j) {
        const Target& y = tables_.targets[b.first_target + j];
        if (x.metric != y.metric || x.milestone != y.milestone || x.calendar != y.calendar) {
          continue;
        }
        if (x.in_days() != y.in_days()) continue;
        if (x.within_days > y.within_days || x.within_ms > y.within_ms) return Pair{&x, &y};
      }
    }
    return std::nullopt;
  }

  static void Take(const Conditions& conditions, size_t sla, Goal& goal) {
    goal.holds.push_back(conditions.slas[sla]);
    for (size_t i = 0; i < sla; ++i) goal.never.push_back(conditions.slas[i]);
    goal.never.insert(goal.never.end(), conditions.ignored.begin(), conditions.ignored.end());
  }

  // True if a ticket of `rank` is taken by promise i, and, were it less urgent, by promise j.
  bool Report(int rank, size_t i, size_t j, const Pair& pair) {
    if (++questions_ > kMostQuestions) {
      result_.exists = Existence::kUnknown;
      result_.reason = {"there are more promises than are compared", "承诺的数量超出比较的上限"};
      return true;
    }
    Goal goal;
    Take(by_rank_[static_cast<size_t>(rank)], i, goal);
    Take(by_rank_[static_cast<size_t>(rank) + 1], j, goal);
    prover_.Suppose(Moment::kOpened);
    Answer answer = prover_.Find(goal);
    prover_.Suppose(Moment::kAnyTime);
    const bool as_opened = answer.exists == Existence::kYes;
    if (!as_opened) answer = prover_.Find(goal);
    if (answer.exists == Existence::kUnknown) result_ = answer;
    if (answer.exists != Existence::kYes) return false;
    const auto& names = tables_.environment.At(kFactPriority)->values;
    lowering_.sink
        .Report("WP3012", pair.longer->span,
                Say({"a ticket of $0 is promised more time than one of $1",
                     "对 $0 工单承诺的时间比对 $1 工单的更长"},
                    names[static_cast<size_t>(rank)], names[static_cast<size_t>(rank) + 1]))
        .Label(
            Say({"$0 instead of $1", "$0，而不是 $1"}, Length(*pair.longer), Length(*pair.shorter)))
        .Help(Say({"the shorter promise is at $0; $1", "较短的承诺在 $0；$1"},
                  lowering_.sink.Place(pair.shorter->span),
                  Example(answer.witness, rank, as_opened)));
    return true;
  }

  // One ticket of both priorities.
  Words Example(expression::Witness witness, int rank, bool as_opened) {
    witness[kFactPriority].number = rank;
    if (!as_opened) {
      return Say({"both may apply to a ticket with $0", "两者都可能适用于一张 $0 的工单"},
                 prover_.Words(witness));
    }
    expression::Witness other = witness;
    other[kFactPriority].number = rank + 1;
    return Say({"try: $0; then: $1", "可以试试：$0；然后：$1"},
               TryLine(lowering_, prover_, witness, {}), TryLine(lowering_, prover_, other, {}));
  }

  Lowering& lowering_;
  const Tables& tables_;
  PolicyProver& prover_;
  std::vector<Conditions> by_rank_;
  Answer result_;
  int questions_ = 0;
};

}  // namespace

Answer CheckPromises(Lowering& lowering, PolicyProver& prover) {
  return PromiseChecks(lowering, prover).Run();
}

}  // namespace waypost::policy
