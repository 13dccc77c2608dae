// By what a queue chooses an agent, and how fast its tickets come forward.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;
using V1Weight = waypost::v1::Weight;

constexpr int kMostWaitWeight = 1'000;

Tie TieOf(V1Queue::Tie written) {
  return static_cast<Tie>(static_cast<int>(written) - 1);  // the contract's, without unspecified
}

void ReportUseless(Lowering& lowering, const FieldRef& field, const Words& what,
                   const Words& advice) {
  lowering.Report("WP2521", field, what).Label({"without effect", "不起作用"}).Help(advice);
}

}  // namespace

void ReadChoice(Lowering& lowering, const V1Queue& written, Queue& row) {
  bool counts = false;
  for (int i = 0; i < written.choice_size(); ++i) {
    const FieldRef field{written, V1Queue::kChoiceFieldNumber, i};
    if (written.choice(i) == V1Queue::TIE_UNSPECIFIED) {
      lowering.Report("WP2006", field,
                      {"TIE_UNSPECIFIED chooses nobody", "TIE_UNSPECIFIED 选不出任何人"});
      continue;
    }
    const Tie tie = TieOf(written.choice(i));
    const bool decided = !row.choice.empty() && (row.choice.back() == Tie::kWeightedRandom ||
                                                 row.choice.back() == Tie::kRoundRobin);
    if (decided) {
      ReportUseless(lowering, field,
                    {"the tie before this one leaves one agent", "前一条规则已只剩一名坐席"},
                    {"put it before, or leave it out", "请移到它前面，或删去"});
    }
    counts = counts || tie == Tie::kFewestInWindow;
    row.choice.push_back(tie);
  }
  if (counts) row.choice_window_ms = kHourMs;
  if (written.choice_window().empty()) return;
  const FieldRef field{written, V1Queue::kChoiceWindowFieldNumber};
  if (!counts) {
    ReportUseless(lowering, field,
                  Say({"queue $0 counts nothing in a window", "队列 $0 没有按时间窗计数的规则"},
                      Quoted(written.id())),
                  {"write `choice: FEWEST_IN_WINDOW`, or leave `choice_window` out",
                   "请写 `choice: FEWEST_IN_WINDOW`，或删去 `choice_window`"});
  }
  row.choice_window_ms = ReadDuration(lowering, written.choice_window(), field, kSecondToDay)
                             .value_or(row.choice_window_ms);
}

void ReadWeights(Lowering& lowering, const V1Queue& written, Queue& row) {
  if (row.order == QueueOrder::kWeightedWait) {
    row.weights.assign(lowering.tables.priorities.size(), 1);
  }
  Declared named({"weight", "权重"});
  for (const V1Weight& entry : written.weights()) {
    const FieldRef priority{entry, V1Weight::kPriorityFieldNumber};
    const FieldRef weight{entry, V1Weight::kWeightFieldNumber};
    named.Add(entry.priority(), lowering.ValueOf(priority), 0, lowering.sink);
    const auto rank = Resolve(lowering, lowering.priorities, entry.priority(), priority);
    const bool fits = CheckInterval(lowering, entry.weight(), 1, kMostWaitWeight, weight);
    if (row.order != QueueOrder::kWeightedWait) {
      lowering
          .Report(
              "WP2515", priority,
              Say({"queue $0 does not weigh waits", "队列 $0 不对等待加权"}, Quoted(written.id())))
          .Label({"without effect", "不起作用"})
          .Help({"write `order: WEIGHTED_WAIT`, or leave `weights` out",
                 "请写 `order: WEIGHTED_WAIT`，或删去 `weights`"});
      continue;
    }
    if (rank && fits) row.weights[*rank] = static_cast<uint16_t>(entry.weight());
  }
}

}  // namespace waypost::policy
