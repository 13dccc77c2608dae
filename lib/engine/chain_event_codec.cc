// Events of chains as messages.
#include "lib/engine/event_codec.h"
#include "lib/engine/rule_text.h"

namespace waypost::engine {
namespace {

void AssignAll(absl::Span<const std::string> texts,
               google::protobuf::RepeatedPtrField<std::string>* out) {
  out->Clear();
  for (const std::string& text : texts) *out->Add() = text;
}

void FillDigest(const escalate::Bucket& digest, v1::NotificationDigest& to) {
  Assign(digest.target, to.mutable_target());
  Assign(digest.channel, to.mutable_channel());
  Assign(digest.chain, to.mutable_escalation());
  to.clear_held();
  for (const escalate::HeldNote& note : digest.held) {
    v1::HeldNotification& held = *to.add_held();
    Assign(note.ticket_id, held.mutable_ticket_id());
    Assign(note.chain, held.mutable_escalation());
    held.set_step(note.step);
    held.set_at_ms(note.at_ms);
  }
}

}  // namespace

void EventCodec::FillChainEvent(const Event& event, v1::Event& out) {
  switch (event.kind) {
    case EventKind::kEscalationStarted: {
      v1::EscalationStarted& to = *out.mutable_escalation_started();
      Put(event.escalation, to.mutable_escalation());
      Assign(TriggerText(event, core_.symbols()), to.mutable_trigger());
      break;
    }
    case EventKind::kEscalationEnded: {
      v1::EscalationEnded& to = *out.mutable_escalation_ended();
      Put(event.escalation, to.mutable_escalation());
      to.set_how(static_cast<v1::EscalationEnded::How>(event.code));
      to.set_steps(static_cast<int32_t>(event.count));
      break;
    }
    case EventKind::kNotification: {
      v1::Notification& to = *out.mutable_notification();
      Put(event.target, to.mutable_target());
      if (event.target == 0) Assign(event.text, to.mutable_target());
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      Put(event.rotation, to.mutable_rotation());
      Put(event.channel, to.mutable_channel());
      to.set_fallback(event.flag);
      to.set_handoff(event.handoff);
      break;
    }
    case EventKind::kNotificationDropped: {
      v1::NotificationDropped& to = *out.mutable_notification_dropped();
      Put(event.target, to.mutable_target());
      Put(event.escalation, to.mutable_escalation());
      if (event.target == 0) {  // was held: its policy may be gone
        Assign(event.text, to.mutable_target());
        Assign(event.action, to.mutable_escalation());
      }
      to.set_step(event.stage);
      to.set_reason(static_cast<v1::NotificationDropped::Reason>(event.code));
      break;
    }
    case EventKind::kEscalationRetriggered: {
      v1::EscalationRetriggered& to = *out.mutable_escalation_retriggered();
      Put(event.escalation, to.mutable_escalation());
      Assign(TriggerText(event, core_.symbols()), to.mutable_trigger());
      to.set_how(static_cast<v1::EscalationRetriggered::How>(event.count));
      break;
    }
    case EventKind::kEscalationHeld: {
      v1::EscalationHeld& to = *out.mutable_escalation_held();
      Put(event.escalation, to.mutable_escalation());
      to.set_why(static_cast<v1::EscalationHeld::Why>(event.code));
      to.set_until_ms(event.due_ms);
      break;
    }
    case EventKind::kEscalationResumed: {
      v1::EscalationResumed& to = *out.mutable_escalation_resumed();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      break;
    }
    case EventKind::kEscalationAcknowledged: {
      v1::EscalationAcknowledged& to = *out.mutable_escalation_acknowledged();
      Put(event.escalation, to.mutable_escalation());
      Assign(event.text, to.mutable_by());
      to.set_awaited(static_cast<int32_t>(event.count));
      break;
    }
    case EventKind::kEscalationMoved: {
      v1::EscalationMoved& to = *out.mutable_escalation_moved();
      Assign(event.text, to.mutable_escalation());
      Put(event.escalation, to.mutable_to());
      to.set_restarted(event.flag);
      to.set_step(event.stage);
      to.set_due_ms(event.due_ms);
      break;
    }
    case EventKind::kNotificationDigest:
      FillDigest(*event.digest, *out.mutable_notification_digest());
      break;
    case EventKind::kTicketRated: {
      v1::TicketRated& to = *out.mutable_ticket_rated();
      to.set_csat(static_cast<int32_t>(event.count));
      to.clear_nps();
      if (event.nps >= 0) to.set_nps(event.nps);
      to.clear_comment_emotion();
      if (event.flag) to.set_comment_emotion(event.emotion);
      Assign(event.text, to.mutable_comment_language());
      break;
    }
    default:
      FillActionEvent(event, out);
      break;
  }
}

void EventCodec::FillActionEvent(const Event& event, v1::Event& out) const {
  switch (event.kind) {
    case EventKind::kCustomActionDue: {
      v1::CustomActionDue& to = *out.mutable_custom_action_due();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      Assign(event.text, to.mutable_name());
      AssignAll(event.texts, to.mutable_arguments());
      break;
    }
    case EventKind::kContactDue: {
      v1::ContactDue& to = *out.mutable_contact_due();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      Assign(event.text, to.mutable_contact());
      break;
    }
    case EventKind::kTagsAdded: {
      v1::TagsAdded& to = *out.mutable_tags_added();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      AssignAll(event.texts, to.mutable_tags());
      break;
    }
    case EventKind::kPanelAsked: {
      v1::PanelAsked& to = *out.mutable_panel_asked();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      AssignAll(event.texts, to.mutable_members());
      to.set_quorum(static_cast<int32_t>(event.count));
      to.set_until_ms(event.due_ms);
      break;
    }
    case EventKind::kDecisionRecorded: {
      v1::DecisionRecorded& to = *out.mutable_decision_recorded();
      Put(event.escalation, to.mutable_escalation());
      Assign(event.text, to.mutable_member());
      Assign(event.action, to.mutable_decision());
      to.set_votes(static_cast<int32_t>(event.count));
      break;
    }
    case EventKind::kPanelDecided: {
      v1::PanelDecided& to = *out.mutable_panel_decided();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      Assign(event.text, to.mutable_decision());
      to.set_votes(static_cast<int32_t>(event.count));
      break;
    }
    case EventKind::kTicketAppealed:
      AssignAll(event.texts, out.mutable_ticket_appealed()->mutable_excluded());
      break;
    default: {
      v1::ActionSkipped& to = *out.mutable_action_skipped();
      Put(event.escalation, to.mutable_escalation());
      to.set_step(event.stage);
      Assign(event.action, to.mutable_action());
      Assign(event.text, to.mutable_reason());
      break;
    }
  }
}

}  // namespace waypost::engine
