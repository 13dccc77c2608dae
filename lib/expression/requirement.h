#ifndef WAYPOST_LIB_EXPRESSION_REQUIREMENT_H_
#define WAYPOST_LIB_EXPRESSION_REQUIREMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/expression/environment.h"
#include "lib/expression/finding.h"

namespace waypost::expression {

enum class RequirementOp : uint8_t {
  kAnd,                          // two or more operands
  kOr,                           // two or more operands
  kSkillAtLeast,                 // skill `symbol` at `level` or above; a missing skill is 0
  kSpeaksTicketLanguageAtLeast,  // the ticket's language at `level` or above
  kSpeaksAtLeast,                // language `symbol` at `level` or above
  kTeamIs,                       // the agent's team is `symbol`
  kKindIs,                       // `symbol` is an AgentKind
  kHasRole,                      // the agent holds the role `symbol`
  kHasAttribute,                 // the agent has the attribute `symbol`, as AttributeText writes it
};

enum class AgentKind : uint32_t { kHuman = 0, kBot = 1 };

// One node of a requirement.
struct RequirementNode {
  RequirementOp op = RequirementOp::kAnd;
  uint8_t level = 0;           // 0..100
  uint32_t symbol = 0;         // number in the vocabulary, or an AgentKind
  uint32_t operand_count = 0;  // of kAnd and kOr: the sub-trees that end just before this node
  uint32_t subtree_begin = 0;  // this node's sub-tree is nodes[subtree_begin, its own index]
  uint32_t begin = 0;          // bytes [begin, end) of the text, for explanations
  uint32_t end = 0;
};

// What a route's stage asks of an agent, in postfix order: operands first, the root last.
// More skill never breaks it. No nodes: anyone will do.
struct Requirement {
  std::string text;  // as written
  std::vector<RequirementNode> nodes;

  bool anyone() const { return nodes.empty(); }
};

// The names a requirement may use; an empty list allows any name.
struct RequirementNames {
  std::vector<std::string> skills;
  std::vector<std::string> languages;
  std::vector<std::string> teams;
};

// Reads and checks a requirement such as "skill('billing') >= 60 && speaks(language) >= 50".
//
//   skill('x') >= n, skill('x') > n, skill('x')     the bare form asks for level 1
//   speaks(language) >= n, speaks('ja') >= n        the ticket's language, or a named one
//   team == 'x', team in ['x', 'y'], kind == 'human', kind == 'bot', 'x' in roles
//   attribute('x') == 'y', attribute('x') in ['y', 'z'], &&, ||, ( )
//
// Shape:   n is a whole number 0..100; the comparison may be written the other way round. Nothing
//          or white space is a requirement that anyone meets.
// Errors:  nullopt if there is at least one error; findings as in CompileCondition.
std::optional<Requirement> CompileRequirement(std::string_view text, const RequirementNames& names,
                                              Vocabulary& vocabulary,
                                              std::vector<Finding>* findings);

// An attribute and its value as one name of the vocabulary: "certified=yes". Names have no "=".
std::string AttributeText(std::string_view name, std::string_view value);

// What a requirement asks about one agent.
class AgentLevels {
 public:
  virtual ~AgentLevels() = default;
  virtual int SkillLevel(uint32_t skill) const = 0;        // 0: does not have it
  virtual int LanguageLevel(uint32_t language) const = 0;  // 0: does not speak it
  virtual int TicketLanguageLevel() const = 0;
  virtual uint32_t Team() const = 0;
  virtual AgentKind Kind() const = 0;
  virtual bool HasRole(uint32_t role) const = 0;
  virtual bool HasAttribute(uint32_t attribute) const = 0;  // an AttributeText
};

// The node that keeps this agent out, or nullopt if the requirement is met: in a conjunction the
// first operand that fails, looked into; a disjunction fails as a whole.
//
// Cost: O(nodes), no allocation.
std::optional<uint32_t> FirstFailing(const Requirement& requirement, const AgentLevels& agent);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_REQUIREMENT_H_
