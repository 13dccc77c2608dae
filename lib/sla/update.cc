#include "lib/sla/update.h"

#include <cstdint>
#include <optional>

#include "lib/base/check.h"
#include "lib/sla/marks.h"

namespace waypost::sla {
namespace {

constexpr int64_t kNever = Calendar::kNever;

}  // namespace

const Decider& Update::DeciderOf(const Clock& clock) const {
  WP_CHECK(clock.version < versions_.size() && versions_[clock.version] != nullptr,
           "a policy version lives as long as a clock that names it");
  return *versions_[clock.version];
}

const policy::Target& Update::TargetOf(const Clock& clock) const {
  return DeciderOf(clock).tables().targets[clock.target];
}

Timeline Update::TimelineOf(const Clock& clock, int64_t resumes_ms) const {
  return sla::TimelineOf(DeciderOf(clock).tables(), clock.target, clock.start_ms, times_.history,
                         resumes_ms);
}

bool Update::StandsStill(const Clock& clock) const {
  return sla::StandsStill(LastStatus(times_.history), TargetOf(clock).paused_in);
}

Decider::Mark Update::MarkOf(const Clock& clock, uint32_t rank, int64_t promised_ms) const {
  return MarkOfRank(TargetOf(clock), DeciderOf(clock).Marks(clock.target), rank, promised_ms);
}

uint8_t Update::WarningCount(const Clock& clock) const {
  return static_cast<uint8_t>(DeciderOf(clock).Marks(clock.target).size() - 1);
}

// "Past" is strictly before now: what falls at this very millisecond is still to come, since
// commands go before timers within one.
void Update::Arm(Clock& clock, int64_t due_ms) {
  if (due_ms < now_ms_) return Breach(clock, due_ms);
  const uint8_t warnings = WarningCount(clock);
  const Timeline timeline = TimelineOf(clock);
  const int64_t promised_ms = clock.next_mark < warnings ? timeline.Promised() : 0;
  std::optional<uint8_t> last_past;
  clock.next_ms = clock.breached ? kNever : due_ms;
  for (; clock.next_mark < warnings; ++clock.next_mark) {
    const Decider::Mark mark = MarkOf(clock, clock.next_mark, promised_ms);
    const int64_t instant_ms =
        timeline.InstantOf(ElapsedAtWarning(TargetOf(clock).warnings[mark.warning], promised_ms));
    if (instant_ms >= now_ms_) {
      clock.next_ms = instant_ms;
      break;
    }
    last_past = clock.next_mark;
  }
  if (clock.next_mark > warnings) clock.next_ms = kNever;
  if (!last_past.has_value() || effects_ == nullptr) return;
  if (!clock.paused) return ReportWarned(clock, *last_past, due_ms);
  if (clock.next_ms == kNever) clock.next_mark = *last_past;  // resuming, it will be asked again
}

void Update::FireMark(Clock& clock) {
  const int64_t due_ms = TimelineOf(clock).Due();
  const uint8_t rank = clock.next_mark;
  if (rank == WarningCount(clock)) return Breach(clock, due_ms);
  ++clock.next_mark;
  Arm(clock, due_ms);
  ReportWarned(clock, rank, due_ms);
}

void Update::Breach(Clock& clock, int64_t due_ms) {
  clock.next_mark = static_cast<uint8_t>(WarningCount(clock) + 1);
  clock.next_ms = kNever;
  if (clock.breached) return;
  clock.breached = true;
  Report(EffectKind::kBreached, clock, due_ms);
}

void Update::ReportStop(const Clock& clock) {
  const int64_t due_ms = DueIfRunning(clock);
  const bool late = clock.breached || due_ms < now_ms_;
  Report(late ? EffectKind::kStoppedLate : EffectKind::kMet, clock, due_ms);
  if (effects_ != nullptr) effects_->back().amount_ms = TimelineOf(clock).ElapsedAt(now_ms_);
}

void Update::Report(EffectKind kind, const Clock& clock, int64_t due_ms) {
  if (effects_ == nullptr) return;
  Effect& effect = effects_->emplace_back();
  effect.kind = kind;
  effect.clock = clock;
  effect.due_ms = due_ms;
}

void Update::ReportPaused(const Clock& clock) {
  Report(EffectKind::kPaused, clock, 0);
  if (effects_ != nullptr) effects_->back().amount_ms = TimelineOf(clock).LeftAt(now_ms_);
}

void Update::ReportWarned(const Clock& clock, uint32_t rank, int64_t due_ms) {
  Report(EffectKind::kWarned, clock, due_ms);
  if (effects_ == nullptr) return;
  const Timeline timeline = TimelineOf(clock);
  effects_->back().warning = MarkOf(clock, rank, timeline.Promised()).warning;
  effects_->back().amount_ms = timeline.LeftAt(now_ms_);
}

void Update::ReportCancelled(const Clock& clock, CancelReason reason) {
  Report(EffectKind::kCancelled, clock, 0);
  if (effects_ != nullptr) effects_->back().reason = reason;
}

}  // namespace waypost::sla
