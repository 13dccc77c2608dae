#ifndef WAYPOST_LIB_SLA_TICKET_CHANGE_H_
#define WAYPOST_LIB_SLA_TICKET_CHANGE_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/sla/clock.h"
#include "lib/sla/decider.h"
#include "lib/sla/metric_rules.h"
#include "lib/sla/promise.h"
#include "lib/sla/update.h"

namespace waypost::sla {

// One call of OnChange: its steps over all clocks of a ticket, in the order in which they are
// taken.
class TicketChange {
 public:
  // Everything is borrowed.
  TicketChange(Versions versions, const TicketTimes& times, uint32_t changes, int64_t now_ms,
               Clocks& clocks, std::vector<Effect>& effects);

  // Whether the steps of that name may do anything; most changes take one or two of them.
  bool MayStop() const { return solved_ || Happened(kStopsAny); }
  bool MayPauseOrResume() const { return Happened(kStatus | kPromise); }
  bool MayStart() const { return Happened(kStartsAny); }

  void Stop(std::string_view milestone);
  void CancelAll();
  void Follow(const Promise& promise);  // cancels or retargets
  void Pause();
  void Resume();
  void Start(const Promise& promise);

 private:
  bool Happened(uint32_t changes) const { return (changes_ & changes) != 0; }
  Measure MeasureOfClock(const Clock& clock) const;
  std::optional<Phase> PhaseAfterStop(const Clock& clock, std::string_view milestone) const;
  Clock* Find(const Measure& measure);
  int64_t StartFor(const Promise& promise, const policy::Target& target) const;
  void Drop(uint32_t i, CancelReason reason);
  void Retarget(uint32_t i, const Promise& promise, uint16_t target);
  void SplitHours(uint32_t i, const Promise& promise, uint16_t target);
  void End(uint32_t i, Phase phase);
  void ForgetPauses(bool all, Clock& clock);
  bool EndsAtReopening(uint32_t i);
  int64_t ReachedAt(std::string_view milestone) const;
  void StartOne(const Promise& promise, uint16_t target);
  void Begin(Clock& clock, const MetricRule& rule);
  void MoveStartBack(Clock& clock, int64_t start_ms);
  void PassMarksBefore(int64_t at_ms, Clock& clock);
  int64_t SolvedAt() const;

  Versions versions_;
  const TicketTimes& times_;
  uint32_t changes_;
  int64_t now_ms_;
  bool solved_;
  Update update_;
  Clocks& clocks_;
};

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_TICKET_CHANGE_H_
