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
#include "lib/base/words.h"
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
                        {"the state in which the clock stands still is missing",
                         "没有写明时钟在哪种状态下暂停"});
    }
  }
  return bits;
}

// "0bd" ends with the day on which the clock starts: at its close, or it would be over at once.
bool IsNoTime(const DurationText& length, Landing landing) {
  if (length.in_business_days) return length.business_days == 0 && landing != Landing::kCloseOfDay;
  return length.ms == 0;
}

// Sets the target's length by its landing; both stay 0 after a report.
void ReadWithin(Lowering& lowering, const std::string& text, const FieldRef& field,
                Target& target) {
  if (text.empty()) return;
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    Problem problem = ProblemWith(text, {"a duration", "时长"}, WordsOf(length.status()));
    lowering.Report("WP2201", field, std::move(problem.message)).Help(std::move(problem.advice));
    return;
  }
  if (IsNoTime(*length, target.landing)) {
    const bool days = length->in_business_days;
    lowering
        .Report("WP2203", field,
                {"a promise of no time is broken at once", "时长为零的承诺立即违约"})
        .Label(days ? Words{"must be more than 0bd", "必须大于 0bd"}
                    : Words{"must be more than 0s", "必须大于 0s"})
        .Help(days ? Words{"a target of \"0bd\" needs `landing: CLOSE_OF_DAY`: it ends when the "
                           "business day does",
                           "\"0bd\" 的目标需要 `landing: CLOSE_OF_DAY`：在该工作日结束时到期"}
                   : Words{});
    return;
  }
  target.within_ms = length->ms;
  target.within_days = static_cast<int32_t>(length->business_days);
}

