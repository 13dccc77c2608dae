#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
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
                    absl::StrCat("\"", ToAbsl(name), "\" is not used like this"), "",
                    absl::StrCat("write ", ToAbsl(function->example)));
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
    findings_.Error(FindingCode::kNotSupported, node.range,
                    absl::StrCat("the function \"", ToAbsl(name), "\" is not supported here"));
    return;
  }
  std::vector<std::string_view> names;
  for (const Function& function : kFunctions) names.push_back(function.name);
  for (const std::string_view getter : TimePartGetters()) names.push_back(getter);
  findings_.Error(FindingCode::kUnknownFunction, node.mark,
                  absl::StrCat("unknown function \"", ToAbsl(name), "\""), "",
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
    findings_.Error(FindingCode::kWrongArguments, argument.range, "has() takes the name of a fact");
  }
  return std::nullopt;
}

// The argument, if it is a string written out.
const Node* Checker::ConstantText(const Node& call, std::string_view what) {
  const Node& argument = ast_.nodes[ast_.ChildrenOf(call)[0]];
  if (argument.kind == NodeKind::kString) return &argument;
  if (argument.kind == NodeKind::kInvalid) return nullptr;
  findings_.Error(FindingCode::kWrongArguments, argument.range,
                  absl::StrCat(ToAbsl(StringOf(call)), "() takes ", ToAbsl(what), " in quotes"));
  return nullptr;
}

Checker::Lowered Checker::LowerOpen(const Node& node) {
  const Node* argument = ConstantText(node, "a calendar's name");
  if (argument == nullptr) return std::nullopt;
  const std::string_view name = StringOf(*argument);
  if (const Fact* calendar = environment_.FindCalendar(name)) {
    return Emit(Op::kFact, Type::kBool, node.range, {}, calendar->index);
  }
  findings_.Error(FindingCode::kUnknownCalendar, argument->range,
                  absl::StrCat("unknown calendar \"", ToAbsl(name), "\""), "not declared",
                  Suggest(name, environment_.CalendarNames()));
  return std::nullopt;
}

Checker::Lowered Checker::LowerDuration(const Node& node) {
  const Node* argument = ConstantText(node, "a length of time");
  if (argument == nullptr) return std::nullopt;
  std::string_view text = StringOf(*argument);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    findings_.Error(FindingCode::kBadLiteral, argument->range,
                    std::string(length.status().message()));
    return std::nullopt;
  }
  if (length->business_days > 0) {
    findings_.Error(FindingCode::kNotSupported, argument->range,
                    "business days are not supported here", "", "write days or hours");
    return std::nullopt;
  }
  return Emit(Op::kConstant, Type::kDuration, node.range, {}, negative ? -length->ms : length->ms);
}

Checker::Lowered Checker::LowerTimestamp(const Node& node) {
  const Node* argument = ConstantText(node, "an instant");
  if (argument == nullptr) return std::nullopt;
  if (const std::optional<int64_t> ms = ParseTimestamp(StringOf(*argument))) {
    return Emit(Op::kConstant, Type::kTimestamp, node.range, {}, *ms);
  }
  findings_.Error(FindingCode::kBadLiteral, argument->range,
                  absl::StrCat("\"", ToAbsl(StringOf(*argument)), "\" is not a timestamp"), "",
                  "write for example \"2027-01-31T09:00:00Z\" or \"2027-01-31T09:00:00+08:00\"");
  return std::nullopt;
}

Checker::Lowered Checker::LowerSize(const Node& node) {
  const Lowered operand = Lower(ast_.ChildrenOf(node)[0]);
  if (!operand) return std::nullopt;
  const Term term = TermOf(*operand);
  if (term.type != Type::kString && term.type != Type::kStringList) {
    findings_.Error(
        FindingCode::kTypeMismatch, {term.begin, term.end},
        absl::StrCat("size() takes a string or a list, this is ", ToAbsl(TypeName(term.type))));
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
                      absl::StrCat(ToAbsl(StringOf(node)), "() takes strings, this is ",
                                   ToAbsl(TypeName(term.type))));
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
    findings_.Error(FindingCode::kWrongArguments, range, "matches() takes a pattern in quotes");
    return std::nullopt;
  }
  std::string error;
  const auto pattern = CompilePattern(condition_.strings[static_cast<size_t>(b.value)], &error);
  if (pattern == nullptr) {
    findings_.Error(FindingCode::kBadPattern, range, absl::StrCat("unusable pattern: ", error), "",
                    "patterns are RE2's");
    return std::nullopt;
  }
  if (a.op != Op::kConstant) return Emit(Op::kMatches, Type::kBool, node.range, operands);
  const bool found = Matches(condition_.strings[static_cast<size_t>(a.value)], *pattern);
  return Emit(Op::kConstant, Type::kBool, node.range, {}, found ? 1 : 0);
}

Checker::Lowered Checker::LowerTimePart(const Node& node) {
  const TimePart part = *FindTimePart(StringOf(node));
  if (!node.on_receiver || node.child_count > 2) {
    findings_.Error(FindingCode::kWrongArguments, node.range,
                    absl::StrCat("\"", ToAbsl(StringOf(node)), "\" is not used like this"), "",
                    absl::StrCat("write instant.", ToAbsl(StringOf(node)), "()"));
    return std::nullopt;
  }
  const Lowered operand = Lower(ast_.ChildrenOf(node)[0]);
  const std::optional<int64_t> offset = OffsetOf(node);
  if (!operand || !offset) return std::nullopt;
  const Term term = TermOf(*operand);
  const bool of_duration = term.type == Type::kDuration && IsOfDuration(part);
  if (!of_duration && term.type != Type::kTimestamp) {
    findings_.Error(FindingCode::kTypeMismatch, {term.begin, term.end},
                    absl::StrCat(ToAbsl(StringOf(node)), "() takes a timestamp",
                                 IsOfDuration(part) ? " or a duration" : "", ", this is ",
                                 ToAbsl(TypeName(term.type))));
    return std::nullopt;
  }
  if (of_duration && node.child_count == 2) {
    findings_.Error(FindingCode::kWrongArguments, ast_.nodes[ast_.ChildrenOf(node)[1]].range,
                    "a duration has no time zone");
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
    findings_.Error(FindingCode::kWrongArguments, zone.range,
                    absl::StrCat(ToAbsl(StringOf(node)), "() takes a time zone in quotes"));
    return std::nullopt;
  }
  if (const std::optional<int64_t> offset = ParseOffset(StringOf(zone))) return offset;
  findings_.Error(FindingCode::kNotSupported, zone.range,
                  "a time zone by its name is not supported here", "",
                  "write 'UTC' or an offset such as '+08:00', or ask a calendar: open('name')");
  return std::nullopt;
}

}  // namespace waypost::expression
