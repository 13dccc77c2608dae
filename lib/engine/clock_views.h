#ifndef WAYPOST_LIB_ENGINE_CLOCK_VIEWS_H_
#define WAYPOST_LIB_ENGINE_CLOCK_VIEWS_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// An instant as views show it: 0 for one that never comes.
inline int64_t OrZero(int64_t at_ms) { return at_ms == Calendar::kNever ? 0 : at_ms; }

// A live clock of a ticket as it is now.
v1::ClockView ViewOf(const Core& core, const Ticket& ticket, const sla::Clock& clock);

// Of a task that has one.
v1::ClockView ViewOf(const Core& core, const Ticket& ticket, const LinkedTask& task);

// Contract: include/waypost/engine.h.
absl::StatusOr<v1::ClockExplanation> ExplainClock(const Core& core, std::string_view ticket_id,
                                                  const v1::ClockRef& which);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CLOCK_VIEWS_H_
