#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/expression/checker.h"
#include "lib/expression/literal.h"
#include "lib/expression/operations.h"
#include "lib/expression/pattern.h"
#include "lib/expression/time_part.h"

namespace waypost::expression {
namespace {

enum class Style : uint8_t { kGlobal, kReceiver, kEither };

struct Function {
  std::string_view name;
  Style style;
  size_t arguments;  // the receiver counts
  std::string_view example;
};

constexpr std::array<Function, 11> kFunctions = {{
    {"exists", Style::kReceiver, 3, "list.exists(x, x == 'a')"},
    {"all", Style::kReceiver, 3, "list.all(x, x == 'a')"},
    {"has", Style::kGlobal, 1, "has(fact)"},
    {"open", Style::kGlobal, 1, "open('calendar')"},
    {"duration", Style::kGlobal, 1, "duration('15m')"},
    {"timestamp", Style::kGlobal, 1, "timestamp('2027-01-31T09:00:00Z')"},
    {"size", Style::kEither, 1, "size(text)"},
    {"startsWith", Style::kReceiver, 2, "text.startsWith('x')"},
    {"endsWith", Style::kReceiver, 2, "text.endsWith('x')"},
    {"contains", Style::kReceiver, 2, "text.contains('x')"},
    {"matches", Style::kEither, 2, "text.matches('x+')"},
}};

// CEL's, but outside the subset.
constexpr std::array<std::string_view, 11> kOtherFunctions = {
    "bool", "bytes", "double", "dyn",  "exists_one", "filter",
    "int",  "map",   "string", "type", "uint"};

const Function* FindFunction(std::string_view name) {
  for (const Function& function : kFunctions) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

Op PredicateOf(std::string_view name) {
  if (name == "startsWith") return Op::kStartsWith;
  if (name == "endsWith") return Op::kEndsWith;
  if (name == "contains") return Op::kContains;
  return Op::kMatches;
}

}  // namespace

Checker::Lowered Checker::LowerCall(const Node& node) {
  const std::string_view name = StringOf(node);
  if (FindTimePart(name)) return LowerTimePart(node);
  const Function* function = FindFunction(name);
  if (function == nullptr) {
    ReportFunction(node);
    return std::nullopt;
  }
  const bool misplaced =
      node.on_receiver ? function->style == Style::kGlobal : function->style == Style::kReceiver;
  if (misplaced || node.child_count != function->arguments) {
    findings_.Error(FindingCode::kWrongArguments, node.range,
                    Say({"\"$0\" is not used like this", "\"$0\" 不能这样用"}, name), {},
                    Say({"write $0", "请写 $0"}, function->example));
    return std::nullopt;
  }
  if (name == "has") return LowerHas(node);
  if (name == "open") return LowerOpen(node);
  if (name == "duration") return LowerDuration(node);
  if (name == "timestamp") return LowerTimestamp(node);
  if (name == "size") return LowerSize(node);
  if (name == "exists" || name == "all") return LowerLoop(node);
  return LowerTextPredicate(node);
}

void Checker::ReportFunction(const Node& node) {
  const std::string_view name = StringOf(node);
  if (std::find(kOtherFunctions.begin(), kOtherFunctions.end(), name) != kOtherFunctions.end()) {
    findings_.Error(
        FindingCode::kNotSupported, node.range,
        Say({"the function \"$0\" is not supported here", "这里不支持函数 \"$0\""}, name));
    return;
  }
  std::vector<std::string_view> names;
  for (const Function& function : kFunctions) names.push_back(function.name);
  for (const std::string_view getter : TimePartGetters()) names.push_back(getter);
  findings_.Error(FindingCode::kUnknownFunction, node.mark,
                  Say({"unknown function \"$0\"", "未知的函数 \"$0\""}, name), {},
                  Suggest(name, names));
}

Checker::Lowered Checker::LowerHas(const Node& node) {
  const uint32_t child = ast_.ChildrenOf(node)[0];
  const Node& argument = ast_.nodes[child];
  if (const Fact* fact = FactNamedBy(child)) {
    return Emit(Op::kHas, Type::kBool, node.range, {}, fact->index);
  }
  if (argument.kind == NodeKind::kName && !FindVariable(StringOf(argument)) &&
      environment_.FindConstant(StringOf(argument)) == nullptr) {
    UnknownName(argument);
  } else if (argument.kind != NodeKind::kInvalid) {
    findings_.Error(FindingCode::kWrongArguments, argument.range,
                    {"has() takes the name of a fact", "has() 的参数是事实的名称"});
  }
  return std::nullopt;
}

// The argument, if it is a string written out.
const Node* Checker::ConstantText(const Node& call, const Words& what) {
  const Node& argument = ast_.nodes[ast_.ChildrenOf(call)[0]];
  if (argument.kind == NodeKind::kString) return &argument;
  if (argument.kind == NodeKind::kInvalid) return nullptr;
  findings_.Error(
      FindingCode::kWrongArguments, argument.range,
      Say({"$0() takes $1 in quotes", "$0() 的参数是用引号括起的$1"}, StringOf(call), what));
  return nullptr;
}

Checker::Lowered Checker::LowerOpen(const Node& node) {
  const Node* argument = ConstantText(node, {"a calendar's name", "日历名称"});
  if (argument == nullptr) return std::nullopt;
  const std::string_view name = StringOf(*argument);
  if (const Fact* calendar = environment_.FindCalendar(name)) {
    return Emit(Op::kFact, Type::kBool, node.range, {}, calendar->index);
  }
  findings_.Error(FindingCode::kUnknownCalendar, argument->range,
                  Say({"unknown calendar \"$0\"", "未知的日历 \"$0\""}, name),
                  {"not declared", "未声明"}, Suggest(name, environment_.CalendarNames()));
  return std::nullopt;
}

Checker::Lowered Checker::LowerDuration(const Node& node) {
  const Node* argument = ConstantText(node, {"a length of time", "时长"});
  if (argument == nullptr) return std::nullopt;
  std::string_view text = StringOf(*argument);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    findings_.Error(FindingCode::kBadLiteral, argument->range, WordsOf(length.status()));
    return std::nullopt;
  }
  if (length->in_business_days) {
    findings_.Error(FindingCode::kNotSupported, argument->range,
                    {"business days are not supported here", "这里不支持工作日"}, {},
                    {"write days or hours", "请写天数或小时数"});
    return std::nullopt;
  }
  return Emit(Op::kConstant, Type::kDuration, node.range, {}, negative ? -length->ms : length->ms);
}

Checker::Lowered Checker::LowerTimestamp(const Node& node) {
  const Node* argument = ConstantText(node, {"an instant", "时刻"});
  if (argument == nullptr) return std::nullopt;
  if (const std::optional<int64_t> ms = ParseTimestamp(StringOf(*argument))) {
    return Emit(Op::kConstant, Type::kTimestamp, node.range, {}, *ms);
  }
  findings_.Error(FindingCode::kBadLiteral, argument->range,
                  Say({"\"$0\" is not a timestamp", "\"$0\" 不是时间戳"}, StringOf(*argument)), {},
                  {"write for example \"2027-01-31T09:00:00Z\" or \"2027-01-31T09:00:00+08:00\"",
                   "请写例如 \"2027-01-31T09:00:00Z\" 或 \"2027-01-31T09:00:00+08:00\""});
  return std::nullopt;
}

Checker::Lowered Checker::LowerSize(const Node& node) {
  const Lowered operand = Lower(ast_.ChildrenOf(node)[0]);
  if (!operand) return std::nullopt;
  const Term term = TermOf(*operand);
  if (term.type != Type::kString && term.type != Type::kStringList) {
    findings_.Error(FindingCode::kTypeMismatch, {term.begin, term.end},
                    Say({"size() takes a string or a list, this is $0",
                         "size() 的参数是字符串或列表，而它是$0"},
                        TypeName(term.type)));
    return std::nullopt;
  }
  if (term.op != Op::kConstant) return Emit(Op::kSize, Type::kInt, node.range, {*operand});
  const std::string& text = condition_.strings[static_cast<size_t>(term.value)];
  return Emit(Op::kConstant, Type::kInt, node.range, {}, CodePoints(text));
}

Checker::Lowered Checker::LowerTextPredicate(const Node& node) {
  std::vector<uint32_t> operands;
  for (const uint32_t child : ast_.ChildrenOf(node)) {
    const Lowered operand = Lower(child);
    if (operand && TermOf(*operand).type != Type::kString) {
      const Term& term = TermOf(*operand);
      findings_.Error(FindingCode::kTypeMismatch, {term.begin, term.end},
                      Say({"$0() takes strings, this is $1", "$0() 的参数是字符串，而它是$1"},
                          StringOf(node), TypeName(term.type)));
    } else if (operand) {
      operands.push_back(*operand);
    }
  }
  if (operands.size() != 2) return std::nullopt;
  const Op op = PredicateOf(StringOf(node));
  const Term a = TermOf(operands[0]);
  const Term b = TermOf(operands[1]);
  if (op == Op::kMatches) return LowerMatches(node, operands);
  if (a.op == Op::kConstant && b.op == Op::kConstant) return FoldComparison(op, node.range, a, b);
  return Emit(op, Type::kBool, node.range, operands);
}

Checker::Lowered Checker::LowerMatches(const Node& node, absl::Span<const uint32_t> operands) {
  const Term a = TermOf(operands[0]);
  const Term b = TermOf(operands[1]);
  const Range range = {b.begin, b.end};
  if (b.op != Op::kConstant) {
    findings_.Error(FindingCode::kWrongArguments, range,
                    {"matches() takes a pattern in quotes", "matches() 的参数是用引号括起的模式"});
    return std::nullopt;
  }
  const bool was_full = patterns_.full();
  const Pattern& pattern = patterns_.Compile(condition_.strings[static_cast<size_t>(b.value)]);
  if (pattern.compiled == nullptr) {
    ReportPattern(pattern, was_full, range);
    return std::nullopt;
  }
  if (a.op == Op::kConstant) {
    const bool found = Matches(condition_.strings[static_cast<size_t>(a.value)], *pattern.compiled);
    return Emit(Op::kConstant, Type::kBool, node.range, {}, found ? 1 : 0);
  }
  condition_.patterns.push_back(pattern.compiled);
  return Emit(Op::kMatches, Type::kBool, node.range, operands,
              static_cast<int64_t>(condition_.patterns.size() - 1));
}

void Checker::ReportPattern(const Pattern& pattern, bool was_full, Range range) {
  if (!pattern.error.empty()) {
    findings_.Error(FindingCode::kBadPattern, range,
                    Say({"unusable pattern: $0", "模式无法使用：$0"}, pattern.error), {},
                    {"patterns are RE2's", "模式采用 RE2 的语法"});
  } else if (was_full) {
    findings_.ErrorSaidBefore();
  } else {
    findings_.Error(FindingCode::kTooManyPatterns, range, TooManyPatterns(), {},
                    AdviceOnPatterns());
  }
}

Checker::Lowered Checker::LowerTimePart(const Node& node) {
  const TimePart part = *FindTimePart(StringOf(node));
  if (!node.on_receiver || node.child_count > 2) {
    findings_.Error(FindingCode::kWrongArguments, node.range,
                    Say({"\"$0\" is not used like this", "\"$0\" 不能这样用"}, StringOf(node)), {},
                    Say({"write instant.$0()", "请写 instant.$0()"}, StringOf(node)));
    return std::nullopt;
  }
  const Lowered operand = Lower(ast_.ChildrenOf(node)[0]);
  const std::optional<int64_t> offset = OffsetOf(node);
  if (!operand || !offset) return std::nullopt;
  const Term term = TermOf(*operand);
  const bool of_duration = term.type == Type::kDuration && IsOfDuration(part);
  if (!of_duration && term.type != Type::kTimestamp) {
    findings_.Error(FindingCode::kTypeMismatch, {term.begin, term.end},
                    IsOfDuration(part) ? Say({"$0() takes a timestamp or a duration, this is $1",
                                              "$0() 的参数是时间戳或时长，而它是$1"},
                                             StringOf(node), TypeName(term.type))
                                       : Say({"$0() takes a timestamp, this is $1",
                                              "$0() 的参数是时间戳，而它是$1"},
                                             StringOf(node), TypeName(term.type)));
    return std::nullopt;
  }
  if (of_duration && node.child_count == 2) {
    findings_.Error(FindingCode::kWrongArguments, ast_.nodes[ast_.ChildrenOf(node)[1]].range,
                    {"a duration has no time zone", "时长没有时区"});
    return std::nullopt;
  }
  if (!StandsStill(term)) return std::nullopt;
  const int64_t code = TimePartCode(part, *offset);
  if (term.op != Op::kConstant)
    return Emit(Op::kTimePart, Type::kInt, node.range, {*operand}, code);
  return Emit(Op::kConstant, Type::kInt, node.range, {},
              of_duration ? PartOfDuration(code, term.value) : PartOfTimestamp(code, term.value));
}

// The offset of the zone that a getter names, 0 if it names none; nullopt: reported.
std::optional<int64_t> Checker::OffsetOf(const Node& node) {
  if (node.child_count < 2) return 0;
  const Node& zone = ast_.nodes[ast_.ChildrenOf(node)[1]];
  if (zone.kind == NodeKind::kInvalid) return std::nullopt;
  if (zone.kind != NodeKind::kString) {
    findings_.Error(
        FindingCode::kWrongArguments, zone.range,
        Say({"$0() takes a time zone in quotes", "$0() 的参数是用引号括起的时区"}, StringOf(node)));
    return std::nullopt;
  }
  if (const std::optional<int64_t> offset = ParseOffset(StringOf(zone))) return offset;
  findings_.Error(FindingCode::kNotSupported, zone.range,
                  {"a time zone by its name is not supported here", "这里不支持用名称表示的时区"},
                  {},
                  {"write 'UTC' or an offset such as '+08:00', or ask a calendar: open('name')",
                   "请写 'UTC' 或 '+08:00' 这样的偏移量，或用日历判断：open('name')"});
  return std::nullopt;
}

}  // namespace waypost::expression
