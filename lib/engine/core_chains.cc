// Chains: what starts them, what their steps report, what ends them.
#include <algorithm>
#include <utility>

#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/notices.h"
#include "lib/engine/panels.h"
#include "lib/engine/stopped_chains.h"
#include "lib/engine/ticket_facts.h"

namespace waypost::engine {
namespace {

// The run that has been begun again, as it was before.
escalate::Effect BeforeRestart(const escalate::Effect& restarted) {
  escalate::Effect before;
  before.version = restarted.from_version;
  before.escalation = restarted.from_escalation;
  return before;
}

// One that an incident holds is held as what it is now.
void ForgetStanding(const escalate::Effect& restarted, Ticket& ticket) {
  const bool same = restarted.version == restarted.from_version &&
                    restarted.escalation == restarted.from_escalation;
  if (same || ticket.rare->standing.empty()) return;
  CompactVector<escalate::StandingRun>& standing = ticket.rare.Make().standing;
  for (uint32_t i = 0; i < standing.size();) {
    if (standing[i].version == restarted.from_version &&
        standing[i].escalation == restarted.from_escalation) {
      standing.erase(i);
    } else {
      ++i;
    }
  }
  if (standing.empty()) standing.clear();
  ticket.rare.DropIfEmpty();
}

}  // namespace

void Core::SettleChains(Slot slot) {
  escalate::Ending ending;
  if (std::exchange(pending_.end_chains, false)) {
    ending.solving = true;
    EndChains(slot, ending);
    ForgetHeld(tickets_[slot], {});
  }
  if (std::exchange(pending_.reopened, false)) {
    ending.reason = escalate::EndReason::kReopened;
    EndChains(slot, ending);
  }
  SettleWatch(slot);
  if (pending_.signals.empty()) return;
  Ticket& ticket = tickets_[slot];
  const std::vector<CausedSignal> signals = std::exchange(pending_.signals, {});
  for (const CausedSignal& caused : signals) {
    TicketFacts facts(*this, ticket);
    chain_effects_.clear();
    AddUses(ticket, -1);
    CompactVector<escalate::Run>& runs = ticket.rare.Make().runs;
    const bool over = ticket.state == TicketState::kSolved || ticket.state == TicketState::kClosed;
    versions_[current_]->escalate().Start(caused.signal, current_, over, facts, at_ms_, runs,
                                          chain_effects_, absl::MakeSpan(escalate_versions_));
    incident_desk_->HoldChains(ticket);
    escalate::Fire(absl::MakeSpan(escalate_versions_), facts, at_ms_, runs, chain_effects_);
    ticket.rare.DropIfEmpty();
    AddUses(ticket, +1);
    const uint64_t outer = std::exchange(cause_sequence_, caused.sequence);
    CarryOutChains(slot);
    cause_sequence_ = outer;
  }
}

void Core::FireChains(Slot slot, int64_t due_ms) {
  Ticket& ticket = tickets_[slot];
  TicketFacts facts(*this, ticket);
  AddUses(ticket, -1);
  chain_effects_.clear();
  escalate::Fire(absl::MakeSpan(escalate_versions_), facts, due_ms, ticket.rare.Make().runs,
                 chain_effects_);
  ticket.rare.DropIfEmpty();
  AddUses(ticket, +1);
  CarryOutChains(slot);
  Settle(slot);
}

void Core::EndChains(Slot slot, const escalate::Ending& ending) {
  Ticket& ticket = tickets_[slot];
  if (ticket.rare->runs.empty()) return;
  AddUses(ticket, -1);
  chain_effects_.clear();
  escalate::End(absl::MakeSpan(escalate_versions_), ending, at_ms_, ticket.rare.Make().runs,
                chain_effects_);
  ticket.rare.DropIfEmpty();
  AddUses(ticket, +1);
  CarryOutChains(slot);
}

void Core::CarryOutChains(Slot slot) {
  for (const escalate::Effect& effect : chain_effects_) CarryOut(slot, effect);
}

void Core::CarryOut(Slot slot, const escalate::Effect& effect) {
  Ticket& ticket = tickets_[slot];
  const PolicyVersion& version = *versions_[effect.version];
  pending_.reorder |= version.tables().escalations[effect.escalation].puts_ahead;
  switch (effect.kind) {
    case escalate::EffectKind::kStarted:
    case escalate::EffectKind::kRetriggered: {
      const bool started = effect.kind == escalate::EffectKind::kStarted;
      Event event =
          MakeChain(started ? EventKind::kEscalationStarted : EventKind::kEscalationRetriggered,
                    ticket, effect);
      event.count = static_cast<int64_t>(effect.retriggered) + 1;
      Emit(event);
      if (started || effect.retriggered == escalate::Retriggered::kRestarted) {
        NoteBegun(event.escalation, symbols_, ticket);
      }
      if (effect.retriggered == escalate::Retriggered::kRestarted) {
        ForgetAwaited(ticket, BeforeRestart(effect));
        ForgetStanding(effect, ticket);
      }
      break;
    }
    case escalate::EffectKind::kHeld: {
      Event event = MakeChain(EventKind::kEscalationHeld, ticket, effect);
      event.code = static_cast<uint8_t>(effect.held) + 1;
      event.due_ms = effect.due_ms == Calendar::kNever ? 0 : effect.due_ms;
      Emit(event);
      if (effect.held == escalate::Held::kAcknowledged) {
        ForgetHeld(ticket, symbols_.Text(event.escalation));
      }
      break;
    }
    case escalate::EffectKind::kResumed: {
      Event event = MakeStep(EventKind::kEscalationResumed, ticket, effect);
      Emit(event);
      break;
    }
    case escalate::EffectKind::kNotify:
    case escalate::EffectKind::kNotifyNobody:
      Notices(*this).Tell(ticket, effect);
      break;
    case escalate::EffectKind::kSetPriority:
      RaiseByStep(ticket, effect);
      break;
    case escalate::EffectKind::kLowerPriority:
      LowerPriority(ticket, {RuleRef::Kind::kEscalation, effect.version, effect.escalation, 0});
      break;
    case escalate::EffectKind::kAskPanel:
      Panels(*this).ReportAsked(ticket, effect);
      break;
    case escalate::EffectKind::kPanelTimedOut:
      Panels(*this).ReportTimedOut(ticket, effect);
      break;
    case escalate::EffectKind::kAct:
      Act(slot, effect);
      break;
    case escalate::EffectKind::kPassedOver:
      SkipAction(ticket, effect, "when", "the condition does not hold");
      break;
    case escalate::EffectKind::kEnded: {
      Event event = MakeChain(EventKind::kEscalationEnded, ticket, effect);
      event.code = effect.reason == escalate::EndReason::kForgotten
                       ? uint8_t{160}
                       : static_cast<uint8_t>(static_cast<uint8_t>(effect.reason) + 1);
      event.count = effect.step;
      Emit(event);
      ForgetAwaited(ticket, effect);
      if (effect.reason != escalate::EndReason::kCompleted) {
        ForgetHeld(ticket, symbols_.Text(event.escalation));
        NoteStopped(event.escalation, version.tables(), effect, symbols_, ticket);
      }
      break;
    }
  }
}

Event Core::MakeChain(EventKind kind, const Ticket& ticket, const escalate::Effect& effect) const {
  const PolicyVersion& version = *versions_[effect.version];
  Event event =
      Make(kind, ticket, {RuleRef::Kind::kEscalation, effect.version, effect.escalation, 0});
  event.escalation = version.Global(version.tables().escalations[effect.escalation].id);
  event.code = static_cast<uint8_t>(effect.signal.kind);
  event.metric = effect.signal.metric;
  event.milestone = version.Global(effect.signal.milestone);
  event.amount_ms = effect.signal.amount;
  event.cycle = static_cast<uint8_t>(effect.signal.percent);
  if (effect.signal.kind == escalate::Signal::Kind::kRated) {
    event.emotion = static_cast<uint8_t>(effect.signal.before);
  }
  return event;
}

Event Core::MakeStep(EventKind kind, const Ticket& ticket, const escalate::Effect& effect) const {
  Event event = MakeChain(kind, ticket, effect);
  event.rule.kind = RuleRef::Kind::kStep;
  event.rule.part = effect.step;
  event.stage = static_cast<uint16_t>(effect.step + 1);
  return event;
}

escalate::Run* Core::RunOf(Ticket& ticket, uint8_t version, uint16_t escalation) {
  if (ticket.rare->runs.empty()) return nullptr;
  CompactVector<escalate::Run>& runs = ticket.rare.Make().runs;
  auto* const found = std::find_if(runs.begin(), runs.end(), [&](const escalate::Run& run) {
    return run.version == version && run.escalation == escalation;
  });
  return found == runs.end() ? nullptr : found;
}

void Core::ForgetAwaited(Ticket& ticket, const escalate::Effect& effect) {
  Panels(*this).Forget(ticket, effect.version, effect.escalation);
  if (ticket.rare->awaited.empty()) return;
  CompactVector<AwaitedPerson>& awaited = ticket.rare.Make().awaited;
  for (uint32_t i = 0; i < awaited.size();) {
    if (awaited[i].version == effect.version && awaited[i].escalation == effect.escalation) {
      awaited.erase(i);
    } else {
      ++i;
    }
  }
  if (awaited.empty()) awaited.clear();
  ticket.rare.DropIfEmpty();
}

expression::FactRow Core::TicketFacts::RowFor(uint8_t version) {
  return core_.versions_[version]->RowOf(ticket_, core_.symbols_, core_.stated_, core_.at_ms_);
}

bool Core::TicketFacts::Has(policy::NotifyTarget::Person person) const {
  switch (person) {
    case policy::NotifyTarget::Person::kAny:
      return true;
    case policy::NotifyTarget::Person::kHandler:
      return ticket_.handler != kNobody && ticket_.state != TicketState::kOffered;
    case policy::NotifyTarget::Person::kOwner:
      return ticket_.owner != 0;
    case policy::NotifyTarget::Person::kQueueLead:
    case policy::NotifyTarget::Person::kOwnerLead:
    case policy::NotifyTarget::Person::kNextOf:
      break;  // Lead() and HasAgentOf() say
  }
  return true;
}

}  // namespace waypost::engine
