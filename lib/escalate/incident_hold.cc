#include "lib/escalate/incident_hold.h"

#include <algorithm>

#include "lib/escalate/run.h"

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

}  // namespace

void StandStill(absl::Span<Decider* const> versions, int64_t now_ms, CompactVector<Run>& runs,
                CompactVector<StandingRun>& standing, std::vector<Effect>& effects) {
  for (Run& run : runs) {
    const auto started_by = static_cast<Signal::Kind>(run.started_by);
    if (!run.live() || run.due_ms == Calendar::kNever) continue;
    if (started_by == Signal::Kind::kIncidentJoined) continue;
    if (versions[run.version]->tables().escalations[run.escalation].urgent) continue;
    auto* const known = std::find_if(standing.begin(), standing.end(),
                                     [&](const StandingRun& each) { return IsOf(each, run); });
    StandingRun entry;
    entry.left_ms = std::max<int64_t>(0, run.due_ms - now_ms);
    entry.escalation = run.escalation;
    entry.version = run.version;
    if (known == standing.end()) {
      standing.push_back(entry);
    } else {
      *known = entry;  // it was begun anew meanwhile
    }
    run.due_ms = Calendar::kNever;
    effects.push_back(Report(EffectKind::kHeld, run));
  }
}

void StandStillThere(const Run& until_now, int64_t now_ms, Run& run,
                     CompactVector<StandingRun>& standing) {
  for (StandingRun& entry : standing) {
    if (!IsOf(entry, until_now)) continue;
    entry.version = run.version;
    entry.escalation = run.escalation;
    if (run.due_ms == Calendar::kNever) return;
    entry.left_ms = std::max<int64_t>(0, run.due_ms - now_ms);
    run.due_ms = Calendar::kNever;
    return;
  }
}

void GoOn(int64_t now_ms, CompactVector<Run>& runs, CompactVector<StandingRun>& standing,
          std::vector<Effect>& effects) {
  for (const StandingRun& entry : standing) {
    for (Run& run : runs) {
      if (!IsOf(entry, run) || !run.live() || run.due_ms != Calendar::kNever) continue;
      run.due_ms = Later(now_ms, entry.left_ms);
      effects.push_back(Report(EffectKind::kResumed, run));
    }
  }
  standing.clear();
}

}  // namespace waypost::escalate
