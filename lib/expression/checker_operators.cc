#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/expression/checker.h"
#include "lib/expression/operations.h"

namespace waypost::expression {
namespace {

// `>` is `<` with its operands exchanged.
struct Comparison {
  Op op;
  bool exchanged;
};

Comparison ComparisonOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::kEqual:
      return {Op::kEqual, false};
    case NodeKind::kNotEqual:
      return {Op::kNotEqual, false};
    case NodeKind::kLess:
      return {Op::kLess, false};
    case NodeKind::kLessEqual:
      return {Op::kLessEqual, false};
    case NodeKind::kGreater:
      return {Op::kLess, true};
    default:
      return {Op::kLessEqual, true};
  }
}

Op ArithmeticOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::kAdd:
      return Op::kAdd;
    case NodeKind::kSubtract:
      return Op::kSubtract;
    case NodeKind::kMultiply:
      return Op::kMultiply;
    case NodeKind::kDivide:
      return Op::kDivide;
    default:
      return Op::kModulo;
  }
}

bool IsTime(Type type) { return type == Type::kDuration || type == Type::kTimestamp; }

bool IsRanked(const Fact& fact) { return fact.type == Type::kInt && !fact.values.empty(); }

Words HelpComparing(Type a, Type b) {
  if (a == Type::kDuration || b == Type::kDuration) {
    return {"write a duration as duration(\"15m\")", "时长写成 duration(\"15m\")"};
  }
  if (IsTime(a) || IsTime(b)) {
    return {"write a timestamp as timestamp(\"2027-01-31T09:00:00Z\")",
            "时间戳写成 timestamp(\"2027-01-31T09:00:00Z\")"};
  }
  if (a == Type::kInt || b == Type::kInt) {
    return {"write a number without quotes", "数字不加引号"};
  }
  return {};
}

}  // namespace

const Fact* Checker::FactNamedBy(uint32_t index) const {
  const Node& node = ast_.nodes[index];
  if (node.kind != NodeKind::kName || FindVariable(StringOf(node))) return nullptr;
  return environment_.FindFact(StringOf(node));
}

// The fact whose declared values a node can have: the one it names, or the list whose element it
// is.
const Fact* Checker::FactBehind(uint32_t index) const {
  const Node& node = ast_.nodes[index];
  if (node.kind != NodeKind::kName) return nullptr;
  const std::optional<uint32_t> loop = FindVariable(StringOf(node));
  if (!loop) return environment_.FindFact(StringOf(node));
  const Lowered list = loops_[*loop].list;
  return list ? FactBehind(TermOf(*list)) : nullptr;
}

const Fact* Checker::FactBehind(const Term& term) const {
  if (term.op == Op::kElement) return FactBehind(TermOf(condition_.OperandsOf(term)[0]));
  return term.op == Op::kFact ? environment_.At(static_cast<uint32_t>(term.value)) : nullptr;
}

// Reports a value that is declared but was written like a name.
bool Checker::LacksQuotes(uint32_t index, const Fact* other) {
  const Node& node = ast_.nodes[index];
  if (node.kind != NodeKind::kName || other == nullptr || FactBehind(index) != nullptr ||
      FindVariable(StringOf(node)) || environment_.FindConstant(StringOf(node)) != nullptr ||
      std::find(other->values.begin(), other->values.end(), StringOf(node)) ==
          other->values.end()) {
    return false;
  }
  findings_.Error(
      FindingCode::kUnknownFact, node.range,
      Say({"unknown fact \"$0\"", "未知的事实 \"$0\""}, StringOf(node)), {"not declared", "未声明"},
      Say({"a value of \"$0\" is written in quotes: '$1'", "\"$0\" 的值要写在引号里：'$1'"},
          other->name, StringOf(node)));
  return true;
}

// The number of a rank written as a string.
std::optional<int64_t> Checker::RankOf(const Node& node, const Fact& fact) {
  if (!CheckValue(fact, StringOf(node), node.range)) return std::nullopt;
  return std::find(fact.values.begin(), fact.values.end(), StringOf(node)) - fact.values.begin();
}

