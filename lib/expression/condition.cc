#include "lib/expression/condition.h"

#include <utility>

#include "lib/expression/checker.h"
#include "lib/expression/parser.h"

namespace waypost::expression {

std::optional<Condition> CompileCondition(std::string_view text, const Environment& environment,
                                          std::vector<Finding>* findings) {
  FindingList list;
  const Ast ast = ParseExpression(text, list);
  Condition condition;
  condition.text = std::string(text);
  if (!ast.empty()) condition = Checker(text, ast, environment, list).Check();
  const bool failed = list.has_error();
  list.MoveTo(findings);
  if (failed) return std::nullopt;
  return condition;
}

}  // namespace waypost::expression
