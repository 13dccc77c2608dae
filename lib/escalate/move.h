#ifndef WAYPOST_LIB_ESCALATE_MOVE_H_
#define WAYPOST_LIB_ESCALATE_MOVE_H_

#include <cstdint>
#include <optional>

#include "absl/types/span.h"
#include "lib/escalate/decider.h"

namespace waypost::escalate {

// Where a run comes to stand in another policy.
struct Destination {
  const policy::Tables* tables = nullptr;
  uint8_t version = 0;
  uint16_t escalation = 0;
};

// The step of the destination's chain that comes next for a run which goes on there; nullopt: it
// has no such step. A run that has done its last step, and only follows handoffs, has done the last
// one there too.
//
//   steps  by step of the old chain the new one; empty: the same
std::optional<uint16_t> NextStepThere(const policy::Tables& from, const Run& run,
                                      const Destination& to, absl::Span<const uint16_t> steps);

// Begins a live run again, as if its trigger had come at `now_ms`.
void RestartThere(const Destination& to, int64_t now_ms, Run& run);

// Goes on with a live run: `next_step` is due when the old one was. Passes count on if both chains
// repeat.
void GoOnThere(const Destination& to, uint16_t next_step, int64_t now_ms, Run& run);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_MOVE_H_
