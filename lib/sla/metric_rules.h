#ifndef WAYPOST_LIB_SLA_METRIC_RULES_H_
#define WAYPOST_LIB_SLA_METRIC_RULES_H_

#include <cstddef>
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

namespace metric_rules {

inline constexpr uint32_t kReply = kHumanReply | kBotReply;
inline constexpr uint32_t kNewPromise = kOpened | kPromise;
inline constexpr MetricRule kUntilSolved = {kNewPromise | kReopened, 0, true, true, Phase::kOver};

inline constexpr MetricRule kRules[policy::kMetricCount] = {
    /* kFirstReply     */ {kNewPromise | kCustomerMessage, kHumanReply, false, false, Phase::kOver},
    /* kNextReply      */ {kNewPromise | kCustomerMessage, kReply, true, false, Phase::kOver},
    /* kPeriodicUpdate */ {kNewPromise | kReply | kReopened, kReply, true, true, Phase::kOver},
    /* kRequesterWait  */ kUntilSolved,
    /* kAgentWork      */ kUntilSolved,
    /* kResolution     */ kUntilSolved,
    /* kOwnership      */ {kNewPromise | kQueueEntered, kQueueEntered, true, false, Phase::kOver},
    /* kPickup         */ {kNewPromise | kWaits, kAccepted, true, false, Phase::kOver},
    /* kMilestone      */ {kNewPromise | kMilestonePassed, kMilestone, false, false, Phase::kFinal},
    /* kTask           */ {kNewPromise, kTaskDone, false, false, Phase::kOver},
};

constexpr uint32_t Any(uint32_t MetricRule::*changes) {
  uint32_t any = 0;
  for (const MetricRule& rule : kRules) any |= rule.*changes;
  return any;
}

}  // namespace metric_rules

inline const MetricRule& RuleOf(policy::Metric metric) {
  return metric_rules::kRules[static_cast<size_t>(metric)];
}

// Changes at which a cycle of any metric may start, and those that stop one.
inline constexpr uint32_t kStartsAny = metric_rules::Any(&MetricRule::starts_on);
inline constexpr uint32_t kStopsAny = metric_rules::Any(&MetricRule::stops_on);

// When the cycle of a target that may start now began; kNever: none may. Ignores
// MetricRule::starts_on, and Target::after, which depends on the ticket's other clocks.
int64_t StartOf(const policy::Target& target, const TicketTimes& times, uint32_t changes,
                int64_t now_ms);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_METRIC_RULES_H_
