#include "lib/sla/promise.h"

#include <cstdint>
#include <optional>

#include "lib/base/check.h"

namespace waypost::sla {

Measure MeasureOf(const policy::Tables& tables, const policy::Target& target) {
  if (target.metric != policy::Metric::kMilestone) return {target.metric, {}};
  return {target.metric, tables.names[target.milestone]};
}

std::optional<uint16_t> Promise::TargetFor(const Measure& measure) const {
  for (uint16_t i = first_target; i < end_target; ++i) {
    if (MeasureOf(*tables, tables->targets[i]) == measure) return i;
  }
  return std::nullopt;
}

Promise PromiseOf(Versions versions, uint8_t current, uint16_t sla) {
  if (sla == policy::kNone) return {};
  WP_CHECK(current < versions.size() && versions[current] != nullptr,
           "the current policy version is live");
  const policy::Tables& tables = versions[current]->tables();
  WP_CHECK(sla < tables.slas.size(), "an sla is a row of the current policy version");
  const policy::Sla& row = tables.slas[sla];
  return {&tables,          current,
          row.first_target, static_cast<uint16_t>(row.first_target + row.target_count),
          row.retarget,     row.split_calendar};
}

}  // namespace waypost::sla
