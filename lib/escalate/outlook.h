#ifndef WAYPOST_LIB_ESCALATE_OUTLOOK_H_
#define WAYPOST_LIB_ESCALATE_OUTLOOK_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/escalate/decider.h"

namespace waypost::escalate {

// What a run does at one instant still to come.
struct Ahead {
  int64_t due_ms = 0;
  uint16_t step = 0;  // 0-based: the first that is due then
  std::vector<Effect> effects;
};

// What a run does from now on if nothing else happens to the ticket: its facts are read as they are
// now, people on duty as they are on duty then.
//
// Shape: at most `most` instants, in order; fewer if the run ends. A cooling run does nothing.
// Cost:  that of executing as many steps.
std::vector<Ahead> LookAhead(absl::Span<Decider* const> versions, Facts& facts, const Run& run,
                             int most);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_OUTLOOK_H_
