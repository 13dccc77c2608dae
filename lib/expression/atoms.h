#ifndef WAYPOST_LIB_EXPRESSION_ATOMS_H_
#define WAYPOST_LIB_EXPRESSION_ATOMS_H_

#include <cstdint>
#include <vector>

#include "lib/expression/condition.h"

namespace waypost::expression {

// The terms that a condition is made of by `!`, `&&`, `||` and choices between bools, in the order
// of the text; constants are none. A loop is one term, whatever it looks at.
//
//   tier == 'vip' && !(age > duration('1h') || open('desk'))   ->   three
std::vector<uint32_t> AtomsOf(const Condition& condition);

// One term of a condition as a condition of its own. `term` is a bool outside of loops.
Condition AtomOf(const Condition& condition, uint32_t term);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_ATOMS_H_
