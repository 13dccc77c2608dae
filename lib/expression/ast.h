#ifndef WAYPOST_LIB_EXPRESSION_AST_H_
#define WAYPOST_LIB_EXPRESSION_AST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "lib/expression/finding_list.h"

namespace waypost::expression {

enum class NodeKind : uint8_t {
  kInvalid,  // stands where an error was reported
  kBool,     // `value` is 0 or 1
  kInt,      // `value`
  kString,   // `string`
  kList,     // elements
  kName,     // `string`
  kCall,     // function `string`; the receiver, if any, is the first child
  kNot,
  kNegate,
  kMultiply,
  kDivide,
  kModulo,
  kAdd,
  kSubtract,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kAnd,  // two or more children: `a && b && c` is one node, `a && (b && c)` is two
  kOr,
  kConditional,  // condition, the value if it holds, the value if not
};

// One node of a parsed text.
struct Node {
  NodeKind kind = NodeKind::kInvalid;
  bool on_receiver = false;  // kCall: written x.f(y)
  uint8_t depth = 1;         // 1 + the deepest child's
  Range range;               // the whole of it, parentheses around it left out
  Range mark;                // the operator (the first, of kAnd and kOr) or the function's name
  uint32_t first_child = 0;  // children[first_child, first_child + child_count)
  uint32_t child_count = 0;
  int64_t value = 0;
  uint32_t string = 0;  // index into `strings`
};

// A parsed text: what was written, before names and types are looked at. Children precede their
// parents. No nodes: nothing but white space and comments was written.
struct Ast {
  std::vector<Node> nodes;
  std::vector<uint32_t> children;
  std::vector<std::string> strings;
  uint32_t root = 0;

  bool empty() const { return nodes.empty(); }
  absl::Span<const uint32_t> ChildrenOf(const Node& node) const {
    return absl::MakeConstSpan(children).subspan(node.first_child, node.child_count);
  }
};

// Whether two trees say the same, wherever they were written.
bool SameTree(const Ast& a, const Ast& b);

// The canonical text of a tree without invalid nodes: one space around binary operators, no
// parentheses that are not needed, strings in single quotes. Parsing it gives the same tree.
std::string Print(const Ast& ast);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_AST_H_
