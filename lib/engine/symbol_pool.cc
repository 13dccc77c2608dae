#include "lib/engine/symbol_pool.h"

#include <utility>

#include "lib/base/check.h"
#include "lib/base/text_hash.h"

namespace waypost::engine {

SymbolPool::SymbolPool() : entries_(1) { entries_[0].holders = 1; }

Symbol SymbolPool::Find(std::string_view text) const {
  if (text.empty()) return 0;
  const uint32_t found =
      index_.Find(TextHash(text), [&](uint32_t i) { return entries_[i].text == text; });
  return found == HashIndex::kNotFound ? 0 : found;
}

Symbol SymbolPool::Acquire(std::string_view text) {
  if (text.empty()) return 0;
  const uint64_t hash = TextHash(text);
  uint32_t symbol = index_.Find(hash, [&](uint32_t i) { return entries_[i].text == text; });
  if (symbol == HashIndex::kNotFound) {
    symbol = first_free_;
    if (symbol == 0) {
      symbol = static_cast<uint32_t>(entries_.size());
      entries_.emplace_back();
    } else {
      first_free_ = entries_[symbol].next_free;
    }
    entries_[symbol].text.assign(text);
    text_bytes_ += static_cast<int64_t>(text.size());
    index_.Insert(hash, symbol);
  }
  ++entries_[symbol].holders;
  return symbol;
}

void SymbolPool::Acquire(Symbol symbol) {
  if (symbol != 0) ++entries_[symbol].holders;
}

void SymbolPool::Release(Symbol symbol) {
  if (symbol == 0) return;
  Entry& entry = entries_[symbol];
  WP_CHECK(entry.holders > 0, "a text was released more often than acquired");
  if (--entry.holders > 0) return;
  index_.Erase(TextHash(entry.text), symbol);
  text_bytes_ -= static_cast<int64_t>(entry.text.size());
  entry.text.clear();
  entry.next_free = first_free_;
  first_free_ = symbol;
}

size_t SymbolPool::memory_bytes() const {
  return entries_.capacity() * sizeof(Entry) + index_.bytes() + static_cast<size_t>(text_bytes_);
}

bool SymbolPool::Restore(std::vector<Entry> entries, uint32_t first_free) {
  if (entries.empty() || !entries[0].text.empty() || first_free >= entries.size()) return false;
  entries_ = std::move(entries);
  first_free_ = first_free;
  index_ = HashIndex();
  text_bytes_ = 0;
  size_t free_entries = 0;
  for (uint32_t i = 1; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    if (entry.holders == 0) {
      ++free_entries;
      if (!entry.text.empty() || entry.next_free >= entries_.size()) return false;
      continue;
    }
    if (entry.text.empty() || Find(entry.text) != 0) return false;
    index_.Insert(TextHash(entry.text), i);
    text_bytes_ += static_cast<int64_t>(entry.text.size());
  }
  // The free list must visit each free entry exactly once and end.
  uint32_t at = first_free_;
  for (size_t i = 0; i < free_entries; ++i) {
    if (at == 0 || entries_[at].holders != 0) return false;
    at = entries_[at].next_free;
  }
  return at == 0;
}

}  // namespace waypost::engine
