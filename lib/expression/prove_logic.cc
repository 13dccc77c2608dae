#include "lib/expression/prove_logic.h"

#include <algorithm>
#include <utility>

#include "lib/base/check.h"
#include "lib/expression/operations.h"
#include "lib/expression/rule_evaluation.h"

namespace waypost::expression {
namespace {

constexpr Tri kTris[] = {Tri::kFalse, Tri::kTrue, Tri::kError};
// A fact of no more values is divided value by value where an atom reads it.
constexpr int64_t kMostValuesToSplit = 16;
constexpr int kMostNarrowings = 20'000;

bool IsSingle(Outcomes outcomes) { return (outcomes & (outcomes - 1)) == 0; }

bool Has(Outcomes outcomes, Tri tri) { return (outcomes & OnlyOutcome(tri)) != 0; }

Outcomes Negated(Outcomes outcomes) {
  Outcomes result = 0;
  for (const Tri tri : kTris) {
    if (Has(outcomes, tri)) result |= OnlyOutcome(Not(tri));
  }
  return result;
}

bool IsEmpty(const BoxSide& side) { return side.values.empty() && !side.absent; }

using Ranges = absl::Span<const ValueRange>;

// Whether two sets have a value in common; whether the first is part of the second.
bool Meet(Ranges a, Ranges b) {
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].high < b[j].low) {
      ++i;
    } else if (b[j].high < a[i].low) {
      ++j;
    } else {
      return true;
    }
  }
  return false;
}

bool IsPart(Ranges a, Ranges b) {
  size_t j = 0;
  for (const ValueRange& range : a) {
    while (j < b.size() && b[j].high < range.high) ++j;
    if (j == b.size() || b[j].low > range.low) return false;
  }
  return true;
}

ValueSet Minus(const ValueSet& a, const ValueSet& b) { return a.Intersection(b.Complement()); }

}  // namespace

BoxLogic::BoxLogic(const RuleGraph& graph, const Environment& environment,
                   const ProofVocabulary& vocabulary)
    : graph_(graph),
      environment_(environment),
      vocabulary_(vocabulary),
      atoms_(graph),
      relations_(TextRelations(graph)),
      seen_(graph.nodes.size()),
      known_(graph.nodes.size()),
      memo_(graph.nodes.size()),
      loop_memo_(graph.nodes.size()),
      joined_(JoinedBytes(graph)) {}

Outcomes BoxLogic::Of(const ProofBox& box, uint32_t node) {
  Forget();
  return Look(box, node);
}

void BoxLogic::Forget() { ++epoch_; }

Outcomes BoxLogic::Look(const ProofBox& box, uint32_t index) {
  if (seen_[index] == epoch_) return known_[index];
  ++steps_;
  const Outcomes outcomes = Compute(box, graph_.nodes[index], index);
  seen_[index] = epoch_;
  known_[index] = outcomes;
  return outcomes;
}

Outcomes BoxLogic::Compute(const ProofBox& box, const RuleNode& node, uint32_t index) {
  switch (node.op) {
    case RuleOp::kConstant:
      return OnlyOutcome(static_cast<Tri>(node.value));
    case RuleOp::kTest:
      return OfTest(box, node);
    case RuleOp::kNot:
      return Negated(Look(box, graph_.OperandsOf(node)[0]));
    case RuleOp::kAnd:
    case RuleOp::kOr:
      return OfChain(box, node);
    case RuleOp::kSame:
      return OfSame(box, node);
    default:
      return OfAtom(box, index);
  }
}

Outcomes BoxLogic::OfTest(const ProofBox& box, const RuleNode& node) const {
  const BoxSide& side = box.sides[node.fact];
  const Ranges tested = graph_.RangesOf(node);
  const Ranges values = side.values.ranges();
  Outcomes outcomes = 0;
  if (Meet(values, tested)) outcomes |= kOnlyTrue;
  if (!IsPart(values, tested)) outcomes |= OnlyOutcome(Tri::kFalse);
  if (side.absent) outcomes |= OnlyOutcome(static_cast<Tri>(node.value));
  return outcomes;
}

