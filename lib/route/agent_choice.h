#ifndef WAYPOST_LIB_ROUTE_AGENT_CHOICE_H_
#define WAYPOST_LIB_ROUTE_AGENT_CHOICE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/policy/tie.h"

namespace waypost::route {

// An available agent who may take a ticket, and all by which agents are told apart.
struct Contender {
  uint32_t agent = 0;    // the caller's index
  uint64_t ordinal = 0;  // unique
  uint32_t score = 0;    // of what the ticket's stages prefer; the highest comes first
  uint8_t ring = 0;
  uint32_t versatility = 0;  // skills and languages
  uint32_t half_units = 0;   // of `capacity`, in use
  uint8_t capacity = 1;
  int64_t idle_since_ms = 0;  // the last ticket was given
  int64_t work_ended_ms = 0;  // the last ticket left its hands
  uint32_t given = 0;         // tickets in the window of the queue
  uint16_t weight = 1;        // of a random draw; at least 1
};

// What a draw depends on besides the contenders.
struct ChoiceContext {
  uint64_t last_ordinal = 0;  // of the agent chosen last in the queue: whom a round goes on after
  uint64_t seed = 0;          // a draw is named by both
  uint64_t draw = 0;
};

// Chooses by the first tie of the chain that tells contenders apart, among those it leaves by the
// next, and so on; by the smallest ordinal in the end. The same in whatever order they stand.
//
// Errors: no contenders: aborts, the caller's bug.
// Cost:   O(contenders x ties).
Contender ChooseAgent(absl::Span<const policy::Tie> chain, const ChoiceContext& context,
                      std::vector<Contender> contenders);

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_AGENT_CHOICE_H_
