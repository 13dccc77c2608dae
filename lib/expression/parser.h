#ifndef WAYPOST_LIB_EXPRESSION_PARSER_H_
#define WAYPOST_LIB_EXPRESSION_PARSER_H_

#include <cstddef>
#include <string_view>

#include "lib/expression/ast.h"
#include "lib/expression/finding_list.h"

namespace waypost::expression {

// The longest text, and the deepest tree: `a && b && c` is one level, `!(a && b)` two.
inline constexpr size_t kMaxConditionBytes = 64 * 1024;
inline constexpr int kMaxConditionDepth = 64;

// Reads a text of the grammar of CEL, its operators binding as there.
//
// Shape:   floating-point numbers, bytes, null, maps, messages, indexing and field selection are
//          recognised and refused with their whole range. Macros are calls; the checker knows them.
// Errors:  several per text: after one, reading goes on at the next &&, ||, comma or closing
//          bracket; kInvalid nodes stand where operands could not be read.
// Cost:    O(length) time and memory; recursion is bounded by the depth.
// Source:  https://github.com/google/cel-spec/blob/master/doc/langdef.md
Ast ParseExpression(std::string_view text, FindingList& findings);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PARSER_H_
