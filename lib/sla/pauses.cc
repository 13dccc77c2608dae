#include "lib/sla/pauses.h"

#include <algorithm>
#include <limits>

namespace waypost::sla {

uint16_t FirstPauseLeft(const Pauses& pauses, int64_t now_ms) {
  const History history = pauses.history;
  size_t first = history.size();
  while (first > 0 && StandsStill(history[first - 1].status(), pauses.still_in)) --first;
  // A change of this very millisecond may yet be replaced by another, which may pause.
  while (first > 0 && history[first - 1].at_ms() >= now_ms) --first;
  return static_cast<uint16_t>(std::min<size_t>(first, std::numeric_limits<uint16_t>::max()));
}

}  // namespace waypost::sla
