#ifndef WAYPOST_LIB_SLA_UPDATE_H_
#define WAYPOST_LIB_SLA_UPDATE_H_

#include <cstdint>
#include <vector>

#include "lib/policy/tables.h"
#include "lib/sla/clock.h"
#include "lib/sla/decider.h"
#include "lib/sla/timeline.h"

namespace waypost::sla {

// One call of OnChange or Fire: what it is told, where it reports, and the steps on single clocks
// of which both are made.
class Update {
 public:
  // `effects` may be null: nothing is reported, marks before `now_ms` are passed over.
  Update(Versions versions, const TicketTimes& times, int64_t now_ms, std::vector<Effect>* effects)
      : versions_(versions), times_(times), now_ms_(now_ms), effects_(effects) {}

  const TicketTimes& times() const { return times_; }
  int64_t now_ms() const { return now_ms_; }

  const Decider& DeciderOf(const Clock& clock) const;
  const policy::Target& TargetOf(const Clock& clock) const;
  Timeline TimelineOf(const Clock& clock, int64_t resumes_ms = Calendar::kNever) const {
    return sla::TimelineOf(versions_, clock, times_.history, resumes_ms);
  }

  // Whether the ticket's status pauses such a clock now.
  bool StandsStill(const Clock& clock) const;

  // The due time if the clock runs from now on.
  int64_t DueIfRunning(const Clock& clock) const { return TimelineOf(clock, now_ms_).Due(); }

  // Finds the next mark of a clock whose start, target or pause has changed; reports a breach or
  // a warning that it finds past. `due_ms` is the clock's due time.
  void Arm(Clock& clock, int64_t due_ms) { Arm(clock, TimelineOf(clock), due_ms); }
  // The same with the clock's timeline at hand.
  void Arm(Clock& clock, const Timeline& timeline, int64_t due_ms);

  // The mark of a clock that falls now: reports it and goes on to the next.
  void FireMark(Clock& clock);

  // Met or late. The clock is as it was; the caller decides what becomes of it.
  void ReportStop(const Clock& clock);

  void Report(EffectKind kind, const Clock& clock, int64_t due_ms);
  // Of a clock that has run until now, its next mark being what it was.
  void ReportPaused(const Clock& clock);
  void ReportCancelled(const Clock& clock, CancelReason reason);

 private:
  // The last warning that Arm finds past.
  struct PastWarning {
    int64_t instant_ms = 0;
    uint16_t warning = 0;
    bool found = false;
  };

  int64_t LeftWhileRunning(const Clock& clock) const;
  void Breach(Clock& clock, int64_t due_ms);
  void ArmWall(Clock& clock, int64_t due_ms, PastWarning& last_past);
  void ReportWarned(const Clock& clock, uint16_t warning, int64_t due_ms);
  Decider::Mark MarkOf(const Clock& clock, uint32_t rank, int64_t promised_ms) const;
  uint8_t WarningCount(const Clock& clock) const;
  absl::Span<const uint16_t> WallWarnings(const Clock& clock) const;
  // When the next warning in wall time falls; kNever: none is left.
  int64_t NextWall(const Clock& clock, int64_t due_ms) const;

  Versions versions_;
  const TicketTimes& times_;
  int64_t now_ms_;
  std::vector<Effect>* effects_;
};

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_UPDATE_H_
