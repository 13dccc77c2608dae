#ifndef WAYPOST_LIB_EXPRESSION_RULE_COST_H_
#define WAYPOST_LIB_EXPRESSION_RULE_COST_H_

#include <vector>

#include "lib/expression/rule_graph.h"
#include "lib/expression/rule_list.h"

namespace waypost::expression {

// What it costs at most to evaluate each node in use once for a row, and in loops once for each
// element.
RuleCost CostOf(const RuleGraph& graph, const std::vector<bool>& used);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_COST_H_
