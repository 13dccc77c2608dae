#include "tests/property/expression/reference_evaluator.h"

#include <re2/re2.h>

#include <algorithm>
#include <limits>

#include "lib/base/duration_text.h"
#include "lib/expression/literal.h"

namespace waypost::expression {
namespace {

__extension__ typedef __int128 Wide;

std::optional<ReferenceValue> Narrow(Wide value, bool timestamp) {
  const Wide lowest = timestamp ? kFirstTimestampMs : std::numeric_limits<int64_t>::min();
  const Wide highest = timestamp ? kLastTimestampMs : std::numeric_limits<int64_t>::max();
  if (value < lowest || value > highest) return std::nullopt;
  return static_cast<int64_t>(value);
}

template <class T>
bool Compare(NodeKind kind, const T& a, const T& b) {
  switch (kind) {
    case NodeKind::kEqual:
      return a == b;
    case NodeKind::kNotEqual:
      return !(a == b);
    case NodeKind::kLess:
      return a < b;
    case NodeKind::kLessEqual:
      return !(b < a);
    case NodeKind::kGreater:
      return b < a;
    default:
      return !(a < b);
  }
}

bool IsComparison(NodeKind kind) {
  return kind >= NodeKind::kEqual && kind <= NodeKind::kGreaterEqual;
}

std::optional<ReferenceValue> Arithmetic(NodeKind kind, int64_t a, int64_t b, bool timestamp) {
  switch (kind) {
    case NodeKind::kAdd:
      return Narrow(Wide{a} + b, timestamp);
    case NodeKind::kSubtract:
      return Narrow(Wide{a} - b, timestamp);
    case NodeKind::kMultiply:
      return Narrow(Wide{a} * b, false);
    case NodeKind::kDivide:
      if (b == 0) return std::nullopt;
      return Narrow(Wide{a} / b, false);
    default:
      if (b == 0 || (b == -1 && a == std::numeric_limits<int64_t>::min())) return std::nullopt;
      return Narrow(Wide{a} % b, false);
  }
}

int64_t DurationMs(std::string_view text) {
  const bool negative = text[0] == '-';
  const int64_t ms = ParseDuration(negative ? text.substr(1) : text)->ms;
  return negative ? -ms : ms;
}

}  // namespace

ReferenceOutcome ReferenceEvaluator::Evaluate() const {
  if (ast_.empty()) return ReferenceOutcome::kTrue;
  const Result result = Value(ast_.root);
  if (!result) return ReferenceOutcome::kError;
  return std::get<bool>(*result) ? ReferenceOutcome::kTrue : ReferenceOutcome::kFalse;
}

ReferenceEvaluator::Result ReferenceEvaluator::Value(uint32_t index) const {
  const Node& node = ast_.nodes[index];
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  switch (node.kind) {
    case NodeKind::kBool:
      return node.value != 0;
    case NodeKind::kInt:
      return node.value;
    case NodeKind::kString:
      return ast_.strings[node.string];
    case NodeKind::kName:
      return Read(ast_.strings[node.string]);
    case NodeKind::kCall:
      return Call(node);
    case NodeKind::kNot: {
      const Result operand = Value(children[0]);
      if (!operand) return std::nullopt;
      return !std::get<bool>(*operand);
    }
    case NodeKind::kNegate: {
      const Result operand = Value(children[0]);
      if (!operand) return std::nullopt;
      return Arithmetic(NodeKind::kSubtract, 0, std::get<int64_t>(*operand), false);
    }
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return Logic(node);
    case NodeKind::kIn:
      return Membership(node);
    default:
      return Binary(node);
  }
}

ReferenceEvaluator::Result ReferenceEvaluator::Read(std::string_view name) const {
  if (const int64_t* constant = environment_.FindConstant(name)) return *constant;
  const auto found = ticket_.find(name);
  if (found == ticket_.end()) return std::nullopt;
  return found->second;
}

ReferenceEvaluator::Result ReferenceEvaluator::Logic(const Node& node) const {
  const bool absorbing = node.kind == NodeKind::kOr;
  bool failed = false;
  for (const uint32_t child : ast_.ChildrenOf(node)) {
    const Result operand = Value(child);
    if (operand && std::get<bool>(*operand) == absorbing) return absorbing;
    failed = failed || !operand;
  }
  if (failed) return std::nullopt;
  return !absorbing;
}

// A string beside a fact of ranks is the rank of that name.
ReferenceValue ReferenceEvaluator::Rank(const ReferenceValue& value, const Node& beside) const {
  if (beside.kind != NodeKind::kName || !std::holds_alternative<std::string>(value)) return value;
  const Fact* fact = environment_.FindFact(ast_.strings[beside.string]);
  if (fact == nullptr || fact->type != Type::kInt) return value;
  const auto found =
      std::find(fact->values.begin(), fact->values.end(), std::get<std::string>(value));
  return static_cast<int64_t>(found - fact->values.begin());
}

ReferenceEvaluator::Result ReferenceEvaluator::Membership(const Node& node) const {
  const Node& left = ast_.nodes[ast_.ChildrenOf(node)[0]];
  const Node& right = ast_.nodes[ast_.ChildrenOf(node)[1]];
  const Result needle = Value(ast_.ChildrenOf(node)[0]);
  if (right.kind != NodeKind::kList) {
    const Result list = Value(ast_.ChildrenOf(node)[1]);
    if (!needle || !list) return std::nullopt;
    const auto& elements = std::get<std::vector<std::string>>(*list);
    return std::find(elements.begin(), elements.end(), std::get<std::string>(*needle)) !=
           elements.end();
  }
  if (right.child_count == 0) return false;
  if (!needle) return std::nullopt;
  for (const uint32_t child : ast_.ChildrenOf(right)) {
    if (Rank(*Value(child), left) == *needle) return true;
  }
  return false;
}

ReferenceEvaluator::Result ReferenceEvaluator::Binary(const Node& node) const {
  const Node& left = ast_.nodes[ast_.ChildrenOf(node)[0]];
  const Node& right = ast_.nodes[ast_.ChildrenOf(node)[1]];
  const Result a = Value(ast_.ChildrenOf(node)[0]);
  const Result b = Value(ast_.ChildrenOf(node)[1]);
  if (!a || !b) return std::nullopt;
  if (IsComparison(node.kind)) return Compare(node.kind, Rank(*a, right), Rank(*b, left));
  const auto is_instant = [this](const Node& n) {
    const bool call = n.kind == NodeKind::kCall && ast_.strings[n.string] == "timestamp";
    return call || (n.kind == NodeKind::kName && ast_.strings[n.string] == "created");
  };
  const bool timestamp = is_instant(left) != is_instant(right);
  return Arithmetic(node.kind, std::get<int64_t>(*a), std::get<int64_t>(*b), timestamp);
}

ReferenceEvaluator::Result ReferenceEvaluator::Call(const Node& node) const {
  const std::string& name = ast_.strings[node.string];
  const absl::Span<const uint32_t> arguments = ast_.ChildrenOf(node);
  if (name == "has") {
    return ticket_.find(ast_.strings[ast_.nodes[arguments[0]].string]) != ticket_.end();
  }
  const Result first = Value(arguments[0]);
  if (!first) return std::nullopt;
  if (name == "open") return Read("open:" + std::get<std::string>(*first));
  if (name == "duration") return DurationMs(std::get<std::string>(*first));
  if (name == "timestamp") return *ParseTimestamp(std::get<std::string>(*first));
  if (name == "size") {
    const auto* list = std::get_if<std::vector<std::string>>(&*first);
    if (list != nullptr) return static_cast<int64_t>(list->size());
    return CodePoints(std::get<std::string>(*first));
  }
  const Result second = Value(arguments[1]);
  if (!second) return std::nullopt;
  const std::string& text = std::get<std::string>(*first);
  const std::string& part = std::get<std::string>(*second);
  if (name == "startsWith") return text.rfind(part, 0) == 0;
  if (name == "contains") return text.find(part) != std::string::npos;
  if (name == "matches") return re2::RE2::PartialMatch(text, part);
  return text.size() >= part.size() && text.substr(text.size() - part.size()) == part;
}

}  // namespace waypost::expression
