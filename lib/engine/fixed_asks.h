#ifndef WAYPOST_LIB_ENGINE_FIXED_ASKS_H_
#define WAYPOST_LIB_ENGINE_FIXED_ASKS_H_

#include <cstddef>
#include <vector>

#include "lib/base/words.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// What a ticket asks of an agent at every stage, for explanations: modalities to offer, and not to
// be excluded.
//
// Cost: O(facts) to make; O(asks * modalities of the agent) a question.
struct FixedAsks {
  FixedAsks(const Core& core, const Ticket& ticket);

  // How many of them an agent does not meet; 0: nothing of it keeps the agent out.
  size_t CountUnmet(const Agent& agent) const;

  // Those, as of a sentence about the agent: "is excluded from it and offers no modality \"text\"".
  // Empty: none.
  Words DescribeUnmet(const Core& core, const Agent& agent) const;

  std::vector<Symbol> modalities;  // as the ticket names them, as are
  std::vector<Symbol> excluded;    // agents, on the roster or not

 private:
  bool Excludes(const Agent& agent) const;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_FIXED_ASKS_H_
