#ifndef WAYPOST_LIB_ENGINE_SAVED_AGENT_H_
#define WAYPOST_LIB_ENGINE_SAVED_AGENT_H_

#include <cstdint>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/engine/agent_store.h"
#include "lib/engine/symbol_pool.h"

namespace waypost::engine {

// An agent as a snapshot keeps it, its tickets excepted.
void PutAgent(const Agent& agent, ByteWriter& out);

// Into an agent that has its id and ordinal. False: the bytes are damaged.
bool GetAgent(ByteReader& in, const SymbolPool& symbols, int64_t now_ms, Agent& agent);

// A ticket in an agent's hands, by its ordinal.
struct SavedTicket {
  uint64_t ordinal = 0;
  Symbol channel = 0;
  uint8_t halves = 0;
};
bool GetHeldTickets(ByteReader& in, const SymbolPool& symbols, std::vector<SavedTicket>& tickets);

// Fails the reader if nobody holds the symbol.
Symbol GetHeldSymbol(ByteReader& in, const SymbolPool& symbols);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_AGENT_H_
