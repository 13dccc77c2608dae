#ifndef WAYPOST_LIB_ENGINE_SAVED_CHAINS_H_
#define WAYPOST_LIB_ENGINE_SAVED_CHAINS_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "lib/base/bytes.h"
#include "lib/engine/saved_clocks.h"
#include "lib/engine/ticket.h"

namespace waypost::engine {

// The chains of a ticket, and what may start more of them, in a snapshot.
void PutChains(const RareParts& rare, ByteWriter& out);

// Reads what PutChains wrote. `version_of`: the policy version of an index, null if there is none;
// `is_held`: whether somebody holds a symbol.
//
// Errors: false if the bytes contradict themselves or the policies.
bool GetChains(ByteReader& in, VersionLookup version_of, absl::FunctionRef<bool(Symbol)> is_held,
               OnDemand<RareParts>& rare);

// Who started a run, and its bits, as one number.
uint16_t FlagsOf(const escalate::Run& run);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_CHAINS_H_
