#ifndef WAYPOST_TESTS_FUZZ_SNAPSHOT_USED_DESK_H_
#define WAYPOST_TESTS_FUZZ_SNAPSHOT_USED_DESK_H_

#include "waypost/engine.h"

namespace waypost {

// Asks a desk everything that can be asked, does to each of its tickets and agents what can be
// done, and lets the time pass for which it has timers. Nothing is expected but that it answers.
void UseDesk(Engine& engine);

}  // namespace waypost

#endif  // WAYPOST_TESTS_FUZZ_SNAPSHOT_USED_DESK_H_
