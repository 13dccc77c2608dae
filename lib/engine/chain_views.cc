#include "lib/engine/chain_views.h"

#include <string>
#include <vector>

#include "lib/engine/chain_outlook.h"
#include "lib/engine/clock_views.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/rule_text.h"
#include "lib/engine/unknown_id.h"

namespace waypost::engine {
namespace {

using escalate::Effect;
using escalate::EffectKind;
using escalate::Run;

// Instants told of one run; one that repeats for ever has no end.
constexpr int kMostAhead = 20;

// By Signal::Kind.
constexpr const char* kStartedBy[] = {"breached",
                                      "created",
                                      "requested",
                                      "classified",
                                      "point on a clock",
                                      "emotion",
                                      "rated",
                                      "reopened",
                                      "unassigned",
                                      "no reply",
                                      "solved",
                                      "became true",
                                      "closed",
                                      "changed",
                                      "joined an incident",
                                      "appealed",
                                      "a solution proposed"};
static_assert(sizeof(kStartedBy) / sizeof(kStartedBy[0]) == escalate::kSignalKinds);

class RunView {
 public:
  RunView(const Core& core, const Ticket& ticket, const Run& run, v1::RunExplanation& out)
      : core_(core),
        ticket_(ticket),
        run_(run),
        tables_(core.version(run.version).tables()),
        chain_(tables_.escalations[run.escalation]),
        out_(out) {}

  // All but what is to come.
  void Fill() {
    out_.set_escalation(tables_.names[chain_.id]);
    *out_.mutable_declared_at() =
        DescribeRule(tables_, {RuleRef::Kind::kEscalation, run_.version, run_.escalation, 0});
    out_.set_started_by(kStartedBy[run_.started_by]);
    out_.set_started_ms(run_.started_ms);
    out_.set_pass(run_.pass + 1);
    out_.set_state(
        static_cast<v1::RunExplanation::State>(static_cast<int>(Run::State{run_.state}) + 1));
    out_.set_until_ms(OrZero(run_.due_ms));
    out_.set_clears_ms(OrZero(run_.clear_ms));
    if (!run_.live()) return;
    AddIncident();
    for (uint16_t step = 0; step < run_.next_step; ++step) {
      *out_.add_done() = DescribeStep(step);
    }
    AddStops();
  }

  void AddAhead(const escalate::Ahead& instant, Core::ChainOutlook& outlook) {
    v1::StepAhead& to = *out_.add_ahead();
    to.set_due_ms(instant.due_ms);
    to.set_step(instant.step + 1);
    *to.mutable_step_at() = DescribeStep(instant.step);
    for (const Effect& effect : instant.effects) AddEffect(effect, outlook, to);
  }

 private:
  v1::PolicyLocation DescribeStep(uint16_t step) const {
    return DescribeRule(tables_, {RuleRef::Kind::kStep, run_.version, run_.escalation, step});
  }

  void AddIncident() {
    const escalate::StandingRun* const standing = Core::ChainOutlook::Standing(ticket_, run_);
    if (standing == nullptr) return;
    out_.set_state(v1::RunExplanation::STANDING);
    out_.set_incident_id(std::string(core_.incident_desk().IdOf(ticket_.rare->incident)));
    if (standing->left_ms != Calendar::kNever) out_.set_left_ms(standing->left_ms);
  }

  void AddTold(const Effect& effect, Core::ChainOutlook& outlook, v1::StepAhead& to) const {
    const Core::ChainOutlook::Outcome outcome = outlook.OutcomeOf(effect, to.due_ms());
    if (outcome.instead) return AddDropped(effect, v1::NotificationDropped::INCIDENT, to);
    const std::string& target = tables_.names[effect.target];
    if (outcome.until_ms != 0) {
      v1::HeldAhead& held = *to.add_holds();
      held.set_target(outcome.in_turn.empty() ? target : outcome.in_turn);
      held.set_channel(tables_.names[effect.channel]);
      held.set_until_ms(outcome.until_ms);
      return;
    }
    v1::Notification& told = *to.add_tells();
    told.set_target(outcome.in_turn.empty() ? target : outcome.in_turn);
    told.set_escalation(tables_.names[chain_.id]);
    told.set_step(effect.step + 1);
    told.set_rotation(outcome.in_turn.empty() ? tables_.names[effect.rotation] : target);
    told.set_channel(tables_.names[effect.channel]);
    told.set_fallback(effect.fallback);
  }

