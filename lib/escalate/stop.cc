// What holds a run or ends it: acknowledgements, snoozing, the end of its ticket.
#include <algorithm>
#include <cstdint>

#include "lib/base/check.h"
#include "lib/escalate/decider.h"
#include "lib/escalate/run.h"

namespace waypost::escalate {
namespace {

const policy::Tables& TablesOf(absl::Span<Decider* const> versions, const Run& run) {
  WP_CHECK(run.version < versions.size() && versions[run.version] != nullptr,
           "a policy version lives as long as a run that names it");
  return versions[run.version]->tables();
}

void ReportHeld(const Run& run, Held held, std::vector<Effect>& effects) {
  Effect& effect = effects.emplace_back();
  effect.kind = EffectKind::kHeld;
  effect.version = run.version;
  effect.escalation = run.escalation;
  effect.step = run.next_step;
  effect.held = held;
  effect.due_ms = run.due_ms;
}

bool Concerns(const Ending& ending, const policy::Tables& tables, const Run& run) {
  if (ending.reason == EndReason::kReplied) {
    return run.live() && tables.escalations[run.escalation].until_reply;
  }
  if (ending.reason == EndReason::kReopened) return run.live() && run.after_solving;
  if (ending.solving) return run.live() && !run.after_solving;
  return true;
}

}  // namespace

void End(absl::Span<Decider* const> versions, const Ending& ending, int64_t now_ms,
         CompactVector<Run>& runs, std::vector<Effect>& effects) {
  for (uint32_t i = 0; i < runs.size();) {
    Run& run = runs[i];
    if (!Concerns(ending, TablesOf(versions, run), run)) {
      ++i;
      continue;
    }
    if (run.live()) effects.push_back(EndOf(run, ending.reason));
    if (!ending.forget && CoolDown(TablesOf(versions, run), now_ms, run)) {
      ++i;
    } else {
      runs.erase(i);
    }
  }
}

bool Acknowledge(absl::Span<Decider* const> versions, uint32_t run, int64_t now_ms,
                 CompactVector<Run>& runs, std::vector<Effect>& effects) {
  Run& acknowledged = runs[run];
  const policy::Tables& tables = TablesOf(versions, acknowledged);
  const policy::Step* const last = LastStep(tables, acknowledged);
  if (last != nullptr && last->ack_timeout_ms > 0) {
    acknowledged.state = Run::State::kHeld;
    acknowledged.due_ms = Later(now_ms, last->ack_timeout_ms);
    acknowledged.handoff_ms = Calendar::kNever;
    ReportHeld(acknowledged, Held::kAcknowledged, effects);
    return false;
  }
  effects.push_back(EndOf(acknowledged, EndReason::kAcknowledged));
  if (CoolDown(tables, now_ms, acknowledged)) return false;
  runs.erase(run);
  return true;
}

bool Decided(absl::Span<Decider* const> versions, uint32_t run, int64_t now_ms,
             CompactVector<Run>& runs, std::vector<Effect>& effects) {
  Run& decided = runs[run];
  const policy::Tables& tables = TablesOf(versions, decided);
  decided.state = Run::State::kLive;
  decided.due_ms = now_ms;
  decided.handoff_ms = Calendar::kNever;
  if (NextStep(tables, decided)) return false;
  effects.push_back(EndOf(decided, EndReason::kCompleted));
  if (CoolDown(tables, now_ms, decided)) return false;
  runs.erase(run);
  return true;
}

void Snooze(int64_t for_ms, int64_t now_ms, Run& run, std::vector<Effect>& effects) {
  run.due_ms = Later(run.due_ms, for_ms);
  PutOffHandoff(Later(now_ms, for_ms), run.handoff_ms, run);
  ReportHeld(run, Held::kSnoozed, effects);
}

bool HasLiveRun(const CompactVector<Run>& runs) {
  return std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.live(); });
}

int64_t NextDue(const CompactVector<Run>& runs) {
  int64_t next_ms = Calendar::kNever;
  for (const Run& run : runs) {
    next_ms = std::min<int64_t>({next_ms, run.due_ms, run.clear_ms, run.handoff_ms});
  }
  return next_ms;
}

}  // namespace waypost::escalate
