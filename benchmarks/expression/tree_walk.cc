#include "benchmarks/expression/tree_walk.h"

#include "lib/base/check.h"
#include "lib/expression/operations.h"
#include "lib/expression/pattern.h"

namespace waypost::expression {

void TreeWalk::Add(const Condition& condition, Vocabulary& vocabulary) {
  Rule rule{condition, {}, {}};
  for (const std::string& text : condition.strings) rule.symbols.push_back(vocabulary.Intern(text));
  rule.patterns.resize(condition.strings.size());
  for (const Term& term : condition.terms) {
    if (term.op != Op::kMatches) continue;
    const Term& pattern = condition.terms[condition.OperandsOf(term)[1]];
    rule.patterns[static_cast<size_t>(pattern.value)] =
        condition.patterns[static_cast<size_t>(term.value)];
  }
  rules_.push_back(rule);
}

int TreeWalk::FirstMatch(const FactRow& row) const {
  for (size_t i = 0; i < rules_.size(); ++i) {
    if (Bool(rules_[i], rules_[i].condition.root, row)) return static_cast<int>(i);
  }
  return -1;
}

bool TreeWalk::Bool(const Rule& rule, uint32_t index, const FactRow& row) {
  const Term& term = rule.condition.terms[index];
  const absl::Span<const uint32_t> operands = rule.condition.OperandsOf(term);
  switch (term.op) {
    case Op::kConstant:
      return term.value != 0;
    case Op::kFact:
      return row.values[static_cast<size_t>(term.value)] != 0;
    case Op::kNot:
      return !Bool(rule, operands[0], row);
    case Op::kAnd:
      for (const uint32_t operand : operands) {
        if (!Bool(rule, operand, row)) return false;
      }
      return true;
    case Op::kOr:
      for (const uint32_t operand : operands) {
        if (Bool(rule, operand, row)) return true;
      }
      return false;
    case Op::kIn: {
      const int64_t needle = Number(rule, operands[0], row);
      for (const uint32_t operand : operands.subspan(1)) {
        if (Number(rule, operand, row) == needle) return true;
      }
      return false;
    }
    case Op::kStartsWith:
    case Op::kEndsWith:
    case Op::kContains:
      return CompareTexts(term.op, Text(rule, operands[0], row), Text(rule, operands[1], row));
    case Op::kMatches: {
      const Term& pattern = rule.condition.terms[operands[1]];
      return Matches(Text(rule, operands[0], row),
                     *rule.patterns[static_cast<size_t>(pattern.value)]);
    }
    default:
      return CompareNumbers(term.op, Number(rule, operands[0], row),
                            Number(rule, operands[1], row));
  }
}

int64_t TreeWalk::Number(const Rule& rule, uint32_t index, const FactRow& row) {
  const Term& term = rule.condition.terms[index];
  if (term.op == Op::kFact) return row.values[static_cast<size_t>(term.value)];
  WP_CHECK(term.op == Op::kConstant, "the rules of the benchmark do not calculate");
  return term.type == Type::kString ? rule.symbols[static_cast<size_t>(term.value)] : term.value;
}

std::string_view TreeWalk::Text(const Rule& rule, uint32_t index, const FactRow& row) {
  const Term& term = rule.condition.terms[index];
  if (term.op == Op::kFact) return row.texts[static_cast<size_t>(term.value)];
  return rule.condition.strings[static_cast<size_t>(term.value)];
}

}  // namespace waypost::expression
