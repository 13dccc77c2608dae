#ifndef WAYPOST_TESTS_PROPERTY_EXPRESSION_REFERENCE_EVALUATOR_H_
#define WAYPOST_TESTS_PROPERTY_EXPRESSION_REFERENCE_EVALUATOR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/expression/ast.h"
#include "lib/expression/environment.h"

namespace waypost::expression {

// A ticket by names and texts, without numbers for strings.
using ReferenceValue = std::variant<bool, int64_t, std::string, std::vector<std::string>>;
using ReferenceTicket = std::map<std::string, ReferenceValue, std::less<>>;

enum class ReferenceOutcome { kFalse, kTrue, kError };

// Walks a parsed condition for one ticket, in the plainest way: values are variants, a missing
// fact and an overflow are errors, && and || absorb them. Calendars are facts "open:NAME"; ranks
// are ints. The condition has been accepted by the checker.
class ReferenceEvaluator {
 public:
  ReferenceEvaluator(const Ast& ast, const Environment& environment, const ReferenceTicket& ticket)
      : ast_(ast), environment_(environment), ticket_(ticket) {}

  ReferenceOutcome Evaluate() const;

 private:
  // nullopt: an error.
  using Result = std::optional<ReferenceValue>;

  Result Value(uint32_t node) const;
  Result Read(std::string_view fact) const;
  Result Logic(const Node& node) const;
  Result Membership(const Node& node) const;
  Result Binary(const Node& node) const;
  Result Call(const Node& node) const;
  ReferenceValue Rank(const ReferenceValue& value, const Node& beside) const;

  const Ast& ast_;
  const Environment& environment_;
  const ReferenceTicket& ticket_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_TESTS_PROPERTY_EXPRESSION_REFERENCE_EVALUATOR_H_
