#ifndef WAYPOST_LIB_ENGINE_SOUND_TICKET_H_
#define WAYPOST_LIB_ENGINE_SOUND_TICKET_H_

#include "lib/engine/policy_version.h"
#include "lib/engine/saved_clocks.h"
#include "lib/engine/ticket.h"

namespace waypost::engine {

// Whether what a snapshot says of a ticket can have become of one: its state, who has it, its route
// and its timers agree with each other and with the policies that it names.
bool IsSound(const Ticket& ticket, VersionLookup versions);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SOUND_TICKET_H_
