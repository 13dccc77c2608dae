#ifndef WAYPOST_BENCHMARKS_EXPRESSION_TREE_WALK_H_
#define WAYPOST_BENCHMARKS_EXPRESSION_TREE_WALK_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/fact_row.h"

namespace re2 {
class RE2;
}

namespace waypost::expression {

// The peer of the benchmark: rules one after the other, each a walk over its checked terms, strings
// compared by their numbers, patterns compiled beforehand. No index, nothing shared between rules;
// && and || stop early. Errors, optional facts and lists are left out, as no rule here needs them.
class TreeWalk {
 public:
  void Add(const Condition& condition, Vocabulary& vocabulary);
  int FirstMatch(const FactRow& row) const;

 private:
  struct Rule {
    Condition condition;
    std::vector<int64_t> symbols;                           // of its strings
    std::vector<std::shared_ptr<const re2::RE2>> patterns;  // by string, of those that are
  };

  static bool Bool(const Rule& rule, uint32_t term, const FactRow& row);
  static int64_t Number(const Rule& rule, uint32_t term, const FactRow& row);
  static std::string_view Text(const Rule& rule, uint32_t term, const FactRow& row);

  std::vector<Rule> rules_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_BENCHMARKS_EXPRESSION_TREE_WALK_H_
