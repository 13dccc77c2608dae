#include "lib/expression/ast.h"

namespace waypost::expression {
namespace {

bool Same(const Ast& a, uint32_t a_index, const Ast& b, uint32_t b_index) {
  const Node& x = a.nodes[a_index];
  const Node& y = b.nodes[b_index];
  if (x.kind != y.kind || x.on_receiver != y.on_receiver || x.value != y.value ||
      x.child_count != y.child_count) {
    return false;
  }
  const bool named =
      x.kind == NodeKind::kString || x.kind == NodeKind::kName || x.kind == NodeKind::kCall;
  if (named && a.strings[x.string] != b.strings[y.string]) return false;
  for (uint32_t i = 0; i < x.child_count; ++i) {
    if (!Same(a, a.ChildrenOf(x)[i], b, b.ChildrenOf(y)[i])) return false;
  }
  return true;
}

}  // namespace

bool SameTree(const Ast& a, const Ast& b) {
  if (a.empty() || b.empty()) return a.empty() == b.empty();
  return Same(a, a.root, b, b.root);
}

}  // namespace waypost::expression
