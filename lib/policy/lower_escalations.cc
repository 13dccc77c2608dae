// Escalations: what starts a chain, and its steps.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Escalation = waypost::v1::Escalation;
using V1Role = waypost::v1::Role;
using V1Sla = waypost::v1::Sla;
using V1Step = waypost::v1::Step;
using V1Trigger = waypost::v1::Trigger;

constexpr const char* kNotifyAdvice =
    "write \"role:NAME\", \"agent:NAME\", \"queue:NAME\", \"rotation:NAME\", \"customer\", "
    "\"owner\", "
    "\"handler\" or \"host:ANYTHING\"";

struct DutyWord {
  std::string_view word;
  DutyRole duty;
};

// What may follow the name of a rotation.
constexpr DutyWord kDutyWords[] = {
    {":next", DutyRole::kNext}, {":previous", DutyRole::kPrevious}, {":all", DutyRole::kAll}};

void ReportEmptyTrigger(Lowering& lowering, const V1Trigger& written) {
  lowering.sink.Report("WP2504", lowering.SpanOf(written), "the trigger names nothing")
      .Help("write one of `breached`, `milestone_breached`, `created` and `requested`");
}

void ReadTrigger(Lowering& lowering, const V1Trigger& written, const Declared& milestones,
                 Triggers& on) {
  switch (written.kind_case()) {
    case V1Trigger::kBreached:
      on.breached |= MetricBit(written.breached());
      if (written.breached() == V1Sla::METRIC_UNSPECIFIED) ReportEmptyTrigger(lowering, written);
      break;
    case V1Trigger::kMilestoneBreached:
      if (written.milestone_breached().empty()) ReportEmptyTrigger(lowering, written);
      Resolve(lowering, milestones, written.milestone_breached(),
              {written, V1Trigger::kMilestoneBreachedFieldNumber});
      on.milestones.push_back(lowering.names.Intern(written.milestone_breached()));
      break;
    case V1Trigger::kCreated:
      on.created |= written.created();
      if (!written.created()) ReportEmptyTrigger(lowering, written);
      break;
    case V1Trigger::kRequested:
      on.requested |= written.requested();
      if (!written.requested()) ReportEmptyTrigger(lowering, written);
      break;
    case V1Trigger::KIND_NOT_SET:
      ReportEmptyTrigger(lowering, written);
      break;
    default:
      break;  // planned, refused already
  }
}

// Milestones of all service promises; several may have one of the same name.
Declared AllMilestones(const Lowering& lowering) {
  Declared milestones("milestone");
  for (const V1Sla& sla : lowering.policy.sla()) {
    for (const waypost::v1::Milestone& milestone : sla.milestone()) {
      if (milestones.Find(milestone.id())) continue;
      milestones.Add(milestone.id(),
                     lowering.places.Value(milestone, waypost::v1::Milestone::kIdFieldNumber), 0,
                     lowering.sink);
    }
  }
  return milestones;
}

// Takes ":next" and its like off the name of a rotation.
DutyRole TakeDuty(std::string& name) {
  for (const DutyWord& each : kDutyWords) {
    if (!absl::EndsWith(name, ToAbsl(each.word))) continue;
    name.resize(name.size() - each.word.size());
    return each.duty;
  }
  return DutyRole::kOnDuty;
}

// Reads whom a step notifies: "queue:security".
NotifyTarget ReadTarget(Lowering& lowering, const std::string& text, const FieldRef& field) {
  NotifyTarget target;
  target.text = lowering.names.Intern(text);
  if (text == "customer" || text == "owner" || text == "handler") return target;
  const size_t colon = text.find(':');
  const std::string_view kind = std::string_view(text).substr(0, colon);
  std::string name = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (kind == "rotation") target.duty = TakeDuty(name);
  const auto resolve = [&](const Declared& declared) {
    const SourceSpan span = lowering.places.Within(field.message, field.number, field.index,
                                                   colon + 1, colon + 1 + name.size());
    return declared.Resolve(name, span, lowering.sink);
  };
  if (!name.empty() && kind == "rotation") {
    target.rotation = Index(resolve(lowering.rotations).value_or(kNone));
  } else if (!name.empty() && kind == "role") {
    if (!lowering.roles.empty()) resolve(lowering.roles);
  } else if (!name.empty() && kind == "queue") {
    resolve(lowering.queues);
  } else if (name.empty() || (kind != "agent" && kind != "host")) {
    lowering.Report("WP2503", field, absl::StrCat(Quoted(text), " cannot be notified"))
        .Help(kNotifyAdvice);
  }
  return target;
}

