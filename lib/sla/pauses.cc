#include "lib/sla/pauses.h"

#include <algorithm>

namespace waypost::sla {

static_assert(policy::kMostStatusChanges < 1 << 15, "what Clock::first_pause holds");

uint16_t FirstPauseLeft(const Pauses& pauses, int64_t now_ms) {
  const History history = pauses.history;
  size_t first = history.size();
  for (; first > 0; --first) {
    const StatusChange& change = history[first - 1];
    // A pause that ends in this very millisecond lasts if another change takes its end's place.
    if (change.at_ms() >= now_ms) continue;
    const bool replaced = first < history.size() && history[first].at_ms() == change.at_ms();
    if (!replaced && !StandsStill(change.status(), pauses.still_in)) break;
  }
  return static_cast<uint16_t>(std::min<size_t>(first, policy::kMostStatusChanges));
}

}  // namespace waypost::sla
