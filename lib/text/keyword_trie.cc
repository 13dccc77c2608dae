#include "lib/text/keyword_trie.h"

#include <algorithm>
#include <numeric>

namespace waypost::text {
namespace {

std::vector<uint32_t> SortKeywords(const SymbolTable& keywords) {
  std::vector<uint32_t> order(keywords.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&keywords](uint32_t a, uint32_t b) {
    const auto left = keywords.Of(a);
    const auto right = keywords.Of(b);
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (l == left.end() && r == right.end()) return a < b;
    return l == left.end() || (r != right.end() && *l < *r);
  });
  return order;
}

// Splits the keywords of nodes[at], which share `depth` symbols, by the next one.
void AddChildren(const SymbolTable& keywords, uint32_t at, uint32_t depth, KeywordTrie& trie) {
  TrieNode node = trie.nodes[at];
  uint32_t next = node.first_keyword;
  const uint32_t end = next + node.keywords;
  while (next < end && keywords.Of(trie.order[next]).size() == depth) ++next;
  node.ending = next - node.first_keyword;
  node.first_child = static_cast<uint32_t>(trie.nodes.size());
  while (next < end) {
    TrieNode child;
    child.parent = at;
    child.first_keyword = next;
    child.symbol = keywords.Of(trie.order[next])[depth];
    while (next < end && keywords.Of(trie.order[next])[depth] == child.symbol) ++next;
    child.keywords = next - child.first_keyword;
    trie.nodes.push_back(child);
    ++node.children;
  }
  trie.nodes[at] = node;
}

}  // namespace

KeywordTrie BuildKeywordTrie(const SymbolTable& keywords) {
  KeywordTrie trie;
  trie.order = SortKeywords(keywords);
  trie.nodes.emplace_back();
  trie.nodes[0].keywords = keywords.size();
  uint32_t level_end = 1;
  uint32_t depth = 0;
  for (uint32_t at = 0; at < trie.nodes.size(); ++at) {
    if (at == level_end) {
      level_end = static_cast<uint32_t>(trie.nodes.size());
      ++depth;
    }
    AddChildren(keywords, at, depth, trie);
  }
  return trie;
}

}  // namespace waypost::text
