// What follows from a change of a ticket: the deciders are asked in a fixed order until nothing is
// left to do.
#include <algorithm>
#include <utility>

#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"

namespace waypost::engine {
namespace {

using policy::kNone;

EventKind KindOf(sla::EffectKind kind) {
  switch (kind) {
    case sla::EffectKind::kStarted:
      return EventKind::kClockStarted;
    case sla::EffectKind::kPaused:
      return EventKind::kClockPaused;
    case sla::EffectKind::kResumed:
      return EventKind::kClockResumed;
    case sla::EffectKind::kRetargeted:
      return EventKind::kClockRetargeted;
    case sla::EffectKind::kWarned:
      return EventKind::kClockWarned;
    case sla::EffectKind::kBreached:
      return EventKind::kClockBreached;
    case sla::EffectKind::kMet:
      return EventKind::kClockMet;
    case sla::EffectKind::kStoppedLate:
      return EventKind::kClockStoppedLate;
    case sla::EffectKind::kCancelled:
      return EventKind::kClockCancelled;
  }
  return EventKind::kClockCancelled;
}

}  // namespace

void Pending::ClearRules() {
  facts = false;
  end_chains = false;
  reopened = false;
  watch = false;
  incident = false;
  signals.clear();
  incidents.clear();
}

void Pending::Clear() {
  ClearRules();
  clock_changes = 0;
  milestone = 0;
  reroute = false;
  rekey = false;
  reorder = false;
  opening = false;
  adopted = false;
}

void Core::Settle(Slot slot) {
  Ticket& ticket = tickets_[slot];
  for (int32_t round = 1; pending_.Any(); ++round) {
    if (round > limits().rounds) {
      Event event = Make(EventKind::kRoundsExceeded, ticket);
      event.count = round - 1;
      Emit(event);
      // Rules are asked no more. By what they have said so far clocks count, and the ticket waits.
      for (int pass = 0; pass < 2; ++pass) {  // waiting moves clocks, and clocks the place in line
        SettleClocks(slot);
        pending_.ClearRules();
        SettleRoute(slot);
      }
      break;
    }
    // Promises before chains: a breach may start one. Chains before routing: a step may change the
    // priority, and offering first would ask the wrong agent.
    SettleFacts(slot);
    SettleClocks(slot);
    if (!pending_.incidents.empty()) incident_desk_->OpenBySteps(slot);
    if (std::exchange(pending_.incident, false)) incident_desk_->Review(slot);
    SettleChains(slot);
    SettleRoute(slot);
  }
  pending_.Clear();
  if (ticket.state == TicketState::kClosed && !escalate::HasLiveRun(ticket.rare->runs))
    return Forget(slot);
  ArmWatch(ticket);
  SetTimer(slot);
  if (std::exchange(moved_by_chain_, false)) ServeFreeAgents();
}

void Core::SettleFacts(Slot slot) {
  if (!std::exchange(pending_.facts, false)) return;
  if (tickets_[slot].state == TicketState::kClosed) return;
  pending_.watch |= watches_;
  pending_.incident |= incident_desk_->HasOpen() || tickets_[slot].rare->incident != 0;
  Ticket& ticket = tickets_[slot];
  RuleRef rule;
  const Symbol priority = PriorityByRules(ticket, &rule);
  if (priority != ticket.priority) SetPriority(ticket, priority, rule);

  // A promise is kept under the policy and the event modes that made it, as long as they still do.
  if (ticket.promise_known && !IsPromisedNow(ticket)) {
    if (SlaFor(ticket, ticket.sla_version, ticket.rare->promise_modes) == ticket.sla) return;
  }
  TakePromise(ticket);
}

void Core::TakePromise(Ticket& ticket) {
  const uint32_t modes = current().promise_modes();
  const uint16_t sla = SlaFor(ticket, current_, modes);
  const bool same = ticket.promise_known && sla == ticket.sla && ticket.sla_version == current_;
  if (modes != ticket.rare->promise_modes) {
    ticket.rare.Make().promise_modes = modes;
    ticket.rare.DropIfEmpty();
  }
  if (same) return;
  if (ticket.promise_known) --versions_[ticket.sla_version]->uses;
  ++versions_[current_]->uses;
  ticket.promise_known = 1;
  ticket.sla = sla;
  ticket.sla_version = current_;
  pending_.clock_changes |= sla::kPromise;
}

bool Core::IsPromisedNow(const Ticket& ticket) const {
  return ticket.sla_version == current_ && ticket.rare->promise_modes == current().promise_modes();
}

// What cycles that start now start under.
uint16_t Core::SlaNow(const Ticket& ticket) {
  if (IsPromisedNow(ticket)) return ticket.sla;
  return SlaFor(ticket, current_, current().promise_modes());
}

uint16_t Core::SlaFor(const Ticket& ticket, uint8_t version, uint32_t modes) {
  if (ticket.rare->outbound) return kNone;  // no customer waits for it
  PolicyVersion& policy = *versions_[version];
  const int match = policy.tables().sla_conditions.FirstMatch(
      policy.RowOf(ticket, symbols_, stated_, at_ms_, modes), policy.sla_scratch);
  ReportFailures(ticket, version, policy.sla_scratch, RuleRef::Kind::kSla);
  return match < 0 ? kNone : static_cast<uint16_t>(match);
}

void Core::SettleClocks(Slot slot) {
  uint32_t changes = std::exchange(pending_.clock_changes, 0);
  if (changes == 0) return;
  if (pending_.adopted) changes |= sla::kAdopted;
  timers_.PrefetchPlace(slot);
  Ticket& ticket = tickets_[slot];
  ChangeClocks(ticket, current_, SlaNow(ticket), changes, std::exchange(pending_.milestone, 0));
  SettleTasks(ticket, changes);
}

void Core::ChangeClocks(Ticket& ticket, uint8_t version, uint16_t sla, uint32_t changes,
                        policy::Name milestone) {
  AddUses(ticket, -1);
  clock_effects_.clear();
  sla::OnChange(sla_versions_, version, sla, TimesOf(ticket), changes, milestone, at_ms_,
                ticket.clocks, clock_effects_);
  AddUses(ticket, +1);
  pending_.reorder |= by_deadline_;
  ReportClocks(ticket, 0);
}

void Core::ReportClocks(const Ticket& ticket, Symbol task) {
  for (const sla::Effect& effect : clock_effects_) {
    const sla::Clock& clock = effect.clock;
    const PolicyVersion& version = *versions_[clock.version];
    const policy::Target& target = version.tables().targets[clock.target];
    const bool warned = effect.kind == sla::EffectKind::kWarned;
    Event event = Make(KindOf(effect.kind), ticket,
                       {warned ? RuleRef::Kind::kWarning : RuleRef::Kind::kTarget, clock.version,
                        clock.target, effect.warning});
    event.metric = target.metric;
    event.milestone = version.Global(target.milestone);
    event.sla = version.Global(version.tables().slas[target.sla].id);
    event.task = task;
    event.cycle = clock.cycle;
    event.due_ms = effect.due_ms;
    event.amount_ms = effect.amount_ms;
    event.code = static_cast<uint8_t>(effect.reason) + 1;
    const uint64_t sequence = Emit(event);
    CountForPeriod(effect, sequence);
    if (warned || effect.kind == sla::EffectKind::kBreached) SignalClock(event, target, sequence);
  }
}

// Chains hear of breaches, and of points on clocks, which are warnings.
void Core::SignalClock(const Event& event, const policy::Target& target, uint64_t sequence) {
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kBreached;
  signal.metric = target.metric;
  signal.milestone = versions_[current_]->Local(event.milestone);
  if (event.kind == EventKind::kClockWarned) {
    const policy::Warning& warning = target.warnings[event.rule.part];
    if (warning.wall) return;
    signal.kind = escalate::Signal::Kind::kClockPoint;
    signal.percent = warning.percent;
    signal.amount = warning.left_ms;
  }
  if (versions_[current_]->escalate().Listens(signal)) {
    pending_.signals.push_back({signal, sequence});
  }
}

void Core::SetPriority(Ticket& ticket, Symbol priority, const RuleRef& rule) {
  Event event = Make(EventKind::kPriorityChanged, ticket, rule);
  event.old_priority = ticket.priority;
  event.priority = priority;
  Emit(event);
  ReplaceCounted(priority_counts_, ticket.priority, priority);
  pending_.facts = true;
  pending_.rekey = true;
}

void Core::SettleRoute(Slot slot) {
  const bool reroute = std::exchange(pending_.reroute, false);
  const bool rekey = std::exchange(pending_.rekey, false);
  const bool reorder = std::exchange(pending_.reorder, false);
  Ticket& ticket = tickets_[slot];
  // What conditions say next may still change where the ticket goes.
  if (pending_.Any() && reroute) {
    pending_.reroute = true;
    return;
  }
  if (ticket.state == TicketState::kNew) {
    if (reroute) StartWaiting(slot, TicketState::kQueued);
  } else if (Waits(ticket.state) && (reroute || (rekey && LeftItsRoute(ticket)))) {
    RouteAgain(slot);
  } else if (reroute && ticket.state == TicketState::kOffered && LeftItsRoute(ticket)) {
    TakeOfferBack(slot);
  } else if (rekey || reorder) {
    Reorder(slot);
  }
}

void Core::AddUses(const Ticket& ticket, int sign) {
  const auto delta = static_cast<uint64_t>(static_cast<int64_t>(sign));
  for (const sla::Clock& clock : ticket.clocks) versions_[clock.version]->uses += delta;
  for (const escalate::Run& run : ticket.rare->runs) versions_[run.version]->uses += delta;
  if (!ticket.has_tasks) return;
  for (const LinkedTask& task : tasks_.Of(ticket.ordinal)) AddTaskUses(task, sign);
}

void Core::ReportFailures(const Ticket& ticket, uint8_t version,
                          const expression::RuleScratch& scratch, RuleRef::Kind kind) {
  if (!scratch.any_error()) return;
  const absl::Span<const uint64_t> errors = scratch.errors();
  for (size_t word = 0; word < errors.size(); ++word) {
    for (uint64_t bits = errors[word]; bits != 0; bits &= bits - 1) {
      const auto index = static_cast<uint16_t>(word * 64 + __builtin_ctzll(bits));
      const RuleRef rule = {kind, version, index, 0};
      const bool known =
          std::any_of(failed_rules_.begin(), failed_rules_.end(), [&](const RuleRef& seen) {
            return seen.kind == kind && seen.version == version && seen.index == index;
          });
      if (known) continue;
      failed_rules_.push_back(rule);
      Event event = Make(EventKind::kConditionFailed, ticket, rule);
      Emit(event);
    }
  }
}

}  // namespace waypost::engine
