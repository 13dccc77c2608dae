#include "lib/escalate/move.h"

#include "lib/escalate/run.h"

namespace waypost::escalate {

std::optional<uint16_t> NextStepThere(const policy::Tables& from, const Run& run,
                                      const Destination& to, absl::Span<const uint16_t> steps) {
  const uint16_t count = to.tables->escalations[to.escalation].step_count;
  if (run.next_step == from.escalations[run.escalation].step_count) return count;
  if (!steps.empty() && run.next_step >= steps.size()) return std::nullopt;
  const uint16_t next = steps.empty() ? uint16_t{run.next_step} : steps[run.next_step];
  return next < count ? std::optional<uint16_t>(next) : std::nullopt;
}

void RestartThere(const Destination& to, int64_t now_ms, Run& run) {
  Run again = FirstStep(*to.tables, to.escalation, to.version, now_ms);
  again.started_by = run.started_by;
  again.after_solving = run.after_solving;
  again.raised = run.raised;
  run = again;
}

void GoOnThere(const Destination& to, uint16_t next_step, int64_t now_ms, Run& run) {
  const policy::Escalation& chain = to.tables->escalations[to.escalation];
  run.version = to.version;
  run.escalation = to.escalation;
  run.next_step = next_step;
  run.moves = false;
  // The panel that was asked stays behind: the step is done anew, and asks its own.
  if (run.state == Run::State::kDeciding) {
    run.state = Run::State::kLive;
    run.due_ms = now_ms;
  }
  if (!chain.repeat.repeats || next_step < chain.repeat.from_step) run.pass = 0;
  if (chain.clear_after_ms == 0) run.clear_ms = Calendar::kNever;
  const policy::Step* const last = LastStep(*to.tables, run);
  if (last == nullptr || !last->follow_handoff) run.handoff_ms = Calendar::kNever;
  // Nothing would ever come of a chain that has done all and follows nothing.
  if (next_step == chain.step_count && run.handoff_ms == Calendar::kNever &&
      run.due_ms == Calendar::kNever) {
    run.due_ms = now_ms;
  }
}

}  // namespace waypost::escalate
