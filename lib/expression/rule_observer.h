#ifndef WAYPOST_LIB_EXPRESSION_RULE_OBSERVER_H_
#define WAYPOST_LIB_EXPRESSION_RULE_OBSERVER_H_

#include <cstdint>

#include "lib/expression/fact_row.h"

namespace waypost::expression {

// Told of each evaluation of a rule list: for tools that ask what conditions were held against.
class RuleObserver {
 public:
  virtual ~RuleObserver() = default;

  // The first `rules` of the list were decided over `row`, which is valid during the call.
  virtual void Evaluated(const FactRow& row, uint32_t rules) = 0;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_OBSERVER_H_
