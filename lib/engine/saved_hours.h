#ifndef WAYPOST_LIB_ENGINE_SAVED_HOURS_H_
#define WAYPOST_LIB_ENGINE_SAVED_HOURS_H_

#include "lib/base/bytes.h"
#include "lib/engine/desk_hours.h"
#include "lib/engine/symbol_pool.h"

namespace waypost::engine {

// What is down, closed and open, in a snapshot.
void PutHours(const DeskHours& hours, ByteWriter& out);
// False if it makes no sense under the policy in force.
bool GetHours(ByteReader& in, const SymbolPool& symbols, const PolicyVersion& policy,
              DeskHours& hours);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_HOURS_H_
