#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/base/check.h"
#include "lib/escalate/decider.h"
#include "lib/escalate/lazy_conditions.h"
#include "lib/escalate/run.h"

namespace waypost::escalate {

namespace {

void PeopleOf(const calendar::Rotation& rotation, policy::DutyRole duty, int64_t at_ms,
              std::vector<calendar::Person>& people) {
  switch (duty) {
    case policy::DutyRole::kOnDuty:
      return rotation.OnDuty(at_ms, people);
    case policy::DutyRole::kNext:
      people = calendar::NextOnDuty(rotation, at_ms);
      return;
    case policy::DutyRole::kPrevious:
      people = calendar::PreviousOnDuty(rotation, at_ms);
      return;
    case policy::DutyRole::kAll:
      people = rotation.everyone();
      return;
  }
}

}  // namespace

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
    const size_t first = effects_.size();
    for (const policy::NotifyTarget& target : step.notify) {
      if (target.rotation == policy::kNone) {
        Tell(run, first, target, target.text);
      } else {
        TellDuty(run, first, target);
      }
    }
    if (step.set_priority >= 0) {
      Report(EffectKind::kSetPriority, run).priority = static_cast<uint8_t>(step.set_priority);
    }
  }

  void TellDuty(const Run& run, size_t first, const policy::NotifyTarget& target) {
    Decider& decider = DeciderOf(run);
    PeopleOf(decider.tables().rotations[target.rotation].rotation, target.duty, run.due_ms,
             decider.people_);
    if (decider.people_.empty()) return Drop(run, target, Dropped::kNobodyOnDuty);
    for (const calendar::Person person : decider.people_) Tell(run, first, target, person);
  }

  // Tells somebody, unless an effect of this step, from `first` on, has.
  void Tell(const Run& run, size_t first, const policy::NotifyTarget& target, policy::Name who) {
    const bool told = std::any_of(
        effects_.begin() + static_cast<std::ptrdiff_t>(first), effects_.end(),
        [&](const Effect& each) { return each.kind == EffectKind::kNotify && each.target == who; });
    if (told) return Drop(run, target, Dropped::kToldAlready);
    Effect& effect = Report(EffectKind::kNotify, run);
    effect.target = who;
    if (target.rotation != policy::kNone) effect.rotation = target.text;
  }

  void Drop(const Run& run, const policy::NotifyTarget& target, Dropped dropped) {
    Effect& effect = Report(EffectKind::kNotifyNobody, run);
    effect.target = target.text;
    effect.dropped = dropped;
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
