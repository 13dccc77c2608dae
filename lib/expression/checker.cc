#include "lib/expression/checker.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"

namespace waypost::expression {
namespace {

// The facts in all of the sets (or in any of them), ascending.
std::vector<uint32_t> Join(const std::vector<std::vector<uint32_t>>& sets, bool in_all) {
  std::set<uint32_t> joined(sets[0].begin(), sets[0].end());
  for (size_t i = 1; i < sets.size(); ++i) {
    if (!in_all) {
      joined.insert(sets[i].begin(), sets[i].end());
      continue;
    }
    std::set<uint32_t> both;
    std::set_intersection(joined.begin(), joined.end(), sets[i].begin(), sets[i].end(),
                          std::inserter(both, both.end()));
    joined = std::move(both);
  }
  return {joined.begin(), joined.end()};
}

}  // namespace

Checker::Checker(std::string_view text, const Ast& ast, const Environment& environment,
                 PatternTable& patterns, FindingList& findings)
    : text_(text),
      ast_(ast),
      environment_(environment),
      patterns_(patterns),
      findings_(findings),
      verdicts_(condition_, environment),
      guards_(environment.row_size()),
      is_present_([this](uint32_t fact) { return guards_[fact] > 0; }) {}

Condition Checker::Check() && {
  condition_.text = std::string(text_);
  if (const Lowered root = LowerBool(ast_.root)) condition_.root = *root;
  return std::move(condition_);
}

std::string_view Checker::TextOf(Range range) const {
  return text_.substr(range.begin, range.end - range.begin);
}

Words Checker::Suggest(std::string_view typed, absl::Span<const std::string_view> names) const {
  const std::optional<std::string_view> nearest = DidYouMean(typed, names);
  return nearest ? Say({"did you mean \"$0\"?", "是否想写 \"$0\"？"}, *nearest) : Words();
}

uint32_t Checker::Emit(Op op, Type type, Range range, absl::Span<const uint32_t> operands,
                       int64_t value) {
  Term term;
  term.op = op;
  term.type = type;
  term.begin = range.begin;
  term.end = range.end;
  term.first_operand = static_cast<uint32_t>(condition_.operands.size());
  term.operand_count = static_cast<uint32_t>(operands.size());
  term.value = value;
  condition_.operands.insert(condition_.operands.end(), operands.begin(), operands.end());
  condition_.terms.push_back(term);
  steps_ += weight_;
  return static_cast<uint32_t>(condition_.terms.size() - 1);
}

uint32_t Checker::EmitString(std::string_view text, Range range) {
  condition_.strings.emplace_back(text);
  return Emit(Op::kConstant, Type::kString, range, {},
              static_cast<int64_t>(condition_.strings.size() - 1));
}

Checker::Lowered Checker::Lower(uint32_t index) {
  const Node& node = ast_.nodes[index];
  Lowered lowered;
  switch (node.kind) {
    case NodeKind::kInvalid:
      return std::nullopt;
    case NodeKind::kBool:
    case NodeKind::kInt:
    case NodeKind::kString:
      lowered = LowerLiteral(node);
      break;
    case NodeKind::kList:
      findings_.Error(FindingCode::kNotSupported, node.range,
                      {"a list is not supported here, only after \"in\"",
                       "这里不支持列表，列表只能写在 \"in\" 之后"});
      return std::nullopt;
    case NodeKind::kName:
      lowered = LowerName(node);
      break;
    case NodeKind::kCall:
      lowered = LowerCall(node);
      break;
    case NodeKind::kNot:
      lowered = LowerNot(node);
      break;
    case NodeKind::kAnd:
    case NodeKind::kOr:
      lowered = LowerChain(node);
      break;
    case NodeKind::kIn:
      lowered = LowerIn(node);
      break;
    case NodeKind::kConditional:
      lowered = LowerConditional(node, nullptr);
      break;
    case NodeKind::kNegate:
      lowered = LowerNegate(node);
      break;
    case NodeKind::kMultiply:
    case NodeKind::kDivide:
    case NodeKind::kModulo:
    case NodeKind::kAdd:
    case NodeKind::kSubtract:
      lowered = LowerArithmetic(node);
      break;
    default:
      lowered = LowerComparison(node);
  }
  if (lowered && TermOf(*lowered).type == Type::kBool) {
    ReportVerdict(TermOf(*lowered), node.kind == NodeKind::kBool);
  }
  return lowered;
}

Checker::Lowered Checker::LowerLiteral(const Node& node) {
  if (node.kind == NodeKind::kString) return EmitString(StringOf(node), node.range);
  const Type type = node.kind == NodeKind::kBool ? Type::kBool : Type::kInt;
  return Emit(Op::kConstant, type, node.range, {}, node.value);
}

Checker::Lowered Checker::LowerName(const Node& node) {
  const std::string_view name = StringOf(node);
  if (const auto loop = FindVariable(name)) return ReadVariable(*loop, node.range);
  if (const Fact* fact = environment_.FindFact(name)) return ReadFact(*fact, node.range);
  if (const int64_t* value = environment_.FindConstant(name)) {
    return Emit(Op::kConstant, Type::kInt, node.range, {}, *value);
  }
  UnknownName(node);
  return std::nullopt;
}

void Checker::UnknownName(const Node& node) {
  const std::string_view name = StringOf(node);
  std::vector<std::string_view> names;
  for (const Loop& loop : loops_) names.push_back(loop.variable);
  for (const std::string_view declared : environment_.FactAndConstantNames()) {
    names.push_back(declared);
  }
  findings_.Error(FindingCode::kUnknownFact, node.range,
                  Say({"unknown fact \"$0\"", "未知的事实 \"$0\""}, name),
                  {"not declared", "未声明"}, Suggest(name, names));
}

Checker::Lowered Checker::ReadFact(const Fact& fact, Range range) {
  if (fact.presence == Presence::kOptional && guards_[fact.index] == 0) {
    findings_.Error(
        FindingCode::kUnguardedOptional, range,
        Say({"fact \"$0\" may be missing here", "事实 \"$0\" 在这里可能缺失"}, fact.name),
        {"optional", "可缺省"},
        Say({"write has($0) && ... before it", "请在它前面写 has($0) && ..."}, fact.name));
  }
  return Emit(Op::kFact, fact.type, range, {}, fact.index);
}

Checker::Lowered Checker::LowerBool(uint32_t index) {
  const Lowered lowered = Lower(index);
  if (!lowered || TermOf(*lowered).type == Type::kBool) return lowered;
  const Node& node = ast_.nodes[index];
  const Words type = TypeName(TermOf(*lowered).type);
  findings_.Error(FindingCode::kTypeMismatch, node.range,
                  Say({"a condition is wanted here, this is $0", "这里应当是条件，而它是$0"}, type),
                  {"not a condition", "不是条件"},
                  {"compare it with something", "请把它与某个值比较"});
  return std::nullopt;
}

Checker::Lowered Checker::LowerNot(const Node& node) {
  const Lowered operand = LowerBool(ast_.ChildrenOf(node)[0]);
  if (!operand) return std::nullopt;
  return Emit(Op::kNot, Type::kBool, node.range, {*operand});
}

// Reads the operands from left to right: what holds when an operand lets the next one decide is
// known while that one is read.
Checker::Lowered Checker::LowerChain(const Node& node) {
  const bool conjunction = node.kind == NodeKind::kAnd;
  std::vector<uint32_t> operands;
  std::vector<uint32_t> guarded;
  bool failed = false;
  for (const uint32_t child : ast_.ChildrenOf(node)) {
    const Lowered operand = LowerBool(child);
    failed = failed || !operand;
    if (!operand) continue;
    operands.push_back(*operand);
    const std::vector<uint32_t> facts = Guards(*operand, conjunction);
    Protect(facts, 1);
    guarded.insert(guarded.end(), facts.begin(), facts.end());
  }
  Protect(guarded, -1);
  if (failed) return std::nullopt;
  return Emit(conjunction ? Op::kAnd : Op::kOr, Type::kBool, node.range, operands);
}

// Both values are read knowing how the condition came out. `beside`: as in LowerBeside.
Checker::Lowered Checker::LowerConditional(const Node& node, const Fact* beside) {
  const absl::Span<const uint32_t> children = ast_.ChildrenOf(node);
  const Lowered condition = LowerBool(children[0]);
  const Lowered chosen = LowerBranch(condition, true, children[1], beside);
  const Lowered otherwise = LowerBranch(condition, false, children[2], beside);
  if (!condition || !chosen || !otherwise) return std::nullopt;
  const Term a = TermOf(*chosen);
  const Term b = TermOf(*otherwise);
  if (!CheckBranches(node, a, b)) return std::nullopt;
  return Emit(Op::kConditional, a.type, node.range, {*condition, *chosen, *otherwise});
}

Checker::Lowered Checker::LowerBranch(Lowered condition, bool outcome, uint32_t node,
                                      const Fact* beside) {
  const std::vector<uint32_t> facts =
      condition ? Guards(*condition, outcome) : std::vector<uint32_t>();
  Protect(facts, 1);
  const Lowered branch = LowerBeside(node, beside);
  Protect(facts, -1);
  return branch;
}

bool Checker::CheckBranches(const Node& node, const Term& a, const Term& b) {
  if (a.type != b.type) {
    findings_.Error(FindingCode::kTypeMismatch, node.range,
                    Say({"cannot choose between $0 and $1", "不能在$0和$1之间选择"},
                        TypeName(a.type), TypeName(b.type)),
                    {},
                    {"both values after \"?\" are of one type", "\"?\" 之后的两个值须为同一类型"});
    return false;
  }
  if (a.type == Type::kStringList) {
    findings_.Error(FindingCode::kNotSupported, node.range,
                    {"choosing between lists is not supported here", "这里不支持在列表之间选择"});
    return false;
  }
  return StandsStill(a) && StandsStill(b);
}

void Checker::Protect(const std::vector<uint32_t>& facts, int by) {
  for (const uint32_t fact : facts) guards_[fact] += static_cast<uint32_t>(by);
}

// The facts that are present whenever the term comes out as `outcome`. While one of them is
// missing the term is the opposite, not an error, so what it guards is absorbed.
std::vector<uint32_t> Checker::Guards(uint32_t index, bool outcome) const {
  const Term& term = TermOf(index);
  switch (term.op) {
    case Op::kHas:
      return outcome ? std::vector<uint32_t>{static_cast<uint32_t>(term.value)}
                     : std::vector<uint32_t>{};
    case Op::kNot:
      return Guards(condition_.OperandsOf(term)[0], !outcome);
    case Op::kAnd:
    case Op::kOr: {
      std::vector<std::vector<uint32_t>> sets;
      for (const uint32_t operand : condition_.OperandsOf(term)) {
        sets.push_back(Guards(operand, outcome));
      }
      return Join(sets, (term.op == Op::kAnd) != outcome);
    }
    case Op::kConditional:
      return GuardsOfChoice(term, outcome);
    default:
      return {};
  }
}

// `has(x) ? P : false` holds only where x is present. What P says of it counts for nothing: an
// error of the condition would come before.
std::vector<uint32_t> Checker::GuardsOfChoice(const Term& term, bool outcome) const {
  const absl::Span<const uint32_t> operands = condition_.OperandsOf(term);
  const auto is_opposite = [&](uint32_t branch) {
    return TermOf(branch).op == Op::kConstant && (TermOf(branch).value != 0) != outcome;
  };
  if (is_opposite(operands[2])) return Guards(operands[0], true);
  if (is_opposite(operands[1])) return Guards(operands[0], false);
  return {};
}

void Checker::ReportVerdict(const Term& term, bool literal) {
  const Verdicts::Outcome outcome = verdicts_.Tell(is_present_, literal);
  if (outcome == Verdicts::Outcome::kVaries) return;
  constexpr uint32_t kQuoted = 60;
  const Range range = {term.begin, term.end};
  const bool quote = range.end - range.begin <= kQuoted;
  const Words what = quote ? Words(absl::StrCat("\"", ToAbsl(TextOf(range)), "\""))
                           : Words{"this condition", "该条件"};
  if (outcome == Verdicts::Outcome::kTrue) {
    findings_.Warning(FindingCode::kAlwaysTrue, range,
                      Say({"$0 can never be false", "$0 不可能为假"}, what),
                      {"always true", "恒为真"});
  } else {
    findings_.Warning(FindingCode::kAlwaysFalse, range,
                      Say({"$0 can never be true", "$0 不可能为真"}, what),
                      {"always false", "恒为假"});
  }
}

}  // namespace waypost::expression
