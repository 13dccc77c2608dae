#include "lib/expression/rule_graph.h"

#include <algorithm>
#include <map>
#include <utility>

namespace waypost::expression {
namespace {

uint32_t FactOf(const Term& term) { return static_cast<uint32_t>(term.value); }

bool IsConstant(const RuleNode& node, Tri value) {
  return node.op == RuleOp::kConstant && node.value == static_cast<int64_t>(value);
}

}  // namespace

std::optional<int64_t> RuleGraphBuilder::VocabularyNumbers::NumberOf(const Fact&,
                                                                     std::string_view text) {
  const uint32_t symbol = vocabulary_.Intern(text);
  if (symbol == 0) return std::nullopt;
  return symbol;
}

uint32_t RuleGraphBuilder::Add(const Condition& condition) {
  if (condition.always()) return Constant(Tri::kTrue);
  Addition addition{condition, std::vector<uint32_t>(condition.terms.size(), UINT32_MAX)};
  return AddTerm(addition, condition.root);
}

uint32_t RuleGraphBuilder::Constant(Tri value) {
  RuleNode node;
  node.value = static_cast<int64_t>(value);
  return Put(node, {});
}

uint32_t RuleGraphBuilder::Test(const FactTest& test) {
  if (test.values.empty() && test.absent == Tri::kFalse) return Constant(Tri::kFalse);
  if (test.values.full() && test.absent == Tri::kTrue) return Constant(Tri::kTrue);
  RuleNode node;
  node.op = RuleOp::kTest;
  node.fact = test.fact;
  node.value = static_cast<int64_t>(test.absent);
  Key key = {static_cast<int64_t>(node.op), node.fact, node.value};
  for (const ValueRange& range : test.values.ranges()) {
    key.push_back(range.low);
    key.push_back(range.high);
  }
  return PutKeyed(node, key, {}, test.values.ranges());
}

FactTest RuleGraph::TestOf(const RuleNode& test) const {
  FactTest result{test.fact, ValueSet(), static_cast<Tri>(test.value)};
  const absl::Span<const ValueRange> own = RangesOf(test);
  result.values = ValueSet::Ranges({own.begin(), own.end()});
  return result;
}

uint32_t RuleGraphBuilder::Not(uint32_t index) {
  const RuleNode& inner = graph_.nodes[index];
  if (inner.op == RuleOp::kConstant) {
    return Constant(expression::Not(static_cast<Tri>(inner.value)));
  }
  if (inner.op == RuleOp::kTest) return Test(expression::Not(graph_.TestOf(inner)));
  if (inner.op == RuleOp::kNot) return graph_.OperandsOf(inner)[0];
  RuleNode node;
  node.op = RuleOp::kNot;
  return Put(node, {index});
}

uint32_t RuleGraphBuilder::AddTerm(Addition& addition, uint32_t index) {
  uint32_t& done = addition.nodes[index];
  if (done != UINT32_MAX) return done;
  const Term& term = addition.condition.terms[index];
  const uint32_t node = term.type == Type::kBool     ? AddBool(addition, index)
                        : term.type == Type::kString ? AddText(addition, index)
                                                     : AddNumber(addition, index);
  done = node;
  return node;
}

uint32_t RuleGraphBuilder::AddBool(Addition& addition, uint32_t index) {
  const Term& term = addition.condition.terms[index];
  switch (term.op) {
    case Op::kConstant:
      return Constant(ToTri(term.value != 0));
    case Op::kNot:
      return Not(AddTerm(addition, addition.condition.OperandsOf(term)[0]));
    case Op::kAnd:
    case Op::kOr: {
      std::vector<uint32_t> operands;
      for (const uint32_t operand : addition.condition.OperandsOf(term)) {
        operands.push_back(AddTerm(addition, operand));
      }
      return Chain(term.op == Op::kAnd ? RuleOp::kAnd : RuleOp::kOr, operands);
    }
    case Op::kConditional:
      return AddChoice(addition, term);
    case Op::kExists:
    case Op::kAll:
      return AddLoop(addition, term);
    default:
      break;
  }
  VocabularyNumbers numbers(vocabulary_);
  if (const auto test = AsFactTest(addition.condition, index, environment_, numbers)) {
    return Test(*test);
  }
  if (term.op == Op::kIn) return AddIn(addition, term);
  if (term.op == Op::kInList) return AddInList(addition, term);
  if (term.op == Op::kMatches) return AddMatches(addition, term);
  return AddComparison(addition, term);
}

uint32_t RuleGraphBuilder::AddComparison(Addition& addition, const Term& term) {
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  const Term& a = addition.condition.terms[terms[0]];
  const Term& b = addition.condition.terms[terms[1]];
  const bool symmetric = term.op == Op::kEqual || term.op == Op::kNotEqual;
  RuleNode node;
  node.compare = term.op;
  std::vector<uint32_t> operands;
  if (symmetric && a.type == Type::kString && HaveNumbers(addition, a, b)) {
    node.op = RuleOp::kCompareNumbers;
    operands = {Symbol(addition, a), Symbol(addition, b)};
  } else {
    operands = {AddTerm(addition, terms[0]), AddTerm(addition, terms[1])};
    node.op = a.type == Type::kBool     ? RuleOp::kSame
              : a.type == Type::kString ? RuleOp::kCompareTexts
                                        : RuleOp::kCompareNumbers;
  }
  if (symmetric) std::sort(operands.begin(), operands.end());
  // One node serves == and !=: their errors are the same.
  const bool negated = term.op == Op::kNotEqual;
  if (negated) node.compare = Op::kEqual;
  const uint32_t result = Put(node, operands);
  return negated ? Not(result) : result;
}

// Whether two strings, not both constant, are equal exactly if their numbers are: so if one of
// them is always in the vocabulary.
bool RuleGraphBuilder::HaveNumbers(const Addition& addition, const Term& a, const Term& b) {
  if (!MayBeNumbered(addition, a) || !MayBeNumbered(addition, b)) return false;
  return Numbered(addition, a) || Numbered(addition, b);
}

bool RuleGraphBuilder::MayBeNumbered(const Addition& addition, const Term& term) {
  return term.op == Op::kFact || term.op == Op::kElement || Numbered(addition, term);
}

// Whether a string, or each element of a list, is always in the vocabulary.
bool RuleGraphBuilder::Numbered(const Addition& addition, const Term& term) {
  const Condition& condition = addition.condition;
  if (term.op == Op::kElement) {
    return Numbered(addition, condition.terms[condition.OperandsOf(term)[0]]);
  }
  if (term.op == Op::kConstant) {
    return vocabulary_.Intern(condition.strings[static_cast<size_t>(term.value)]) != 0;
  }
  if (term.op != Op::kFact) return false;
  const std::vector<std::string>& values = environment_.At(FactOf(term))->values;
  return !values.empty() && std::all_of(values.begin(), values.end(), [this](const auto& value) {
    return vocabulary_.Intern(value) != 0;
  });
}

// The number of a string in the vocabulary.
uint32_t RuleGraphBuilder::Symbol(const Addition& addition, const Term& term) {
  RuleNode node;
  if (term.op == Op::kElement) {
    node.op = RuleOp::kElementNumber;
    node.value = term.value;
  } else if (term.op == Op::kFact) {
    node.op = RuleOp::kNumberFact;
    node.fact = FactOf(term);
  } else {
    node.op = RuleOp::kNumber;
    node.value = vocabulary_.Intern(addition.condition.strings[static_cast<size_t>(term.value)]);
  }
  return Put(node, {});
}

// Membership that is no test of one fact: of what is computed or an element, or among literals of
// which one has no number.
uint32_t RuleGraphBuilder::AddIn(Addition& addition, const Term& term) {
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  const Term& needle = addition.condition.terms[terms[0]];
  std::vector<uint32_t> alternatives;
  for (const uint32_t index : terms.subspan(1)) {
    const Term& element = addition.condition.terms[index];
    const bool text = needle.type == Type::kString;
    const bool numbers = !text || HaveNumbers(addition, needle, element);
    RuleNode node;
    node.op = numbers ? RuleOp::kCompareNumbers : RuleOp::kCompareTexts;
    std::vector<uint32_t> operands;
    if (text && numbers) {
      operands = {Symbol(addition, needle), Symbol(addition, element)};
    } else {
      operands = {AddTerm(addition, terms[0]), AddTerm(addition, index)};
    }
    std::sort(operands.begin(), operands.end());
    alternatives.push_back(Put(node, operands));
  }
  return Chain(RuleOp::kOr, alternatives);
}

uint32_t RuleGraphBuilder::AddInList(Addition& addition, const Term& term) {
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  const Term& needle = addition.condition.terms[terms[0]];
  const Term& list = addition.condition.terms[terms[1]];
  const bool numbers =
      MayBeNumbered(addition, needle) && (Numbered(addition, needle) || Numbered(addition, list));
  RuleNode node;
  node.op = numbers ? RuleOp::kInList : RuleOp::kTextInList;
  node.fact = FactOf(list);
  return Put(node, {numbers ? Symbol(addition, needle) : AddTerm(addition, terms[0])});
}

uint32_t RuleGraphBuilder::AddLoop(Addition& addition, const Term& term) {
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  RuleNode node;
  node.op = term.op == Op::kExists ? RuleOp::kExists : RuleOp::kAll;
  node.fact = FactOf(addition.condition.terms[terms[0]]);
  node.value = term.value;
  return Put(node, {AddTerm(addition, terms[1])});
}

// A choice between bools is (c && a) || (!c && b) || (c && !c). The last part is false but where c
// fails, and then makes the whole fail, whatever a and b are, as it must.
uint32_t RuleGraphBuilder::AddChoice(Addition& addition, const Term& term) {
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  const uint32_t condition = AddTerm(addition, terms[0]);
  const uint32_t chosen = AddTerm(addition, terms[1]);
  const uint32_t otherwise = AddTerm(addition, terms[2]);
  if (term.type != Type::kBool) return Choose(condition, chosen, otherwise);
  const uint32_t opposite = Not(condition);
  return Chain(RuleOp::kOr, {Chain(RuleOp::kAnd, {condition, chosen}),
                             Chain(RuleOp::kAnd, {opposite, otherwise}),
                             Chain(RuleOp::kAnd, {condition, opposite})});
}

uint32_t RuleGraphBuilder::Choose(uint32_t condition, uint32_t chosen, uint32_t otherwise) {
  if (IsConstant(graph_.nodes[condition], Tri::kTrue)) return chosen;
  if (IsConstant(graph_.nodes[condition], Tri::kFalse)) return otherwise;
  RuleNode node;
  node.op = RuleOp::kChoose;
  return Put(node, {condition, chosen, otherwise});
}

uint32_t RuleGraphBuilder::AddMatches(Addition& addition, const Term& term) {
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  const Term& pattern = addition.condition.terms[terms[1]];
  const std::string& text = addition.condition.strings[static_cast<size_t>(pattern.value)];
  const auto [place, added] =
      known_patterns_.emplace(text, static_cast<uint32_t>(graph_.patterns.size()));
  if (added) {
    graph_.patterns.push_back(addition.condition.patterns[static_cast<size_t>(term.value)]);
  }
  RuleNode node;
  node.op = RuleOp::kMatches;
  node.value = place->second;
  return Put(node, {AddTerm(addition, terms[0])});
}

uint32_t RuleGraphBuilder::AddText(Addition& addition, uint32_t index) {
  const Term& term = addition.condition.terms[index];
  if (term.op == Op::kConstant) {
    return PutText(addition.condition.strings[static_cast<size_t>(term.value)]);
  }
  if (term.op == Op::kConditional) return AddChoice(addition, term);
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  RuleNode node;
  if (term.op == Op::kJoin) {
    node.op = RuleOp::kJoin;
    const uint32_t left = AddTerm(addition, terms[0]);
    return Put(node, {left, AddTerm(addition, terms[1])});
  }
  if (term.op == Op::kElement) {
    node.op = RuleOp::kElementText;
    node.fact = FactOf(addition.condition.terms[terms[0]]);
    node.value = term.value;
    return Put(node, {});
  }
  node.op = RuleOp::kTextFact;
  node.fact = FactOf(term);
  return Put(node, {});
}

uint32_t RuleGraphBuilder::AddNumber(Addition& addition, uint32_t index) {
  const Term& term = addition.condition.terms[index];
  const absl::Span<const uint32_t> terms = addition.condition.OperandsOf(term);
  RuleNode node;
  node.type = term.type;
  if (term.op == Op::kConstant) {
    node.op = RuleOp::kNumber;
    node.type = Type::kInt;
    node.value = term.value;
    return Put(node, {});
  }
  if (term.op == Op::kFact) {
    node.op = RuleOp::kNumberFact;
    node.type = Type::kInt;
    node.fact = FactOf(term);
    return Put(node, {});
  }
  if (term.op == Op::kSize) {
    const Term& operand = addition.condition.terms[terms[0]];
    node.op = operand.type == Type::kString ? RuleOp::kTextSize : RuleOp::kListSize;
    if (operand.type == Type::kString) return Put(node, {AddTerm(addition, terms[0])});
    node.fact = FactOf(operand);
    return Put(node, {});
  }
  if (term.op == Op::kConditional) return AddChoice(addition, term);
  if (term.op == Op::kTimePart) {
    node.op = RuleOp::kTimePart;
    node.type = addition.condition.terms[terms[0]].type;
    node.value = term.value;
    return Put(node, {AddTerm(addition, terms[0])});
  }
  node.op = RuleOp::kCalculate;
  node.compare = term.op == Op::kNegate ? Op::kSubtract : term.op;
  if (term.op == Op::kNegate) {
    RuleNode zero;
    zero.op = RuleOp::kNumber;
    zero.type = Type::kInt;
    const uint32_t left = Put(zero, {});
    return Put(node, {left, AddTerm(addition, terms[0])});
  }
  const uint32_t left = AddTerm(addition, terms[0]);
  return Put(node, {left, AddTerm(addition, terms[1])});
}

// A chain of && or ||, flattened and sorted. Absorbing operands decide it and neutral ones vanish
// whatever the others are, errors included.
uint32_t RuleGraphBuilder::Chain(RuleOp op, const std::vector<uint32_t>& operands) {
  const Tri absorbing = op == RuleOp::kAnd ? Tri::kFalse : Tri::kTrue;
  const Tri neutral = expression::Not(absorbing);
  std::vector<uint32_t> flat;
  for (const uint32_t operand : operands) {
    const RuleNode& node = graph_.nodes[operand];
    if (IsConstant(node, absorbing)) return operand;
    if (IsConstant(node, neutral)) continue;
    if (node.op == op) {
      const absl::Span<const uint32_t> inner = graph_.OperandsOf(node);
      flat.insert(flat.end(), inner.begin(), inner.end());
    } else {
      flat.push_back(operand);
    }
  }
  MergeTests(op, flat);
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  for (const uint32_t operand : flat) {
    if (IsConstant(graph_.nodes[operand], absorbing)) return operand;
  }
  if (flat.empty()) return Constant(neutral);
  if (flat.size() == 1) return flat[0];
  RuleNode node;
  node.op = op;
  return Put(node, flat);
}

// Joins the tests of each fact into one.
void RuleGraphBuilder::MergeTests(RuleOp op, std::vector<uint32_t>& operands) {
  std::map<uint32_t, std::vector<uint32_t>> by_fact;
  std::vector<uint32_t> others;
  for (const uint32_t operand : operands) {
    const RuleNode& node = graph_.nodes[operand];
    (node.op == RuleOp::kTest ? by_fact[node.fact] : others).push_back(operand);
  }
  const Tri neutral = op == RuleOp::kAnd ? Tri::kTrue : Tri::kFalse;
  for (const auto& [fact, tests] : by_fact) {
    FactTest whole = graph_.TestOf(graph_.nodes[tests[0]]);
    for (size_t i = 1; i < tests.size(); ++i) {
      const FactTest next = graph_.TestOf(graph_.nodes[tests[i]]);
      whole = op == RuleOp::kAnd ? And(whole, next) : Or(whole, next);
    }
    const uint32_t merged = Test(whole);
    if (!IsConstant(graph_.nodes[merged], neutral)) others.push_back(merged);
  }
  operands = std::move(others);
}

uint32_t RuleGraphBuilder::Put(RuleNode node, absl::Span<const uint32_t> operands) {
  Key key = {static_cast<int64_t>(node.op), static_cast<int64_t>(node.compare),
             static_cast<int64_t>(node.type), node.fact, node.value};
  key.insert(key.end(), operands.begin(), operands.end());
  return PutKeyed(node, key, operands, {});
}

uint32_t RuleGraphBuilder::PutKeyed(RuleNode node, const Key& key,
                                    absl::Span<const uint32_t> operands,
                                    absl::Span<const ValueRange> ranges) {
  const auto [place, added] = known_.emplace(key, static_cast<uint32_t>(graph_.nodes.size()));
  if (!added) return place->second;
  node.loops = LoopsOf(node, operands);
  const bool test = node.op == RuleOp::kTest;
  node.first = static_cast<uint32_t>(test ? graph_.ranges.size() : graph_.operands.size());
  node.count = static_cast<uint32_t>(test ? ranges.size() : operands.size());
  graph_.operands.insert(graph_.operands.end(), operands.begin(), operands.end());
  graph_.ranges.insert(graph_.ranges.end(), ranges.begin(), ranges.end());
  graph_.nodes.push_back(node);
  return place->second;
}

// The loops on whose elements a node depends.
uint8_t RuleGraphBuilder::LoopsOf(const RuleNode& node, absl::Span<const uint32_t> operands) const {
  const auto own = static_cast<uint8_t>(1 << (node.value & 7));
  if (node.op == RuleOp::kElementNumber || node.op == RuleOp::kElementText) return own;
  uint8_t loops = 0;
  for (const uint32_t operand : operands) loops |= graph_.nodes[operand].loops;
  const bool binds = node.op == RuleOp::kExists || node.op == RuleOp::kAll;
  return static_cast<uint8_t>(binds ? loops & ~own : loops);
}

uint32_t RuleGraphBuilder::PutText(std::string_view text) {
  const auto [place, added] =
      known_texts_.emplace(std::string(text), static_cast<uint32_t>(graph_.strings.size()));
  if (added) graph_.strings.emplace_back(text);
  RuleNode node;
  node.op = RuleOp::kText;
  node.value = place->second;
  return Put(node, {});
}

}  // namespace waypost::expression
