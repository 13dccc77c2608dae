#ifndef WAYPOST_LIB_POLICY_FORMAT_H_
#define WAYPOST_LIB_POLICY_FORMAT_H_

#include <string>

#include "lib/policy/token_tree.h"

namespace waypost::policy {

// The canonical layout of a textproto file: what `waypost fmt` writes.
//
//   sla {
//     id: "urgent"  # a comment stays where it was
//     when: "tier == 'vip' && "
//           "category == 'payment'"
//     target { metric: FIRST_REPLY within: "5m" calendar: "always" warn: ["50%", "1m left"] }
//   }
//
// Shape:   a field a line, indented by two. A message stands on one line if it fits in 100 columns,
//          holds no comment and at most two messages, of different fields; so does a list that
//          fits, which else is filled line by line. Strings, numbers and the order of fields are
//          kept as written, literals that are one string below each other; of empty lines between
//          fields one is kept. Every comment is kept, on its own line or at the end of one as
//          before; one inside a field (after its name, say) moves above it. Depends on nothing else
//          of the old layout, so laying out again changes nothing.
// Needs:   a tree of a file without syntax errors.
// Cost:    O(bytes).
std::string Layout(const TokenTree& tree);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_FORMAT_H_
