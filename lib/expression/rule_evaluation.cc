#include "lib/expression/rule_evaluation.h"

#include <algorithm>

#include "lib/base/check.h"
#include "lib/expression/literal.h"
#include "lib/expression/operations.h"
#include "lib/expression/pattern.h"

namespace waypost::expression {

Tri RuleEvaluation::Bool(uint32_t index) {
  const uint32_t seen = memo_[index];
  if (seen >> 2 == epoch_) return static_cast<Tri>(seen & 3);
  const Tri result = Compute(graph_.nodes[index]);
  memo_[index] = epoch_ << 2 | static_cast<uint32_t>(result);
  return result;
}

Tri RuleEvaluation::Compute(const RuleNode& node) {
  switch (node.op) {
    case RuleOp::kConstant:
      return static_cast<Tri>(node.value);
    case RuleOp::kTest:
      return Test(node);
    case RuleOp::kNot:
      return Not(Bool(graph_.OperandsOf(node)[0]));
    case RuleOp::kAnd:
      return Chain(node, Tri::kFalse);
    case RuleOp::kOr:
      return Chain(node, Tri::kTrue);
    case RuleOp::kSame:
      return Same(node);
    case RuleOp::kCompareNumbers:
      return CompareNumbers(node);
    case RuleOp::kCompareTexts:
      return CompareTexts(node);
    case RuleOp::kMatches:
      return Matches(node);
    case RuleOp::kInList:
      return InList(node);
    default:
      CheckFailed(__FILE__, __LINE__, "only bools have an outcome");
  }
}

Tri RuleEvaluation::Test(const RuleNode& node) const {
  if (!Present(node.fact)) return static_cast<Tri>(node.value);
  const int64_t value = row_.values[node.fact];
  const absl::Span<const ValueRange> ranges = graph_.RangesOf(node);
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), value,
                                      [](int64_t v, const ValueRange& r) { return v < r.low; });
  return ToTri(after != ranges.begin() && value <= (after - 1)->high);
}

Tri RuleEvaluation::Chain(const RuleNode& node, Tri absorbing) {
  bool failed = false;
  for (const uint32_t operand : graph_.OperandsOf(node)) {
    const Tri outcome = Bool(operand);
    if (outcome == absorbing) return absorbing;
    failed = failed || outcome == Tri::kError;
  }
  return failed ? Tri::kError : Not(absorbing);
}

Tri RuleEvaluation::Same(const RuleNode& node) {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const Tri a = Bool(operands[0]);
  const Tri b = Bool(operands[1]);
  return a == Tri::kError || b == Tri::kError ? Tri::kError : ToTri(a == b);
}

Tri RuleEvaluation::CompareNumbers(const RuleNode& node) const {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const std::optional<int64_t> a = Number(operands[0]);
  const std::optional<int64_t> b = Number(operands[1]);
  if (!a || !b) return Tri::kError;
  return ToTri(expression::CompareNumbers(node.compare, *a, *b));
}

Tri RuleEvaluation::CompareTexts(const RuleNode& node) const {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const std::optional<std::string_view> a = Text(operands[0]);
  const std::optional<std::string_view> b = Text(operands[1]);
  if (!a || !b) return Tri::kError;
  return ToTri(expression::CompareTexts(node.compare, *a, *b));
}

Tri RuleEvaluation::Matches(const RuleNode& node) const {
  const std::optional<std::string_view> text = Text(graph_.OperandsOf(node)[0]);
  if (!text) return Tri::kError;
  return ToTri(expression::Matches(*text, graph_.PatternOf(node)));
}

Tri RuleEvaluation::InList(const RuleNode& node) const {
  const std::optional<int64_t> wanted = Number(graph_.OperandsOf(node)[0]);
  if (!wanted || !Present(node.fact)) return Tri::kError;
  if (*wanted == 0) return Tri::kFalse;  // outside the vocabulary, which equals nothing
  const absl::Span<const uint32_t> list = row_.lists[node.fact];
  return ToTri(std::find(list.begin(), list.end(), *wanted) != list.end());
}

std::optional<int64_t> RuleEvaluation::Number(uint32_t index) const {
  const RuleNode& node = graph_.nodes[index];
  switch (node.op) {
    case RuleOp::kNumber:
      return node.value;
    case RuleOp::kNumberFact:
      if (!Present(node.fact)) return std::nullopt;
      return row_.values[node.fact];
    case RuleOp::kListSize:
      if (!Present(node.fact)) return std::nullopt;
      return static_cast<int64_t>(row_.lists[node.fact].size());
    case RuleOp::kTextSize: {
      const std::optional<std::string_view> text = Text(graph_.OperandsOf(node)[0]);
      if (!text) return std::nullopt;
      return CodePoints(*text);
    }
    case RuleOp::kCalculate: {
      const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
      const std::optional<int64_t> a = Number(operands[0]);
      const std::optional<int64_t> b = Number(operands[1]);
      int64_t result = 0;
      if (!a || !b || !Calculate(node.compare, node.type, *a, *b, &result)) return std::nullopt;
      return result;
    }
    default:
      CheckFailed(__FILE__, __LINE__, "only numbers have a value");
  }
}

std::optional<std::string_view> RuleEvaluation::Text(uint32_t index) const {
  const RuleNode& node = graph_.nodes[index];
  if (node.op == RuleOp::kText) return graph_.TextOf(node);
  WP_CHECK(node.op == RuleOp::kTextFact, "only texts have characters");
  if (!Present(node.fact)) return std::nullopt;
  return row_.texts[node.fact];
}

}  // namespace waypost::expression
