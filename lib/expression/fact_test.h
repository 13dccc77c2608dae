#ifndef WAYPOST_LIB_EXPRESSION_FACT_TEST_H_
#define WAYPOST_LIB_EXPRESSION_FACT_TEST_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/tri.h"
#include "lib/expression/value_set.h"

namespace waypost::expression {

// A sub-condition that reads one fact and nothing else: true for `values`, false for all other
// values, `absent` where the fact is missing.
struct FactTest {
  uint32_t fact = 0;  // or, of AsElementTest, Environment::kMaxFacts and the element's loop
  ValueSet values;
  Tri absent = Tri::kError;
};

FactTest Not(const FactTest& test);
FactTest And(const FactTest& a, const FactTest& b);  // of one fact
FactTest Or(const FactTest& a, const FactTest& b);   // of one fact

// Numbers the strings that one fact can be compared with.
class StringNumbers {
 public:
  virtual ~StringNumbers() = default;
  virtual std::optional<int64_t> NumberOf(const Fact& fact, std::string_view text) = 0;
};

// Reads a single term (not its !, &&, ||) as a test of one fact: a bool fact, has(), a comparison
// with a constant, membership in a list of constants, and any predicate on the text of a fact
// whose values are declared. nullopt if it is something else, or a string has no number.
std::optional<FactTest> AsFactTest(const Condition& condition, uint32_t term,
                                   const Environment& environment, StringNumbers& numbers);

// Reads a term as a test of the element of one loop, in the same way.
std::optional<FactTest> AsElementTest(const Condition& condition, uint32_t term,
                                      const Environment& environment, StringNumbers& numbers);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_FACT_TEST_H_
