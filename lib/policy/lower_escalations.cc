// Escalations: chains, how they repeat, and when they end.
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Escalation = waypost::v1::Escalation;
using V1Repeat = waypost::v1::Repeat;
using V1Role = waypost::v1::Role;
using V1Step = waypost::v1::Step;
using V1Trigger = waypost::v1::Trigger;

void CheckNotEmpty(Lowering& lowering, const V1Escalation& written) {
  const auto report = [&](int number, const Words& problem, const Words& label) {
    lowering.sink
        .Report("WP2003", lowering.places.Name(written, number),
                Say({"escalation $0 $1", "升级链 $0 $1"}, Quoted(written.id()), problem))
        .Label(label);
  };
  if (written.on_size() == 0) {
    report(V1Escalation::kOnFieldNumber, {"is never started", "永远不会启动"},
           {"has no \"on\"", "没有 \"on\""});
  }
  if (written.step_size() == 0) {
    report(V1Escalation::kStepFieldNumber, {"does nothing", "什么也不做"},
           {"has no \"step\"", "没有 \"step\""});
  }
}

int64_t ReadLength(Lowering& lowering, const std::string& text, const FieldRef& field) {
  return text.empty() ? 0 : ReadDuration(lowering, text, field, kPositive).value_or(0);
}

// One pass has to take time, or the passes would all be at one instant.
void CheckTakesTime(Lowering& lowering, const V1Escalation& written, const Escalation& row) {
  int64_t pass_ms = row.repeat.gap_ms;
  for (uint32_t i = row.repeat.from_step; i < row.step_count; ++i) {
    pass_ms += lowering.tables.steps[row.first_step + i].wait_ms;
  }
  if (pass_ms > 0) return;
  lowering.sink
      .Report("WP2505", lowering.places.Name(written, V1Escalation::kRepeatFieldNumber),
              Say({"escalation $0 repeats without delay", "升级链 $0 无间隔地重复"},
                  Quoted(written.id())))
      .Label({"all passes are due at once", "各轮同时到期"})
      .Help({"write a `gap`, or a `wait` in a step that is repeated",
             "请写 `gap`，或在重复的步骤中写 `wait`"});
}

