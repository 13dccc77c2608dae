#ifndef WAYPOST_LIB_ENGINE_METRIC_NAMES_H_
#define WAYPOST_LIB_ENGINE_METRIC_NAMES_H_

#include <string_view>

#include "lib/policy/tables.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::engine {

struct MetricRow {
  policy::Metric metric;
  v1::Sla::Metric number;
  std::string_view name;
};

// The metrics as the tables, the contract and people call them, in the order of policy::Metric.
inline constexpr MetricRow kMetrics[policy::kMetricCount] = {
    {policy::Metric::kFirstReply, v1::Sla::FIRST_REPLY, "first_reply"},
    {policy::Metric::kNextReply, v1::Sla::NEXT_REPLY, "next_reply"},
    {policy::Metric::kPeriodicUpdate, v1::Sla::PERIODIC_UPDATE, "periodic_update"},
    {policy::Metric::kRequesterWait, v1::Sla::REQUESTER_WAIT, "requester_wait"},
    {policy::Metric::kAgentWork, v1::Sla::AGENT_WORK, "agent_work"},
    {policy::Metric::kResolution, v1::Sla::RESOLUTION, "resolution"},
    {policy::Metric::kOwnership, v1::Sla::OWNERSHIP, "ownership"},
    {policy::Metric::kPickup, v1::Sla::PICKUP, "pickup"},
    {policy::Metric::kMilestone, v1::Sla::MILESTONE, "milestone"},
};

inline const MetricRow& RowOf(policy::Metric metric) { return kMetrics[static_cast<int>(metric)]; }

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_METRIC_NAMES_H_
