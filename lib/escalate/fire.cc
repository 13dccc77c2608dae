#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/base/check.h"
#include "lib/escalate/decider.h"
#include "lib/escalate/lazy_conditions.h"
#include "lib/escalate/run.h"

namespace waypost::escalate {

// One call of Fire.
class Firing {
 public:
  Firing(absl::Span<Decider* const> versions, Facts& facts, std::vector<Effect>& effects)
      : versions_(versions), facts_(facts), effects_(effects) {}

  // Executes the next step of a run. False if the run has ended.
  bool ExecuteStep(Run& run) {
    Decider& decider = DeciderOf(run);
    const policy::Tables& tables = decider.tables();
    const uint32_t step = tables.escalations[run.escalation].first_step + uint32_t{run.next_step};
    if (guards_.Holds(tables.step_conditions, decider.step_scratch_, step, run.version, facts_)) {
      Act(run, tables.steps[step]);
    }
    if (NextStep(tables, run)) return true;
    effects_.push_back(EndOf(run, EndReason::kCompleted));
    return false;
  }

 private:
  Decider& DeciderOf(const Run& run) const {
    WP_CHECK(run.version < versions_.size() && versions_[run.version] != nullptr,
             "a policy version lives as long as a run that names it");
    return *versions_[run.version];
  }

  void Act(const Run& run, const policy::Step& step) {
    for (auto target = step.notify.begin(); target != step.notify.end(); ++target) {
      if (std::find(step.notify.begin(), target, *target) != target) continue;
      Report(EffectKind::kNotify, run).target = *target;
    }
    if (step.set_priority >= 0) {
      Report(EffectKind::kSetPriority, run).priority = static_cast<uint8_t>(step.set_priority);
    }
  }

  Effect& Report(EffectKind kind, const Run& run) {
    Effect& effect = effects_.emplace_back();
    effect.kind = kind;
    effect.version = run.version;
    effect.escalation = run.escalation;
    effect.step = run.next_step;
    return effect;
  }

  absl::Span<Decider* const> versions_;
  Facts& facts_;
  std::vector<Effect>& effects_;
  LazyConditions guards_;
};

void Fire(absl::Span<Decider* const> versions, Facts& facts, int64_t due_ms,
          CompactVector<Run>& runs, std::vector<Effect>& effects) {
  if (due_ms == Calendar::kNever) return;
  Firing firing(versions, facts, effects);
  for (uint32_t i = 0; i < runs.size();) {
    bool live = true;
    while (live && runs[i].due_ms == due_ms) live = firing.ExecuteStep(runs[i]);
    if (live) {
      ++i;
    } else {
      runs.erase(i);
    }
  }
}

}  // namespace waypost::escalate