// Lowers an operand that stands beside a fact: a string beside ranks is the name of one.
Checker::Lowered Checker::LowerBeside(uint32_t index, const Fact* other) {
  if (LacksQuotes(index, other)) return std::nullopt;
  const Node& node = ast_.nodes[index];
  if (node.kind == NodeKind::kConditional && other != nullptr) {
    const Lowered choice = LowerConditional(node, other);
    if (choice && TermOf(*choice).type == Type::kBool) ReportVerdict(TermOf(*choice), false);
    return choice;
  }
  if (node.kind != NodeKind::kString || other == nullptr || !IsRanked(*other)) return Lower(index);
  const std::optional<int64_t> rank = RankOf(node, *other);
  if (!rank) return std::nullopt;
  return Emit(Op::kConstant, Type::kInt, node.range, {}, *rank);
}

// The same for every constant that a choice may come to.
bool Checker::CheckConstants(const Fact& fact, const Term& term) {
  if (term.op == Op::kConstant) {
    return CheckValue(fact, condition_.strings[static_cast<size_t>(term.value)],
                      {term.begin, term.end});
  }
  if (term.op != Op::kConditional) return true;
  const absl::Span<const uint32_t> operands = condition_.OperandsOf(term);
  const bool chosen = CheckConstants(fact, TermOf(operands[1]));
  return CheckConstants(fact, TermOf(operands[2])) && chosen;
}

bool Checker::CheckValue(const Fact& fact, std::string_view value, Range range) {
  if (fact.values.empty() ||
      std::find(fact.values.begin(), fact.values.end(), value) != fact.values.end()) {
    return true;
  }
  const std::vector<std::string_view> declared(fact.values.begin(), fact.values.end());
  findings_.Error(FindingCode::kUnknownValue, range,
                  Say({"\"$0\" is not a declared value of \"$1\"", "\"$0\" 不是 \"$1\" 所声明的值"},
                      value, fact.name),
                  {"not declared", "未声明"}, Suggest(value, declared));
  return false;
}

Checker::Lowered Checker::LowerComparison(const Node& node) {
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  Lowered left = LowerBeside(children[0], FactBehind(children[1]));
  Lowered right = LowerBeside(children[1], FactBehind(children[0]));
  if (!left || !right) return std::nullopt;
  const auto [op, exchanged] = ComparisonOf(node.kind);
  if (exchanged) std::swap(left, right);
  const Term a = TermOf(*left);
  const Term b = TermOf(*right);
  if (!Comparable(node, op, a, b)) return std::nullopt;
  if (a.op == Op::kConstant && b.op == Op::kConstant) return FoldComparison(op, node.range, a, b);
  return Emit(op, Type::kBool, node.range, {*left, *right});
}

bool Checker::Comparable(const Node& node, Op op, const Term& a, const Term& b) {
  if (a.type != b.type) {
    findings_.Error(
        FindingCode::kTypeMismatch, node.range,
        Say({"cannot compare $0 with $1", "不能把$0与$1比较"}, TypeName(a.type), TypeName(b.type)),
        {}, HelpComparing(a.type, b.type));
    return false;
  }
  if (a.type == Type::kStringList) {
    findings_.Error(FindingCode::kNotSupported, node.range,
                    {"comparing lists is not supported here", "这里不支持比较列表"}, {},
                    {"ask whether a string is in the list: 'x' in list",
                     "请判断字符串是否在列表里：'x' in list"});
    return false;
  }
  if (a.type == Type::kBool && op != Op::kEqual && op != Op::kNotEqual) {
    findings_.Error(FindingCode::kTypeMismatch, node.range,
                    {"bools have no order here", "布尔值在这里没有大小之分"});
    return false;
  }
  if ((b.op != Op::kConstant && !StandsStill(a)) || (a.op != Op::kConstant && !StandsStill(b))) {
    return false;
  }
  if (a.type != Type::kString || (op != Op::kEqual && op != Op::kNotEqual)) return true;
  const Fact* const left = FactBehind(a);
  const Fact* const right = FactBehind(b);
  return (left == nullptr || CheckConstants(*left, b)) &&
         (right == nullptr || CheckConstants(*right, a));
}

// Refuses a fact that moves with time where its next change could not be foretold. A bool moves
// only when the caller says so.
bool Checker::StandsStill(const Term& term) {
  if (term.op != Op::kFact || term.type == Type::kBool) return true;
  const Fact& fact = *environment_.At(static_cast<uint32_t>(term.value));
  if (!fact.moves_with_time) return true;
  findings_.Error(FindingCode::kNotSupported, {term.begin, term.end},
                  Say({"\"$0\" moves with time; other uses than comparing it with a constant are "
                       "not supported here",
                       "\"$0\" 随时间变化；除与常量比较外，这里不支持其他用法"},
                      fact.name));
  return false;
}

