// Service promises: targets, milestones and their warnings.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/policy/lower_attainment.h"
#include "lib/policy/lower_steps.h"
#include "lib/policy/warning_text.h"

namespace waypost::policy {
namespace {

using V1Milestone = waypost::v1::Milestone;
using V1Sla = waypost::v1::Sla;
using V1Target = waypost::v1::Target;
using V1TaskTarget = waypost::v1::TaskTarget;

// What a clock of this metric measures; nothing for metrics that are refused elsewhere.
std::optional<Metric> MetricOf(V1Sla::Metric metric) {
  switch (metric) {
    case V1Sla::FIRST_REPLY:
      return Metric::kFirstReply;
    case V1Sla::NEXT_REPLY:
      return Metric::kNextReply;
    case V1Sla::PERIODIC_UPDATE:
      return Metric::kPeriodicUpdate;
    case V1Sla::REQUESTER_WAIT:
      return Metric::kRequesterWait;
    case V1Sla::AGENT_WORK:
      return Metric::kAgentWork;
    case V1Sla::RESOLUTION:
      return Metric::kResolution;
    case V1Sla::OWNERSHIP:
      return Metric::kOwnership;
    case V1Sla::PICKUP:
      return Metric::kPickup;
    default:
      return std::nullopt;
  }
}

Landing LandingOf(V1Target::Landing landing) {
  switch (landing) {
    case V1Target::OPEN_OF_DAY:
      return Landing::kOpenOfDay;
    case V1Target::CLOSE_OF_DAY:
      return Landing::kCloseOfDay;
    default:
      return Landing::kSameTime;
  }
}

OnReopen OnReopenOf(V1Target::OnReopen on_reopen) {
  switch (on_reopen) {
    case V1Target::NEW_CYCLE:
      return OnReopen::kNewCycle;
    case V1Target::IGNORE:
      return OnReopen::kIgnore;
    case V1Target::RESUME_INCLUDING_SOLVED:
      return OnReopen::kResumeIncludingSolved;
    default:
      return OnReopen::kResumeExcludingSolved;
  }
}

Retarget RetargetOf(V1Sla::Retarget retarget) {
  switch (retarget) {
    case V1Sla::RESTART:
      return Retarget::kRestart;
    case V1Sla::CARRY_WITHOUT_PAUSES:
      return Retarget::kCarryWithoutPauses;
    default:
      return Retarget::kCarry;
  }
}

// Solving ends its cycle, and reopening has to do something about that.
bool HasReopening(Metric metric) {
  return metric == Metric::kPeriodicUpdate || metric == Metric::kRequesterWait ||
         metric == Metric::kAgentWork || metric == Metric::kResolution;
}

bool Arms(Metric metric) {
  return metric == Metric::kNextReply || metric == Metric::kPeriodicUpdate;
}

uint8_t PausedByDefault(Metric metric) {
  if (metric == Metric::kRequesterWait) return kPausedWaitingCustomer;
  if (metric == Metric::kAgentWork) return kPausedWaitingCustomer | kPausedOnHold;
  return 0;
}

template <typename Written>
uint8_t ReadPausedIn(Lowering& lowering, const Written& written, Metric metric) {
  if (written.paused_in_size() == 0) return PausedByDefault(metric);
  uint8_t bits = 0;
  for (int i = 0; i < written.paused_in_size(); ++i) {
    switch (written.paused_in(i)) {
      case V1Target::WAITING_CUSTOMER:
        bits |= kPausedWaitingCustomer;
        break;
      case V1Target::ON_HOLD:
        bits |= kPausedOnHold;
        break;
      case V1Target::WAITING_INTERNAL:
        bits |= kPausedWaitingInternal;
        break;
      default:
        lowering.Report("WP2002", {written, Written::kPausedInFieldNumber, i},
                        "the state in which the clock stands still is missing");
    }
  }
  return bits;
}

// Sets the target's length; both stay 0 after a report.
void ReadWithin(Lowering& lowering, const std::string& text, const FieldRef& field,
                Target& target) {
  if (text.empty()) return;
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    Problem problem = ProblemWith(text, "a duration", FromAbsl(length.status().message()));
    lowering.Report("WP2201", field, std::move(problem.message)).Help(std::move(problem.advice));
    return;
  }
  if (length->ms == 0 && length->business_days == 0) {
    lowering.Report("WP2203", field, "a promise of no time is broken at once")
        .Label("must be more than 0s");
    return;
  }
  target.within_ms = length->ms;
  target.within_days = static_cast<int32_t>(length->business_days);
}

void ReadWarning(Lowering& lowering, const std::string& text, const FieldRef& field,
                 Target& target) {
  std::optional<Warning> warning = ParseWarning(text);
  if (!warning) {
    lowering.Report("WP2302", field, absl::StrCat(Quoted(text), " is not a warning"))
        .Help(
            "write a share of the target such as \"50%\", open time before it is due such as "
            "\"10m left\", or wall time such as \"10m wall left\" or, held to open hours, \"10m "
            "wall left in hours\"");
    return;
  }
  if (!IsBeforeDue(*warning, target)) {
    lowering
        .Report("WP2303", field,
                absl::StrCat("warning ", Quoted(text), " does not lie before the due time"))
        .Help("write more than 0% and less than 100%, or less time left than the target has");
    return;
  }
  for (const Warning& other : target.warnings) {
    if (!SameWarning(other, *warning)) continue;
    lowering.Report("WP2304", field, absl::StrCat("warning ", Quoted(text), " is given twice"))
        .Label("given again");
    return;
  }
  if (!HasRoom(lowering, *warning, field, target)) return;
  const bool mixed =
      std::any_of(target.warnings.begin(), target.warnings.end(), [&](const Warning& other) {
        return warning->wall && other.wall && other.held != warning->held;
      });
  if (mixed) {
    lowering.Report("WP2311", field, "some warnings of wall time are held to open hours, some not")
        .Help("write \"in hours\" after all of the target's warnings of wall time, or after none");
    return;
  }
  warning->span = lowering.ValueOf(field);
  target.warnings.push_back(*std::move(warning));
}

// Fills what targets and milestones have in common.
template <typename Written>
void ReadPromise(Lowering& lowering, const Written& written, Target& target) {
  ReadWithin(lowering, written.within(), {written, Written::kWithinFieldNumber}, target);
  target.calendar = Index(Resolve(lowering, lowering.calendars, written.calendar(),
                                  {written, Written::kCalendarFieldNumber})
                              .value_or(0));
  for (int i = 0; i < written.warn_size(); ++i) {
    ReadWarning(lowering, written.warn(i), {written, Written::kWarnFieldNumber, i}, target);
  }
  target.attainment = ReadAttainment(
      lowering, written.attainment(), {written, Written::kAttainmentFieldNumber},
      written.attainment_alarm_from(), {written, Written::kAttainmentAlarmFromFieldNumber});
  target.span = lowering.SpanOf(written);
}

// The targets of one service promise.
class SlaReader {
 public:
  SlaReader(Lowering& lowering, uint16_t sla) : lowering_(lowering), sla_(sla) {}