void ReadRepeat(Lowering& lowering, const V1Escalation& written, Escalation& row) {
  if (!written.has_repeat() || row.step_count == 0) return;
  const V1Repeat& repeat = written.repeat();
  const auto within = [&](int64_t value, int64_t least, int64_t most, int number) {
    return CheckInterval(lowering, value, least, most, {repeat, number});
  };
  row.repeat.repeats = true;
  if (repeat.from_step() != 0 &&
      within(repeat.from_step(), 1, row.step_count, V1Repeat::kFromStepFieldNumber)) {
    row.repeat.from_step = static_cast<uint16_t>(repeat.from_step() - 1);
  }
  if (within(repeat.times(), 0, 10'000, V1Repeat::kTimesFieldNumber)) {
    row.repeat.times = static_cast<uint16_t>(repeat.times());
  }
  if (repeat.at_most_per_day() != 0 &&
      within(repeat.at_most_per_day(), 1, 200, V1Repeat::kAtMostPerDayFieldNumber)) {
    row.repeat.per_day = static_cast<uint8_t>(repeat.at_most_per_day());
  }
  if (repeat.times() == 0 && repeat.at_most_per_day() == 0) {
    ReportNeeds(lowering, {written, V1Escalation::kRepeatFieldNumber}, {"repeat", "repeat"},
                {"`times` or `at_most_per_day`", " `times` 或 `at_most_per_day`"});
  }
  row.repeat.gap_ms = ReadLength(lowering, repeat.gap(), {repeat, V1Repeat::kGapFieldNumber});
  CheckTakesTime(lowering, written, row);
}

// What starts when a ticket is solved or closed lives on when it is closed, and keeps the ticket.
void CheckEnds(Lowering& lowering, const V1Escalation& written, const Escalation& row) {
  if ((!row.on.solved && !row.on.closed) || row.step_count == 0) return;
  const auto report = [&](const SourceSpan& place, const Words& label, const Words& advice) {
    lowering.sink
        .Report(
            "WP2509", place,
            Say({"escalation $0 keeps closed tickets for ever", "升级链 $0 使已关闭的工单永远保留"},
                Quoted(written.id())))
        .Label(label)
        .Help(advice);
  };
  if (row.repeat.repeats && row.repeat.times == 0) {
    report(lowering.places.Name(written, V1Escalation::kRepeatFieldNumber),
           {"has no last pass", "没有最后一轮"}, {"write `times`", "请写 `times`"});
  }
  if (lowering.tables.steps[row.first_step + row.step_count - 1].follow_handoff) {
    report(
        lowering.places.Name(written.step(row.step_count - 1), V1Step::kFollowHandoffFieldNumber),
        {"has no last hand-over", "没有最后一次交接"},
        {"leave it out of the last step", "请在最后一个步骤中删去它"});
  }
}

void ReadEnding(Lowering& lowering, const V1Escalation& written, Escalation& row) {
  row.urgent = written.urgent();
  row.until_reply = written.until_reply();
  row.puts_ahead = written.puts_ahead();
  row.rate_limit =
      ReadRate(lowering, written.rate_limit(), {written, V1Escalation::kRateLimitFieldNumber});
  row.cooldown_ms =
      ReadLength(lowering, written.cooldown(), {written, V1Escalation::kCooldownFieldNumber});
  if (written.cooldown().empty() && row.on.emotion_at_least > 0 && !row.urgent) {
    row.cooldown_ms = kDayMs;
  }
  row.clear_after_ms =
      ReadLength(lowering, written.clear_after(), {written, V1Escalation::kClearAfterFieldNumber});
  if (!written.clear_after().empty() && written.when().empty()) {
    ReportNeeds(lowering, {written, V1Escalation::kClearAfterFieldNumber},
                {"clear_after", "clear_after"}, {"a condition in `when`", " `when` 中的条件"});
  }
  if (row.on.becomes_true && written.when().empty()) {
    ReportNeeds(lowering, {written, V1Escalation::kIdFieldNumber}, {"becomes_true", "becomes_true"},
                {"a condition in `when`", " `when` 中的条件"});
  }
  if (!written.has_on_clear()) return;
  const FieldRef on_clear{written, V1Escalation::kOnClearFieldNumber};
  if (written.clear_after().empty()) {
    ReportNeeds(lowering, on_clear, {"on_clear", "on_clear"},
                {"a `clear_after`", " `clear_after`"});
  }
  if (!written.on_clear().wait().empty()) {
    lowering.Report(
        "WP2506", {written.on_clear(), V1Step::kWaitFieldNumber},
        {"`on_clear` is done at once; it cannot wait", "`on_clear` 会立即执行，不能等待"});
  }
}

Retrigger Read(V1Escalation::Retrigger written) {
  if (written == V1Escalation::RESTART) return Retrigger::kRestart;
  if (written == V1Escalation::ADVANCE) return Retrigger::kAdvance;
  return Retrigger::kIgnore;
}

void DeclareRoles(Lowering& lowering) {
  for (const V1Role& role : lowering.policy.roles()) {
    lowering.roles.Add(role.id(), lowering.places.Value(role, V1Role::kIdFieldNumber), 0,
                       lowering.sink);
  }
}

class Chains {
 public:
  explicit Chains(Lowering& lowering)
      : lowering_(lowering),
        milestones_(AllMilestones(lowering)),
        chains_(lowering),
        steps_(lowering),
        watched_(lowering) {}

  void Add(const V1Escalation& written) {
    ids_.Add(written.id(), lowering_.places.Value(written, V1Escalation::kIdFieldNumber),
             lowering_.tables.escalations.size(), lowering_.sink);
    CheckNotEmpty(lowering_, written);
    Escalation row;
    row.id = lowering_.names.Intern(written.id());
    row.span = lowering_.SpanOf(written);
    row.retrigger = Read(written.retrigger());
    for (const V1Trigger& trigger : written.on()) {
      ReadTrigger(lowering_, trigger, milestones_, row.on);
    }
    const expression::Condition when =
        ReadCondition(lowering_, written.when(), {written, V1Escalation::kWhenFieldNumber});
    chains_.Add(when);
    AddSteps(written, row);
    ReadRepeat(lowering_, written, row);
    CheckEnds(lowering_, written, row);
    ReadEnding(lowering_, written, row);
    if (row.on.becomes_true || row.clear_after_ms > 0) {
      lowering_.tables.watched.push_back(Index(lowering_.tables.escalations.size()));
      watched_.Add(when);
    }
    lowering_.tables.escalations.push_back(std::move(row));
  }

  void Build() && {
    lowering_.tables.escalation_conditions = std::move(chains_).Build();
    lowering_.tables.step_conditions = std::move(steps_).Build();
    lowering_.tables.watch_conditions = std::move(watched_).Build();
  }

 private:
  void AddSteps(const V1Escalation& written, Escalation& row) {
    row.first_step = Index(lowering_.tables.steps.size());
    for (const V1Step& step : written.step()) AddStep(step);
    row.step_count = Index(lowering_.tables.steps.size() - row.first_step);
    row.has_on_clear = written.has_on_clear();
    if (row.has_on_clear) AddStep(written.on_clear());
  }

  void AddStep(const V1Step& step) {
    lowering_.tables.steps.push_back(ReadStep(lowering_, step));
    steps_.Add(step.when(), {step, V1Step::kWhenFieldNumber});
  }

  Lowering& lowering_;
  const Declared milestones_;
  Declared ids_{{"escalation", "升级链"}};
  RuleRows chains_;
  RuleRows steps_;
  RuleRows watched_;
};

}  // namespace

void LowerEscalations(Lowering& lowering) {
  DeclareRoles(lowering);
  LowerTeams(lowering);
  Chains chains(lowering);
  for (const V1Escalation& written : lowering.policy.escalations()) chains.Add(written);
  std::move(chains).Build();
}

}  // namespace waypost::policy