Checker::Lowered Checker::FoldComparison(Op op, Range range, const Term& a, const Term& b) {
  const bool text = a.type == Type::kString;
  const bool holds = text ? CompareTexts(op, condition_.strings[static_cast<size_t>(a.value)],
                                         condition_.strings[static_cast<size_t>(b.value)])
                          : CompareNumbers(op, a.value, b.value);
  return Emit(Op::kConstant, Type::kBool, range, {}, holds ? 1 : 0);
}

Checker::Lowered Checker::LowerIn(const Node& node) {
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  const Node& right = ast_.nodes[children[1]];
  if (right.kind == NodeKind::kList) {
    const Lowered needle = Lower(children[0]);
    return LowerInConstants(node, needle, right);
  }
  const Lowered list = Lower(children[1]);
  const Lowered needle = LowerBeside(children[0], FactNamedBy(children[1]));
  if (!needle || !list) return std::nullopt;
  return LowerInFact(node, *needle, *list);
}

Checker::Lowered Checker::LowerInConstants(const Node& node, Lowered needle, const Node& list) {
  const Fact* fact = FactBehind(ast_.ChildrenOf(node)[0]);
  std::vector<uint32_t> operands;
  if (needle) operands.push_back(*needle);
  bool good = needle.has_value();
  for (const uint32_t child : ast_.ChildrenOf(list)) {
    const Lowered element = LowerBeside(child, fact);
    const bool fits = element && needle && CheckElement(TermOf(*needle), TermOf(*element));
    if (fits) operands.push_back(*element);
    good = good && fits;
  }
  if (!good) return std::nullopt;
  const Term first = TermOf(*needle);
  if (first.op != Op::kConstant && operands.size() > 1) {
    if (first.type == Type::kBool || first.type == Type::kStringList) {
      findings_.Error(FindingCode::kNotSupported, node.range,
                      {"this use of \"in\" is not supported here", "这里不支持 \"in\" 的这种用法"});
      return std::nullopt;
    }
    return Emit(Op::kIn, Type::kBool, node.range, operands);
  }
  const bool found = std::any_of(operands.begin() + 1, operands.end(), [&](uint32_t element) {
    return SameConstant(first, TermOf(element));
  });
  return Emit(Op::kConstant, Type::kBool, node.range, {}, found ? 1 : 0);
}

bool Checker::SameConstant(const Term& a, const Term& b) const {
  if (a.type != Type::kString) return a.value == b.value;
  return condition_.strings[static_cast<size_t>(a.value)] ==
         condition_.strings[static_cast<size_t>(b.value)];
}

bool Checker::CheckElement(const Term& needle, const Term& element) {
  const Range range = {element.begin, element.end};
  if (element.op != Op::kConstant) {
    findings_.Error(FindingCode::kWrongArguments, range,
                    {"the list after \"in\" holds constants", "\"in\" 之后的列表只能含常量"},
                    {"not a constant", "不是常量"}, {"compare with == instead", "请改用 == 比较"});
    return false;
  }
  if (needle.type != element.type) {
    findings_.Error(FindingCode::kTypeMismatch, range,
                    Say({"cannot look for $0 beside $1", "不能在$1中查找$0"}, TypeName(needle.type),
                        TypeName(element.type)),
                    {}, HelpComparing(needle.type, element.type));
    return false;
  }
  const Fact* const fact = FactBehind(needle);
  return fact == nullptr || needle.type != Type::kString || CheckConstants(*fact, element);
}

Checker::Lowered Checker::LowerInFact(const Node& node, uint32_t needle, uint32_t list) {
  const Term& wanted = TermOf(needle);
  const Term& place = TermOf(list);
  if (place.type != Type::kStringList) {
    findings_.Error(
        FindingCode::kTypeMismatch, {place.begin, place.end},
        Say({"a list is wanted after \"in\", this is $0", "\"in\" 之后应当是列表，而它是$0"},
            TypeName(place.type)),
        {"not a list", "不是列表"},
        place.type == Type::kString ? Words{"write text.contains('x')", "请写 text.contains('x')"}
                                    : Words());
    return std::nullopt;
  }
  if (wanted.type != Type::kString) {
    findings_.Error(FindingCode::kTypeMismatch, {wanted.begin, wanted.end},
                    Say({"the list holds strings, this is $0", "列表的元素是字符串，而它是$0"},
                        TypeName(wanted.type)));
    return std::nullopt;
  }
  if (!CheckConstants(*FactBehind(place), wanted)) return std::nullopt;
  return Emit(Op::kInList, Type::kBool, node.range, {needle, list});
}

