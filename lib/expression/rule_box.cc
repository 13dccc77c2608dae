#include "lib/expression/rule_box.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace waypost::expression {
namespace {

using Boxes = std::vector<Box>;

bool operator==(const BoxSide& a, const BoxSide& b) {
  return a.values == b.values && a.absent == b.absent;
}

// Narrows `box` to what `other` also lets through; false if nothing is left.
bool Narrow(Box& box, const Box& other) {
  for (const auto& [fact, side] : other.sides) {
    const auto [place, added] = box.sides.emplace(fact, side);
    if (added) continue;
    BoxSide& mine = place->second;
    mine = {mine.values.Intersection(side.values), mine.absent && side.absent};
    if (mine.values.empty() && !mine.absent) return false;
  }
  std::vector<uint32_t> rest;
  std::set_union(box.rest.begin(), box.rest.end(), other.rest.begin(), other.rest.end(),
                 std::back_inserter(rest));
  box.rest = std::move(rest);
  return true;
}

// The fact in which alone two boxes differ, both naming it; nullopt if there is no such fact.
std::optional<uint32_t> OnlyDifference(const Box& a, const Box& b) {
  if (a.rest != b.rest || a.sides.size() != b.sides.size()) return std::nullopt;
  std::optional<uint32_t> difference;
  auto other = b.sides.begin();
  for (const auto& [fact, side] : a.sides) {
    if (other->first != fact) return std::nullopt;
    if (!(side == other->second)) {
      if (difference) return std::nullopt;
      difference = fact;
    }
    ++other;
  }
  return difference;
}

// Adds a box to a union, as a part of one that is there where that is possible.
void Join(Boxes& boxes, Box box) {
  for (Box& mine : boxes) {
    const std::optional<uint32_t> fact = OnlyDifference(mine, box);
    if (!fact) continue;
    BoxSide& side = mine.sides[*fact];
    const BoxSide& added = box.sides[*fact];
    side = {side.values.Union(added.values), side.absent || added.absent};
    return;
  }
  boxes.push_back(std::move(box));
}

class Expansion {
 public:
  explicit Expansion(RuleGraphBuilder& graph) : graph_(graph) {}

  // nullopt: more than kMaxBoxes.
  std::optional<Boxes> Expand(uint32_t index, bool negated) {
    // Paths to a node can be far more than nodes.
    if (++steps_ > kMaxSteps) return Whole(index, negated);
    const RuleNode node = graph_.graph().nodes[index];
    switch (node.op) {
      case RuleOp::kConstant:
        return ExpandConstant(static_cast<Tri>(node.value), negated);
      case RuleOp::kTest:
        return ExpandTest(node, negated);
      case RuleOp::kNot:
        return Expand(graph_.graph().OperandsOf(node)[0], !negated);
      case RuleOp::kAnd:
      case RuleOp::kOr:
        return (node.op == RuleOp::kAnd) != negated ? Product(node, negated) : Sum(node, negated);
      default:
        return Whole(index, negated);
    }
  }

 private:
  static Boxes ExpandConstant(Tri value, bool negated) {
    return value == ToTri(!negated) ? Boxes(1) : Boxes();
  }

  Boxes ExpandTest(const RuleNode& node, bool negated) {
    FactTest test = graph_.graph().TestOf(node);
    if (negated) test = Not(test);
    if (test.values.empty() && test.absent != Tri::kTrue) return {};
    Boxes boxes(1);
    boxes[0].sides.emplace(test.fact, BoxSide{test.values, test.absent == Tri::kTrue});
    return boxes;
  }

  // The node itself, to be looked at when the sides hold.
  Boxes Whole(uint32_t index, bool negated) {
    Boxes boxes(1);
    boxes[0].rest.push_back(negated ? graph_.Not(index) : index);
    return boxes;
  }

  // Spans into the graph do not outlive an addition to it.
  std::vector<uint32_t> Operands(const RuleNode& node) const {
    const absl::Span<const uint32_t> operands = graph_.graph().OperandsOf(node);
    return {operands.begin(), operands.end()};
  }

  std::optional<Boxes> Sum(const RuleNode& node, bool negated) {
    Boxes sum;
    for (const uint32_t operand : Operands(node)) {
      std::optional<Boxes> boxes = Expand(operand, negated);
      if (!boxes) return std::nullopt;
      for (Box& box : *boxes) Join(sum, std::move(box));
      if (sum.size() > kMaxBoxes) return std::nullopt;
    }
    return sum;
  }

  std::optional<Boxes> Product(const RuleNode& node, bool negated) {
    Boxes product(1);
    for (const uint32_t operand : Operands(node)) {
      std::optional<Boxes> boxes = Expand(operand, negated);
      if (!boxes || product.size() * boxes->size() > kMaxBoxes) boxes = Whole(operand, negated);
      Boxes next;
      for (const Box& left : product) {
        for (const Box& right : *boxes) {
          Box both = left;
          if (Narrow(both, right)) next.push_back(std::move(both));
        }
      }
      product = std::move(next);
    }
    return product;
  }

  static constexpr int kMaxSteps = 20'000;

  RuleGraphBuilder& graph_;
  int steps_ = 0;
};

}  // namespace

std::vector<Box> BoxesOf(RuleGraphBuilder& graph, uint32_t node) {
  Expansion expansion(graph);
  if (std::optional<Boxes> boxes = expansion.Expand(node, false)) return *std::move(boxes);
  Boxes whole(1);
  whole[0].rest.push_back(node);
  return whole;
}

}  // namespace waypost::expression