  void Read(const V1Target& written) {
    Target target;
    target.sla = sla_;
    const std::optional<Metric> metric = MetricOf(written.metric());
    const FieldRef field{written, V1Target::kMetricFieldNumber};
    if (written.metric() == V1Sla::MILESTONE || written.metric() == V1Sla::TASK) {
      const bool task = written.metric() == V1Sla::TASK;
      lowering_
          .Report("WP2305", field,
                  absl::StrCat("a target cannot have the metric ", task ? "TASK" : "MILESTONE"))
          .Help(task ? "write `task { queue: ... within: ... calendar: ... }`"
                     : "write `milestone { id: ... within: ... calendar: ... }`");
    }
    if (metric) CheckFirst(*metric, field);
    target.metric = metric.value_or(Metric::kFirstReply);
    ReadPromise(lowering_, written, target);
    target.landing = LandingOf(written.landing());
    target.paused_in = ReadPausedIn(lowering_, written, target.metric);
    if (metric) ReadOptions(written, target);
    lowering_.tables.targets.push_back(std::move(target));
  }

  void Read(const V1Milestone& written) {
    milestones_.Add(written.id(), lowering_.places.Value(written, V1Milestone::kIdFieldNumber),
                    lowering_.tables.targets.size(), lowering_.sink);
    Target target;
    target.sla = sla_;
    target.metric = Metric::kMilestone;
    target.milestone = lowering_.names.Intern(written.id());
    ReadPromise(lowering_, written, target);
    target.paused_in = ReadPausedIn(lowering_, written, target.metric);
    if (written.after_previous()) CheckPrevious(written);
    if (written.after_previous()) target.after = previous_;
    previous_ = target.milestone;
    lowering_.tables.targets.push_back(std::move(target));
  }

