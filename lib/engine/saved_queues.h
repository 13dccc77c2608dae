#ifndef WAYPOST_LIB_ENGINE_SAVED_QUEUES_H_
#define WAYPOST_LIB_ENGINE_SAVED_QUEUES_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/engine/core_state.h"

namespace waypost::engine {

// What queues do just now, in a snapshot: into which others they overflow, whom they chose last in
// their rounds, and how long they collect tickets.
using Flows = std::vector<std::pair<Symbol, Symbol>>;
using Rounds = std::vector<std::pair<Symbol, uint64_t>>;

void PutQueues(const Flows& flows, const Rounds& rounds,
               const std::vector<CoreState::OpenBatch>& batches, ByteWriter& out);

// False: nothing that was ever written.
bool GetQueues(ByteReader& in, const SymbolPool& symbols, Flows& flows, Rounds& rounds,
               std::vector<CoreState::OpenBatch>& batches);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_QUEUES_H_
