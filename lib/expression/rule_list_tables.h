#ifndef WAYPOST_LIB_EXPRESSION_RULE_LIST_TABLES_H_
#define WAYPOST_LIB_EXPRESSION_RULE_LIST_TABLES_H_

#include <cstdint>
#include <map>
#include <vector>

#include "lib/expression/rule_graph.h"
#include "lib/expression/rule_index.h"
#include "lib/expression/rule_list.h"

namespace waypost::expression {

// What a RuleList consists of. A column of the index is one box of one rule; the columns of a rule
// stand together, in the order of the rules.
struct RuleListTables {
  RuleGraph graph;
  std::vector<uint32_t> roots;  // by rule
  RuleIndex index;
  std::vector<uint32_t> rule_of;     // by column
  std::vector<uint32_t> rest;        // nodes that a column's row must also satisfy
  std::vector<uint32_t> rest_first;  // by column, and one more: into `rest`
  uint32_t row_size = 0;
  std::vector<uint64_t> needed;  // facts without which only the slow way is right
  std::vector<uint32_t> facts_read;
  std::vector<uint32_t> texts_read;
  std::map<uint32_t, std::vector<int64_t>> boundaries;
  RuleCost cost;
  bool has_loops = false;
  size_t joined_bytes = 0;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_LIST_TABLES_H_