  void Read(const V1TaskTarget& written) {
    Target target;
    target.sla = sla_;
    target.metric = Metric::kTask;
    const FieldRef field{written, V1TaskTarget::kQueueFieldNumber};
    target.queue =
        Index(Resolve(lowering_, lowering_.queues, written.queue(), field).value_or(kNone));
    CheckReached(target.queue, field);
    ReadPromise(lowering_, written, target);
    target.paused_in = ReadPausedIn(lowering_, written, target.metric);
    lowering_.tables.targets.push_back(std::move(target));
  }

 private:
  // The first that fits applies: after one for any queue, or for the same, none is ever asked.
  void CheckReached(uint16_t queue, const FieldRef& field) {
    const bool shadowed =
        std::any_of(task_queues_.begin(), task_queues_.end(),
                    [&](uint16_t other) { return other == kNone || other == queue; });
    task_queues_.push_back(queue);
    if (!shadowed) return;
    lowering_.Report("WP2310", field, "a task before this one takes all of its tasks")
        .Help("write the tasks of named queues first and the one without a queue last");
  }

  // What a metric has no use for is an error, never silence.
  void ReadOptions(const V1Target& written, Target& target) {
    target.on_reopen = OnReopenOf(written.on_reopen());
    target.from_start = written.arms() == V1Target::FROM_START;
    const std::string metric = V1Sla::Metric_Name(written.metric());
    if (target.on_reopen != OnReopen::kResumeExcludingSolved && !HasReopening(target.metric)) {
      lowering_
          .Report("WP2307", {written, V1Target::kOnReopenFieldNumber},
                  absl::StrCat(Quoted("on_reopen"), " has no meaning for ", metric))
          .Help(
              "it is for PERIODIC_UPDATE, REQUESTER_WAIT, AGENT_WORK and RESOLUTION: the clocks "
              "that solving stops and reopening may resume");
    }
    if (target.from_start && !Arms(target.metric)) {
      lowering_
          .Report("WP2307", {written, V1Target::kArmsFieldNumber},
                  absl::StrCat(Quoted("arms"), " has no meaning for ", metric))
          .Help("it is for NEXT_REPLY and PERIODIC_UPDATE, which wait for a first reply otherwise");
    }
  }

  void CheckPrevious(const V1Milestone& written) {
    if (previous_ != 0) return;
    lowering_
        .Report("WP2306", {written, V1Milestone::kAfterPreviousFieldNumber},
                absl::StrCat("milestone ", Quoted(written.id()), " is the first of its promise"))
        .Help("leave out after_previous: the first milestone counts from creation");
  }

  // One clock per metric: a second target could never be told from the first.
  void CheckFirst(Metric metric, const FieldRef& field) {
    std::optional<SourceSpan>& first = metrics_[static_cast<size_t>(metric)];
    const SourceSpan span = lowering_.ValueOf(field);
    if (!first) {
      first = span;
      return;
    }
    Finding& finding =
        lowering_.Report("WP2301", field, "two targets of one metric").Label("a second target");
    if (first->known())
      finding.Help(absl::StrCat("the first is at ", lowering_.sink.Place(*first)));
  }

  Lowering& lowering_;
  uint16_t sla_;
  std::array<std::optional<SourceSpan>, kMetricCount> metrics_;
  Declared milestones_{"milestone"};
  Name previous_ = 0;  // the milestone read last
  std::vector<uint16_t> task_queues_;
};

}  // namespace

void LowerSlas(Lowering& lowering) {
  Tables& tables = lowering.tables;
  Declared ids("sla");
  RuleRows rules(lowering);
  for (const V1Sla& written : lowering.policy.sla()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Sla::kIdFieldNumber), tables.slas.size(),
            lowering.sink);
    Sla row;
    row.id = lowering.names.Intern(written.id());
    row.first_target = Index(tables.targets.size());
    row.retarget = RetargetOf(written.retarget());
    row.split_calendar = written.split_calendar();
    row.span = lowering.SpanOf(written);
    SlaReader reader(lowering, Index(tables.slas.size()));
    for (const V1Target& target : written.target()) reader.Read(target);
    for (const V1Milestone& milestone : written.milestone()) reader.Read(milestone);
    row.target_count = Index(tables.targets.size() - row.first_target);
    row.first_task = Index(tables.targets.size());
    for (const V1TaskTarget& task : written.task()) reader.Read(task);
    row.task_count = Index(tables.targets.size() - row.first_task);
    tables.slas.push_back(std::move(row));
    rules.Add(written.when(), {written, V1Sla::kWhenFieldNumber});
  }
  tables.sla_conditions = std::move(rules).Build();
}

}  // namespace waypost::policy
