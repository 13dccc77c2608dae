#include "lib/sla/update.h"

#include <algorithm>
#include <cstdint>

#include "lib/base/check.h"
#include "lib/sla/marks.h"

namespace waypost::sla {
const Decider& Update::DeciderOf(const Clock& clock) const {
  WP_CHECK(clock.version < versions_.size() && versions_[clock.version] != nullptr,
           "a policy version lives as long as a clock that names it");
  return *versions_[clock.version];
}

const policy::Target& Update::TargetOf(const Clock& clock) const {
  return DeciderOf(clock).tables().targets[clock.target];
}

bool Update::StandsStill(const Clock& clock) const {
  return sla::StandsStill(LastStatus(times_.history), StillIn(TargetOf(clock)));
}

Decider::Mark Update::MarkOf(const Clock& clock, uint32_t rank, int64_t promised_ms) const {
  return MarkOfRank(TargetOf(clock), DeciderOf(clock).Marks(clock.target), rank, promised_ms);
}

uint8_t Update::WarningCount(const Clock& clock) const {
  return static_cast<uint8_t>(DeciderOf(clock).Marks(clock.target).size() - 1);
}

absl::Span<const uint16_t> Update::WallWarnings(const Clock& clock) const {
  return DeciderOf(clock).WallWarnings(clock.target);
}

int64_t Update::NextWall(const Clock& clock, int64_t due_ms) const {
  const absl::Span<const uint16_t> warnings = WallWarnings(clock);
  if (clock.next_wall >= warnings.size() || due_ms == kNever) return kNever;
  const policy::Target& target = TargetOf(clock);
  const policy::Warning& warning = target.warnings[warnings[clock.next_wall]];
  const int64_t at_ms = due_ms - warning.left_ms;
  if (!warning.held) return at_ms;
  // A clock that was resumed outside of its hours may be due before they begin again.
  return std::min(due_ms, TimelineOf(clock).hours().NextOpen(at_ms));
}

// "Past" is strictly before now: what falls at this very millisecond is still to come, since
// commands go before timers within one.
void Update::Arm(Clock& clock, const Timeline& timeline, int64_t due_ms) {
  if (due_ms < now_ms_) return Breach(clock, due_ms);
  const uint8_t warnings = WarningCount(clock);
  const int64_t promised_ms = clock.next_mark < warnings ? timeline.Promised() : 0;
  PastWarning last_past;
  uint8_t last_rank = 0;
  clock.next_ms = clock.breached ? kNever : due_ms;
  for (; clock.next_mark < warnings; ++clock.next_mark) {
    const Decider::Mark mark = MarkOf(clock, clock.next_mark, promised_ms);
    const int64_t instant_ms =
        timeline.InstantOf(ElapsedAtWarning(TargetOf(clock).warnings[mark.warning], promised_ms));
    if (instant_ms >= now_ms_) {
      clock.next_ms = instant_ms;
      break;
    }
    last_past = {instant_ms, mark.warning, true};
    last_rank = clock.next_mark;
  }
  if (clock.next_mark > warnings) clock.next_ms = kNever;
  const bool resumes_later = clock.paused && last_past.found && clock.next_ms == kNever;
  ArmWall(clock, due_ms, last_past);
  if (!last_past.found || effects_ == nullptr) return;
  if (!clock.paused) return ReportWarned(clock, last_past.warning, due_ms);
  if (resumes_later) clock.next_mark = last_rank;  // resuming, it will be asked again
}

// Wall time has no order with elapsed time before the due time is known, so these warnings have a
// count of their own.
void Update::ArmWall(Clock& clock, int64_t due_ms, PastWarning& last_past) {
  const absl::Span<const uint16_t> warnings = WallWarnings(clock);
  for (; clock.next_wall < warnings.size(); ++clock.next_wall) {
    const int64_t instant_ms = NextWall(clock, due_ms);
    if (instant_ms >= now_ms_) {
      clock.next_ms = std::min<int64_t>(clock.next_ms, instant_ms);
      return;
    }
    if (last_past.found && last_past.instant_ms > instant_ms) continue;
    last_past = {instant_ms, warnings[clock.next_wall], true};
  }
}

void Update::FireMark(Clock& clock) {
  const int64_t due_ms = TimelineOf(clock).Due();
  uint16_t warning = 0;
  if (NextWall(clock, due_ms) == now_ms_) {
    warning = WallWarnings(clock)[clock.next_wall];
    ++clock.next_wall;
  } else {
    if (clock.next_mark >= WarningCount(clock)) return Breach(clock, due_ms);
    warning = MarkOf(clock, clock.next_mark, TimelineOf(clock).Promised()).warning;
    ++clock.next_mark;
  }
  Arm(clock, due_ms);
  ReportWarned(clock, warning, due_ms);
}

void Update::Breach(Clock& clock, int64_t due_ms) {
  clock.next_mark = static_cast<uint8_t>(WarningCount(clock) + 1);
  clock.next_ms = kNever;
  if (clock.breached) return;
  clock.breached = true;
  Report(EffectKind::kBreached, clock, due_ms);
}

void Update::ReportStop(const Clock& clock) {
  const Timeline timeline = TimelineOf(clock, now_ms_);
  const int64_t due_ms = timeline.Due();
  const bool late = clock.breached || due_ms < now_ms_;
  Report(late ? EffectKind::kStoppedLate : EffectKind::kMet, clock, due_ms);
  if (effects_ != nullptr) effects_->back().amount_ms = timeline.ElapsedAt(now_ms_);
}

void Update::Report(EffectKind kind, const Clock& clock, int64_t due_ms) {
  if (effects_ == nullptr) return;
  Effect& effect = effects_->emplace_back();
  effect.kind = kind;
  effect.clock = clock;
  effect.clock.split = false;  // its earlier hours do not stand behind the copy
  effect.due_ms = due_ms;
}

void Update::ReportPaused(const Clock& clock) {
  Report(EffectKind::kPaused, clock, 0);
  if (effects_ != nullptr) effects_->back().amount_ms = LeftWhileRunning(clock);
}

// How much will have elapsed at the mark ahead is known, and nothing stands still until then: two
// look-ups instead of the walk over a history of any length.
int64_t Update::LeftWhileRunning(const Clock& clock) const {
  const policy::Target& target = TargetOf(clock);
  const bool mark_ahead = clock.next_ms >= now_ms_ && clock.next_ms != kNever;
  const bool by_elapsed = !target.in_days() && clock.next_wall >= WallWarnings(clock).size();
  if (!mark_ahead || !by_elapsed) return TimelineOf(clock).LeftAt(now_ms_);
  const Decider::Mark mark = MarkOf(clock, clock.next_mark, target.within_ms);
  const int64_t left_at_mark_ms =
      mark.is_due
          ? 0
          : target.within_ms - ElapsedAtWarning(target.warnings[mark.warning], target.within_ms);
  return left_at_mark_ms + Hours(versions_, clock).Between(now_ms_, clock.next_ms);
}

void Update::ReportWarned(const Clock& clock, uint16_t warning, int64_t due_ms) {
  Report(EffectKind::kWarned, clock, due_ms);
  if (effects_ == nullptr) return;
  effects_->back().warning = warning;
  effects_->back().amount_ms = TimelineOf(clock).LeftAt(now_ms_);
}

void Update::ReportCancelled(const Clock& clock, CancelReason reason) {
  Report(EffectKind::kCancelled, clock, 0);
  if (effects_ != nullptr) effects_->back().reason = reason;
}

}  // namespace waypost::sla
