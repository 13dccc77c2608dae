#ifndef WAYPOST_LIB_TEXT_KEYWORD_TRIE_H_
#define WAYPOST_LIB_TEXT_KEYWORD_TRIE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace waypost::text {

// Keywords as symbols, one after the other: keyword i is [begin[i], begin[i + 1]).
struct SymbolTable {
  std::vector<uint16_t> symbols;
  std::vector<uint32_t> begin = {0};

  uint32_t size() const { return static_cast<uint32_t>(begin.size() - 1); }
  absl::Span<const uint16_t> Of(uint32_t keyword) const {
    return absl::MakeConstSpan(symbols).subspan(begin[keyword],
                                                begin[keyword + 1] - begin[keyword]);
  }
};

// A node of the trie. Children of one node are neighbours, by rising symbol.
struct TrieNode {
  uint32_t first_child = 0;
  uint32_t children = 0;
  uint32_t parent = 0;
  uint32_t first_keyword = 0;  // in KeywordTrie::order: those that begin with this prefix ...
  uint32_t keywords = 0;       // ... are this many
  uint32_t ending = 0;         // of which the first so many end here
  uint16_t symbol = 0;         // by which the parent leads here
};

// The prefixes of a set of keywords in order of length (breadth first); the root is node 0. Lives
// while an automaton is built.
struct KeywordTrie {
  std::vector<TrieNode> nodes;
  std::vector<uint32_t> order;  // keywords sorted by symbols; equal ones by index
};

// Cost: O(symbols + keywords * log keywords * common prefix).
KeywordTrie BuildKeywordTrie(const SymbolTable& keywords);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_KEYWORD_TRIE_H_