Outcomes BoxLogic::OfChain(const ProofBox& box, const RuleNode& node) {
  const bool conjunction = node.op == RuleOp::kAnd;
  Outcomes whole = OnlyOutcome(ToTri(conjunction));
  const Outcomes absorbed = OnlyOutcome(ToTri(!conjunction));
  for (const uint32_t operand : graph_.OperandsOf(node)) {
    if (whole == absorbed) break;
    const Outcomes part = Look(box, operand);
    Outcomes next = 0;
    for (const Tri a : kTris) {
      for (const Tri b : kTris) {
        if (!Has(whole, a) || !Has(part, b)) continue;
        next |= OnlyOutcome(conjunction ? And(a, b) : Or(a, b));
      }
    }
    whole = next;
  }
  return whole;
}

Outcomes BoxLogic::OfSame(const ProofBox& box, const RuleNode& node) {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const Outcomes left = Look(box, operands[0]);
  const Outcomes right = Look(box, operands[1]);
  Outcomes outcomes = 0;
  for (const Tri a : kTris) {
    for (const Tri b : kTris) {
      if (!Has(left, a) || !Has(right, b)) continue;
      const bool failed = a == Tri::kError || b == Tri::kError;
      outcomes |= OnlyOutcome(failed ? Tri::kError : ToTri(a == b));
    }
  }
  return outcomes;
}

// Of a comparison of something with itself, how it comes out unless it fails.
std::optional<bool> BoxLogic::WithItself(const RuleNode& node) const {
  const bool numbers = node.op == RuleOp::kCompareNumbers;
  if (!numbers && node.op != RuleOp::kCompareTexts) return std::nullopt;
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  if (operands[0] != operands[1]) return std::nullopt;
  return numbers ? CompareNumbers(node.compare, 0, 0) : CompareTexts(node.compare, "", "");
}

Outcomes BoxLogic::OfAtom(const ProofBox& box, uint32_t index) {
  const auto decided = box.atoms.find(index);
  Outcomes left = decided == box.atoms.end() ? kAnyOutcome : decided->second;
  if (const std::optional<bool> same = WithItself(graph_.nodes[index])) {
    const Outcomes wrong = OnlyOutcome(ToTri(!*same));
    left &= kAnyOutcome & ~wrong;
  }
  const Atom& atom = atoms_.Of(index);
  bool all_present = true;
  for (const uint32_t fact : atom.facts) {
    const bool missing = box.sides[fact].values.empty();
    if (missing && atom.strict) return left & OnlyOutcome(Tri::kError);
    all_present = all_present && !box.sides[fact].absent;
  }
  if (const std::optional<Tri> outcome = Pinned(box, index)) return left & OnlyOutcome(*outcome);
  const Outcomes sound = kOnlyTrue | OnlyOutcome(Tri::kFalse);
  return all_present && !atom.calculates ? left & sound : left;
}

// The outcome of an atom whose facts have one value each, or are missing.
std::optional<Tri> BoxLogic::Pinned(const ProofBox& box, uint32_t index) {
  FactRowBuffer buffer(environment_.row_size());
  for (const uint32_t fact : atoms_.Of(index).facts) {
    const BoxSide& side = box.sides[fact];
    const Type type = environment_.At(fact)->type;
    if (side.values.empty()) continue;
    if (side.absent || type == Type::kStringList || CountValues(side.values, 2) != 1) {
      return std::nullopt;
    }
    const int64_t value = side.values.ranges()[0].low;
    if (type != Type::kString) {
      buffer.Set(fact, value);
    } else if (value != 0) {
      const auto number = static_cast<uint32_t>(value);
      buffer.SetString(fact, number, vocabulary_.TextOf(number));
    } else {
      return std::nullopt;
    }
  }
  const FactRow row = buffer.row();
  if (++evaluation_epoch_ >= uint32_t{1} << 30) {
    std::fill(memo_.begin(), memo_.end(), 0);
    evaluation_epoch_ = 1;
  }
  const EvaluationMemory memory = {absl::MakeSpan(memo_), evaluation_epoch_,
                                   absl::MakeSpan(loop_memo_), &stamp_, absl::MakeSpan(joined_)};
  return RuleEvaluation(graph_, row, memory).Bool(index);
}

