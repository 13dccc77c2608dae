#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/base/check.h"
#include "lib/escalate/decider.h"
#include "lib/escalate/lazy_conditions.h"
#include "lib/escalate/run.h"
#include "lib/escalate/telling.h"

namespace waypost::escalate {

// One call of Fire.
class Firing {
 public:
  Firing(absl::Span<Decider* const> versions, Facts& facts, int64_t due_ms,
         std::vector<Effect>& effects)
      : versions_(versions), facts_(facts), due_ms_(due_ms), effects_(effects) {}

  // Does everything that a run does now. False if it is to be removed.
  bool Go(Run& run) {
    first_ = effects_.size();
    if (run.clear_ms <= due_ms_) return Clear(run);
    if (run.handoff_ms <= due_ms_) {
      Telling(DeciderOf(run), facts_, due_ms_, effects_).FollowHandoff(first_, run);
    }
    while (run.due_ms == due_ms_) {
      if (!run.live()) return false;
      if (!ExecuteStep(run)) return CoolDown(DeciderOf(run).tables(), due_ms_, run);
    }
    return true;
  }

 private:
  // Executes the next step of a run. False if the run has ended.
  bool ExecuteStep(Run& run) {
    Decider& decider = DeciderOf(run);
    const policy::Tables& tables = decider.tables();
    const policy::Escalation& chain = tables.escalations[run.escalation];
    if (run.state == Run::State::kDeciding) {
      run.state = Run::State::kLive;
      Report(EffectKind::kPanelTimedOut, run);
      return GoOn(tables, run);
    }
    const bool all_done = run.next_step == chain.step_count;  // it only followed handoffs
    if (run.state == Run::State::kHeld) {
      run.state = Run::State::kLive;
      Effect& resumed = Report(EffectKind::kResumed, run);
      if (all_done) resumed.step = LastStepIndex(tables, run);
    }
    run.handoff_ms = Calendar::kNever;
    run.untold_ms = Calendar::kNever;
    if (all_done) return Complete(run);
    const uint32_t index = chain.first_step + uint32_t{run.next_step};
    const policy::Step& step = tables.steps[index];
    if (guards_.Holds(tables.step_conditions, decider.step_scratch_, index, run.version, facts_)) {
      if (step.on_empty == policy::OnEmpty::kWait && WaitsForDuty(step, run)) return true;
      Act(run, step);
      if (step.follow_handoff) {
        run.handoff_ms = Telling(decider, facts_, due_ms_, effects_).NextHandoff(step);
      }
      if (step.panel.quorum > 0) return AskPanel(step.panel, run);
    } else {
      Report(EffectKind::kPassedOver, run);
    }
    return GoOn(tables, run);
  }

  // To the next step or pass; after the last, hand-overs may still be followed.
  bool GoOn(const policy::Tables& tables, Run& run) {
    if (NextStep(tables, run)) return true;
    if (run.handoff_ms == Calendar::kNever) return Complete(run);
    run.due_ms = Calendar::kNever;
    return true;
  }

  bool AskPanel(const policy::Panel& panel, Run& run) {
    Effect model = Report(run);
    model.panel = true;
    Telling(DeciderOf(run), facts_, due_ms_, effects_).TellAll(model, panel.members);
    run.state = Run::State::kDeciding;
    run.due_ms = Later(due_ms_, panel.timeout_ms);
    Report(EffectKind::kAskPanel, run).due_ms = run.due_ms;
    return true;
  }

  bool Complete(const Run& run) {
    effects_.push_back(EndOf(run, EndReason::kCompleted));
    return false;
  }

  bool Clear(Run& run) {
    Decider& decider = DeciderOf(run);
    const policy::Tables& tables = decider.tables();
    const policy::Escalation& chain = tables.escalations[run.escalation];
    const uint16_t steps = run.next_step;
    if (chain.has_on_clear) {
      const uint32_t index = chain.first_step + uint32_t{chain.step_count};
      run.next_step = chain.step_count;
      if (guards_.Holds(tables.step_conditions, decider.step_scratch_, index, run.version,
                        facts_)) {
        Act(run, tables.steps[index]);
      } else {
        Report(EffectKind::kPassedOver, run);
      }
      run.next_step = steps;
    }
    if (run.raised) Report(EffectKind::kLowerPriority, run);
    effects_.push_back(EndOf(run, EndReason::kCleared));
    return CoolDown(tables, due_ms_, run);
  }

  Decider& DeciderOf(const Run& run) const {
    WP_CHECK(run.version < versions_.size() && versions_[run.version] != nullptr,
             "a policy version lives as long as a run that names it");
    return *versions_[run.version];
  }

  // True if nobody can be told now, but somebody can later: the step is due then.
  bool WaitsForDuty(const policy::Step& step, Run& run) {
    Telling telling(DeciderOf(run), facts_, due_ms_, effects_);
    if (telling.ReachesAny(step, run.version)) return false;
    const int64_t next_ms = telling.NextDuty(step, run.version);
    if (next_ms == Calendar::kNever) return false;
    run.due_ms = next_ms;
    Effect& effect = Report(EffectKind::kHeld, run);
    effect.held = Held::kNobodyOnDuty;
    effect.due_ms = next_ms;
    return true;
  }

  void Act(const Run& run, const policy::Step& step) {
    const size_t own = effects_.size();
    Telling telling(DeciderOf(run), facts_, due_ms_, effects_);
    telling.TellStep(Report(run), step, first_);
    if (step.set_priority >= 0) {
      Report(EffectKind::kSetPriority, run).priority = static_cast<uint8_t>(step.set_priority);
    }
    const bool acts = step.reopen || step.queue != policy::kNone || step.assign_to.text != 0 ||
                      step.opens_about != policy::kNone || !step.add_tags.empty() ||
                      step.compensates != policy::kNone || !step.custom.name.empty() ||
                      !step.contact.empty();
    if (!acts) return;
    Effect act = Report(run);
    act.kind = EffectKind::kAct;
    if (step.assign_to.team != 0) telling.TakeTurn(step.assign_to.team, own, act);
    effects_.push_back(act);
  }

  static Effect Report(const Run& run) {
    Effect effect;
    effect.version = run.version;
    effect.escalation = run.escalation;
    effect.step = run.next_step;
    return effect;
  }

  Effect& Report(EffectKind kind, const Run& run) {
    Effect& effect = effects_.emplace_back(Report(run));
    effect.kind = kind;
    return effect;
  }

  absl::Span<Decider* const> versions_;
  Facts& facts_;
  int64_t due_ms_;
  std::vector<Effect>& effects_;
  size_t first_ = 0;  // of the run at hand
  LazyConditions guards_;
};

void Fire(absl::Span<Decider* const> versions, Facts& facts, int64_t due_ms,
          CompactVector<Run>& runs, std::vector<Effect>& effects) {
  if (due_ms == Calendar::kNever) return;
  Firing firing(versions, facts, due_ms, effects);
  for (uint32_t i = 0; i < runs.size();) {
    if (firing.Go(runs[i])) {
      ++i;
    } else {
      runs.erase(i);
    }
  }
}

}  // namespace waypost::escalate
