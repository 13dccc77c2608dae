#include "lib/expression/rule_cost.h"

#include "absl/container/flat_hash_set.h"

namespace waypost::expression {
namespace {

bool IsBool(RuleOp op) {
  return op <= RuleOp::kInList || op == RuleOp::kExists || op == RuleOp::kAll ||
         op == RuleOp::kTextInList;
}

bool IsLoop(RuleOp op) { return op == RuleOp::kExists || op == RuleOp::kAll; }

bool ScansText(RuleOp op) {
  return op == RuleOp::kMatches || op == RuleOp::kCompareTexts || op == RuleOp::kTextSize ||
         op == RuleOp::kJoin;
}

void Add(const RuleCost& part, uint64_t times, RuleCost& sum) {
  sum.steps += times * part.steps;
  sum.steps_per_text_byte += times * part.steps_per_text_byte;
  sum.steps_per_list_element += times * part.steps_per_list_element;
}

class CostReader {
 public:
  explicit CostReader(const RuleGraph& graph) : graph_(graph) {}

  // A bool whose bool operands are known. Numbers and texts are computed wherever they are used.
  RuleCost OfNode(const RuleNode& node) const {
    RuleCost cost;
    cost.steps = 4 + uint64_t{node.count};
    if (ScansText(node.op)) ++cost.steps_per_text_byte;
    if (node.op == RuleOp::kInList || node.op == RuleOp::kTextInList) {
      ++cost.steps_per_list_element;
    }
    if (node.op == RuleOp::kTextInList) cost.steps_per_text_byte += kMaxListElements;
    for (const uint32_t operand : Operands(node)) {
      const RuleNode& part = graph_.nodes[operand];
      if (!IsBool(part.op)) Add(OfNode(part), 1, cost);
    }
    return cost;
  }

  // What a loop does for one element.
  RuleCost OfBody(const RuleNode& loop) const {
    RuleCost cost;
    absl::flat_hash_set<uint32_t> seen;
    AddBody(graph_.OperandsOf(loop)[0], seen, cost);
    return cost;
  }

 private:
  absl::Span<const uint32_t> Operands(const RuleNode& node) const {
    return node.op == RuleOp::kTest ? absl::Span<const uint32_t>() : graph_.OperandsOf(node);
  }

  // The bools that must be found anew for each element, each once.
  void AddBody(uint32_t index, absl::flat_hash_set<uint32_t>& seen, RuleCost& cost) const {
    const RuleNode& node = graph_.nodes[index];
    if (node.loops == 0 || !seen.insert(index).second) return;
    if (IsBool(node.op)) Add(OfNode(node), 1, cost);
    if (IsLoop(node.op)) {
      Add(OfBody(node), kMaxListElements, cost);
      return;
    }
    for (const uint32_t operand : Operands(node)) AddBody(operand, seen, cost);
  }

  const RuleGraph& graph_;
};

}  // namespace

RuleCost CostOf(const RuleGraph& graph, const std::vector<bool>& used) {
  const CostReader reader(graph);
  RuleCost cost;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const RuleNode& node = graph.nodes[i];
    if (!used[i] || !IsBool(node.op) || node.loops != 0) continue;
    Add(reader.OfNode(node), 1, cost);
    if (!IsLoop(node.op)) continue;
    const RuleCost body = reader.OfBody(node);
    cost.steps_per_list_element += body.steps + kMaxListElements * body.steps_per_list_element;
    cost.steps_per_text_byte += kMaxListElements * body.steps_per_text_byte;
  }
  return cost;
}

}  // namespace waypost::expression
