#include "lib/escalate/incident_hold.h"

#include <algorithm>

#include "lib/escalate/run.h"
#include "lib/escalate/telling.h"

namespace waypost::escalate {
namespace {

bool IsOf(const StandingRun& standing, const Run& run) {
  return standing.version == run.version && standing.escalation == run.escalation;
}

Effect Report(EffectKind kind, const Run& run) {
  Effect effect;
  effect.kind = kind;
  effect.version = run.version;
  effect.escalation = run.escalation;
  effect.step = run.next_step;
  effect.held = Held::kIncident;
  effect.due_ms = run.due_ms;
  return effect;
}

StandingRun* Find(const Run& run, CompactVector<StandingRun>& standing) {
  auto* const found = std::find_if(standing.begin(), standing.end(),
                                   [&](const StandingRun& each) { return IsOf(each, run); });
  return found == standing.end() ? nullptr : found;
}

// Nothing of it is due, or it waits for something else.
bool IsStill(const Run& run) {
  return run.due_ms == Calendar::kNever && run.handoff_ms == Calendar::kNever;
}

}  // namespace

void StandStill(absl::Span<Decider* const> versions, int64_t now_ms, CompactVector<Run>& runs,
                CompactVector<StandingRun>& standing, std::vector<Effect>& effects) {
  for (Run& run : runs) {
    const auto started_by = static_cast<Signal::Kind>(run.started_by);
    if (!run.live() || IsStill(run)) continue;
    if (started_by == Signal::Kind::kIncidentJoined) continue;
    if (versions[run.version]->tables().escalations[run.escalation].urgent) continue;
    PutDown(now_ms, run, standing);
    effects.push_back(Report(EffectKind::kHeld, run));
  }
}

bool TakeUp(int64_t now_ms, Run& run, CompactVector<StandingRun>& standing) {
  StandingRun* const entry = Find(run, standing);
  if (entry == nullptr || !IsStill(run)) return false;
  run.due_ms = Later(now_ms, entry->left_ms);
  run.handoff_ms = entry->handoff_ms;
  standing.erase(static_cast<uint32_t>(entry - standing.begin()));
  return true;
}

void PutDown(int64_t now_ms, Run& run, CompactVector<StandingRun>& standing) {
  StandingRun entry;
  entry.left_ms =
      run.due_ms == Calendar::kNever ? Calendar::kNever : std::max<int64_t>(0, run.due_ms - now_ms);
  entry.handoff_ms = run.handoff_ms;
  entry.escalation = run.escalation;
  entry.version = run.version;
  run.due_ms = Calendar::kNever;
  run.handoff_ms = Calendar::kNever;
  if (StandingRun* const known = Find(run, standing)) {
    *known = entry;  // it was begun anew meanwhile
  } else {
    standing.push_back(entry);
  }
}

void Postpone(int64_t for_ms, int64_t now_ms, Run& run, CompactVector<StandingRun>& standing) {
  StandingRun* const entry = Find(run, standing);
  if (entry == nullptr || !IsStill(run)) return;
  entry->left_ms = Later(entry->left_ms, for_ms);
  PutOffHandoff(Later(now_ms, for_ms), entry->handoff_ms, run);
}

void GoOn(absl::Span<Decider* const> versions, Facts& facts, int64_t now_ms,
          CompactVector<Run>& runs, CompactVector<StandingRun>& standing,
          std::vector<Effect>& effects) {
  for (Run& run : runs) {
    if (!run.live() || !TakeUp(now_ms, run, standing)) continue;
    Decider& decider = *versions[run.version];
    Effect& resumed = effects.emplace_back(Report(EffectKind::kResumed, run));
    if (run.next_step == decider.tables().escalations[run.escalation].step_count) {
      resumed.step = LastStepIndex(decider.tables(), run);
    }
    if (run.handoff_ms > now_ms) continue;
    Telling(decider, facts, now_ms, effects).FollowHandoff(effects.size(), run);
  }
  standing.clear();
}

}  // namespace waypost::escalate
