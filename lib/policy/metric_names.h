#ifndef WAYPOST_LIB_POLICY_METRIC_NAMES_H_
#define WAYPOST_LIB_POLICY_METRIC_NAMES_H_

#include <string_view>

#include "lib/policy/tables.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {

struct MetricRow {
  Metric metric;
  waypost::v1::Sla::Metric number;
  std::string_view name;
};

// The metrics as the tables, the contract and people call them, in the order of Metric.
inline constexpr MetricRow kMetrics[kMetricCount] = {
    {Metric::kFirstReply, waypost::v1::Sla::FIRST_REPLY, "first_reply"},
    {Metric::kNextReply, waypost::v1::Sla::NEXT_REPLY, "next_reply"},
    {Metric::kPeriodicUpdate, waypost::v1::Sla::PERIODIC_UPDATE, "periodic_update"},
    {Metric::kRequesterWait, waypost::v1::Sla::REQUESTER_WAIT, "requester_wait"},
    {Metric::kAgentWork, waypost::v1::Sla::AGENT_WORK, "agent_work"},
    {Metric::kResolution, waypost::v1::Sla::RESOLUTION, "resolution"},
    {Metric::kOwnership, waypost::v1::Sla::OWNERSHIP, "ownership"},
    {Metric::kPickup, waypost::v1::Sla::PICKUP, "pickup"},
    {Metric::kMilestone, waypost::v1::Sla::MILESTONE, "milestone"},
    {Metric::kTask, waypost::v1::Sla::TASK, "task"},
};

inline const MetricRow& RowOf(Metric metric) { return kMetrics[static_cast<int>(metric)]; }

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_METRIC_NAMES_H_