Step ReadStep(Lowering& lowering, const V1Step& written) {
  Step row;
  if (!written.wait().empty()) {
    row.wait_ms = ReadDuration(lowering, written.wait(), {written, V1Step::kWaitFieldNumber})
                      .value_or(row.wait_ms);
  }
  row.calendar = Index(Resolve(lowering, lowering.calendars, written.calendar(),
                               {written, V1Step::kCalendarFieldNumber})
                           .value_or(kNone));
  for (int i = 0; i < written.notify_size(); ++i) {
    row.notify.push_back(
        ReadTarget(lowering, written.notify(i), {written, V1Step::kNotifyFieldNumber, i}));
  }
  const std::optional<uint32_t> rank =
      Resolve(lowering, lowering.priorities, written.set_priority(),
              {written, V1Step::kSetPriorityFieldNumber});
  if (rank) row.set_priority = static_cast<int16_t>(*rank);
  row.span = lowering.SpanOf(written);
  return row;
}

void CheckNotEmpty(Lowering& lowering, const V1Escalation& written) {
  const auto report = [&](int number, const char* problem, const char* label) {
    lowering.sink
        .Report("WP2003", lowering.places.Name(written, number),
                absl::StrCat("escalation ", Quoted(written.id()), " ", problem))
        .Label(label);
  };
  if (written.on_size() == 0) {
    report(V1Escalation::kOnFieldNumber, "is never started", "has no \"on\"");
  }
  if (written.step_size() == 0) {
    report(V1Escalation::kStepFieldNumber, "does nothing", "has no \"step\"");
  }
}

void DeclareRoles(Lowering& lowering) {
  for (const V1Role& role : lowering.policy.roles()) {
    lowering.roles.Add(role.id(), lowering.places.Value(role, V1Role::kIdFieldNumber), 0,
                       lowering.sink);
  }
}

}  // namespace

uint32_t MetricBit(V1Sla::Metric metric) {
  const auto bit = [](Metric m) { return uint32_t{1} << static_cast<uint32_t>(m); };
  switch (metric) {
    case V1Sla::FIRST_REPLY:
      return bit(Metric::kFirstReply);
    case V1Sla::NEXT_REPLY:
      return bit(Metric::kNextReply);
    case V1Sla::PERIODIC_UPDATE:
      return bit(Metric::kPeriodicUpdate);
    case V1Sla::REQUESTER_WAIT:
      return bit(Metric::kRequesterWait);
    case V1Sla::AGENT_WORK:
      return bit(Metric::kAgentWork);
    case V1Sla::RESOLUTION:
      return bit(Metric::kResolution);
    case V1Sla::OWNERSHIP:
      return bit(Metric::kOwnership);
    case V1Sla::PICKUP:
      return bit(Metric::kPickup);
    case V1Sla::MILESTONE:
      return bit(Metric::kMilestone);
    case V1Sla::TASK:
      return bit(Metric::kTask);
    default:
      return 0;
  }
}

void LowerEscalations(Lowering& lowering) {
  DeclareRoles(lowering);
  Tables& tables = lowering.tables;
  const Declared milestones = AllMilestones(lowering);
  Declared ids("escalation");
  RuleRows chains(lowering);
  RuleRows steps(lowering);
  for (const V1Escalation& written : lowering.policy.escalations()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Escalation::kIdFieldNumber),
            tables.escalations.size(), lowering.sink);
    CheckNotEmpty(lowering, written);
    Escalation row;
    row.id = lowering.names.Intern(written.id());
    row.first_step = Index(tables.steps.size());
    row.span = lowering.SpanOf(written);
    for (const V1Trigger& trigger : written.on()) {
      ReadTrigger(lowering, trigger, milestones, row.on);
    }
    chains.Add(written.when(), {written, V1Escalation::kWhenFieldNumber});
    for (const V1Step& step : written.step()) {
      tables.steps.push_back(ReadStep(lowering, step));
      steps.Add(step.when(), {step, V1Step::kWhenFieldNumber});
    }
    row.step_count = Index(tables.steps.size() - row.first_step);
    tables.escalations.push_back(std::move(row));
  }
  tables.escalation_conditions = std::move(chains).Build();
  tables.step_conditions = std::move(steps).Build();
}

}  // namespace waypost::policy
