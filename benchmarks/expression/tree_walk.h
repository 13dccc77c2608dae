#ifndef WAYPOST_BENCHMARKS_EXPRESSION_TREE_WALK_H_
#define WAYPOST_BENCHMARKS_EXPRESSION_TREE_WALK_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/fact_row.h"

namespace waypost::expression {

// The peer of the benchmark: rules one after the other, each a walk over its checked terms, strings
// compared by their numbers. No index, nothing shared between rules; && and || stop early. Errors,
// optional facts, lists and patterns are left out, as no rule here needs them.
class TreeWalk {
 public:
  void Add(const Condition& condition, Vocabulary& vocabulary);
  int FirstMatch(const FactRow& row) const;

 private:
  struct Rule {
    Condition condition;
    std::vector<int64_t> symbols;  // of its strings
  };

  static bool Bool(const Rule& rule, uint32_t term, const FactRow& row);
  static int64_t Number(const Rule& rule, uint32_t term, const FactRow& row);
  static std::string_view Text(const Rule& rule, uint32_t term, const FactRow& row);

  std::vector<Rule> rules_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_BENCHMARKS_EXPRESSION_TREE_WALK_H_
