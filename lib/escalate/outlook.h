#ifndef WAYPOST_LIB_ESCALATE_OUTLOOK_H_
#define WAYPOST_LIB_ESCALATE_OUTLOOK_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/compact_vector.h"
#include "lib/escalate/decider.h"

namespace waypost::escalate {

// What a run does at one instant still to come.
struct Ahead {
  int64_t due_ms = 0;
  uint32_t run = 0;   // its place among the runs
  uint16_t step = 0;  // 0-based: the first that is due then
  std::vector<Effect> effects;
};

// What the runs of a ticket do from now on if nothing else happens to it: its facts are read as
// they are now, people on duty as they are on duty then; turns that one run takes are over for the
// next.
//
// Shape: in the order in which they will be carried out; at most `most` instants of each run, fewer
//        if it ends. What a run does after its last of them is not counted with the others. A
//        cooling run does nothing.
// Cost:  that of executing as many steps.
std::vector<Ahead> LookAhead(absl::Span<Decider* const> versions, Facts& facts,
                             const CompactVector<Run>& runs, int most);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_OUTLOOK_H_
