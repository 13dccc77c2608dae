#include "lib/escalate/decider.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/escalate/lazy_conditions.h"
#include "lib/escalate/run.h"

namespace waypost::escalate {
namespace {

// The chain that a run goes through.
std::string_view ChainName(const policy::Tables& tables, uint16_t escalation) {
  return tables.names[tables.escalations[escalation].id];
}

bool IsLive(const policy::Tables& tables, uint16_t escalation, uint8_t version,
            const CompactVector<Run>& runs, absl::Span<Decider* const> live) {
  return std::any_of(runs.begin(), runs.end(), [&](const Run& run) {
    if (run.version == version) return run.escalation == escalation;
    if (run.version >= live.size()) return false;
    return ChainName(live[run.version]->tables(), run.escalation) == ChainName(tables, escalation);
  });
}

bool BreachTriggers(const policy::Triggers& on, const Signal& signal) {
  if ((on.breached >> static_cast<uint32_t>(signal.metric) & 1) != 0) return true;
  return signal.metric == policy::Metric::kMilestone &&
         std::find(on.milestones.begin(), on.milestones.end(), signal.milestone) !=
             on.milestones.end();
}

}  // namespace

Decider::Decider(const policy::Tables& tables)
    : tables_(tables),
      escalation_scratch_(tables.escalation_conditions.MakeScratch()),
      step_scratch_(tables.step_conditions.MakeScratch()) {}

bool Decider::Triggers(const policy::Escalation& escalation, uint16_t index,
                       const Signal& signal) const {
  if (escalation.step_count == 0) return false;
  switch (signal.kind) {
    case Signal::Kind::kBreached:
      return BreachTriggers(escalation.on, signal);
    case Signal::Kind::kCreated:
      return escalation.on.created;
    case Signal::Kind::kRequested:
      return escalation.on.requested && index == signal.escalation;
  }
  return false;
}

bool Decider::Listens(const Signal& signal) const {
  for (size_t i = 0; i < tables_.escalations.size(); ++i) {
    if (Triggers(tables_.escalations[i], static_cast<uint16_t>(i), signal)) return true;
  }
  return false;
}

void Decider::Start(const Signal& signal, uint8_t version, Facts& facts, int64_t now_ms,
                    CompactVector<Run>& runs, std::vector<Effect>& effects,
                    absl::Span<Decider* const> live) {
  LazyConditions conditions;
  for (size_t i = 0; i < tables_.escalations.size(); ++i) {
    const auto index = static_cast<uint16_t>(i);
    const policy::Escalation& escalation = tables_.escalations[i];
    if (!Triggers(escalation, index, signal) || IsLive(tables_, index, version, runs, live)) {
      continue;
    }
    if (!conditions.Holds(tables_.escalation_conditions, escalation_scratch_, index, version,
                          facts)) {
      continue;
    }
    runs.push_back(FirstStep(tables_, index, version, now_ms));
    Effect& effect = effects.emplace_back();
    effect.kind = EffectKind::kStarted;
    effect.version = version;
    effect.escalation = index;
    effect.signal = signal;
  }
}

void End(EndReason reason, CompactVector<Run>& runs, std::vector<Effect>& effects) {
  for (const Run& run : runs) effects.push_back(EndOf(run, reason));
  runs.clear();
}

void EndOne(uint32_t run, EndReason reason, CompactVector<Run>& runs,
            std::vector<Effect>& effects) {
  effects.push_back(EndOf(runs[run], reason));
  runs.erase(run);
}

int64_t NextDue(const CompactVector<Run>& runs) {
  int64_t next_ms = Calendar::kNever;
  for (const Run& run : runs) next_ms = std::min<int64_t>(next_ms, run.due_ms);
  return next_ms;
}

}  // namespace waypost::escalate
