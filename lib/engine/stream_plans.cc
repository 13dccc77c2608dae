#include "lib/engine/stream_plans.h"

namespace waypost::engine {
namespace {

escalate::SurgeSettings SettingsOf(const policy::IncidentStream& row) {
  escalate::SurgeSettings settings;
  settings.bucket_ms = row.bucket_ms;
  settings.most_streams = row.most_streams;
  settings.tolerated_ms = row.false_alarm_ms;
  settings.minimum = row.minimum;
  settings.cold_minimum = row.cold_minimum;
  settings.cold_ms = row.cold_ms;
  settings.ratio_percent = row.ratio_percent;
  settings.full_needed = row.full_buckets;
  settings.full_of = row.of_buckets;
  settings.calm_buckets = row.calm_buckets;
  return settings;
}

}  // namespace

std::vector<std::unique_ptr<const escalate::StreamPlan>> MakeStreamPlans(
    const policy::Tables& tables) {
  std::vector<std::unique_ptr<const escalate::StreamPlan>> plans;
  for (const policy::IncidentStream& row : tables.incident_streams) {
    std::vector<escalate::Rush> rushes;
    for (const policy::StreamRush& rush : row.rushes) {
      rushes.push_back({rush.begin_ms, rush.end_ms, rush.percent});
    }
    plans.push_back(std::make_unique<const escalate::StreamPlan>(escalate::StreamPlan{
        escalate::SurgeRules(SettingsOf(row)), tables.zone, std::move(rushes)}));
  }
  return plans;
}

}  // namespace waypost::engine