std::optional<Type> Checker::ResultType(const Node& node, Type a, Type b) {
  const NodeKind kind = node.kind;
  const bool sum = kind == NodeKind::kAdd || kind == NodeKind::kSubtract;
  if (a == Type::kInt && b == Type::kInt) return Type::kInt;
  if (sum && b == Type::kDuration && IsTime(a)) return a;
  if (kind == NodeKind::kAdd && a == Type::kDuration && b == Type::kTimestamp) return b;
  if (kind == NodeKind::kSubtract && a == Type::kTimestamp && b == a) return Type::kDuration;
  if (kind == NodeKind::kAdd && a == Type::kString && b == a) return a;
  findings_.Error(FindingCode::kTypeMismatch, node.range,
                  Say({"\"$0\" cannot take $1 and $2", "\"$0\" 不能用于$1和$2"}, TextOf(node.mark),
                      TypeName(a), TypeName(b)));
  return std::nullopt;
}

Checker::Lowered Checker::LowerArithmetic(const Node& node) {
  const Lowered left = Lower(ast_.ChildrenOf(node)[0]);
  const Lowered right = Lower(ast_.ChildrenOf(node)[1]);
  if (!left || !right) return std::nullopt;
  const Term a = TermOf(*left);
  const Term b = TermOf(*right);
  const std::optional<Type> type = ResultType(node, a.type, b.type);
  if (!type || !StandsStill(a) || !StandsStill(b)) return std::nullopt;
  if (*type == Type::kString) return LowerJoin(node, *left, *right);
  const Op op = ArithmeticOf(node.kind);
  if ((op == Op::kDivide || op == Op::kModulo) && b.op == Op::kConstant && b.value == 0) {
    findings_.Error(FindingCode::kDivisionByZero, node.range, {"division by zero", "除数为零"});
    return std::nullopt;
  }
  if (a.op != Op::kConstant || b.op != Op::kConstant) {
    return Emit(op, *type, node.range, {*left, *right});
  }
  return FoldArithmetic(op, *type, node.range, a.value, b.value);
}

Checker::Lowered Checker::LowerJoin(const Node& node, uint32_t left, uint32_t right) {
  const Term& a = TermOf(left);
  const Term& b = TermOf(right);
  if (a.op != Op::kConstant || b.op != Op::kConstant) {
    return Emit(Op::kJoin, Type::kString, node.range, {left, right});
  }
  const std::string joined = condition_.strings[static_cast<size_t>(a.value)] +
                             condition_.strings[static_cast<size_t>(b.value)];
  if (joined.size() <= kMaxJoinedBytes) return EmitString(joined, node.range);
  findings_.Error(FindingCode::kOverflow, node.range,
                  Say({"the result is longer than $0 bytes", "结果超过 $0 字节"}, kMaxJoinedBytes));
  return std::nullopt;
}

Checker::Lowered Checker::FoldArithmetic(Op op, Type type, Range range, int64_t a, int64_t b) {
  int64_t value = 0;
  if (Calculate(op, type, a, b, &value)) return Emit(Op::kConstant, type, range, {}, value);
  findings_.Error(
      FindingCode::kOverflow, range,
      Say({"the result is out of the range of $0", "结果超出$0的范围"}, TypeName(type)));
  return std::nullopt;
}

Checker::Lowered Checker::LowerNegate(const Node& node) {
  const Lowered operand = Lower(ast_.ChildrenOf(node)[0]);
  if (!operand) return std::nullopt;
  const Term term = TermOf(*operand);
  if (term.type != Type::kInt && term.type != Type::kDuration) {
    findings_.Error(FindingCode::kTypeMismatch, node.range,
                    Say({"\"-\" cannot take $0", "\"-\" 不能用于$0"}, TypeName(term.type)));
    return std::nullopt;
  }
  if (!StandsStill(term)) return std::nullopt;
  if (term.op == Op::kConstant) {
    return FoldArithmetic(Op::kSubtract, term.type, node.range, 0, term.value);
  }
  return Emit(Op::kNegate, term.type, node.range, {*operand});
}

}  // namespace waypost::expression
