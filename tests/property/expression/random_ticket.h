#ifndef WAYPOST_TESTS_PROPERTY_EXPRESSION_RANDOM_TICKET_H_
#define WAYPOST_TESTS_PROPERTY_EXPRESSION_RANDOM_TICKET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "tests/property/expression/reference_evaluator.h"

namespace waypost::expression {

// Tickets of the desk in tests/unit/expression/desk.h, with the values that conditions about it
// tell apart.
class RandomTicket {
 public:
  RandomTicket(uint64_t seed, uint64_t stream) : random_(seed, stream) {}

  // As the desk declares them.
  ReferenceTicket Draw();

  // One in two has a tag that nobody declared; one in four lacks something that every ticket should
  // have.
  ReferenceTicket DrawOdd();

 private:
  bool Maybe() { return random_.Below(2) == 1; }
  std::string Word(const std::vector<std::string>& words);
  int64_t Number(const std::vector<int64_t>& numbers);
  std::vector<std::string> List(const std::vector<std::string>& words);

  PhiloxStream random_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_TESTS_PROPERTY_EXPRESSION_RANDOM_TICKET_H_
