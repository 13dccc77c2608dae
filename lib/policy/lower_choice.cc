// By what a queue chooses an agent, and how fast its tickets come forward.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;
using V1Weight = waypost::v1::Weight;

constexpr int64_t kHourMs = 3'600'000;
constexpr int kMostWeight = 1'000;

Tie TieOf(V1Queue::Tie written) {
  return static_cast<Tie>(static_cast<int>(written) - 1);  // the contract's, without unspecified
}

void ReportUseless(Lowering& lowering, const FieldRef& field, const std::string& what,
                   const char* advice) {
  lowering.Report("WP2521", field, what).Label("without effect").Help(advice);
}

}  // namespace

void ReadChoice(Lowering& lowering, const V1Queue& written, Queue& row) {
  bool counts = false;
  for (int i = 0; i < written.choice_size(); ++i) {
    const FieldRef field{written, V1Queue::kChoiceFieldNumber, i};
    if (written.choice(i) == V1Queue::TIE_UNSPECIFIED) {
      lowering.Report("WP2006", field, "TIE_UNSPECIFIED chooses nobody");
      continue;
    }
    const Tie tie = TieOf(written.choice(i));
    const bool decided = !row.choice.empty() && (row.choice.back() == Tie::kWeightedRandom ||
                                                 row.choice.back() == Tie::kRoundRobin);
    if (decided) {
      ReportUseless(lowering, field, "the tie before this one leaves one agent",
                    "put it before, or leave it out");
    }
    counts = counts || tie == Tie::kFewestInWindow;
    row.choice.push_back(tie);
  }
  if (counts) row.choice_window_ms = kHourMs;
  if (written.choice_window().empty()) return;
  const FieldRef field{written, V1Queue::kChoiceWindowFieldNumber};
  if (!counts) {
    ReportUseless(lowering, field,
                  absl::StrCat("queue ", Quoted(written.id()), " counts nothing in a window"),
                  "write `choice: FEWEST_IN_WINDOW`, or leave `choice_window` out");
  }
  row.choice_window_ms = ReadDuration(lowering, written.choice_window(), field, kSecondToDay)
                             .value_or(row.choice_window_ms);
}

void ReadWeights(Lowering& lowering, const V1Queue& written, Queue& row) {
  if (row.order == QueueOrder::kWeightedWait) {
    row.weights.assign(lowering.tables.priorities.size(), 1);
  }
  Declared named("weight");
  for (const V1Weight& entry : written.weights()) {
    const FieldRef priority{entry, V1Weight::kPriorityFieldNumber};
    const FieldRef weight{entry, V1Weight::kWeightFieldNumber};
    named.Add(entry.priority(), lowering.ValueOf(priority), 0, lowering.sink);
    const auto rank = Resolve(lowering, lowering.priorities, entry.priority(), priority);
    const bool fits = CheckInterval(lowering, entry.weight(), 1, kMostWeight, weight);
    if (row.order != QueueOrder::kWeightedWait) {
      lowering
          .Report("WP2515", priority,
                  absl::StrCat("queue ", Quoted(written.id()), " does not weigh waits"))
          .Label("without effect")
          .Help("write `order: WEIGHTED_WAIT`, or leave `weights` out");
      continue;
    }
    if (rank && fits) row.weights[*rank] = static_cast<uint16_t>(entry.weight());
  }
}

}  // namespace waypost::policy
