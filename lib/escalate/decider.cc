#include "lib/escalate/decider.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/escalate/lazy_conditions.h"
#include "lib/escalate/run.h"

namespace waypost::escalate {
namespace {

using Kind = Signal::Kind;

// The chain that a run goes through.
std::string_view ChainName(const policy::Tables& tables, uint16_t escalation) {
  return tables.names[tables.escalations[escalation].id];
}

// The run of a chain, whatever policy version it started under; null if there is none.
Run* FindRun(const policy::Tables& tables, uint16_t escalation, uint8_t version,
             CompactVector<Run>& runs, absl::Span<Decider* const> live) {
  auto* const found = std::find_if(runs.begin(), runs.end(), [&](const Run& run) {
    if (run.version == version) return run.escalation == escalation;
    if (run.version >= live.size()) return false;
    return ChainName(live[run.version]->tables(), run.escalation) == ChainName(tables, escalation);
  });
  return found == runs.end() ? nullptr : found;
}

bool BreachTriggers(const policy::Triggers& on, const Signal& signal) {
  if ((on.breached >> static_cast<uint32_t>(signal.metric) & 1) != 0) return true;
  return signal.metric == policy::Metric::kMilestone &&
         std::find(on.milestones.begin(), on.milestones.end(), signal.milestone) !=
             on.milestones.end();
}

bool Contains(const std::vector<int64_t>& lengths, int64_t length) {
  return std::find(lengths.begin(), lengths.end(), length) != lengths.end();
}

bool PointTriggers(const policy::Triggers& on, const Signal& signal) {
  return std::any_of(on.clock.begin(), on.clock.end(), [&](const policy::ClockPoint& point) {
    return point.metric == signal.metric && point.percent == signal.percent &&
           point.left_ms == signal.amount;
  });
}

bool Hears(const policy::Triggers& on, uint16_t index, const Signal& signal) {
  switch (signal.kind) {
    case Kind::kBreached:
      return BreachTriggers(on, signal);
    case Kind::kCreated:
      return on.created;
    case Kind::kRequested:
      return on.requested && index == signal.escalation;
    case Kind::kClassified:
      return on.classified;
    case Kind::kClockPoint:
      return PointTriggers(on, signal);
    case Kind::kEmotion:
      return signal.before < on.emotion_at_least && on.emotion_at_least <= signal.amount;
    case Kind::kRated:
      return signal.amount <= on.rated_at_most ||
             (on.comment_emotion_at_least > 0 && signal.before >= on.comment_emotion_at_least);
    case Kind::kReopened:
      return on.reopened_at_least > 0 && signal.amount >= on.reopened_at_least;
    case Kind::kUnassigned:
      return Contains(on.unassigned_for_ms, signal.amount);
    case Kind::kNoReply:
      return Contains(on.no_reply_for_ms, signal.amount);
    case Kind::kSolved:
      return on.solved;
    case Kind::kBecameTrue:
      return on.becomes_true && index == signal.escalation;
    case Kind::kAppealed:
      return on.appealed;
    case Kind::kClosed:
      return on.closed;
    case Kind::kChanged:
      return std::any_of(on.changed.begin(), on.changed.end(),
                         [&](const policy::FactMark& mark) { return mark.fact == signal.amount; });
    case Kind::kIncidentJoined:
      return on.incident_joined;
    case Kind::kProposed:
      return on.solution_proposed;
  }
  return false;
}

// It has done its last step, and tells who takes over.
bool OnlyFollows(const Run& run) {
  return run.due_ms == Calendar::kNever && run.handoff_ms != Calendar::kNever;
}

}  // namespace

Decider::Decider(const policy::Tables& tables)
    : tables_(tables),
      escalation_scratch_(tables.escalation_conditions.MakeScratch()),
      step_scratch_(tables.step_conditions.MakeScratch()),
      watch_scratch_(tables.watch_conditions.MakeScratch()) {
  for (const uint32_t fact : tables.watch_conditions.facts_read()) {
    const uint32_t first = tables.FactOfCalendar(0);
    if (fact >= first) flip_calendars_.push_back(static_cast<uint16_t>(fact - first));
  }
}

bool Decider::Triggers(const policy::Escalation& escalation, uint16_t index,
                       const Signal& signal) const {
  return escalation.step_count > 0 && Hears(escalation.on, index, signal);
}

bool Decider::Listens(const Signal& signal) const {
  for (size_t i = 0; i < tables_.escalations.size(); ++i) {
    if (Triggers(tables_.escalations[i], static_cast<uint16_t>(i), signal)) return true;
  }
  return false;
}

bool Decider::Feels() const {
  return std::any_of(
      tables_.escalations.begin(), tables_.escalations.end(),
      [](const policy::Escalation& escalation) { return escalation.on.emotion_at_least > 0; });
}

// What a trigger does to a run that stands in its way.
Retriggered Decider::Retrigger(uint16_t index, uint8_t version, Signal::Kind by, int64_t now_ms,
                               Run& run) const {
  if (!run.live()) return Retriggered::kCooling;
  switch (tables_.escalations[index].retrigger) {
    case policy::Retrigger::kIgnore:
      break;
    case policy::Retrigger::kRestart: {
      const bool after_solving = run.after_solving;
      const bool raised = run.raised;
      run = FirstStep(tables_, index, version, now_ms);
      run.started_by = static_cast<uint8_t>(by);
      run.after_solving = after_solving;
      run.raised = raised;
      return Retriggered::kRestarted;
    }
    case policy::Retrigger::kAdvance:
      if (run.state == Run::State::kDeciding || OnlyFollows(run)) break;
      if (run.state == Run::State::kHeld) run.state = Run::State::kLive;
      run.due_ms = std::min<int64_t>(run.due_ms, now_ms);
      return Retriggered::kAdvanced;
  }
  return Retriggered::kIgnored;
}

void Decider::Start(const Signal& signal, uint8_t version, bool solved, Facts& facts,
                    int64_t now_ms, CompactVector<Run>& runs, std::vector<Effect>& effects,
                    absl::Span<Decider* const> live) {
  LazyConditions conditions;
  for (size_t i = 0; i < tables_.escalations.size(); ++i) {
    const auto index = static_cast<uint16_t>(i);
    if (!Triggers(tables_.escalations[i], index, signal)) continue;
    if (!conditions.Holds(tables_.escalation_conditions, escalation_scratch_, index, version,
                          facts)) {
      continue;
    }
    Effect& effect = effects.emplace_back();
    effect.version = version;
    effect.escalation = index;
    effect.signal = signal;
    if (Run* const run = FindRun(tables_, index, version, runs, live)) {
      effect.kind = EffectKind::kRetriggered;
      effect.from_version = run->version;
      effect.from_escalation = run->escalation;
      effect.retriggered = Retrigger(index, version, signal.kind, now_ms, *run);
      OrderRuns(runs);  // of another policy it may have stood elsewhere
      continue;
    }
    effect.kind = EffectKind::kStarted;
    Run run = FirstStep(tables_, index, version, now_ms);
    run.started_by = static_cast<uint8_t>(signal.kind);
    run.after_solving = solved;
    EnterRun(run, runs);
  }
}

}  // namespace waypost::escalate
