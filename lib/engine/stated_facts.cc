#include "lib/engine/stated_facts.h"

#include <string_view>

#include "lib/base/check.h"
#include "lib/base/text_hash.h"

namespace waypost::engine {
namespace {

constexpr StatedFacts::Values kNothing = {};

uint64_t HashOf(const StatedFacts::Values& values) {
  return TextHash({reinterpret_cast<const char*>(values.data()), sizeof(values)});
}

}  // namespace

StatedId StatedFacts::Find(const Values& values, uint64_t hash) const {
  const uint32_t found =
      index_.Find(hash, [&](StatedId id) { return entries_[id].values == values; });
  return found == HashIndex::kNotFound ? 0 : found;
}

StatedId StatedFacts::Add(const Values& values, uint64_t hash) {
  StatedId id = first_free_;
  if (id == 0) {
    id = static_cast<StatedId>(entries_.size());
    entries_.emplace_back();
  } else {
    first_free_ = entries_[id].holders_or_next_free;
  }
  entries_[id] = {values, 0};
  index_.Insert(hash, id);
  return id;
}

StatedId StatedFacts::Acquire(const Values& values, SymbolPool& symbols) {
  if (values == kNothing) return 0;
  const uint64_t hash = HashOf(values);
  StatedId id = Find(values, hash);
  if (id == 0) {
    id = Add(values, hash);
  } else {
    for (Symbol symbol : values) symbols.Release(symbol);
  }
  ++entries_[id].holders_or_next_free;
  return id;
}

StatedId StatedFacts::Restore(const Values& values) {
  if (values == kNothing) return 0;
  const uint64_t hash = HashOf(values);
  StatedId id = Find(values, hash);
  if (id == 0) id = Add(values, hash);
  ++entries_[id].holders_or_next_free;
  return id;
}

void StatedFacts::Release(StatedId id, SymbolPool& symbols) {
  if (id == 0) return;
  Entry& entry = entries_[id];
  WP_CHECK(entry.values != kNothing, "stated facts were released more often than acquired");
  if (--entry.holders_or_next_free > 0) return;
  index_.Erase(HashOf(entry.values), id);
  for (Symbol symbol : entry.values) symbols.Release(symbol);
  entry = {kNothing, first_free_};
  first_free_ = id;
}

}  // namespace waypost::engine
