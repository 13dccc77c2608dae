#include "lib/escalate/outlook.h"

#include <algorithm>

#include "lib/escalate/run.h"

namespace waypost::escalate {
namespace {

// One of the runs as it will be.
struct Future {
  CompactVector<Run> run;  // none: it has ended
  uint32_t place = 0;
  int told = 0;  // instants of it

  bool IsOver(int most) const { return told >= most || run.empty() || !run[0].live(); }
};

uint16_t StepAt(int64_t due_ms, const policy::Tables& tables, const Run& run) {
  const bool handoff = run.handoff_ms == due_ms && run.due_ms != due_ms;
  const bool all_done = run.next_step == tables.escalations[run.escalation].step_count;
  return handoff || all_done ? LastStepIndex(tables, run) : uint16_t{run.next_step};
}

}  // namespace

// What will be executed is what is executed here, on copies.
std::vector<Ahead> LookAhead(absl::Span<Decider* const> versions, Facts& facts,
                             const CompactVector<Run>& runs, int most) {
  std::vector<Future> futures;
  for (uint32_t i = 0; i < runs.size(); ++i) {
    if (!runs[i].live()) continue;
    Future& future = futures.emplace_back();
    future.run.push_back(runs[i]);
    future.place = i;
  }
  std::vector<Ahead> ahead;
  while (!futures.empty()) {
    int64_t due_ms = Calendar::kNever;
    for (const Future& each : futures) due_ms = std::min(due_ms, NextDue(each.run));
    if (due_ms == Calendar::kNever) break;
    for (Future& each : futures) {
      if (NextDue(each.run) != due_ms) continue;
      Ahead& next = ahead.emplace_back();
      next.due_ms = due_ms;
      next.run = each.place;
      next.step = StepAt(due_ms, versions[each.run[0].version]->tables(), each.run[0]);
      Fire(versions, facts, due_ms, each.run, next.effects);
      ++each.told;
    }
    futures.erase(std::remove_if(futures.begin(), futures.end(),
                                 [most](const Future& each) { return each.IsOver(most); }),
                  futures.end());
  }
  return ahead;
}

}  // namespace waypost::escalate
