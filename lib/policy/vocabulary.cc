#include "lib/policy/vocabulary.h"

namespace waypost::policy {

uint32_t NameTable::Intern(std::string_view text) {
  const auto [place, added] =
      numbers_.try_emplace(std::string(text), static_cast<Name>(names_.size()));
  if (added) names_.emplace_back(text);
  return place->second;
}

}  // namespace waypost::policy
