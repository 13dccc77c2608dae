#ifndef WAYPOST_LIB_SLA_METRIC_RULES_H_
#define WAYPOST_LIB_SLA_METRIC_RULES_H_

#include <cstdint>

#include "lib/policy/tables.h"
#include "lib/sla/decider.h"

namespace waypost::sla {

// What each metric measures, as data: the table over OnChange, row by row.
struct MetricRule {
  uint32_t starts_on = 0;             // changes at which a cycle may start
  uint32_t stops_on = 0;              // changes that stop the running cycle
  bool stopped_by_solving = false;    // otherwise paused
  bool resumed_by_reopening = false;  // the same cycle goes on
  Phase when_stopped = Phase::kOver;  // by one of `stops_on`
};

const MetricRule& RuleOf(policy::Metric metric);

// When the cycle of a target that may start now began; kNever: none may. Ignores
// MetricRule::starts_on, and Target::after, which depends on the ticket's other clocks.
int64_t StartOf(const policy::Target& target, const TicketTimes& times, uint32_t changes,
                int64_t now_ms);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_METRIC_RULES_H_
