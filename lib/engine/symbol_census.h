#ifndef WAYPOST_LIB_ENGINE_SYMBOL_CENSUS_H_
#define WAYPOST_LIB_ENGINE_SYMBOL_CENSUS_H_

#include "lib/engine/core.h"

namespace waypost::engine {

// Whether the engine's pool counts as many holders of each text as there are: a snapshot says the
// counts, and one that says too few would have texts forgotten that are still in use.
//
// Cost: O(state).
bool HoldersAreCounted(const Core& core);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SYMBOL_CENSUS_H_
