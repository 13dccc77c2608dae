#include "lib/articles/audience.h"

#include <algorithm>

namespace waypost::articles {
namespace {

constexpr int32_t kSameSubcategory = 150;
constexpr int32_t kSameFact = 50;

// The value that the customer has for a fact; nothing if it is not known.
std::optional<Symbol> ValueOf(const Customer& customer, Symbol name) {
  for (const Fact& fact : customer.facts) {
    if (fact.name == name) return fact.value;
  }
  return std::nullopt;
}

// Values of one fact stand together: any of them will do.
std::optional<int32_t> BonusOfFacts(const std::vector<Fact>& facts, const Customer& customer) {
  int32_t bonus = 0;
  for (size_t begin = 0, end = 0; begin < facts.size(); begin = end) {
    const Symbol name = facts[begin].name;
    while (end < facts.size() && facts[end].name == name) ++end;
    const std::optional<Symbol> value = ValueOf(customer, name);
    if (!value) continue;
    const auto first = facts.begin() + static_cast<ptrdiff_t>(begin);
    const auto last = facts.begin() + static_cast<ptrdiff_t>(end);
    const bool agrees = std::any_of(first, last, [&](const Fact& f) { return f.value == *value; });
    if (!agrees) return std::nullopt;
    bonus += kSameFact;
  }
  return bonus;
}

}  // namespace

std::optional<int32_t> BonusOf(const Audience& audience, const Customer& customer) {
  const bool known = customer.language != 0 || customer.other_language;
  if (audience.language != 0 && known && audience.language != customer.language) {
    return std::nullopt;
  }
  std::optional<int32_t> bonus = BonusOfFacts(audience.facts, customer);
  if (!bonus) return std::nullopt;
  if (audience.language != 0 && audience.language == customer.language) *bonus += kSameFact;
  const Fact wanted = {customer.category, customer.subcategory};
  const bool same =
      customer.subcategory != 0 &&
      std::binary_search(audience.subcategories.begin(), audience.subcategories.end(), wanted);
  if (same) *bonus += kSameSubcategory;
  return bonus;
}

uint32_t Audiences::Acquire(Audience audience) {
  const auto [at, added] = numbers_.try_emplace(std::move(audience), 0);
  if (added) {
    if (free_.empty()) {
      at->second = static_cast<uint32_t>(entries_.size());
      entries_.emplace_back();
    } else {
      at->second = free_.back();
      free_.pop_back();
    }
    entries_[at->second] = {at, 0};
  }
  ++entries_[at->second].articles;
  return at->second;
}

void Audiences::Release(uint32_t number) {
  Entry& entry = entries_[number];
  if (--entry.articles > 0) return;
  numbers_.erase(entry.at);
  entry.at = {};
  free_.push_back(number);
}

}  // namespace waypost::articles
