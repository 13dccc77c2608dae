#include "lib/sla/ticket_change.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "lib/sla/hours.h"

namespace waypost::sla {
namespace {

// Of a clock with a new target whose pause is about to begin or end, which will find its next mark.
constexpr int64_t kUnarmed = 0;  // before every now

}  // namespace

TicketChange::TicketChange(Versions versions, const TicketTimes& times, uint32_t changes,
                           int64_t now_ms, Clocks& clocks, std::vector<Effect>& effects)
    : versions_(versions),
      times_(times),
      changes_(changes),
      now_ms_(now_ms),
      solved_(LastStatus(times.history) == Status::kSolved),
      update_(versions, times, now_ms, &effects),
      clocks_(clocks) {}

Measure TicketChange::MeasureOfClock(const Clock& clock) const {
  return MeasureOf(update_.DeciderOf(clock).tables(), update_.TargetOf(clock));
}

// Nothing: it goes on as it is.
std::optional<Phase> TicketChange::PhaseAfterStop(const Clock& clock,
                                                  std::string_view milestone) const {
  const Measure measure = MeasureOfClock(clock);
  const MetricRule& rule = RuleOf(measure.metric);
  const bool named = measure.metric != policy::Metric::kMilestone || measure.milestone == milestone;
  if (Happened(rule.stops_on) && named && (clock.live() || clock.phase == Phase::kSolved)) {
    return rule.when_stopped;
  }
  if (!clock.live() || !solved_ || !rule.stopped_by_solving) return std::nullopt;
  return rule.resumed_by_reopening ? Phase::kSolved : Phase::kOver;
}

void TicketChange::Stop(std::string_view milestone) {
  for (uint32_t i = 0; i < clocks_.size();) {
    Clock& clock = clocks_[i];
    const std::optional<Phase> after = PhaseAfterStop(clock, milestone);
    if (after.has_value() && clock.live()) update_.ReportStop(clock);
    if (after.has_value() && update_.TargetOf(clock).metric == policy::Metric::kFirstReply) {
      DropEarlierHours(i, clocks_);
      clocks_.erase(i);  // TicketTimes::first_reply_done tells that there is no other
      continue;
    }
    if (after.has_value()) {
      if (*after == Phase::kFinal) clock.start_ms = now_ms_;
      End(i, *after);
    }
    ++i;
  }
}

void TicketChange::CancelAll() {
  for (const Clock& clock : clocks_) {
    if (clock.live()) update_.ReportCancelled(clock, CancelReason::kTicketEnded);
  }
  clocks_.clear();
}

void TicketChange::Follow(const Promise& promise) {
  const CancelReason reason =
      promise.tables == nullptr ? CancelReason::kNoPromise : CancelReason::kSuperseded;
  for (uint32_t i = 0; i < clocks_.size(); ++i) {
    const Clock& clock = clocks_[i];
    if (clock.is_earlier_hours()) continue;
    const std::optional<uint16_t> target = promise.TargetFor(MeasureOfClock(clock));
    if (!target.has_value()) {
      Drop(i, reason);
    } else if (clock.version != promise.version || clock.target != *target) {
      Retarget(i, promise, *target);
    }
  }
}

void TicketChange::Drop(uint32_t i, CancelReason reason) {
  const Clock& clock = clocks_[i];
  if (clock.live()) update_.ReportCancelled(clock, reason);
  End(i, clock.phase == Phase::kFinal ? Phase::kFinal : Phase::kOver);
}

// Hours are remembered for a cycle that may go on only.
void TicketChange::End(uint32_t i, Phase phase) {
  clocks_[i].phase = phase;
  clocks_[i].next_ms = kNever;
  if (phase != Phase::kSolved) DropEarlierHours(i, clocks_);
}

void TicketChange::Retarget(uint32_t i, const Promise& promise, uint16_t target) {
  const int64_t old_due_ms = update_.DueIfRunning(clocks_[i]);
  SplitHours(i, promise, target);
  Clock& clock = clocks_[i];
  clock.version = promise.version;
  clock.target = target;
  clock.next_mark = 0;
  clock.next_wall = 0;
  const bool live = clock.live();
  if (live && promise.retarget == policy::Retarget::kRestart) clock.start_ms = now_ms_;
  ForgetPauses(live && promise.retarget == policy::Retarget::kCarryWithoutPauses, clock);
  // The same due time is the same promise in other words: its warnings are not repeated.
  const bool moved = update_.DueIfRunning(clock) != old_due_ms;
  if (!clock.live()) {
    if (!moved) PassMarksBefore(SolvedAt(), clock);
    clock.next_ms = kNever;
    return;
  }
  const int64_t due_ms = update_.TimelineOf(clock).Due();
  update_.Report(EffectKind::kRetargeted, clock, due_ms);
  if (!moved) {
    PassMarksBefore(now_ms_, clock);
  } else if (clock.paused == update_.StandsStill(clock)) {
    update_.Arm(clock, due_ms);
  } else {
    clock.next_ms = kUnarmed;
  }
}

// Called while the clock still has its old target. A calendar of the same hours, of another policy
// version say, is the same calendar: there is nothing to keep apart, and no version to keep alive.
void TicketChange::SplitHours(uint32_t i, const Promise& promise, uint16_t target) {
  const Clock& clock = clocks_[i];
  const bool may_go_on = clock.live() || clock.phase == Phase::kSolved;
  const bool restarts = clock.live() && promise.retarget == policy::Retarget::kRestart;
  if (!may_go_on || !promise.split_calendar || restarts) return DropEarlierHours(i, clocks_);
  const policy::Tables& tables = *promise.tables;
  const Calendar& next = tables.calendars[tables.targets[target].calendar].calendar;
  if (update_.TimelineOf(clock).hours().calendar().Digest() == next.Digest()) return;
  KeepHours(i, now_ms_, clocks_);
}

// The present state may be a pause of the new target and none of the old one: then it is no pause
// that has ended, even if it was forgotten before.
void TicketChange::ForgetPauses(bool all, Clock& clock) {
  if (!all && clock.first_pause == 0) return;
  const uint16_t left = FirstPauseLeft(update_.TimelineOf(clock).pauses(), now_ms_);
  clock.first_pause = (all ? left : std::min<uint16_t>(clock.first_pause, left)) & 0x7fff;
}

void TicketChange::Pause() {
  for (Clock& clock : clocks_) {
    if (!clock.live() || clock.paused || !update_.StandsStill(clock)) continue;
    clock.paused = true;
    update_.ReportPaused(clock);
    if (clock.next_ms > now_ms_) {
      clock.next_ms = kNever;
    } else {
      update_.Arm(clock, update_.TimelineOf(clock).Due());
    }
  }
}

void TicketChange::Resume() {
  for (uint32_t i = 0; i < clocks_.size(); ++i) {
    Clock& clock = clocks_[i];
    const bool reopened = clock.phase == Phase::kSolved && !solved_;
    const bool stands_still = update_.StandsStill(clock);
    if (!reopened && !(clock.live() && clock.paused && !stands_still)) continue;
    if (reopened && EndsAtReopening(i)) continue;
    clock.phase = Phase::kLive;
    clock.paused = stands_still;
    const Timeline timeline = update_.TimelineOf(clock);
    const int64_t due_ms = timeline.Due();
    update_.Report(EffectKind::kResumed, clock, due_ms);
    update_.Arm(clock, timeline, due_ms);
  }
}

// Whether a solved cycle does not go on. An update is promised again from the next reply on.
bool TicketChange::EndsAtReopening(uint32_t i) {
  const policy::Target& target = update_.TargetOf(clocks_[i]);
  const bool ignores = target.on_reopen == policy::OnReopen::kIgnore;
  if (!ignores && target.on_reopen != policy::OnReopen::kNewCycle) return false;
  const bool for_good = ignores && target.metric != policy::Metric::kPeriodicUpdate;
  End(i, for_good ? Phase::kFinal : Phase::kOver);
  return true;
}

void TicketChange::Start(const Promise& promise) {
  for (uint16_t i = promise.first_target; i < promise.end_target; ++i) {
    if (Happened(RuleOf(promise.tables->targets[i].metric).starts_on)) StartOne(promise, i);
  }
}

void TicketChange::StartOne(const Promise& promise, uint16_t target) {
  const Measure measure = MeasureOf(*promise.tables, promise.tables->targets[target]);
  const int64_t start_ms = StartFor(promise, promise.tables->targets[target]);
  if (start_ms == kNever) return;
  Clock* const before = Find(measure);
  if (before != nullptr && before->live()) return MoveStartBack(*before, start_ms);
  if (before != nullptr && before->phase != Phase::kOver) return;

  Clock clock;
  clock.start_ms = start_ms;
  clock.target = target;
  clock.version = promise.version;
  if (before != nullptr) clock.cycle = static_cast<uint8_t>(std::min(before->cycle + 1, 255));
  clock.paused = update_.StandsStill(clock);
  Begin(clock, RuleOf(measure.metric));
  if (clock.phase == Phase::kOver) return;
  if (before != nullptr) {
    *before = clock;
  } else {
    clocks_.push_back(clock);
  }
}

int64_t TicketChange::StartFor(const Promise& promise, const policy::Target& target) const {
  if (target.after != 0) return ReachedAt(promise.tables->names[target.after]);
  return StartOf(target, times_, changes_, now_ms_);
}

// kNever: it has not been.
int64_t TicketChange::ReachedAt(std::string_view milestone) const {
  const Measure measure = {policy::Metric::kMilestone, milestone};
  for (const Clock& clock : clocks_) {
    if (clock.phase != Phase::kFinal || clock.is_earlier_hours()) continue;
    if (MeasureOfClock(clock) == measure) return clock.start_ms;
  }
  return kNever;
}

// Sets the phase to kOver if there is nothing to begin yet.
void TicketChange::Begin(Clock& clock, const MetricRule& rule) {
  const Timeline timeline = update_.TimelineOf(clock);
  const int64_t due_ms = timeline.Due();
  if (!solved_ || !rule.stopped_by_solving) {
    update_.Report(EffectKind::kStarted, clock, due_ms);
    if (Happened(kAdopted)) PassMarksBefore(now_ms_, clock);
    if (!Happened(kAdopted)) update_.Arm(clock, timeline, due_ms);
    return;
  }
  // A ticket adopted when it was solved: should it be reopened, its clocks go on.
  const bool may_go_on = rule.resumed_by_reopening && Happened(kAdopted);
  clock.phase = may_go_on ? Phase::kSolved : Phase::kOver;
  PassMarksBefore(SolvedAt(), clock);
  clock.next_ms = kNever;
}

void TicketChange::MoveStartBack(Clock& clock, int64_t start_ms) {
  const bool next_reply = update_.TargetOf(clock).metric == policy::Metric::kNextReply;
  if (!next_reply || !Happened(kOlderQuestion) || start_ms >= clock.start_ms) return;
  clock.start_ms = start_ms;
  clock.next_mark = 0;
  clock.next_wall = 0;
  const int64_t due_ms = update_.TimelineOf(clock).Due();
  update_.Report(EffectKind::kRetargeted, clock, due_ms);
  update_.Arm(clock, due_ms);
}

Clock* TicketChange::Find(const Measure& measure) {
  for (Clock& clock : clocks_) {
    if (!clock.is_earlier_hours() && MeasureOfClock(clock) == measure) return &clock;
  }
  return nullptr;
}

// Nothing is reported, but a breach stays on record.
void TicketChange::PassMarksBefore(int64_t at_ms, Clock& clock) {
  Update silent(versions_, times_, at_ms, nullptr);
  silent.Arm(clock, silent.TimelineOf(clock).Due());
}

// When the ticket was solved that is so still, or has been reopened just now. A solve and a
// reopening within one millisecond may have left no trace: now.
int64_t TicketChange::SolvedAt() const {
  const History history = times_.history;
  if (solved_) return history.back().at_ms();
  const bool reopened = history.size() >= 2 && history.back().at_ms() == now_ms_ &&
                        history[history.size() - 2].status() == Status::kSolved;
  return reopened ? history[history.size() - 2].at_ms() : now_ms_;
}

}  // namespace waypost::sla
