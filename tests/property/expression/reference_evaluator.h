#ifndef WAYPOST_TESTS_PROPERTY_EXPRESSION_REFERENCE_EVALUATOR_H_
#define WAYPOST_TESTS_PROPERTY_EXPRESSION_REFERENCE_EVALUATOR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
// fact and an overflow are errors, && and ||, exists() and all() absorb them. Calendars are facts
// "open:NAME"; ranks are ints. The condition has been accepted by the checker.
class ReferenceEvaluator {
 public:
  ReferenceEvaluator(const Ast& ast, const Environment& environment, const ReferenceTicket& ticket)
      : ast_(ast), environment_(environment), ticket_(ticket) {}

  ReferenceOutcome Evaluate();

 private:
  // nullopt: an error.
  using Result = std::optional<ReferenceValue>;

  Type TypeOf(uint32_t node) const;
  Type TypeOfCall(const std::string& name) const;
  Result Value(uint32_t node);
  Result Read(std::string_view name) const;
  Result Logic(const Node& node);
  Result Choice(const Node& node);
  Result Loop(const Node& node);
  Result Membership(const Node& node);
  Result Binary(uint32_t node);
  Result Call(const Node& node);
  Result TextCall(const std::string& name, const std::string& text, const std::string& part) const;
  Result Getter(const Node& node);
  ReferenceValue Rank(const ReferenceValue& value, const Node& beside) const;

  const Ast& ast_;
  const Environment& environment_;
  const ReferenceTicket& ticket_;
  std::vector<std::pair<std::string, std::string>> variables_;  // and the elements they stand for
};

}  // namespace waypost::expression

#endif  // WAYPOST_TESTS_PROPERTY_EXPRESSION_REFERENCE_EVALUATOR_H_
