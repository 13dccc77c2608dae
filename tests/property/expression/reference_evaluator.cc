#include "tests/property/expression/reference_evaluator.h"

#include <re2/re2.h>

#include <algorithm>
#include <limits>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "lib/base/duration_text.h"
#include "lib/expression/literal.h"

namespace waypost::expression {
namespace {

__extension__ typedef __int128 Wide;

std::optional<ReferenceValue> Narrow(Wide value, Type type) {
  Wide lowest = std::numeric_limits<int64_t>::min();
  Wide highest = std::numeric_limits<int64_t>::max();
  if (type == Type::kTimestamp) {
    lowest = kFirstTimestampMs;
    highest = kLastTimestampMs;
  }
  if (type == Type::kDuration) {
    highest = Wide{315'576'000'000} * 1'000;
    lowest = -highest;
  }
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

std::optional<ReferenceValue> Arithmetic(NodeKind kind, int64_t a, int64_t b, Type type) {
  switch (kind) {
    case NodeKind::kAdd:
      return Narrow(Wide{a} + b, type);
    case NodeKind::kSubtract:
      return Narrow(Wide{a} - b, type);
    case NodeKind::kMultiply:
      return Narrow(Wide{a} * b, type);
    case NodeKind::kDivide:
      if (b == 0) return std::nullopt;
      return Narrow(Wide{a} / b, type);
    default:
      if (b == 0 || (b == -1 && a == std::numeric_limits<int64_t>::min())) return std::nullopt;
      return Narrow(Wide{a} % b, type);
  }
}

bool IsArithmetic(NodeKind kind) {
  return kind >= NodeKind::kMultiply && kind <= NodeKind::kSubtract;
}

int64_t DurationMs(std::string_view text) {
  const bool negative = text[0] == '-';
  const int64_t ms = ParseDuration(negative ? text.substr(1) : text)->ms;
  return negative ? -ms : ms;
}

}  // namespace

ReferenceOutcome ReferenceEvaluator::Evaluate() {
  if (ast_.empty()) return ReferenceOutcome::kTrue;
  const Result result = Value(ast_.root);
  if (!result) return ReferenceOutcome::kError;
  return std::get<bool>(*result) ? ReferenceOutcome::kTrue : ReferenceOutcome::kFalse;
}

Type ReferenceEvaluator::TypeOf(uint32_t index) const {
  const Node& node = ast_.nodes[index];
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  if (node.kind == NodeKind::kInt) return Type::kInt;
  if (node.kind == NodeKind::kString) return Type::kString;
  if (node.kind == NodeKind::kNegate) return TypeOf(children[0]);
  if (node.kind == NodeKind::kConditional) return TypeOf(children[1]);
  if (node.kind == NodeKind::kCall) return TypeOfCall(ast_.strings[node.string]);
  if (node.kind == NodeKind::kName) {
    const std::string& name = ast_.strings[node.string];
    for (const auto& [variable, unused] : variables_) {
      if (variable == name) return Type::kString;
    }
    const Fact* fact = environment_.FindFact(name);
    return fact == nullptr ? Type::kInt : fact->type;
  }
  if (!IsArithmetic(node.kind)) return Type::kBool;
  const Type a = TypeOf(children[0]);
  const Type b = TypeOf(children[1]);
  if (a == Type::kTimestamp && b == Type::kTimestamp) return Type::kDuration;
  return b == Type::kTimestamp ? b : a;
}

Type ReferenceEvaluator::TypeOfCall(const std::string& name) const {
  if (name == "duration") return Type::kDuration;
  if (name == "timestamp") return Type::kTimestamp;
  return name == "size" || name.rfind("get", 0) == 0 ? Type::kInt : Type::kBool;
}

ReferenceEvaluator::Result ReferenceEvaluator::Value(uint32_t index) {
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
      return Arithmetic(NodeKind::kSubtract, 0, std::get<int64_t>(*operand), TypeOf(index));
    }
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return Logic(node);
    case NodeKind::kConditional:
      return Choice(node);
    case NodeKind::kIn:
      return Membership(node);
    default:
      return Binary(index);
  }
}

ReferenceEvaluator::Result ReferenceEvaluator::Read(std::string_view name) const {
  for (auto bound = variables_.rbegin(); bound != variables_.rend(); ++bound) {
    if (bound->first == name) return bound->second;
  }
  if (const int64_t* constant = environment_.FindConstant(name)) return *constant;
  const auto found = ticket_.find(name);
  if (found == ticket_.end()) return std::nullopt;
  return found->second;
}

ReferenceEvaluator::Result ReferenceEvaluator::Logic(const Node& node) {
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

ReferenceEvaluator::Result ReferenceEvaluator::Choice(const Node& node) {
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  const Result condition = Value(children[0]);
  if (!condition) return std::nullopt;
  return Value(children[std::get<bool>(*condition) ? 1 : 2]);
}

ReferenceEvaluator::Result ReferenceEvaluator::Loop(const Node& node) {
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  const bool absorbing = ast_.strings[node.string] == "exists";
  const Result list = Value(children[0]);
  if (!list) return std::nullopt;
  bool failed = false;
  for (const std::string& element : std::get<std::vector<std::string>>(*list)) {
    variables_.emplace_back(ast_.strings[ast_.nodes[children[1]].string], element);
    const Result outcome = Value(children[2]);
    variables_.pop_back();
    if (outcome && std::get<bool>(*outcome) == absorbing) return absorbing;
    failed = failed || !outcome;
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

ReferenceEvaluator::Result ReferenceEvaluator::Membership(const Node& node) {
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

ReferenceEvaluator::Result ReferenceEvaluator::Binary(uint32_t index) {
  const Node& node = ast_.nodes[index];
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  const Result a = Value(children[0]);
  const Result b = Value(children[1]);
  if (!a || !b) return std::nullopt;
  if (IsComparison(node.kind)) {
    return Compare(node.kind, Rank(*a, ast_.nodes[children[1]]), Rank(*b, ast_.nodes[children[0]]));
  }
  const Type type = TypeOf(index);
  if (type == Type::kString) return std::get<std::string>(*a) + std::get<std::string>(*b);
  return Arithmetic(node.kind, std::get<int64_t>(*a), std::get<int64_t>(*b), type);
}

ReferenceEvaluator::Result ReferenceEvaluator::Call(const Node& node) {
  const std::string& name = ast_.strings[node.string];
  const absl::Span<const uint32_t> arguments = ast_.ChildrenOf(node);
  if (name == "has") {
    return ticket_.find(ast_.strings[ast_.nodes[arguments[0]].string]) != ticket_.end();
  }
  if (name == "exists" || name == "all") return Loop(node);
  if (name.rfind("get", 0) == 0) return Getter(node);
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
  return TextCall(name, std::get<std::string>(*first), std::get<std::string>(*second));
}

ReferenceEvaluator::Result ReferenceEvaluator::TextCall(const std::string& name,
                                                        const std::string& text,
                                                        const std::string& part) const {
  if (name == "startsWith") return text.rfind(part, 0) == 0;
  if (name == "contains") return text.find(part) != std::string::npos;
  if (name == "matches") return re2::RE2::PartialMatch(text, part);
  return text.size() >= part.size() && text.substr(text.size() - part.size()) == part;
}

// The few getters that random conditions use, by the library that knows wall clocks.
ReferenceEvaluator::Result ReferenceEvaluator::Getter(const Node& node) {
  const std::string& name = ast_.strings[node.string];
  const absl::Span<const uint32_t> arguments = ast_.ChildrenOf(node);
  const Result value = Value(arguments[0]);
  if (!value) return std::nullopt;
  const int64_t ms = std::get<int64_t>(*value);
  if (TypeOf(arguments[0]) == Type::kDuration) {
    return name == "getMinutes" ? ms / 60'000 : ms % 1'000;
  }
  if (ms < kFirstTimestampMs || ms > kLastTimestampMs) return std::nullopt;
  const absl::TimeZone zone = absl::FixedTimeZone(arguments.size() == 2 ? 8 * 3600 : 0);
  const absl::CivilSecond wall = absl::ToCivilSecond(absl::FromUnixMillis(ms), zone);
  if (name == "getHours") return int64_t{wall.hour()};
  const auto weekday = static_cast<int64_t>(absl::GetWeekday(wall));  // Monday first
  return (weekday + 1) % 7;
}

}  // namespace waypost::expression
