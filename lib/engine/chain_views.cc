#include "lib/engine/chain_views.h"

#include <string>
#include <vector>

#include "lib/engine/clock_views.h"
#include "lib/engine/rule_text.h"
#include "lib/engine/unknown_id.h"
#include "lib/escalate/outlook.h"

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
      : ticket_(ticket),
        run_(run),
        tables_(core.version(run.version).tables()),
        chain_(tables_.escalations[run.escalation]),
        out_(out) {}

  void Fill(const std::vector<escalate::Ahead>& ahead) {
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
    for (uint16_t step = 0; step < run_.next_step; ++step) {
      *out_.add_done() = DescribeStep(step);
    }
    for (const escalate::Ahead& instant : ahead) AddAhead(instant);
    AddStops();
  }

 private:
  v1::PolicyLocation DescribeStep(uint16_t step) const {
    return DescribeRule(tables_, {RuleRef::Kind::kStep, run_.version, run_.escalation, step});
  }

  void AddAhead(const escalate::Ahead& instant) {
    v1::StepAhead& to = *out_.add_ahead();
    to.set_due_ms(instant.due_ms);
    to.set_step(instant.step + 1);
    *to.mutable_step_at() = DescribeStep(instant.step);
    for (const Effect& effect : instant.effects) AddEffect(effect, to);
  }

  void AddEffect(const Effect& effect, v1::StepAhead& to) const {
    switch (effect.kind) {
      case EffectKind::kNotify: {
        v1::Notification& told = *to.add_tells();
        told.set_target(tables_.names[effect.target]);
        told.set_escalation(tables_.names[chain_.id]);
        told.set_step(effect.step + 1);
        told.set_rotation(tables_.names[effect.rotation]);
        told.set_channel(tables_.names[effect.channel]);
        told.set_fallback(effect.fallback);
        break;
      }
      case EffectKind::kNotifyNobody: {
        v1::NotificationDropped& dropped = *to.add_passes_over();
        dropped.set_target(tables_.names[effect.target]);
        dropped.set_escalation(tables_.names[chain_.id]);
        dropped.set_step(effect.step + 1);
        dropped.set_reason(
            static_cast<v1::NotificationDropped::Reason>(static_cast<int>(effect.dropped) + 1));
        break;
      }
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
  for (const Run& run : ticket.rare->runs) {
    RunView(core, ticket, run, *explanation.add_runs())
        .Fill(core.LookAhead(ticket, run, kMostAhead));
  }
  return explanation;
}

}  // namespace waypost::engine
