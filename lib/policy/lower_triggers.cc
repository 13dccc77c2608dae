// What starts a chain.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/warning_text.h"

namespace waypost::policy {
namespace {

using V1Sla = waypost::v1::Sla;
using V1Trigger = waypost::v1::Trigger;
using waypost::v1::ClockMark;

Words TriggerAdvice() {
  return {
      "write one of `breached`, `milestone_breached`, `created`, `requested`, `classified`, "
      "`clock`, "
      "`emotion_at_least`, `rated_at_most`, `comment_emotion_at_least`, `reopened_at_least`, "
      "`unassigned_for`, `no_reply_for`, `solution_proposed`, `solved`, `incident_joined`, "
      "`closed`, `changed`, `appealed` and `becomes_true`",
      "请写 `breached`、`milestone_breached`、`created`、`requested`、`classified`、`clock`、"
      "`emotion_at_least`、`rated_at_most`、`comment_emotion_at_least`、`reopened_at_least`、"
      "`unassigned_for`、`no_reply_for`、`solution_proposed`、`solved`、`incident_joined`、"
      "`closed`、`changed`、`appealed` 和 `becomes_true` 之一"};
}

void ReportEmptyTrigger(Lowering& lowering, const V1Trigger& written) {
  lowering.sink
      .Report("WP2504", lowering.SpanOf(written), {"the trigger names nothing", "触发器什么也没写"})
      .Help(TriggerAdvice());
}

void ReadFlag(Lowering& lowering, const V1Trigger& written, bool value, bool& on) {
  on |= value;
  if (!value) ReportEmptyTrigger(lowering, written);
}

void ReadBreached(Lowering& lowering, const V1Trigger& written, Triggers& on) {
  on.breached |= MetricBit(written.breached());
  if (written.breached() == V1Sla::METRIC_UNSPECIFIED) ReportEmptyTrigger(lowering, written);
}

void ReadMilestone(Lowering& lowering, const V1Trigger& written, const Declared& milestones,
                   Triggers& on) {
  if (written.milestone_breached().empty()) ReportEmptyTrigger(lowering, written);
  Resolve(lowering, milestones, written.milestone_breached(),
          {written, V1Trigger::kMilestoneBreachedFieldNumber});
  on.milestones.push_back(lowering.names.Intern(written.milestone_breached()));
}

// Several triggers of a kind are one: the weakest of them.
void ReadLevels(Lowering& lowering, const V1Trigger& written, Triggers& on) {
  const auto read = [&](int64_t value, int number, int64_t most) {
    return CheckInterval(lowering, value, 1, most, {written, number});
  };
  if (written.has_emotion_at_least()) {
    const int32_t level = written.emotion_at_least();
    if (!read(level, V1Trigger::kEmotionAtLeastFieldNumber, 5)) return;
    const bool weaker = on.emotion_at_least == 0 || level < on.emotion_at_least;
    if (weaker) on.emotion_at_least = static_cast<uint8_t>(level);
  } else if (written.has_rated_at_most()) {
    const int32_t most = written.rated_at_most();
    if (!read(most, V1Trigger::kRatedAtMostFieldNumber, 5)) return;
    on.rated_at_most = std::max(on.rated_at_most, static_cast<uint8_t>(most));
  } else if (written.has_comment_emotion_at_least()) {
    const int32_t level = written.comment_emotion_at_least();
    if (!read(level, V1Trigger::kCommentEmotionAtLeastFieldNumber, 5)) return;
    uint8_t& least = on.comment_emotion_at_least;
    if (least == 0 || level < least) least = static_cast<uint8_t>(level);
  } else {
    const int32_t times = written.reopened_at_least();
    if (!read(times, V1Trigger::kReopenedAtLeastFieldNumber, 60'000)) return;
    const bool weaker = on.reopened_at_least == 0 || times < on.reopened_at_least;
    if (weaker) on.reopened_at_least = static_cast<uint16_t>(times);
  }
}

void ReadWait(Lowering& lowering, const std::string& text, const FieldRef& field,
              std::vector<int64_t>& lengths) {
  const std::optional<int64_t> length = ReadDuration(lowering, text, field, kPositive);
  if (length && std::find(lengths.begin(), lengths.end(), *length) == lengths.end()) {
    lengths.push_back(*length);
  }
}

// Age changes all the time, and hours are not the ticket's.
void ReadChanged(Lowering& lowering, const V1Trigger& written, Triggers& on) {
  if (written.changed().empty()) return ReportEmptyTrigger(lowering, written);
  const expression::Environment& environment = lowering.tables.environment;
  const FieldRef field{written, V1Trigger::kChangedFieldNumber};
  Declared known({"fact", "事实"});
  for (uint32_t fact = 0; fact < lowering.tables.FactOfCalendar(0); ++fact) {
    if (fact != kFactAge) known.Add(environment.At(fact)->name, {}, fact, lowering.sink);
  }
  const std::optional<uint32_t> fact =
      known.Resolve(written.changed(), lowering.ValueOf(field), lowering.sink);
  if (!fact) return;
  const FactMark mark{*fact, lowering.names.Intern(written.changed())};
  const auto add = [&](std::vector<FactMark>& marks) {
    const bool has = std::any_of(marks.begin(), marks.end(),
                                 [&](const FactMark& other) { return other.fact == mark.fact; });
    if (!has) marks.push_back(mark);
  };
  add(on.changed);
  add(lowering.tables.followed);
}

// Makes the point a warning of the targets that promise the metric.
void MarkTargets(Lowering& lowering, const ClockMark& written, const FieldRef& field,
                 const ClockPoint& point) {
  Warning warning;
  warning.percent = point.percent;
  warning.left_ms = point.left_ms;
  warning.span = lowering.ValueOf(field);
  bool promised = false;
  bool fits = false;
  for (Target& target : lowering.tables.targets) {
    if (target.metric != point.metric) continue;
    promised = true;
    if (!IsBeforeDue(warning, target)) continue;
    fits = true;
    const bool known =
        std::any_of(target.warnings.begin(), target.warnings.end(),
                    [&](const Warning& other) { return SameWarning(other, warning); });
    if (known || !HasRoom(lowering, warning, field, target)) continue;
    target.warnings.push_back(warning);
  }
  if (fits || !promised) return;  // a metric that nobody promises is a warning of its own
  lowering
      .Report("WP2303", field,
              Say({"$0 does not lie before any due time", "$0 不在任何到期时刻之前"},
                  Quoted(written.at())))
      .Help({"write more than 0% and less than 100%, or less time left than a target has",
             "请写大于 0% 且小于 100%，或少于目标时长的剩余时间"});
}

void ReadClock(Lowering& lowering, const V1Trigger& written, Triggers& on) {
  const ClockMark& mark = written.clock();
  const FieldRef field{mark, ClockMark::kAtFieldNumber};
  if (mark.metric() == V1Sla::METRIC_UNSPECIFIED) return ReportEmptyTrigger(lowering, written);
  const std::optional<Warning> warning = ParseWarning(mark.at());
  if (!warning || warning->wall) {
    lowering
        .Report("WP2302", field,
                Say({"$0 is no point on a clock", "$0 不是时钟上的点"}, Quoted(mark.at())))
        .Help({"write a share of the target such as \"75%\", or open time before it is due such as "
               "\"10m left\"",
               "请写目标的百分比如 \"75%\"，或到期前剩余的开放时间如 \"10m left\""});
    return;
  }
  ClockPoint point;
  const uint32_t bit = MetricBit(mark.metric());
  while (uint32_t{1} << static_cast<uint32_t>(point.metric) != bit) {
    point.metric = static_cast<Metric>(static_cast<int>(point.metric) + 1);
  }
  point.percent = warning->percent;
  point.left_ms = warning->left_ms;
  MarkTargets(lowering, mark, field, point);
  on.clock.push_back(point);
}

}  // namespace

// Milestones of all service promises; several may have one of the same name.
Declared AllMilestones(const Lowering& lowering) {
  Declared milestones({"milestone", "里程碑"});
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

void ReadTrigger(Lowering& lowering, const V1Trigger& written, const Declared& milestones,
                 Triggers& on) {
  switch (written.kind_case()) {
    case V1Trigger::kBreached:
      return ReadBreached(lowering, written, on);
    case V1Trigger::kMilestoneBreached:
      return ReadMilestone(lowering, written, milestones, on);
    case V1Trigger::kCreated:
      return ReadFlag(lowering, written, written.created(), on.created);
    case V1Trigger::kRequested:
      return ReadFlag(lowering, written, written.requested(), on.requested);
    case V1Trigger::kClassified:
      return ReadFlag(lowering, written, written.classified(), on.classified);
    case V1Trigger::kIncidentJoined:
      return ReadFlag(lowering, written, written.incident_joined(), on.incident_joined);
    case V1Trigger::kSolved:
      return ReadFlag(lowering, written, written.solved(), on.solved);
    case V1Trigger::kClosed:
      return ReadFlag(lowering, written, written.closed(), on.closed);
    case V1Trigger::kAppealed:
      return ReadFlag(lowering, written, written.appealed(), on.appealed);
    case V1Trigger::kSolutionProposed:
      return ReadFlag(lowering, written, written.solution_proposed(), on.solution_proposed);
    case V1Trigger::kChanged:
      return ReadChanged(lowering, written, on);
    case V1Trigger::kBecomesTrue:
      return ReadFlag(lowering, written, written.becomes_true(), on.becomes_true);
    case V1Trigger::kEmotionAtLeast:
    case V1Trigger::kRatedAtMost:
    case V1Trigger::kCommentEmotionAtLeast:
    case V1Trigger::kReopenedAtLeast:
      return ReadLevels(lowering, written, on);
    case V1Trigger::kUnassignedFor:
      return ReadWait(lowering, written.unassigned_for(),
                      {written, V1Trigger::kUnassignedForFieldNumber}, on.unassigned_for_ms);
    case V1Trigger::kNoReplyFor:
      return ReadWait(lowering, written.no_reply_for(),
                      {written, V1Trigger::kNoReplyForFieldNumber}, on.no_reply_for_ms);
    case V1Trigger::kClock:
      return ReadClock(lowering, written, on);
    case V1Trigger::KIND_NOT_SET:
      return ReportEmptyTrigger(lowering, written);
    default:
      break;  // planned, refused already
  }
}

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

}  // namespace waypost::policy
