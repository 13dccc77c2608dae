#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/check.h"

namespace waypost::policy {
namespace {

using V1Calendar = waypost::v1::Calendar;
using V1Escalation = waypost::v1::Escalation;
using V1Queue = waypost::v1::Queue;
using V1Sla = waypost::v1::Sla;
using V1Trigger = waypost::v1::Trigger;

std::vector<bool> CalendarsUsed(const Tables& tables) {
  std::vector<bool> used(tables.calendars.size(), false);
  const auto use = [&](uint16_t calendar) {
    if (calendar != kNone) used[calendar] = true;
  };
  for (const Target& target : tables.targets) use(target.calendar);
  for (const Step& step : tables.steps) use(step.calendar);
  for (const Stage& stage : tables.stages) use(stage.calendar);
  for (const Queue& queue : tables.queues) use(queue.calendar);
  for (const Channel& channel : tables.channels) use(channel.calendar);
  for (const Overlay& overlay : tables.overlays) {
    use(overlay.calendar);
    for (const OverlayShift& shift : overlay.shifts) {
      use(shift.shift);
      use(shift.calendar);
    }
    for (const OverlayQueue& queue : overlay.queues) use(queue.calendar);
  }
  use(tables.lifecycle.calendar);
  for (const IncidentStream& stream : tables.incident_streams) {
    for (const IncidentLevel& level : stream.levels) {
      for (const IncidentClock& clock : level.clocks) use(clock.calendar);
    }
  }
  for (const expression::RuleList* list : RuleListsOf(tables)) {
    for (const uint32_t fact : list->facts_read()) {
      const uint32_t first = tables.FactOfCalendar(0);
      if (fact >= first) used[fact - first] = true;
    }
  }
  return used;
}

// A calendar that others are made of, or that a rotation or a shift keeps to, is of use through
// them.
void UseByName(const Lowering& lowering, const waypost::v1::Roster* roster,
               std::vector<bool>& used) {
  const auto use = [&](const std::string& name) {
    const auto index = lowering.calendars.Find(name);
    if (index) used[*index] = true;
  };
  for (const V1Calendar& calendar : lowering.policy.calendars()) {
    for (const std::string& name : calendar.union_of()) use(name);
    for (const std::string& name : calendar.intersection_of()) use(name);
    use(calendar.complement_of());
  }
  for (const waypost::v1::Rotation& rotation : lowering.policy.rotations()) {
    use(rotation.hours());
    for (const waypost::v1::RotationLayer& layer : rotation.layers()) use(layer.hours());
  }
  if (roster == nullptr) return;
  for (const waypost::v1::Agent& agent : roster->agents()) use(agent.shift_calendar());
}

void WarnOfCalendars(Lowering& lowering, const waypost::v1::Roster* roster) {
  std::vector<bool> used = CalendarsUsed(lowering.tables);
  UseByName(lowering, roster, used);
  for (int i = 0; i < lowering.policy.calendars_size(); ++i) {
    if (used[static_cast<size_t>(i)]) continue;
    const V1Calendar& calendar = lowering.policy.calendars(i);
    lowering
        .Report("WP3002", {calendar, V1Calendar::kIdFieldNumber},
                Say({"nothing uses calendar $0", "没有任何地方使用日历 $0"}, Quoted(calendar.id())))
        .Help({"unless shifts of a roster keep to it, leave it out",
               "若名册的班次也不按它排，请删去"});
  }
}

void WarnOfQueues(Lowering& lowering) {
  std::vector<bool> used(lowering.tables.queues.size(), false);
  for (const Stage& stage : lowering.tables.stages) {
    used[stage.queue] = true;
    for (uint16_t queue : stage.also_queues) used[queue] = true;
  }
  for (const Step& step : lowering.tables.steps) {
    if (step.queue != kNone) used[step.queue] = true;
  }
  for (const Queue& queue : lowering.tables.queues) {
    for (const Overflow& overflow : queue.overflow) used[overflow.to] = true;
    for (const uint16_t site : queue.follow) used[site] = true;
  }
  // Tasks lie in queues without a route.
  for (const V1Sla& sla : lowering.policy.sla()) {
    for (const waypost::v1::TaskTarget& task : sla.task()) {
      const auto queue = lowering.queues.Find(task.queue());
      if (queue) used[*queue] = true;
    }
  }
  for (int i = 0; i < lowering.policy.queues_size(); ++i) {
    if (used[static_cast<size_t>(i)]) continue;
    const V1Queue& queue = lowering.policy.queues(i);
    lowering
        .Report("WP3003", {queue, V1Queue::kIdFieldNumber},
                Say({"no route leads into queue $0", "没有路由通向队列 $0"}, Quoted(queue.id())))
        .Help(
            {"tickets reach it only if the host moves them there", "只有宿主系统移入时才会有工单"});
  }
}

// The metric of whose clocks a trigger speaks, and where it says so; 0: of none.
uint32_t ClocksOf(const V1Trigger& trigger, V1Sla::Metric& metric) {
  if (trigger.has_clock()) {
    metric = trigger.clock().metric();
  } else if (trigger.kind_case() == V1Trigger::kBreached) {
    metric = trigger.breached();
  } else {
    return 0;
  }
  return MetricBit(metric);
}

// A breach or a point on a clock needs a clock.
void WarnOfTriggers(Lowering& lowering) {
  uint32_t promised = 0;
  for (const Target& target : lowering.tables.targets) {
    promised |= uint32_t{1} << static_cast<uint32_t>(target.metric);
  }
  for (const V1Escalation& chain : lowering.policy.escalations()) {
    for (const V1Trigger& trigger : chain.on()) {
      V1Sla::Metric metric = V1Sla::METRIC_UNSPECIFIED;
      const uint32_t bit = ClocksOf(trigger, metric);
      if (bit == 0 || (bit & promised) != 0) continue;
      lowering
          .Report("WP3008", {trigger, static_cast<int>(trigger.kind_case())},
                  {"this can never happen", "这永远不会发生"})
          .Label(Say({"no sla promises $0", "没有承诺包含 $0"}, V1Sla::Metric_Name(metric)));
    }
  }
}

}  // namespace

void WarnOfUnused(Lowering& lowering, const waypost::v1::Roster* roster) {
  WarnOfCalendars(lowering, roster);
  WarnOfQueues(lowering);
  WarnOfTriggers(lowering);
  lowering.holiday_files.WarnOfUnused(lowering.sink);
}

}  // namespace waypost::policy
