#include "lib/escalate/run.h"

#include <cstdint>

namespace waypost::escalate {
namespace {

constexpr int64_t kNever = Calendar::kNever;

// No wait is no wait: a step that follows at once does so outside hours too.
int64_t After(const policy::Tables& tables, const policy::Step& step, int64_t anchor_ms) {
  if (step.wait_ms <= 0 || anchor_ms == kNever) return anchor_ms;
  if (step.calendar != policy::kNone) {
    return tables.calendars[step.calendar].calendar.Add(anchor_ms, step.wait_ms);
  }
  return anchor_ms > kNever - step.wait_ms ? kNever : anchor_ms + step.wait_ms;
}

const policy::Step& StepOf(const policy::Tables& tables, const Run& run) {
  return tables.steps[tables.escalations[run.escalation].first_step + run.next_step];
}

}  // namespace

Run FirstStep(const policy::Tables& tables, uint16_t escalation, uint8_t version,
              int64_t triggered_ms) {
  Run run;
  run.escalation = escalation;
  run.version = version;
  run.due_ms = After(tables, StepOf(tables, run), triggered_ms);
  return run;
}

bool NextStep(const policy::Tables& tables, Run& run) {
  ++run.next_step;
  if (run.next_step >= tables.escalations[run.escalation].step_count) return false;
  run.due_ms = After(tables, StepOf(tables, run), run.due_ms);
  return true;
}

Effect EndOf(const Run& run, EndReason reason) {
  Effect effect;
  effect.kind = EffectKind::kEnded;
  effect.version = run.version;
  effect.escalation = run.escalation;
  effect.step = run.next_step;
  effect.reason = reason;
  return effect;
}

}  // namespace waypost::escalate
