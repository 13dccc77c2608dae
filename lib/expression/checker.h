#ifndef WAYPOST_LIB_EXPRESSION_CHECKER_H_
#define WAYPOST_LIB_EXPRESSION_CHECKER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/expression/ast.h"
#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/finding_list.h"
#include "lib/expression/pattern.h"
#include "lib/expression/verdict.h"

namespace waypost::expression {

// Turns a parsed text into a typed condition. Used once; see CompileCondition.
class Checker {
 public:
  Checker(std::string_view text, const Ast& ast, const Environment& environment,
          PatternTable& patterns, FindingList& findings);
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  Condition Check() &&;

 private:
  // The index of the term that a node became; nullopt: an error has been reported.
  using Lowered = std::optional<uint32_t>;

  // checker.cc: names, logic, and what all share.
  Lowered Lower(uint32_t node);
  Lowered LowerLiteral(const Node& node);
  Lowered LowerName(const Node& node);
  Lowered LowerNot(const Node& node);
  Lowered LowerChain(const Node& node);
  Lowered LowerConditional(const Node& node, const Fact* beside);
  Lowered LowerBranch(Lowered condition, bool outcome, uint32_t node, const Fact* beside);
  bool CheckBranches(const Node& node, const Term& a, const Term& b);
  Lowered LowerBool(uint32_t node);
  Lowered ReadFact(const Fact& fact, Range range);
  void UnknownName(const Node& node);
  void ReportVerdict(const Term& term, bool literal);
  std::vector<uint32_t> Guards(uint32_t term, bool outcome) const;
  std::vector<uint32_t> GuardsOfChoice(const Term& term, bool outcome) const;
  void Protect(const std::vector<uint32_t>& facts, int by);
  uint32_t Emit(Op op, Type type, Range range, absl::Span<const uint32_t> operands,
                int64_t value = 0);
  uint32_t EmitString(std::string_view text, Range range);
  const Term& TermOf(uint32_t index) const { return condition_.terms[index]; }
  std::string_view StringOf(const Node& node) const { return ast_.strings[node.string]; }
  std::string_view TextOf(Range range) const;
  Words Suggest(std::string_view typed, absl::Span<const std::string_view> names) const;

  // checker_operators.cc: comparisons, `in`, arithmetic.
  Lowered LowerComparison(const Node& node);
  Lowered LowerIn(const Node& node);
  Lowered LowerInConstants(const Node& node, Lowered needle, const Node& list);
  bool CheckElement(const Term& needle, const Term& element);
  bool SameConstant(const Term& a, const Term& b) const;
  Lowered LowerInFact(const Node& node, uint32_t needle, uint32_t list);
  Lowered LowerArithmetic(const Node& node);
  Lowered LowerNegate(const Node& node);
  Lowered LowerBeside(uint32_t node, const Fact* other);
  std::optional<int64_t> RankOf(const Node& node, const Fact& fact);
  bool LacksQuotes(uint32_t node, const Fact* other);
  const Fact* FactNamedBy(uint32_t node) const;
  const Fact* FactBehind(uint32_t node) const;
  const Fact* FactBehind(const Term& term) const;
  bool Comparable(const Node& node, Op op, const Term& a, const Term& b);
  bool StandsStill(const Term& term);
  std::optional<Type> ResultType(const Node& node, Type a, Type b);
  Lowered LowerJoin(const Node& node, uint32_t left, uint32_t right);
  Lowered FoldArithmetic(Op op, Type type, Range range, int64_t a, int64_t b);
  Lowered FoldComparison(Op op, Range range, const Term& a, const Term& b);
  bool CheckValue(const Fact& fact, std::string_view value, Range range);
  bool CheckConstants(const Fact& fact, const Term& term);

  // checker_calls.cc: functions.
  Lowered LowerCall(const Node& node);
  Lowered LowerHas(const Node& node);
  Lowered LowerOpen(const Node& node);
  Lowered LowerDuration(const Node& node);
  Lowered LowerTimestamp(const Node& node);
  Lowered LowerSize(const Node& node);
  Lowered LowerTextPredicate(const Node& node);
  const Node* ConstantText(const Node& node, const Words& what);
  Lowered LowerMatches(const Node& node, absl::Span<const uint32_t> operands);
  void ReportPattern(const Pattern& pattern, bool was_full, Range range);
  Lowered LowerTimePart(const Node& node);
  std::optional<int64_t> OffsetOf(const Node& node);
  void ReportFunction(const Node& node);

  // checker_loops.cc: exists() and all().
  struct Loop {
    std::string_view variable;
    Lowered list;  // nullopt: reported, and what reads the variable fails in silence
  };
  Lowered LowerLoop(const Node& node);
  Lowered LowerList(const Node& node);
  const Node* VariableOf(const Node& node);
  Lowered LowerBody(const Node& node, Loop loop);
  bool WithinBounds(const Node& node);
  // How many loops are around the innermost one that binds the name; nullopt: none does.
  std::optional<uint32_t> FindVariable(std::string_view name) const;
  Lowered ReadVariable(uint32_t loop, Range range);

  const std::string_view text_;
  const Ast& ast_;
  const Environment& environment_;
  PatternTable& patterns_;
  FindingList& findings_;
  Condition condition_;
  Verdicts verdicts_;
  std::vector<Loop> loops_;  // around the current node, outermost first
  uint64_t weight_ = 1;  // how often the current node is looked at, lists being as long as can be
  uint64_t steps_ = 0;   // the weights of all terms
  bool too_costly_ = false;  // reported
  std::vector<uint32_t>
      guards_;  // by fact: how many guards around the current node make it present
  std::function<bool(uint32_t)> is_present_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_CHECKER_H_
