#ifndef WAYPOST_LIB_EXPRESSION_PROVE_ATOM_H_
#define WAYPOST_LIB_EXPRESSION_PROVE_ATOM_H_

#include <cstdint>
#include <map>
#include <vector>

#include "lib/expression/rule_graph.h"

namespace waypost::expression {

// What is known of a bool node that is no test of one fact and no logic of other bools.
struct Atom {
  // An error if one of `facts` is missing. Loops, choices and what is inside of them are not: they
  // may never come to a fact, or ask whether it is there.
  bool strict = false;
  bool calculates = false;      // may fail although no fact is missing
  std::vector<uint32_t> facts;  // ascending: those that the outcome follows from
};

// Looks at atoms once each.
class AtomTable {
 public:
  explicit AtomTable(const RuleGraph& graph) : graph_(graph) {}

  // Valid as long as the table.
  const Atom& Of(uint32_t node);

 private:
  const RuleGraph& graph_;
  std::map<uint32_t, Atom> atoms_;
};

// Whether the nodes are decided by their operands, as far as a proof looks into them.
bool IsLogic(RuleOp op);

// Of two tests of one text what the outcome of one says about the other.
struct TextRelation {
  uint32_t a = 0;
  uint32_t b = 0;
  bool implies = false;  // a implies b; otherwise they exclude each other
};

// The relations among the prefix, suffix and substring tests of each fact with literals.
//
// Cost: O(n^2) for the n tests of a fact; beyond kMaxRelated of them none are told.
inline constexpr size_t kMaxRelated = 200;
std::vector<TextRelation> TextRelations(const RuleGraph& graph);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PROVE_ATOM_H_
