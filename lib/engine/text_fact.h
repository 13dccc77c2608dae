#ifndef WAYPOST_LIB_ENGINE_TEXT_FACT_H_
#define WAYPOST_LIB_ENGINE_TEXT_FACT_H_

#include <cstdint>

#include "lib/engine/core_views.h"
#include "lib/engine/ticket.h"

namespace waypost::engine {

// What a ticket has of a fact of type STRING, by its place in a row of the policy in force; 0:
// nothing. `status` and `complexity` are no such facts: they are not kept as texts.
Symbol TextFactOf(const CoreViews& core, const Ticket& ticket, uint32_t fact);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TEXT_FACT_H_
