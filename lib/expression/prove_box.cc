#include "lib/expression/prove_box.h"

#include <algorithm>
#include <utility>

namespace waypost::expression {
namespace {

ValueSet ValuesOf(const Fact& fact, ProofVocabulary& vocabulary) {
  const auto declared = static_cast<int64_t>(fact.values.size());
  switch (fact.type) {
    case Type::kBool:
      return ValueSet::Range(0, 1);
    case Type::kInt:
      return declared > 0 ? ValueSet::Range(0, declared - 1) : ValueSet::All();
    case Type::kString: {
      if (declared == 0) return ValueSet::Range(0, vocabulary.size());
      std::vector<int64_t> numbers;
      for (const std::string& value : fact.values) numbers.push_back(vocabulary.Intern(value));
      return ValueSet::Points(std::move(numbers));
    }
    default:
      return ValueSet::All();
  }
}

}  // namespace

uint32_t ProofVocabulary::Intern(std::string_view text) {
  const auto [place, added] =
      numbers_.emplace(std::string(text), static_cast<uint32_t>(texts_.size() + 1));
  if (added) texts_.emplace_back(text);
  return place->second;
}

uint32_t ProofVocabulary::Find(std::string_view text) const {
  const auto found = numbers_.find(text);
  return found == numbers_.end() ? 0 : found->second;
}

ProofBox WholeBox(const Environment& environment, ProofVocabulary& vocabulary) {
  ProofBox box;
  box.sides.resize(environment.row_size());
  // Declared values are numbered first: the values of other facts end at the last number.
  for (const bool declared : {true, false}) {
    for (uint32_t i = 0; i < environment.row_size(); ++i) {
      const Fact* fact = environment.At(i);
      if (fact == nullptr || fact->values.empty() == declared) continue;
      box.sides[i] = {ValuesOf(*fact, vocabulary), fact->presence == Presence::kOptional};
    }
  }
  return box;
}

int64_t CountValues(const ValueSet& set, int64_t limit) {
  int64_t count = 0;
  for (const ValueRange& range : set.ranges()) {
    int64_t more = 0;
    if (__builtin_sub_overflow(range.high, range.low, &more) || more >= limit - count) {
      return limit;
    }
    count += more + 1;
  }
  return std::min(count, limit);
}

}  // namespace waypost::expression
