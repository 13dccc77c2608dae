#include "lib/engine/fixed_asks.h"

#include <algorithm>

namespace waypost::engine {
namespace {

bool OffersModality(const Agent& agent, Symbol modality) {
  const std::vector<uint32_t>& offered = agent.profile.modalities;
  return std::find(offered.begin(), offered.end(), modality) != offered.end();
}

}  // namespace

FixedAsks::FixedAsks(const Core& core, const Ticket& ticket) {
  const FixedNames& names = core.fixed_names();
  for (const FactEntry& entry : ticket.facts) {
    if (!HoldsText(entry)) continue;
    const auto symbol = static_cast<Symbol>(entry.value);
    if (entry.fact == names.modality) modalities.push_back(symbol);
    if (entry.fact == names.excluded) excluded.push_back(symbol);
  }
}

bool FixedAsks::Excludes(const Agent& agent) const {
  return std::find(excluded.begin(), excluded.end(), agent.id) != excluded.end();
}

size_t FixedAsks::CountUnmet(const Agent& agent) const {
  const auto lacking = std::count_if(modalities.begin(), modalities.end(), [&](Symbol modality) {
    return !OffersModality(agent, modality);
  });
  return static_cast<size_t>(lacking) + (Excludes(agent) ? 1 : 0);
}

Words FixedAsks::DescribeUnmet(const Core& core, const Agent& agent) const {
  Words unmet;
  if (Excludes(agent)) unmet = {"is excluded from it", "被排除在外"};
  for (const Symbol modality : modalities) {
    if (OffersModality(agent, modality)) continue;
    if (!unmet.empty()) unmet += {" and ", "，"};
    unmet += Say({"offers no modality \"$0\"", "不提供方式 \"$0\""}, core.symbols().Text(modality));
  }
  return unmet;
}

}  // namespace waypost::engine
