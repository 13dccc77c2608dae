#include "lib/text/double_array.h"

#include <algorithm>
#include <numeric>

#include "absl/types/span.h"
#include "lib/base/words.h"

namespace waypost::text {
namespace {

constexpr uint32_t kMostSlots = 1u << 24;
constexpr int kMostTries = 2'048;  // places looked at for one row before it goes to the end

// Which slots are taken. Taken slots point towards the next free one, with paths halved, so that
// asking is as good as constant.
class SlotMap {
 public:
  bool IsFree(uint32_t slot) const { return slot >= next_.size() || next_[slot] == slot; }

  uint32_t NextFree(uint32_t slot) {
    while (!IsFree(slot)) {
      uint32_t& next = next_[slot];
      if (next < next_.size()) next = next_[next];
      slot = next;
    }
    return slot;
  }

  void Take(uint32_t slot) {
    while (next_.size() <= slot) next_.push_back(static_cast<uint32_t>(next_.size()));
    next_[slot] = slot + 1;
  }

  // The first slot behind all taken ones.
  uint32_t end() const { return static_cast<uint32_t>(next_.size()); }

 private:
  std::vector<uint32_t> next_;
};

class Layout {
 public:
  Layout(const KeywordTrie& trie, uint32_t symbols) : trie_(trie), symbols_(symbols) {
    layout_.slot.resize(trie.nodes.size());
    layout_.base.resize(trie.nodes.size());
    slots_.Take(0);
  }

  absl::StatusOr<DoubleArrayLayout> Run() {
    Place(0, 0);
    for (const uint32_t node : RowsBySize()) {
      Place(node, trie_.nodes[node].children == 1 ? BaseOfSingle(node) : BaseOfRow(node));
      if (slots_.end() > kMostSlots - symbols_) {
        return ResourceExhausted(
            {"keywords need more than 16,777,216 automaton states; use fewer or shorter ones",
             "关键词需要超过 16,777,216 个自动机状态；请减少或缩短关键词"});
      }
    }
    layout_.slots = slots_.end() + symbols_ + 1;
    return std::move(layout_);
  }

 private:
  absl::Span<const TrieNode> Children(uint32_t node) const {
    return absl::MakeConstSpan(trie_.nodes)
        .subspan(trie_.nodes[node].first_child, trie_.nodes[node].children);
  }

  // All but the root and the leaves, the longest rows first.
  std::vector<uint32_t> RowsBySize() const {
    std::vector<uint32_t> rows;
    for (uint32_t node = 1; node < trie_.nodes.size(); ++node) {
      if (trie_.nodes[node].children > 0) rows.push_back(node);
    }
    std::stable_sort(rows.begin(), rows.end(), [this](uint32_t a, uint32_t b) {
      return trie_.nodes[a].children > trie_.nodes[b].children;
    });
    return rows;
  }

  uint32_t BaseOfSingle(uint32_t node) {
    const uint32_t symbol = Children(node)[0].symbol;
    return slots_.NextFree(symbol) - symbol;
  }

  uint32_t BaseOfRow(uint32_t node) {
    const uint32_t first = Children(node)[0].symbol;
    uint32_t slot = slots_.NextFree(std::max(first, search_from_));
    for (int tries = 0; tries < kMostTries; ++tries) {
      if (Fits(node, slot - first)) return slot - first;
      slot = slots_.NextFree(slot + 1);
    }
    search_from_ = slot;
    return std::max(slots_.end(), first) - first;
  }

  bool Fits(uint32_t node, uint32_t base) const {
    for (const TrieNode& child : Children(node)) {
      if (!slots_.IsFree(base + child.symbol)) return false;
    }
    return true;
  }

  void Place(uint32_t node, uint32_t base) {
    layout_.base[node] = base;
    uint32_t child = trie_.nodes[node].first_child;
    for (const TrieNode& row : Children(node)) {
      layout_.slot[child++] = base + row.symbol;
      slots_.Take(base + row.symbol);
    }
  }

  const KeywordTrie& trie_;
  const uint32_t symbols_;
  DoubleArrayLayout layout_;
  SlotMap slots_;
  uint32_t search_from_ = 1;
};

}  // namespace

absl::StatusOr<DoubleArrayLayout> LayOutDoubleArray(const KeywordTrie& trie, uint32_t symbols) {
  return Layout(trie, symbols).Run();
}

}  // namespace waypost::text
