#ifndef WAYPOST_LIB_EXPRESSION_SHORTFALL_H_
#define WAYPOST_LIB_EXPRESSION_SHORTFALL_H_

#include <cstdint>
#include <vector>

#include "lib/expression/requirement.h"

namespace waypost::expression {

// The fewest comparisons of a requirement without which this agent would meet it: of a conjunction
// all that fail, of a disjunction those of its easiest operand (the first of the easiest). None:
// the agent meets it.
//
// Shape: indexes of nodes, rising. Cost: O(nodes) for each level of nesting, and their memory.
std::vector<uint32_t> FewestToRelax(const Requirement& requirement, const AgentLevels& agent);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_SHORTFALL_H_
