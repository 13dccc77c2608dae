#ifndef WAYPOST_TESTS_PROPERTY_EXPRESSION_RANDOM_CONDITION_H_
#define WAYPOST_TESTS_PROPERTY_EXPRESSION_RANDOM_CONDITION_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/philox.h"

namespace waypost::expression {

// Draws conditions over the facts of DeskEnvironment(): mostly well-formed, well-typed and
// guarded, few enough values that conditions meet and contradict each other often.
class RandomCondition {
 public:
  RandomCondition(uint64_t seed, uint64_t stream) : random_(seed, stream) {}

  std::string Draw() { return Bool(3); }

 private:
  std::string Bool(int depth);
  std::string Atom();
  std::string Comparison();
  std::string TextTest();
  std::string OptionalTest();
  std::string Number(int depth);
  std::string Time();
  std::string Instant();
  std::string Text();
  std::string Loop();
  std::string Test();
  std::string Literal();
  std::string Relation();
  std::string Pick(const std::vector<std::string_view>& choices) {
    return std::string(choices[random_.Below(choices.size())]);
  }
  bool Chance(uint64_t percent) { return random_.Below(100) < percent; }

  PhiloxStream random_;
  int loops_ = 0;  // around what is being drawn; their variables are t0, t1
};

}  // namespace waypost::expression

#endif  // WAYPOST_TESTS_PROPERTY_EXPRESSION_RANDOM_CONDITION_H_
