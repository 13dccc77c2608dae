#include "lib/expression/environment.h"

#include <utility>

#include "lib/base/check.h"
#include "lib/base/words.h"

namespace waypost::expression {
namespace {

template <class Map>
std::vector<std::string_view> Names(const Map& map) {
  std::vector<std::string_view> names;
  names.reserve(map.size());
  for (const auto& [name, unused] : map) names.push_back(name);
  return names;
}

void Register(const Fact& fact, std::vector<const Fact*>& by_index, uint32_t& row_size) {
  WP_CHECK(fact.index < Environment::kMaxFacts, "a fact's index is below kMaxFacts");
  if (by_index.size() <= fact.index) by_index.resize(fact.index + 1);
  WP_CHECK(by_index[fact.index] == nullptr, "no two facts share an index");
  by_index[fact.index] = &fact;
  row_size = static_cast<uint32_t>(by_index.size());
}

}  // namespace

Words TypeName(Type type) {
  switch (type) {
    case Type::kBool:
      return {"a bool", "布尔值"};
    case Type::kInt:
      return {"an int", "整数"};
    case Type::kString:
      return {"a string", "字符串"};
    case Type::kDuration:
      return {"a duration", "时长"};
    case Type::kTimestamp:
      return {"a timestamp", "时间戳"};
    case Type::kStringList:
      return {"a list of strings", "字符串列表"};
  }
  return {};
}

void Environment::AddFact(Fact fact) {
  WP_CHECK(constants_.find(fact.name) == constants_.end(), "a name is a fact or a constant");
  std::string name = fact.name;
  const auto [place, added] = facts_.emplace(std::move(name), std::move(fact));
  WP_CHECK(added, "a fact is declared once");
  Register(place->second, by_index_, row_size_);
}

void Environment::AddConstant(std::string name, int64_t value) {
  WP_CHECK(facts_.find(name) == facts_.end(), "a name is a fact or a constant");
  WP_CHECK(constants_.emplace(std::move(name), value).second, "a constant is declared once");
}

void Environment::AddCalendar(std::string name, uint32_t index) {
  Fact fact;
  fact.name = name;
  fact.type = Type::kBool;
  fact.index = index;
  fact.moves_with_time = true;
  const auto [place, added] = calendars_.emplace(std::move(name), std::move(fact));
  WP_CHECK(added, "a calendar is declared once");
  Register(place->second, by_index_, row_size_);
}

const Fact* Environment::FindFact(std::string_view name) const {
  const auto found = facts_.find(name);
  return found == facts_.end() ? nullptr : &found->second;
}

const Fact* Environment::FindCalendar(std::string_view name) const {
  const auto found = calendars_.find(name);
  return found == calendars_.end() ? nullptr : &found->second;
}

const int64_t* Environment::FindConstant(std::string_view name) const {
  const auto found = constants_.find(name);
  return found == constants_.end() ? nullptr : &found->second;
}

const Fact* Environment::At(uint32_t index) const {
  return index < by_index_.size() ? by_index_[index] : nullptr;
}

std::vector<std::string_view> Environment::FactAndConstantNames() const {
  std::vector<std::string_view> names = Names(facts_);
  for (std::string_view name : Names(constants_)) names.push_back(name);
  return names;
}

std::vector<std::string_view> Environment::CalendarNames() const { return Names(calendars_); }

}  // namespace waypost::expression
