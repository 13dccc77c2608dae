#ifndef WAYPOST_LIB_ENGINE_SAVED_MODES_H_
#define WAYPOST_LIB_ENGINE_SAVED_MODES_H_

#include "lib/base/bytes.h"
#include "lib/engine/desk_modes.h"

namespace waypost::engine {

// Which event modes are in force, in a snapshot.
void PutModes(const DeskModes& modes, ByteWriter& out);
// False if it makes no sense under the policy in force.
bool GetModes(ByteReader& in, const PolicyVersion& policy, DeskModes& modes);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_MODES_H_
