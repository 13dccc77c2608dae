#include "lib/engine/symbol_pool.h"

#include "lib/base/check.h"
#include "lib/base/text_hash.h"

namespace waypost::engine {

SymbolPool::SymbolPool() { Append(); }

Symbol SymbolPool::FindHashed(std::string_view text, uint64_t hash) const {
  const uint32_t found =
      index_.Find(hash, [&](uint32_t i) { return EntryOf(i).text.view() == text; });
  return found == HashIndex::kNotFound ? 0 : found;
}

Symbol SymbolPool::Find(std::string_view text) const {
  return text.empty() ? 0 : FindHashed(text, TextHash(text));
}

Symbol SymbolPool::Append() {
  if ((limit_ & kChunkMask) == 0) chunks_.push_back(std::make_unique<Entry[]>(kChunkMask + 1));
  return limit_++;
}

Symbol SymbolPool::TakeFree() {
  if (first_free_ == 0) return Append();
  const Symbol symbol = first_free_;
  first_free_ = EntryOf(symbol).holders_or_next_free;
  EntryOf(symbol).holders_or_next_free = 0;
  return symbol;
}

void SymbolPool::SetText(Symbol symbol, std::string_view text) {
  EntryOf(symbol).text.Set(text);
  text_bytes_ += static_cast<int64_t>(text.size());
  heap_bytes_ += EntryOf(symbol).text.heap_bytes();
}

Symbol SymbolPool::Acquire(std::string_view text) {
  if (text.empty()) return 0;
  const uint64_t hash = TextHash(text);
  Symbol symbol = FindHashed(text, hash);
  if (symbol == 0) {
    symbol = TakeFree();
    SetText(symbol, text);
    index_.Insert(hash, symbol);
  }
  ++EntryOf(symbol).holders_or_next_free;
  return symbol;
}

void SymbolPool::Acquire(Symbol symbol) {
  if (symbol != 0) ++EntryOf(symbol).holders_or_next_free;
}

void SymbolPool::Release(Symbol symbol) {
  if (symbol == 0) return;
  Entry& entry = EntryOf(symbol);
  WP_CHECK(!entry.text.empty(), "a text was released more often than acquired");
  if (--entry.holders_or_next_free > 0) return;
  index_.Erase(TextHash(entry.text.view()), symbol);
  text_bytes_ -= static_cast<int64_t>(entry.text.view().size());
  heap_bytes_ -= entry.text.heap_bytes();
  entry.text.Clear();
  entry.holders_or_next_free = first_free_;
  first_free_ = symbol;
}

size_t SymbolPool::memory_bytes() const {
  return chunks_.size() * (kChunkMask + 1) * sizeof(Entry) + index_.bytes() + heap_bytes_;
}

SymbolPool::Row SymbolPool::RowOf(Symbol symbol) const {
  const Entry& entry = EntryOf(symbol);
  if (symbol == 0) return {"", 1, 0};
  if (entry.text.empty()) return {"", 0, entry.holders_or_next_free};
  return {std::string(entry.text.view()), entry.holders_or_next_free, 0};
}

bool SymbolPool::Restore(const std::vector<Row>& rows, uint32_t first_free) {
  if (rows.empty() || !rows[0].text.empty() || first_free >= rows.size()) return false;
  *this = SymbolPool();
  size_t free_rows = 0;
  for (size_t i = 1; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const Symbol symbol = Append();
    if (row.holders == 0) {
      ++free_rows;
      if (!row.text.empty() || row.next_free >= rows.size()) return false;
      EntryOf(symbol).holders_or_next_free = row.next_free;
      continue;
    }
    if (row.text.empty() || Find(row.text) != 0) return false;
    SetText(symbol, row.text);
    EntryOf(symbol).holders_or_next_free = row.holders;
    index_.Insert(TextHash(row.text), symbol);
  }
  first_free_ = first_free;
  // The free list must visit each free row exactly once and end.
  Symbol at = first_free;
  for (size_t i = 0; i < free_rows; ++i) {
    if (at == 0 || rows[at].holders != 0) return false;
    at = rows[at].next_free;
  }
  return at == 0;
}

}  // namespace waypost::engine
