#ifndef WAYPOST_LIB_TEXT_DOUBLE_ARRAY_H_
#define WAYPOST_LIB_TEXT_DOUBLE_ARRAY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/text/keyword_trie.h"

namespace waypost::text {

// Where each node of a trie lies in the double array: child `c` of a node is at the node's base
// plus c's symbol.
struct DoubleArrayLayout {
  std::vector<uint32_t> slot;  // by node; the root is at slot 0
  std::vector<uint32_t> base;  // by node
  uint32_t slots = 0;          // so many that base + any symbol is inside
};

// Lays the nodes out: rows of several children first, in gaps found within a bounded search, then
// the single children, which fill the gaps that are left.
//
// Errors: ResourceExhausted over 16,777,216 slots.
// Cost:   near O(nodes * log nodes).
absl::StatusOr<DoubleArrayLayout> LayOutDoubleArray(const KeywordTrie& trie, uint32_t symbols);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_DOUBLE_ARRAY_H_
