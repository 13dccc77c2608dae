#include "lib/text/keyword_automaton.h"

#include "lib/text/double_array.h"
#include "lib/text/script.h"

namespace waypost::text {

class KeywordAutomatonBuilder {
 public:
  KeywordAutomatonBuilder(const KeywordTrie& trie, const DoubleArrayLayout& layout,
                          const KeywordAlphabet& alphabet)
      : trie_(trie), layout_(layout), bounds_words_(alphabet.size() + 1) {
    for (uint32_t symbol = 1; symbol <= alphabet.size(); ++symbol) {
      bounds_words_[symbol] = BoundsWords(alphabet.CharacterOf(symbol));
    }
  }

  KeywordAutomaton Run() {
    built_.states_.assign(layout_.slots, {});
    built_.endings_.reserve(trie_.order.size());
    built_.states_[KeywordAutomaton::kStart].base = layout_.base[0];
    for (uint32_t node = 1; node < trie_.nodes.size(); ++node) PutState(node);
    // Breadth first: suffixes are shorter, so they are complete when asked for.
    for (uint32_t node = 1; node < trie_.nodes.size(); ++node) Link(node);
    return std::move(built_);
  }

 private:
  void PutState(uint32_t node) {
    KeywordAutomaton::State& state = built_.states_[layout_.slot[node]];
    state.base = layout_.base[node];
    state.parent = layout_.slot[trie_.nodes[node].parent];
  }

  void Link(uint32_t node) {
    KeywordAutomaton::State& state = built_.states_[layout_.slot[node]];
    state.suffix = SuffixOf(trie_.nodes[node]);
    state.ending = AddEndings(trie_.nodes[node], built_.states_[state.suffix].ending);
  }

  uint32_t SuffixOf(const TrieNode& node) const {
    if (node.parent == 0) return KeywordAutomaton::kStart;
    const uint32_t from = built_.states_[layout_.slot[node.parent]].suffix;
    const uint16_t before = trie_.nodes[node.parent].symbol;
    return built_.Step(from, node.symbol, !(bounds_words_[before] && bounds_words_[node.symbol]));
  }

  // Puts the keywords that end in `node` before those of its suffix.
  uint32_t AddEndings(const TrieNode& node, uint32_t of_suffix) {
    uint32_t next = of_suffix;
    for (uint32_t i = node.ending; i > 0; --i) {
      built_.endings_.push_back({trie_.order[node.first_keyword + i - 1], next});
      next = static_cast<uint32_t>(built_.endings_.size() - 1);
    }
    return next;
  }

  const KeywordTrie& trie_;
  const DoubleArrayLayout& layout_;
  std::vector<bool> bounds_words_;  // by symbol
  KeywordAutomaton built_;
};

absl::StatusOr<KeywordAutomaton> KeywordAutomaton::Create(const SymbolTable& keywords,
                                                          const KeywordAlphabet& alphabet) {
  const KeywordTrie trie = BuildKeywordTrie(keywords);
  absl::StatusOr<DoubleArrayLayout> layout = LayOutDoubleArray(trie, alphabet.size());
  if (!layout.ok()) return layout.status();
  return KeywordAutomatonBuilder(trie, *layout, alphabet).Run();
}

size_t KeywordAutomaton::Bytes() const {
  return sizeof(*this) + states_.capacity() * sizeof(State) + endings_.capacity() * sizeof(Ending);
}

}  // namespace waypost::text