bool BoxLogic::Narrow(ProofBox& box, uint32_t index, Outcomes wanted) {
  narrowings_ = 0;
  return NarrowNode(box, index, wanted);
}

// More paths may lead to a node than there are nodes: what is not narrowed stays to be divided.
bool BoxLogic::NarrowNode(ProofBox& box, uint32_t index, Outcomes wanted) {
  if (++narrowings_ > kMostNarrowings) return true;
  const RuleNode& node = graph_.nodes[index];
  const Outcomes now = Of(box, index);
  if ((now & wanted) == 0) return false;
  if ((now & ~wanted) == 0) return true;
  switch (node.op) {
    case RuleOp::kTest:
      return NarrowTest(box, node, wanted);
    case RuleOp::kNot:
      return NarrowNode(box, graph_.OperandsOf(node)[0], Negated(wanted));
    case RuleOp::kAnd:
    case RuleOp::kOr:
      return NarrowChain(box, node, wanted);
    case RuleOp::kConstant:
    case RuleOp::kSame:
      return true;
    default:
      return NarrowAtom(box, index, wanted);
  }
}

bool BoxLogic::NarrowTest(ProofBox& box, const RuleNode& node, Outcomes wanted) const {
  BoxSide& side = box.sides[node.fact];
  const ValueSet values = graph_.TestOf(node).values;
  if (!Has(wanted, Tri::kTrue)) side.values = Minus(side.values, values);
  if (!Has(wanted, Tri::kFalse)) side.values = side.values.Intersection(values);
  if (!Has(wanted, static_cast<Tri>(node.value))) side.absent = false;
  return !IsEmpty(side);
}

// All operands of a conjunction that is true are true; one that must not be true and has a single
// operand that might be otherwise has it otherwise. A disjunction the other way round.
bool BoxLogic::NarrowChain(ProofBox& box, const RuleNode& node, Outcomes wanted) {
  const Tri neutral = ToTri(node.op == RuleOp::kAnd);
  if (wanted == OnlyOutcome(neutral)) {
    for (const uint32_t operand : graph_.OperandsOf(node)) {
      if (!NarrowNode(box, operand, wanted)) return false;
    }
    return true;
  }
  if (Has(wanted, neutral)) return true;
  std::optional<uint32_t> only;
  for (const uint32_t operand : graph_.OperandsOf(node)) {
    if (Of(box, operand) == OnlyOutcome(neutral)) continue;
    if (only) return true;
    only = operand;
  }
  return only && NarrowNode(box, *only, wanted);
}

bool BoxLogic::NarrowAtom(ProofBox& box, uint32_t index, Outcomes wanted) {
  const auto [place, added] = box.atoms.emplace(index, kAnyOutcome);
  place->second &= wanted;
  const Atom& atom = atoms_.Of(index);
  if (!atom.strict) return place->second != 0;
  if (place->second == OnlyOutcome(Tri::kError) && !atom.calculates && atom.facts.size() == 1) {
    BoxSide& side = box.sides[atom.facts[0]];
    side.values = ValueSet();
    return side.absent;
  }
  if (Has(place->second, Tri::kError)) return true;
  for (const uint32_t fact : atom.facts) {
    box.sides[fact].absent = false;
    if (IsEmpty(box.sides[fact])) return false;
  }
  return place->second != 0;
}

