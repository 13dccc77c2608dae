#ifndef WAYPOST_LIB_REPLAY_TICKET_STEPS_H_
#define WAYPOST_LIB_REPLAY_TICKET_STEPS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/replay/log.h"
#include "lib/replay/schedule.h"

namespace waypost::replay {

// Which facts of the mapping are something else than a fact of the ticket.
enum class FactRole : uint8_t { kFact, kClassification, kOpeningOnly };

// Category, subcategory and priority are a person's decision; the requester, the customer's words
// and the locale are told once.
FactRole RoleOf(std::string_view fact);

// Appends the steps of one ticket in order of time. `updates` are the ticket's, as indexes into
// the log, sorted by (time, place in the file), at least one. Facts that go missing are filled in
// from the update before, those that are missing from the first one by their defaults.
//
// Returns how many updates came after closing.
uint64_t AppendTicketSteps(absl::Span<const uint32_t> updates, const std::vector<FactRole>& roles,
                           Log* log, std::vector<Step>* steps);

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_TICKET_STEPS_H_