void ReadWarning(Lowering& lowering, const std::string& text, const FieldRef& field,
                 Target& target) {
  std::optional<Warning> warning = ParseWarning(text);
  if (!warning) {
    lowering.Report("WP2302", field, Say({"$0 is not a warning", "$0 不是预警"}, Quoted(text)))
        .Help({"write a share of the target such as \"50%\", open time before it is due such as "
               "\"10m left\", or wall time such as \"10m wall left\" or, held to open hours, \"10m "
               "wall left in hours\"",
               "请写目标的百分比如 \"50%\"，到期前剩余的开放时间如 \"10m left\"，或钟面时间如 "
               "\"10m wall left\"；限于开放时段时写 \"10m wall left in hours\""});
    return;
  }
  if (!IsBeforeDue(*warning, target)) {
    lowering
        .Report("WP2303", field,
                Say({"warning $0 does not lie before the due time", "预警 $0 不在到期之前"},
                    Quoted(text)))
        .Help({"write more than 0% and less than 100%, or less time left than the target has",
               "请写大于 0% 且小于 100%，或少于目标时长的剩余时间"});
    return;
  }
  for (const Warning& other : target.warnings) {
    if (!SameWarning(other, *warning)) continue;
    lowering
        .Report("WP2304", field,
                Say({"warning $0 is given twice", "预警 $0 重复出现"}, Quoted(text)))
        .Label({"given again", "再次出现"});
    return;
  }
  if (!HasRoom(lowering, *warning, field, target)) return;
  const bool mixed =
      std::any_of(target.warnings.begin(), target.warnings.end(), [&](const Warning& other) {
        return warning->wall && other.wall && other.held != warning->held;
      });
  if (mixed) {
    lowering
        .Report("WP2311", field,
                {"some warnings of wall time are held to open hours, some not",
                 "钟面时间的预警有的限于开放时段，有的不限"})
        .Help({"write \"in hours\" after all of the target's warnings of wall time, or after none",
               "请在该目标的所有钟面时间预警后都写 \"in hours\"，或都不写"});
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
          .Report(
              "WP2305", field,
              task ? Words{"a target cannot have the metric TASK", "目标不能用指标 TASK"}
                   : Words{"a target cannot have the metric MILESTONE", "目标不能用指标 MILESTONE"})
          .Help(task ? Words{"write `task { queue: ... within: ... calendar: ... }`",
                             "请写 `task { queue: ... within: ... calendar: ... }`"}
                     : Words{"write `milestone { id: ... within: ... calendar: ... }`",
                             "请写 `milestone { id: ... within: ... calendar: ... }`"});
    }
    if (metric) CheckFirst(*metric, field);
    target.metric = metric.value_or(Metric::kFirstReply);
    target.landing = LandingOf(written.landing());
    ReadPromise(lowering_, written, target);
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
    if (written.is_proposal()) CheckProposal(written);
    target.is_proposal = written.is_proposal();
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
    lowering_
        .Report("WP2310", field,
                {"a task before this one takes all of its tasks",
                 "前面的一个任务承诺已接走它的所有任务"})
        .Help({"write the tasks of named queues first and the one without a queue last",
               "请先写有队列名的任务，没有队列的写在最后"});
  }

  // What a metric has no use for is an error, never silence.
  void ReadOptions(const V1Target& written, Target& target) {
    target.on_reopen = OnReopenOf(written.on_reopen());
    target.from_start = written.arms() == V1Target::FROM_START;
    const std::string metric = V1Sla::Metric_Name(written.metric());
    if (target.on_reopen != OnReopen::kResumeExcludingSolved && !HasReopening(target.metric)) {
      lowering_
          .Report(
              "WP2307", {written, V1Target::kOnReopenFieldNumber},
              Say({"$0 has no meaning for $1", "$0 对 $1 没有意义"}, Quoted("on_reopen"), metric))
          .Help({"it is for PERIODIC_UPDATE, REQUESTER_WAIT, AGENT_WORK and RESOLUTION: the clocks "
                 "that solving stops and reopening may resume",
                 "它用于 PERIODIC_UPDATE、REQUESTER_WAIT、AGENT_WORK 和 "
                 "RESOLUTION：解决时停止、重开时可继续的时钟"});
    }
    if (target.metric == Metric::kPickup && written.paused_in_size() > 0) {
      lowering_
          .Report(
              "WP2307", {written, V1Target::kPausedInFieldNumber, 0},
              Say({"$0 has no meaning for $1", "$0 对 $1 没有意义"}, Quoted("paused_in"), metric))
          .Help(
              {"its time is that of a ticket waiting for somebody to take it, which nothing stops; "
               "leave it out",
               "它计的是工单等待有人接手的时间，没有什么能使其暂停；请删去"});
    }
    if (target.from_start && !Arms(target.metric)) {
      lowering_
          .Report("WP2307", {written, V1Target::kArmsFieldNumber},
                  Say({"$0 has no meaning for $1", "$0 对 $1 没有意义"}, Quoted("arms"), metric))
          .Help({"it is for NEXT_REPLY and PERIODIC_UPDATE, which wait for a first reply otherwise",
                 "它用于 NEXT_REPLY 和 PERIODIC_UPDATE，否则它们等待首次回复"});
    }
  }

  void CheckPrevious(const V1Milestone& written) {
    if (previous_ != 0) return;
    lowering_
        .Report("WP2306", {written, V1Milestone::kAfterPreviousFieldNumber},
                Say({"milestone $0 is the first of its promise", "里程碑 $0 是其承诺中的第一个"},
                    Quoted(written.id())))
        .Help({"leave out after_previous: the first milestone counts from creation",
               "请删去 after_previous：第一个里程碑从创建时起算"});
  }

  // Proposing is one instant: it cannot reach two.
  void CheckProposal(const V1Milestone& written) {
    if (!std::exchange(has_proposal_, true)) return;
    lowering_
        .Report("WP2313", {written, V1Milestone::kIsProposalFieldNumber},
                Say({"milestone $0 is the second proposal of its promise",
                     "里程碑 $0 是其承诺中的第二个方案"},
                    Quoted(written.id())))
        .Help({"leave out is_proposal of all but one", "请只保留一个 is_proposal"});
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
        lowering_.Report("WP2301", field, {"two targets of one metric", "同一指标有两个目标"})
            .Label({"a second target", "第二个目标"});
    if (first->known())
      finding.Help(Say({"the first is at $0", "第一个在 $0"}, lowering_.sink.Place(*first)));
  }

  Lowering& lowering_;
  uint16_t sla_;
  std::array<std::optional<SourceSpan>, kMetricCount> metrics_;
  Declared milestones_{{"milestone", "里程碑"}};
  Name previous_ = 0;  // the milestone read last
  bool has_proposal_ = false;
  std::vector<uint16_t> task_queues_;
};

}  // namespace

void LowerSlas(Lowering& lowering) {
  Tables& tables = lowering.tables;
  Declared ids({"sla", "承诺"});
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