bool BoxLogic::Relate(ProofBox& box) {
  for (const auto& [node, outcomes] : box.atoms) {
    if ((Of(box, node) & outcomes) == 0) return false;
  }
  for (const TextRelation& relation : relations_) {
    const auto a = box.atoms.find(relation.a);
    const auto b = box.atoms.find(relation.b);
    const bool a_true = a != box.atoms.end() && a->second == kOnlyTrue;
    const bool b_true = b != box.atoms.end() && b->second == kOnlyTrue;
    const bool b_false = b != box.atoms.end() && !Has(b->second, Tri::kTrue);
    const Outcomes not_true = kAnyOutcome & ~kOnlyTrue;
    if (relation.implies) {
      if (a_true && !Narrow(box, relation.b, kOnlyTrue)) return false;
      if (b_false && !Narrow(box, relation.a, not_true)) return false;
    } else {
      if (a_true && !Narrow(box, relation.b, not_true)) return false;
      if (b_true && !Narrow(box, relation.a, not_true)) return false;
    }
  }
  return true;
}

std::vector<ProofBox> BoxLogic::Split(const ProofBox& box, uint32_t node) {
  const uint32_t leaf = Leaf(box, node);
  if (graph_.nodes[leaf].op != RuleOp::kTest) {
    if (const std::optional<uint32_t> fact = FactToSplit(box, leaf)) return SplitFact(box, *fact);
  }
  const Outcomes outcomes = Of(box, leaf);
  std::vector<ProofBox> parts;
  for (const Tri tri : {Tri::kError, Tri::kFalse, Tri::kTrue}) {
    if (!Has(outcomes, tri)) continue;
    ProofBox part = box;
    if (Narrow(part, leaf, OnlyOutcome(tri))) parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<ProofBox> BoxLogic::SplitAtoms(const ProofBox& box) {
  for (const auto& [node, outcomes] : box.atoms) {
    if (const std::optional<uint32_t> fact = FactToSplit(box, node)) return SplitFact(box, *fact);
  }
  return {};
}

// An undecided test or atom on which the node depends. There is one: logic of decided operands is
// decided.
uint32_t BoxLogic::Leaf(const ProofBox& box, uint32_t index) {
  const RuleNode& node = graph_.nodes[index];
  if (!IsLogic(node.op)) return index;
  for (const uint32_t operand : graph_.OperandsOf(node)) {
    if (!IsSingle(Of(box, operand))) return Leaf(box, operand);
  }
  CheckFailed(__FILE__, __LINE__, "what is split has several outcomes");
}

// A fact of few values that is not down to one yet, if all facts of the atom have few.
std::optional<uint32_t> BoxLogic::FactToSplit(const ProofBox& box, uint32_t index) {
  const Atom& atom = atoms_.Of(index);
  std::optional<uint32_t> chosen;
  for (const uint32_t fact : atom.facts) {
    const BoxSide& side = box.sides[fact];
    const Type type = environment_.At(fact)->type;
    const int64_t count = CountValues(side.values, kMostValuesToSplit + 1);
    const bool other = type == Type::kString && side.values.Contains(0);
    if (type == Type::kStringList || other || count > kMostValuesToSplit) return std::nullopt;
    if (!chosen && count + (side.absent ? 1 : 0) > 1) chosen = fact;
  }
  return chosen;
}

std::vector<ProofBox> BoxLogic::SplitFact(const ProofBox& box, uint32_t fact) const {
  std::vector<ProofBox> parts;
  const auto add = [&](ValueSet values, bool absent) {
    if (values.empty() && !absent) return;
    parts.push_back(box);
    parts.back().sides[fact] = {std::move(values), absent};
  };
  const BoxSide& side = box.sides[fact];
  add(ValueSet(), side.absent);
  if (side.values.empty()) return parts;
  const ValueSet first = ValueSet::Point(side.values.ranges()[0].low);
  add(Minus(side.values, first), false);
  add(first, false);
  return parts;
}

}  // namespace waypost::expression
