#include "lib/engine/event_codec.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/rule_text.h"
#include "lib/policy/metric_names.h"
#include "lib/sla/attainment.h"

namespace waypost::engine {
namespace {

v1::TicketState Number(TicketState state) { return static_cast<v1::TicketState>(state); }
v1::Presence Number(Presence presence) { return static_cast<v1::Presence>(presence); }

}  // namespace

void EventCodec::Put(Symbol symbol, std::string* out) const {
  Assign(core_.symbols().Text(symbol), out);
}

const v1::Event& EventCodec::Encode(const Event& event) {
  std::unique_ptr<v1::Event>& message = messages_[static_cast<size_t>(event.kind)];
  if (message == nullptr) message = std::make_unique<v1::Event>();
  v1::Event& out = *message;
  out.set_sequence(event.sequence);
  out.set_at_ms(event.at_ms);
  Assign(event.ticket_id, out.mutable_ticket_id());
  Assign(event.incident_id, out.mutable_incident_id());
  Assign(event.alarm, out.mutable_alarm());
  FillCause(event, out);
  if (event.rule.kind == RuleRef::Kind::kNone) {
    out.clear_decided_by();
  } else {
    *out.mutable_decided_by() = LocationOf(event.rule);
  }
  Fill(event, out);
  return out;
}

void EventCodec::FillCause(const Event& event, v1::Event& out) const {
  v1::Cause& cause = *out.mutable_cause();
  cause.set_kind(event.by_timer ? v1::Cause::TIMER : v1::Cause::COMMAND);
  Assign(event.command_id, cause.mutable_command_id());
  cause.set_event_sequence(event.cause_sequence);
}

const v1::PolicyLocation& EventCodec::LocationOf(const RuleRef& rule) {
  const uint64_t key = uint64_t{static_cast<uint8_t>(rule.kind)} << 40 |
                       uint64_t{rule.version} << 32 | uint64_t{rule.index} << 16 | rule.part;
  const auto [found, is_new] = locations_.try_emplace(key);
  if (is_new) found->second = DescribeRule(core_.version(rule.version).tables(), rule);
  return found->second;
}

void EventCodec::Fill(const Event& event, v1::Event& out) {
  if (event.quiet != nullptr) return FillQuietEvent(event, out);
  if (event.kind >= EventKind::kIncidentOpened && event.kind <= EventKind::kAlarmCleared) {
    return FillIncidentEvent(event, out);
  }
  if (event.kind >= EventKind::kEscalationStarted && event.kind <= EventKind::kNotificationDigest) {
    return FillChainEvent(event, out);
  }
  if (event.kind >= EventKind::kClockStarted && event.kind <= EventKind::kClockCancelled) {
    FillClockEvent(event, out);
  } else if (event.kind >= EventKind::kTicketClassified &&
             event.kind <= EventKind::kAgentExcluded) {
    FillTicketEvent(event, out);
  } else {
    FillOtherEvent(event, out);
  }
}

void EventCodec::FillClock(const Event& event, v1::ClockRef& out) const {
  out.set_metric(policy::RowOf(event.metric).number);
  Put(event.milestone, out.mutable_milestone());
  out.set_cycle(event.cycle);
  Put(event.sla, out.mutable_sla());
  Put(event.task, out.mutable_task());
}

void EventCodec::FillFigures(const PeriodFigures& figures, v1::AttainmentFigures& out) const {
  out.mutable_clock()->set_metric(policy::RowOf(figures.metric).number);
  Put(figures.milestone, out.mutable_clock()->mutable_milestone());
  Put(figures.sla, out.mutable_clock()->mutable_sla());
  out.set_period(figures.label);
  out.set_begin_ms(figures.begin_ms);
  out.set_end_ms(figures.end_ms);
  out.set_met(figures.tally.met);
  out.set_breached(figures.tally.breached);
  out.set_share_milli(sla::ShareMilli(figures.tally));
  out.set_stopped(figures.tally.stopped);
  out.set_used_ms(figures.tally.used_ms);
  out.set_mean_ms(sla::MeanMs(figures.tally));
  out.set_promised_milli(figures.promised.share_milli);
  out.set_promised_mean_ms(figures.promised.mean_ms);
  out.set_kept(sla::IsKept(figures.promised, figures.tally));
}

void EventCodec::FillClockEvent(const Event& event, v1::Event& out) {
  switch (event.kind) {
    case EventKind::kClockStarted:
      FillClock(event, *out.mutable_clock_started()->mutable_clock());
      out.mutable_clock_started()->set_due_ms(event.due_ms);
      break;
    case EventKind::kClockPaused:
      FillClock(event, *out.mutable_clock_paused()->mutable_clock());
      out.mutable_clock_paused()->set_left_ms(event.amount_ms);
      break;
    case EventKind::kClockResumed:
      FillClock(event, *out.mutable_clock_resumed()->mutable_clock());
      out.mutable_clock_resumed()->set_due_ms(event.due_ms);
      break;
    case EventKind::kClockRetargeted:
      FillClock(event, *out.mutable_clock_retargeted()->mutable_clock());
      out.mutable_clock_retargeted()->set_due_ms(event.due_ms);
      break;
    case EventKind::kClockWarned:
      FillClock(event, *out.mutable_clock_warned()->mutable_clock());
      out.mutable_clock_warned()->set_left_ms(event.amount_ms);
      out.mutable_clock_warned()->set_due_ms(event.due_ms);
      break;
    case EventKind::kClockBreached:
      FillClock(event, *out.mutable_clock_breached()->mutable_clock());
      out.mutable_clock_breached()->set_due_ms(event.due_ms);
      break;
    case EventKind::kClockMet:
      FillClock(event, *out.mutable_clock_met()->mutable_clock());
      out.mutable_clock_met()->set_after_ms(event.amount_ms);
      out.mutable_clock_met()->set_due_ms(event.due_ms);
      break;
    case EventKind::kClockStoppedLate:
      FillClock(event, *out.mutable_clock_stopped_late()->mutable_clock());
      out.mutable_clock_stopped_late()->set_after_ms(event.amount_ms);
      out.mutable_clock_stopped_late()->set_due_ms(event.due_ms);
      break;
    default:
      FillClock(event, *out.mutable_clock_cancelled()->mutable_clock());
      out.mutable_clock_cancelled()->set_reason(
          static_cast<v1::ClockCancelled::Reason>(event.code));
      break;
  }
}

void EventCodec::FillTicketEvent(const Event& event, v1::Event& out) {
  switch (event.kind) {
    case EventKind::kTicketClassified: {
      v1::TicketClassified& to = *out.mutable_ticket_classified();
      Put(event.category, to.mutable_category());
      Put(event.subcategory, to.mutable_subcategory());
      Put(event.priority, to.mutable_priority());
      Put(event.language, to.mutable_language());
      to.set_emotion(event.emotion);
      to.set_complexity(static_cast<v1::Complexity>(event.complexity));
      to.set_by_person(event.flag);
      Assign(event.text, to.mutable_keyword());
      to.set_confidence_milli(event.confidence_milli);
      to.set_margin_milli(event.margin_milli);
      to.set_needs_review(event.needs_review);
      Put(event.from_category, to.mutable_from_category());
      Put(event.from_subcategory, to.mutable_from_subcategory());
      to.set_unread_bytes(event.count);
      break;
    }
    case EventKind::kStatusChanged:
      out.mutable_status_changed()->set_from(Number(event.from_state));
      out.mutable_status_changed()->set_to(Number(event.to_state));
      out.mutable_status_changed()->set_over_capacity(event.over_capacity);
      break;
    case EventKind::kTicketSolved:
      out.mutable_ticket_solved()->set_after_ms(event.amount_ms);
      out.mutable_ticket_solved()->set_closes_ms(event.due_ms);
      break;
    case EventKind::kTicketReopened:
      out.mutable_ticket_reopened()->set_times(static_cast<int32_t>(event.count));
      break;
    case EventKind::kTicketClosed:
      out.mutable_ticket_closed()->set_how(static_cast<v1::TicketClosed::How>(event.code));
      break;
    case EventKind::kTicketNotServed:
      Put(event.target, out.mutable_ticket_not_served()->mutable_rule());
      Assign(event.text, out.mutable_ticket_not_served()->mutable_reply());
      break;
    case EventKind::kTicketAbandoned:
      out.mutable_ticket_abandoned()->set_waited_ms(event.amount_ms);
      break;
    case EventKind::kTicketMerged:
      Assign(event.text, out.mutable_ticket_merged()->mutable_into_ticket_id());
      break;
    case EventKind::kTicketSplit:
      Assign(event.text, out.mutable_ticket_split()->mutable_part_ticket_id());
      out.mutable_ticket_split()->set_since_opening(event.flag);
      break;
    case EventKind::kSolutionProposed:
      out.mutable_solution_proposed();
      break;
    case EventKind::kPriorityChanged:
      Put(event.old_priority, out.mutable_priority_changed()->mutable_from());
      Put(event.priority, out.mutable_priority_changed()->mutable_to());
      break;
    default:
      return FillRoutingEvent(event, out);
  }
}

void EventCodec::FillRoutingEvent(const Event& event, v1::Event& out) {
  switch (event.kind) {
    case EventKind::kTicketQueued: {
      v1::TicketQueued& to = *out.mutable_ticket_queued();
      Put(event.queue, to.mutable_queue());
      to.set_stage(event.stage);
      to.set_waiting(event.count);
      break;
    }
    case EventKind::kTicketOffered: {
      v1::TicketOffered& to = *out.mutable_ticket_offered();
      Put(event.agent, to.mutable_agent_id());
      Put(event.queue, to.mutable_queue());
      Put(event.route, to.mutable_route());
      to.set_stage(event.stage);
      to.set_expires_ms(event.due_ms);
      Put(event.language, to.mutable_language());
      to.set_to_owner(event.flag);
      break;
    }
    case EventKind::kOfferEnded: {
      v1::OfferEnded& to = *out.mutable_offer_ended();
      Put(event.agent, to.mutable_agent_id());
      to.set_how(static_cast<v1::OfferEnded::How>(event.code));
      Assign(event.text, to.mutable_reason());
      break;
    }
    case EventKind::kTicketAssigned: {
      v1::TicketAssigned& to = *out.mutable_ticket_assigned();
      Put(event.agent, to.mutable_agent_id());
      Put(event.owner, to.mutable_owner_id());
      to.set_waited_ms(event.amount_ms);
      to.set_forced(event.flag);
      to.set_over_capacity(event.over_capacity);
      break;
    }
    case EventKind::kStageStarted:
      Put(event.route, out.mutable_stage_started()->mutable_route());
      out.mutable_stage_started()->set_stage(event.stage);
      Put(event.queue, out.mutable_stage_started()->mutable_queue());
      break;
    case EventKind::kStageSkipped:
      Put(event.route, out.mutable_stage_skipped()->mutable_route());
      out.mutable_stage_skipped()->set_stage(event.stage);
      Assign(event.text, out.mutable_stage_skipped()->mutable_because());
      break;
    case EventKind::kLanguageAccepted:
      Put(event.route, out.mutable_language_accepted()->mutable_route());
      out.mutable_language_accepted()->set_stage(event.stage);
      Put(event.language, out.mutable_language_accepted()->mutable_tag());
      break;
    case EventKind::kTicketUnroutable:
      out.mutable_ticket_unroutable();
      break;
    case EventKind::kTicketReturned:
      Put(event.agent, out.mutable_ticket_returned()->mutable_agent_id());
      out.mutable_ticket_returned()->set_why(static_cast<v1::TicketReturned::Why>(event.code));
      break;
    case EventKind::kAgentExcluded:
      Put(event.agent, out.mutable_agent_excluded()->mutable_agent_id());
      break;
    default:
      out.mutable_ticket_adopted()->set_state(Number(event.to_state));
      out.mutable_ticket_adopted()->set_opened_ms(event.due_ms);
      out.mutable_ticket_adopted()->set_over_capacity(event.over_capacity);
      break;
  }
}

void EventCodec::FillOtherEvent(const Event& event, v1::Event& out) {
  switch (event.kind) {
    case EventKind::kCommandRefused: {
      v1::CommandRefused& to = *out.mutable_command_refused();
      to.set_reason(static_cast<v1::CommandRefused::Reason>(event.code));
      Assign(event.text, to.mutable_message());
      to.clear_diagnostics();
      for (const std::string& text : event.texts) to.add_diagnostics(text);
      break;
    }
    case EventKind::kDuplicate:
      out.mutable_duplicate()->set_first_sequence(event.new_fingerprint);
      out.mutable_duplicate()->set_count(static_cast<int32_t>(event.count));
      break;
    case EventKind::kPolicyReplaced:
      out.mutable_policy_replaced()->set_old_fingerprint(event.old_fingerprint);
      out.mutable_policy_replaced()->set_new_fingerprint(event.new_fingerprint);
      break;
    case EventKind::kConditionFailed:
      *out.mutable_condition_failed()->mutable_rule() = LocationOf(event.rule).rule();
      break;
    case EventKind::kRoundsExceeded:
      out.mutable_rounds_exceeded()->set_rounds(static_cast<int32_t>(event.count));
      break;
    case EventKind::kAgentSet:
      Put(event.agent, out.mutable_agent_set()->mutable_agent_id());
      out.mutable_agent_set()->set_is_new(event.flag);
      out.mutable_agent_set()->set_over_capacity(event.over_capacity);
      break;
    case EventKind::kAgentPresenceChanged: {
      v1::AgentPresenceChanged& to = *out.mutable_agent_presence_changed();
      Put(event.agent, to.mutable_agent_id());
      to.set_from(Number(event.from_presence));
      to.set_to(Number(event.to_presence));
      to.set_after_misses(event.flag);
      break;
    }
    case EventKind::kAttainmentAtRisk:
      FillFigures(*event.period, *out.mutable_attainment_at_risk());
      break;
    case EventKind::kAttainmentClosed:
      FillFigures(*event.period, *out.mutable_attainment_closed());
      break;
    case EventKind::kTaskLinked: {
      v1::TaskLinked& to = *out.mutable_task_linked();
      Put(event.task, to.mutable_task_id());
      Put(event.queue, to.mutable_queue());
      Put(event.owner, to.mutable_owner_id());
      break;
    }
    case EventKind::kTaskEnded: {
      v1::TaskEnded& to = *out.mutable_task_ended();
      Put(event.task, to.mutable_task_id());
      to.set_how(static_cast<v1::TaskEnded::How>(event.code));
      Put(event.queue, to.mutable_queue());
      to.set_after_ms(event.amount_ms);
      break;
    }
    case EventKind::kCustomerThanked:
      out.mutable_customer_thanked();
      break;
    case EventKind::kAgentRemoved:
      Put(event.agent, out.mutable_agent_removed()->mutable_agent_id());
      break;
    default:
      FillTimesOfAgent(event, out);
      break;
  }
}

void EventCodec::FillTimesOfAgent(const Event& event, v1::Event& out) const {
  switch (event.kind) {
    case EventKind::kAgentRests: {
      v1::AgentRests& to = *out.mutable_agent_rests();
      Put(event.agent, to.mutable_agent_id());
      to.set_why(static_cast<v1::AgentRests::Why>(event.code));
      to.set_until_ms(event.due_ms);
      break;
    }
    case EventKind::kAgentRested: {
      v1::AgentRested& to = *out.mutable_agent_rested();
      Put(event.agent, to.mutable_agent_id());
      to.set_why(static_cast<v1::AgentRests::Why>(event.code));
      to.set_early(event.flag);
      break;
    }
    case EventKind::kShiftChanged:
      Put(event.agent, out.mutable_shift_changed()->mutable_agent_id());
      out.mutable_shift_changed()->set_on_shift(event.flag);
      break;
    case EventKind::kSkillExpired:
      Put(event.agent, out.mutable_skill_expired()->mutable_agent_id());
      Put(event.target, out.mutable_skill_expired()->mutable_skill());
      break;
    case EventKind::kChannelChanged: {
      v1::ChannelChanged& to = *out.mutable_channel_changed();
      Put(event.channel, to.mutable_channel());
      to.set_how(static_cast<v1::ChannelChanged::How>(event.code));
      Put(event.target, to.mutable_stand_in());
      to.clear_over_capacity();
      for (const std::string& agent : event.texts) to.add_over_capacity(agent);
      break;
    }
    case EventKind::kQueueOverflow: {
      v1::QueueOverflow& to = *out.mutable_queue_overflow();
      Put(event.queue, to.mutable_queue());
      Put(event.target, to.mutable_to_queue());
      to.set_on(event.flag);
      to.set_waiting(event.count);
      break;
    }
    case EventKind::kReserveReleased:
      Put(event.queue, out.mutable_reserve_released()->mutable_queue());
      Put(event.target, out.mutable_reserve_released()->mutable_skill());
      break;
    case EventKind::kModeChanged: {
      v1::ModeChanged& to = *out.mutable_mode_changed();
      Put(event.target, to.mutable_overlay());
      to.set_on(event.flag);
      to.set_how(static_cast<v1::ModeChanged::How>(event.code));
      to.set_until_ms(event.due_ms);
      to.clear_over_capacity();
      for (const std::string& agent : event.texts) to.add_over_capacity(agent);
      break;
    }
    case EventKind::kQueueHours:
      Put(event.queue, out.mutable_queue_hours()->mutable_queue());
      out.mutable_queue_hours()->set_open(event.flag);
      Put(event.target, out.mutable_queue_hours()->mutable_site());
      break;
    default:
      Put(event.agent, out.mutable_queue_opted()->mutable_agent_id());
      Put(event.queue, out.mutable_queue_opted()->mutable_queue());
      out.mutable_queue_opted()->set_out(event.flag);
      break;
  }
}

}  // namespace waypost::engine
