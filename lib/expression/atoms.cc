#include "lib/expression/atoms.h"

#include <algorithm>

namespace waypost::expression {
namespace {

bool Combines(const Term& term) {
  return term.op == Op::kNot || term.op == Op::kAnd || term.op == Op::kOr ||
         (term.op == Op::kConditional && term.type == Type::kBool);
}

}  // namespace

// No recursion: conditions may be as deep as the parser allows.
std::vector<uint32_t> AtomsOf(const Condition& condition) {
  if (condition.always()) return {};
  std::vector<uint32_t> atoms, open = {condition.root};
  std::vector<bool> seen(condition.terms.size(), false);
  while (!open.empty()) {
    const uint32_t index = open.back();
    open.pop_back();
    if (seen[index]) continue;
    seen[index] = true;
    const Term& term = condition.terms[index];
    if (Combines(term)) {
      for (const uint32_t operand : condition.OperandsOf(term)) open.push_back(operand);
    } else if (term.op != Op::kConstant) {
      atoms.push_back(index);
    }
  }
  std::sort(atoms.begin(), atoms.end(), [&](uint32_t a, uint32_t b) {
    const Term &left = condition.terms[a], &right = condition.terms[b];
    return left.begin != right.begin ? left.begin < right.begin : a < b;
  });
  return atoms;
}

Condition AtomOf(const Condition& condition, uint32_t term) {
  Condition atom = condition;
  atom.root = term;
  return atom;
}

}  // namespace waypost::expression
