// Chains without a ticket: those of incidents and alarms. They are not limited in number: there is
// one notification where each ticket would have had its own.
#include <algorithm>
#include <utility>

#include "lib/engine/incident_desk.h"
#include "lib/engine/run_mover.h"
#include "lib/engine/ticket_facts.h"

namespace waypost::engine {

void IncidentDesk::StartChain(const Host& host, uint16_t escalation) {
  if (escalation == policy::kNone) return;
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kRequested;
  signal.escalation = escalation;
  core_.AddUses(host.ticket, -1);
  core_.chain_effects_.clear();
  Core::TicketFacts facts(core_, host.ticket);
  CompactVector<escalate::Run>& runs = host.ticket.rare.Make().runs;
  core_.versions_[core_.current_]->escalate().Start(signal, core_.current_, false, facts,
                                                    core_.at_ms_, runs, core_.chain_effects_,
                                                    absl::MakeSpan(core_.escalate_versions_));
  escalate::Fire(absl::MakeSpan(core_.escalate_versions_), facts, core_.at_ms_, runs,
                 core_.chain_effects_);
  host.ticket.rare.DropIfEmpty();
  core_.AddUses(host.ticket, +1);
  CarryOut(host);
}

void IncidentDesk::FireChains(const Host& host, int64_t due_ms) {
  if (escalate::NextDue(host.ticket.rare->runs) > due_ms) return;
  core_.AddUses(host.ticket, -1);
  core_.chain_effects_.clear();
  Core::TicketFacts facts(core_, host.ticket);
  escalate::Fire(absl::MakeSpan(core_.escalate_versions_), facts, due_ms,
                 host.ticket.rare.Make().runs, core_.chain_effects_);
  host.ticket.rare.DropIfEmpty();
  core_.AddUses(host.ticket, +1);
  CarryOut(host);
}

void IncidentDesk::EndChains(const Host& host) {
  if (host.ticket.rare->runs.empty()) return;
  escalate::Ending ending;
  ending.reason = escalate::EndReason::kCleared;
  ending.forget = true;
  core_.AddUses(host.ticket, -1);
  core_.chain_effects_.clear();
  escalate::End(absl::MakeSpan(core_.escalate_versions_), ending, core_.at_ms_,
                host.ticket.rare.Make().runs, core_.chain_effects_);
  host.ticket.rare.DropIfEmpty();
  core_.AddUses(host.ticket, +1);
  CarryOut(host);
}

std::vector<IncidentDesk::Host> IncidentDesk::Hosts() {
  std::vector<Host> hosts;
  for (const std::unique_ptr<Incident>& each : incidents_) hosts.push_back(HostOf(*each));
  for (const std::unique_ptr<DeskAlarm>& each : alarms_) hosts.push_back(HostOf(*each));
  return hosts;
}

std::vector<IncidentDesk::Host> IncidentDesk::HostsUnder(const PolicyVersion& next) {
  const policy::Tables& tables = next.tables();
  std::vector<Host> hosts;
  for (const std::unique_ptr<Incident>& each : incidents_) {
    const bool stays = std::any_of(
        tables.incident_streams.begin(), tables.incident_streams.end(),
        [&](const policy::IncidentStream& row) { return IsOfStream(*each, tables, row); });
    if (stays) hosts.push_back(HostOf(*each));
  }
  for (const std::unique_ptr<DeskAlarm>& each : alarms_) {
    const bool stays =
        std::any_of(tables.alarms.begin(), tables.alarms.end(),
                    [&](const policy::Alarm& row) { return IsOfAlarm(*each, tables, row); });
    if (stays) hosts.push_back(HostOf(*each));
  }
  return hosts;
}

int64_t IncidentDesk::MovesAt(const Ticket& host) const {
  const CompactVector<escalate::Run>& runs = host.rare->runs;
  const bool moves = std::any_of(runs.begin(), runs.end(),
                                 [](const escalate::Run& run) { return bool{run.moves}; });
  return moves ? core_.run_moves_.at_ms : Calendar::kNever;
}

void IncidentDesk::MoveChains(const Host& host, int64_t due_ms) {
  if (MovesAt(host.ticket) <= due_ms) Core::RunMover(core_).Move(host);
}

void IncidentDesk::Acknowledge(const Host& host, std::string_view escalation) {
  for (uint32_t i = 0; i < host.ticket.rare->runs.size();) {
    const escalate::Run run = host.ticket.rare->runs[i];
    const PolicyVersion& policy = core_.version(run.version);
    const policy::Name name = policy.tables().escalations[run.escalation].id;
    const bool meant = escalation.empty() || policy.tables().names[name] == escalation;
    if (!meant || !run.live()) {
      ++i;
      continue;
    }
    core_.AddUses(host.ticket, -1);
    core_.chain_effects_.clear();
    const bool gone =
        escalate::Acknowledge(absl::MakeSpan(core_.escalate_versions_), i, core_.at_ms_,
                              host.ticket.rare.Make().runs, core_.chain_effects_);
    host.ticket.rare.DropIfEmpty();
    core_.AddUses(host.ticket, +1);
    CarryOut(host);
    if (!gone) ++i;
  }
}

void IncidentDesk::CarryOut(const Host& host) {
  const std::vector<escalate::Effect> effects = std::exchange(core_.chain_effects_, {});
  for (const escalate::Effect& effect : effects) CarryOut(host, effect);
}

// The policy has seen to it that no step needs a ticket.
void IncidentDesk::CarryOut(const Host& host, const escalate::Effect& effect) {
  using Kind = escalate::EffectKind;
  const PolicyVersion& version = core_.version(effect.version);
  const auto emit = [&](Event event) {
    event.incident_id = host.incident;
    event.alarm = host.alarm;
    core_.Emit(event);
  };
  switch (effect.kind) {
    case Kind::kStarted:
    case Kind::kRetriggered: {
      Event event =
          core_.MakeChain(effect.kind == Kind::kStarted ? EventKind::kEscalationStarted
                                                        : EventKind::kEscalationRetriggered,
                          host.ticket, effect);
      event.count = static_cast<int64_t>(effect.retriggered) + 1;
      return emit(event);
    }
    case Kind::kHeld: {
      Event event = core_.MakeChain(EventKind::kEscalationHeld, host.ticket, effect);
      event.code = static_cast<uint8_t>(static_cast<uint8_t>(effect.held) + 1);
      event.due_ms = effect.due_ms == Calendar::kNever ? 0 : effect.due_ms;
      return emit(event);
    }
    case Kind::kResumed:
      return emit(core_.MakeStep(EventKind::kEscalationResumed, host.ticket, effect));
    case Kind::kNotify:
    case Kind::kNotifyNobody: {
      const bool told = effect.kind == Kind::kNotify;
      Event event = core_.MakeStep(
          told ? EventKind::kNotification : EventKind::kNotificationDropped, host.ticket, effect);
      event.target = version.Global(effect.target);
      event.rotation = version.Global(effect.rotation);
      event.channel = version.Global(effect.channel);
      event.flag = effect.fallback;
      event.code = static_cast<uint8_t>(static_cast<uint8_t>(effect.dropped) + 1);
      return emit(event);
    }
    case Kind::kAct: {
      const policy::Escalation& chain = version.tables().escalations[effect.escalation];
      const policy::Step& step = version.tables().steps[chain.first_step + uint32_t{effect.step}];
      if (step.custom.name.empty()) return;
      Event event = core_.MakeStep(EventKind::kCustomActionDue, host.ticket, effect);
      event.text = step.custom.name;
      event.texts = step.custom.arguments;
      return emit(event);
    }
    case Kind::kPassedOver: {
      Event event = core_.MakeStep(EventKind::kActionSkipped, host.ticket, effect);
      event.action = "when";
      event.text = "the condition does not hold";
      return emit(event);
    }
    case Kind::kEnded: {
      Event event = core_.MakeChain(EventKind::kEscalationEnded, host.ticket, effect);
      event.code = static_cast<uint8_t>(static_cast<uint8_t>(effect.reason) + 1);
      event.count = effect.step;
      return emit(event);
    }
    default:
      return;  // of tickets alone
  }
}

}  // namespace waypost::engine
