#ifndef WAYPOST_LIB_SLA_PAUSES_H_
#define WAYPOST_LIB_SLA_PAUSES_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "lib/policy/tables.h"
#include "lib/sla/clock.h"

namespace waypost::sla {

// The statuses in which clocks of a target stand still, as bits.
inline uint8_t StillIn(const policy::Target& target) {
  const bool solved_counts = target.on_reopen == policy::OnReopen::kResumeIncludingSolved;
  return target.paused_in | (solved_counts ? uint8_t{0} : static_cast<uint8_t>(Status::kSolved));
}

inline bool StandsStill(Status status, uint8_t still_in) {
  return (static_cast<uint8_t>(status) & still_in) != 0;
}

// The status at the end of a history.
inline Status LastStatus(History history) {
  return history.empty() ? Status::kActive : history.back().status();
}

// Which stretches of a ticket's history a clock stands still in. A view.
struct Pauses {
  History history;
  uint8_t still_in = 0;      // Status bits
  uint16_t first_pause = 0;  // as Clock::first_pause: before it, only time solved stands still

  // From change i of the history to the next.
  bool StandsStillAfter(size_t i) const {
    uint8_t bits = still_in;
    if (ABSL_PREDICT_FALSE(i < first_pause)) bits &= static_cast<uint8_t>(Status::kSolved);
    return StandsStill(history[i].status(), bits);
  }
};

// Clock::first_pause for a clock that forgets at `now_ms` the pauses that ended before: one that
// lasts counts from its beginning on.
uint16_t FirstPauseLeft(const Pauses& pauses, int64_t now_ms);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_PAUSES_H_
