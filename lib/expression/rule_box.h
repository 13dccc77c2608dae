#ifndef WAYPOST_LIB_EXPRESSION_RULE_BOX_H_
#define WAYPOST_LIB_EXPRESSION_RULE_BOX_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "lib/expression/rule_graph.h"
#include "lib/expression/value_set.h"

namespace waypost::expression {

// The values of one fact that a box lets through.
struct BoxSide {
  ValueSet values;
  bool absent = false;  // the fact may also be missing
};

// A conjunction: each side holds for its fact, and every node of `rest` is true.
struct Box {
  std::map<uint32_t, BoxSide> sides;  // by fact; a fact not named is free
  std::vector<uint32_t> rest;         // ascending
};

inline constexpr size_t kMaxBoxes = 8;

// Writes a bool node as a union of at most kMaxBoxes boxes; none: it is never true. What would
// need more stays a node in `rest`.
//
// Shape:   for rows in which every fact that is not optional is present. An optional fact that is
//          missing makes a side false where it is an error of the node: the guards around every
//          such read absorb both alike.
std::vector<Box> BoxesOf(RuleGraphBuilder& graph, uint32_t node);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_BOX_H_