  void AddDropped(const Effect& effect, v1::NotificationDropped::Reason reason,
                  v1::StepAhead& to) const {
    v1::NotificationDropped& dropped = *to.add_passes_over();
    dropped.set_target(tables_.names[effect.target]);
    dropped.set_escalation(tables_.names[chain_.id]);
    dropped.set_step(effect.step + 1);
    dropped.set_reason(reason);
  }

  void AddEffect(const Effect& effect, Core::ChainOutlook& outlook, v1::StepAhead& to) const {
    switch (effect.kind) {
      case EffectKind::kNotify:
        AddTold(effect, outlook, to);
        break;
      case EffectKind::kNotifyNobody:
        AddDropped(
            effect,
            static_cast<v1::NotificationDropped::Reason>(static_cast<int>(effect.dropped) + 1), to);
        break;
      case EffectKind::kPassedOver:
        to.set_condition_false(true);
        break;
      case EffectKind::kSetPriority:
        to.set_raises_priority_to(tables_.names[tables_.priorities[effect.priority]]);
        break;
      case EffectKind::kAct:
        to.set_acts(true);
        break;
      case EffectKind::kHeld:
        to.set_waits_until_ms(OrZero(effect.due_ms));
        break;
      case EffectKind::kEnded:
        to.set_ends(true);
        break;
      default:
        break;
    }
  }

  void AddStops() {
    for (const AwaitedPerson& person : ticket_.rare->awaited) {
      if (person.version != run_.version || person.escalation != run_.escalation) continue;
      out_.add_awaited(tables_.names[person.target]);
    }
    if (run_.state != Run::State::kDeciding) {
      out_.add_stopped_by(out_.awaited().empty() ? v1::RunExplanation::ACKNOWLEDGEMENT
                                                 : v1::RunExplanation::ACKNOWLEDGEMENT_OF_EACH);
    }
    out_.add_stopped_by(run_.after_solving ? v1::RunExplanation::REOPENING
                                           : v1::RunExplanation::SOLVING);
    out_.add_stopped_by(v1::RunExplanation::END_OF_TICKET);
    if (chain_.until_reply) out_.add_stopped_by(v1::RunExplanation::REPLY);
    if (chain_.clear_after_ms > 0) out_.add_stopped_by(v1::RunExplanation::CONDITION_FALSE);
  }

  const Core& core_;
  const Ticket& ticket_;
  const Run& run_;
  const policy::Tables& tables_;
  const policy::Escalation& chain_;
  v1::RunExplanation& out_;
};

}  // namespace

absl::StatusOr<v1::EscalationExplanation> ExplainEscalation(const Core& core,
                                                            std::string_view ticket_id) {
  const Slot slot = core.tickets().Find(ticket_id);
  if (slot == TicketStore::kNoSlot) {
    return UnknownTicket(ticket_id);
  }
  const Ticket& ticket = core.tickets()[slot];
  v1::EscalationExplanation explanation;
  explanation.set_ticket_id(std::string(ticket_id));
  explanation.set_next_look_ms(OrZero(ticket.rare->watch_ms));
  std::vector<RunView> runs;
  for (const Run& run : ticket.rare->runs) {
    runs.emplace_back(core, ticket, run, *explanation.add_runs()).Fill();
  }
  Core::ChainOutlook outlook(core, ticket);
  for (const escalate::Ahead& instant : outlook.All(kMostAhead)) {
    runs[instant.run].AddAhead(instant, outlook);
  }
  return explanation;
}

}  // namespace waypost::engine
