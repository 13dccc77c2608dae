#include "lib/escalate/outlook.h"

#include "lib/base/compact_vector.h"
#include "lib/escalate/run.h"

namespace waypost::escalate {

// What will be executed is what is executed here, on a copy.
std::vector<Ahead> LookAhead(absl::Span<Decider* const> versions, Facts& facts, const Run& run,
                             int most) {
  std::vector<Ahead> ahead;
  if (!run.live()) return ahead;
  CompactVector<Run> runs;
  runs.push_back(run);
  while (static_cast<int>(ahead.size()) < most && !runs.empty() && runs[0].live()) {
    const int64_t due_ms = NextDue(runs);
    if (due_ms == Calendar::kNever) break;
    Ahead& next = ahead.emplace_back();
    next.due_ms = due_ms;
    const bool handoff = runs[0].handoff_ms == due_ms && runs[0].due_ms != due_ms;
    const policy::Tables& tables = versions[run.version]->tables();
    const bool all_done = runs[0].next_step == tables.escalations[run.escalation].step_count;
    next.step = handoff || all_done ? LastStepIndex(tables, runs[0]) : runs[0].next_step;
    Fire(versions, facts, due_ms, runs, next.effects);
  }
  return ahead;
}

}  // namespace waypost::escalate
