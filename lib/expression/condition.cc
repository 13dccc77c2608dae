#include "lib/expression/condition.h"

#include <utility>

#include "lib/expression/checker.h"
#include "lib/expression/parser.h"
#include "lib/expression/pattern.h"

namespace waypost::expression {

std::optional<Condition> CompileCondition(std::string_view text, const Environment& environment,
                                          PatternTable& patterns, std::vector<Finding>* findings) {
  FindingList list;
  const Ast ast = ParseExpression(text, list);
  Condition condition;
  condition.text = std::string(text);
  if (!ast.empty()) condition = Checker(text, ast, environment, patterns, list).Check();
  const bool failed = list.has_error();
  list.MoveTo(findings);
  if (failed) return std::nullopt;
  return condition;
}

std::optional<Condition> CompileCondition(std::string_view text, const Environment& environment,
                                          std::vector<Finding>* findings) {
  PatternTable patterns;
  return CompileCondition(text, environment, patterns, findings);
}

}  // namespace waypost::expression
