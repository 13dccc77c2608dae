#include "lib/escalate/run.h"

#include <algorithm>
#include <cstdint>

#include "lib/base/time_units.h"

namespace waypost::escalate {
namespace {

constexpr int64_t kNever = Calendar::kNever;

// No wait is no wait: a step that follows at once does so outside hours too.
int64_t After(const policy::Tables& tables, const policy::Step& step, int64_t anchor_ms) {
  if (step.wait_ms <= 0 || anchor_ms == kNever) return anchor_ms;
  if (step.calendar != policy::kNone) {
    return tables.calendars[step.calendar].calendar.Add(anchor_ms, step.wait_ms);
  }
  return Later(anchor_ms, step.wait_ms);
}

const policy::Step& StepOf(const policy::Tables& tables, const Run& run) {
  return tables.steps[tables.escalations[run.escalation].first_step + run.next_step];
}

bool StandsBefore(const Run& a, const Run& b) { return a.escalation < b.escalation; }

// When a pass that could begin at `begin_ms` may: days are counted from the start of the run, so
// that they need no time zone and no list of past passes. A pass of a later day that a trigger has
// brought forward leaves its place in that day to the next.
int64_t WithinDay(const policy::Repetition& repeat, int64_t begin_ms, Run& run) {
  if (begin_ms == kNever) return begin_ms;
  const int64_t day = (begin_ms - run.started_ms) / kDayMs;
  if (day > run.day) {
    run.day = static_cast<uint16_t>(std::min<int64_t>(day, UINT16_MAX));
    run.in_day = 1;
    return begin_ms;
  }
  if (repeat.per_day > 0 && day < run.day) return run.started_ms + int64_t{run.day} * kDayMs;
  if (repeat.per_day == 0 || run.in_day < repeat.per_day) {
    if (run.in_day < UINT8_MAX) ++run.in_day;
    return begin_ms;
  }
  ++run.day;
  run.in_day = 1;
  return run.started_ms + (day + 1) * kDayMs;
}

}  // namespace

int64_t Later(int64_t at_ms, int64_t length_ms) {
  return at_ms > kNever - length_ms ? kNever : at_ms + length_ms;
}

Run FirstStep(const policy::Tables& tables, uint16_t escalation, uint8_t version,
              int64_t triggered_ms) {
  Run run;
  run.escalation = escalation;
  run.version = version;
  run.started_ms = triggered_ms;
  run.in_day = 1;
  run.due_ms = After(tables, StepOf(tables, run), triggered_ms);
  return run;
}

void EnterRun(const Run& run, CompactVector<Run>& runs) {
  runs.push_back(run);
  Run* const last = runs.end() - 1;
  std::rotate(std::upper_bound(runs.begin(), last, *last, StandsBefore), last, runs.end());
}

void OrderRuns(CompactVector<Run>& runs) {
  std::stable_sort(runs.begin(), runs.end(), StandsBefore);
}

bool NextStep(const policy::Tables& tables, Run& run) {
  const policy::Escalation& chain = tables.escalations[run.escalation];
  const policy::Repetition& repeat = chain.repeat;
  ++run.next_step;
  if (run.next_step < chain.step_count) {
    run.due_ms = After(tables, StepOf(tables, run), run.due_ms);
    return true;
  }
  if (!repeat.repeats || (repeat.times > 0 && run.pass >= repeat.times)) return false;
  if (run.pass < UINT16_MAX) ++run.pass;
  run.next_step = repeat.from_step;
  const int64_t begin_ms = WithinDay(repeat, Later(run.due_ms, repeat.gap_ms), run);
  run.due_ms = After(tables, StepOf(tables, run), begin_ms);
  return true;
}

uint16_t LastStepIndex(const policy::Tables& tables, const Run& run) {
  const policy::Escalation& chain = tables.escalations[run.escalation];
  const bool new_pass = run.pass > 0 && run.next_step == chain.repeat.from_step;
  return static_cast<uint16_t>((new_pass ? chain.step_count : run.next_step) - 1);
}

const policy::Step* LastStep(const policy::Tables& tables, const Run& run) {
  const uint16_t from_step = tables.escalations[run.escalation].repeat.from_step;
  if (run.next_step == 0 && (run.pass == 0 || from_step != 0)) return nullptr;
  return &tables.steps[tables.escalations[run.escalation].first_step + LastStepIndex(tables, run)];
}

void PutOffHandoff(int64_t until_ms, CompactTime& handoff_ms, Run& run) {
  if (handoff_ms >= until_ms) return;
  run.untold_ms = std::min<int64_t>(run.untold_ms, handoff_ms);
  handoff_ms = until_ms;
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

bool CoolDown(const policy::Tables& tables, int64_t now_ms, Run& run) {
  const int64_t cooldown_ms = tables.escalations[run.escalation].cooldown_ms;
  if (cooldown_ms == 0) return false;
  run.state = Run::State::kCooling;
  run.due_ms = Later(now_ms, cooldown_ms);
  run.clear_ms = kNever;
  run.handoff_ms = kNever;
  run.untold_ms = kNever;
  run.next_step = 0;
  return true;
}

}  // namespace waypost::escalate
