#ifndef WAYPOST_TESTS_UNIT_ROUTE_REQUIREMENT_TESTING_H_
#define WAYPOST_TESTS_UNIT_ROUTE_REQUIREMENT_TESTING_H_

#include <initializer_list>

#include "lib/expression/requirement.h"

namespace waypost::route {

// Requirements as the compiler of lib/expression builds them, without text.

inline expression::Requirement Leaf(expression::RequirementOp op, uint32_t symbol, uint8_t level) {
  expression::RequirementNode node;
  node.op = op;
  node.symbol = symbol;
  node.level = level;
  expression::Requirement leaf;
  leaf.nodes.push_back(node);
  return leaf;
}

inline expression::Requirement Anyone() { return {}; }

inline expression::Requirement Skill(uint32_t symbol, uint8_t level) {
  return Leaf(expression::RequirementOp::kSkillAtLeast, symbol, level);
}

inline expression::Requirement Speaks(uint32_t language, uint8_t level) {
  return Leaf(expression::RequirementOp::kSpeaksAtLeast, language, level);
}

inline expression::Requirement SpeaksTicketLanguage(uint8_t level) {
  return Leaf(expression::RequirementOp::kSpeaksTicketLanguageAtLeast, 0, level);
}

inline expression::Requirement TeamIs(uint32_t team) {
  return Leaf(expression::RequirementOp::kTeamIs, team, 0);
}

inline expression::Requirement KindIs(expression::AgentKind kind) {
  return Leaf(expression::RequirementOp::kKindIs, static_cast<uint32_t>(kind), 0);
}

// kAnd or kOr over two or more operands.
template <typename Operands>
expression::Requirement Join(expression::RequirementOp op, const Operands& operands) {
  expression::Requirement joined;
  expression::RequirementNode root;
  root.op = op;
  for (const expression::Requirement& operand : operands) {
    const auto shift = static_cast<uint32_t>(joined.nodes.size());
    for (expression::RequirementNode node : operand.nodes) {
      node.subtree_begin += shift;
      joined.nodes.push_back(node);
    }
    ++root.operand_count;
  }
  joined.nodes.push_back(root);
  return joined;
}

inline expression::Requirement All(std::initializer_list<expression::Requirement> operands) {
  return Join(expression::RequirementOp::kAnd, operands);
}

inline expression::Requirement Any(std::initializer_list<expression::Requirement> operands) {
  return Join(expression::RequirementOp::kOr, operands);
}

}  // namespace waypost::route

#endif  // WAYPOST_TESTS_UNIT_ROUTE_REQUIREMENT_TESTING_H_
