#include "lib/expression/shortfall.h"

#include <utility>

namespace waypost::expression {
namespace {

// Indexes of the operands, the first one last.
std::vector<uint32_t> OperandsOf(const std::vector<RequirementNode>& nodes, uint32_t index) {
  std::vector<uint32_t> operands;
  uint32_t end = index;
  for (uint32_t i = 0; i < nodes[index].operand_count; ++i) {
    operands.push_back(end - 1);
    end = nodes[end - 1].subtree_begin;
  }
  return operands;
}

bool Meets(const RequirementNode& node, const AgentLevels& agent) {
  Requirement alone;
  alone.nodes = {node};
  return !FirstFailing(alone, agent).has_value();
}

std::vector<uint32_t> Relax(const std::vector<RequirementNode>& nodes, uint32_t index,
                            const AgentLevels& agent) {
  const RequirementNode& node = nodes[index];
  const bool any = node.op == RequirementOp::kOr;
  if (!any && node.op != RequirementOp::kAnd) {
    return Meets(node, agent) ? std::vector<uint32_t>() : std::vector<uint32_t>{index};
  }
  std::vector<uint32_t> found;
  const std::vector<uint32_t> operands = OperandsOf(nodes, index);
  for (auto operand = operands.rbegin(); operand != operands.rend(); ++operand) {
    std::vector<uint32_t> failing = Relax(nodes, *operand, agent);
    if (!any) {
      found.insert(found.end(), failing.begin(), failing.end());
    } else if (operand == operands.rbegin() || failing.size() < found.size()) {
      found = std::move(failing);
    }
  }
  return found;
}

}  // namespace

std::vector<uint32_t> FewestToRelax(const Requirement& requirement, const AgentLevels& agent) {
  if (requirement.anyone()) return {};
  return Relax(requirement.nodes, static_cast<uint32_t>(requirement.nodes.size() - 1), agent);
}

}  // namespace waypost::expression
