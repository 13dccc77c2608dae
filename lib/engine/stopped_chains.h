#ifndef WAYPOST_LIB_ENGINE_STOPPED_CHAINS_H_
#define WAYPOST_LIB_ENGINE_STOPPED_CHAINS_H_

#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket.h"
#include "lib/escalate/decider.h"
#include "lib/policy/tables.h"

namespace waypost::engine {

// Runs of a ticket's chains that were stopped, so that a notification of theirs that is reported
// undelivered later leads to no other. Chains that could tell nobody else are not kept.

// A run of the chain has begun, or begins anew.
void NoteBegun(Symbol chain, SymbolPool& symbols, Ticket& ticket);

// A run of the chain has ended before its last step was done, as `ended` says.
void NoteStopped(Symbol chain, const policy::Tables& tables, const escalate::Effect& ended,
                 SymbolPool& symbols, Ticket& ticket);

// After a failed notification nobody else is told: its run was acknowledged or stopped, or the
// ticket is over and the chain is not one of those that begin afterwards.
bool TellsNobodyElse(const Ticket& ticket, Symbol name, const escalate::Effect& failed,
                     const policy::Escalation& chain);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_STOPPED_CHAINS_H_
