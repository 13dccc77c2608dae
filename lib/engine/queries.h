#ifndef WAYPOST_LIB_ENGINE_QUERIES_H_
#define WAYPOST_LIB_ENGINE_QUERIES_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// Views of the present state; contracts: include/waypost/engine.h.
absl::StatusOr<v1::TicketView> GetTicket(const Core& core, std::string_view ticket_id);
v1::TicketPage ListTickets(const Core& core, const v1::TicketFilter& filter, uint64_t cursor,
                           int page_size);
absl::StatusOr<v1::AgentView> GetAgent(const Core& core, std::string_view agent_id);
absl::StatusOr<v1::QueueStats> GetQueueStats(const Core& core, std::string_view queue);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_QUERIES_H_
