#include "lib/compare/meaning.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/digest.h"
#include "lib/report/event_digest.h"
#include "lib/statistics/metric_text.h"

namespace waypost::compare {
namespace {

using Kind = RuleChange::Kind;

Series Plain(Kind kind, const char* name) { return {kind, name, name}; }

Series ClockSeries(const v1::ClockRef& clock) {
  std::string subject = statistics::MetricText(clock.metric(), clock.milestone());
  std::string name = absl::StrCat(subject, " #", clock.cycle());
  if (!clock.task().empty()) absl::StrAppend(&name, " task ", clock.task());
  return {Kind::kPromise, std::move(name), std::move(subject)};
}

template <typename Clocked>
Meaning ClockMeaning(const Clocked& event, std::string text, int64_t due_ms = 0) {
  return {ClockSeries(event.clock()), std::move(text), due_ms};
}

std::string PlaceText(const v1::TicketClassified& classified) {
  std::string text = classified.category().empty() ? "no category" : classified.category();
  if (!classified.subcategory().empty()) absl::StrAppend(&text, "/", classified.subcategory());
  absl::StrAppend(&text, " ", classified.priority(), " ", classified.language());
  if (classified.needs_review()) text += ", for review";
  return text;
}

// The field of Event that is set, as words.
std::string NameOf(const v1::Event& event) {
  const auto* kind = v1::Event::descriptor()->FindFieldByNumber(event.kind_case());
  return kind == nullptr ? "event" : absl::StrReplaceAll(kind->name(), {{"_", " "}});
}

// Anything else: equal texts where all fields are.
std::string DigestOfKind(const v1::Event& event) {
  const auto* kind = v1::Event::descriptor()->FindFieldByNumber(event.kind_case());
  if (kind == nullptr) return "";
  Digest digest;
  report::AddMessage(event.GetReflection()->GetMessage(event, kind), &digest);
  return DigestText(digest.Value());
}

Meaning ChainMeaning(const std::string& chain, std::string text) {
  return {{Kind::kChain, chain, absl::StrCat("chain ", chain)}, std::move(text), 0};
}

// When it goes on is a time and no part of what happens, as with a promise.
Meaning HeldMeaning(const v1::EscalationHeld& held) {
  Meaning meaning = ChainMeaning(
      held.escalation(),
      absl::StrCat("held: ", absl::AsciiStrToLower(v1::EscalationHeld::Why_Name(held.why()))));
  meaning.due_ms = held.until_ms();
  return meaning;
}

template <typename Stepped>
Meaning StepMeaning(const v1::Event& event, const Stepped& done, const std::string& what) {
  return ChainMeaning(
      done.escalation(),
      absl::StrCat("step ", done.step(), " ",
                   what.empty() ? absl::StrCat(NameOf(event), " ", DigestOfKind(event)) : what));
}

// How long it took says the time of the event.
Meaning SolvedMeaning(const v1::TicketSolved& solved) {
  return {Plain(Kind::kOther, "solution"),
          solved.closes_ms() == 0 ? "solved, never closes" : "solved, closes", solved.closes_ms()};
}

Meaning OtherMeaning(const v1::Event& event) {
  std::string name = NameOf(event);
  Meaning meaning{{Kind::kOther, name, name}, "", 0};
  meaning.text = absl::StrCat(name, " ", DigestOfKind(event));
  return meaning;
}

Meaning ClockEventMeaning(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kClockStarted:
      return ClockMeaning(event.clock_started(), "promised", event.clock_started().due_ms());
    case v1::Event::kClockPaused:
      return ClockMeaning(event.clock_paused(), "paused");
    case v1::Event::kClockResumed:
      return ClockMeaning(event.clock_resumed(), "resumed", event.clock_resumed().due_ms());
    case v1::Event::kClockRetargeted:
      return ClockMeaning(event.clock_retargeted(), "another target",
                          event.clock_retargeted().due_ms());
    case v1::Event::kClockWarned:
      return ClockMeaning(event.clock_warned(), "warned");
    case v1::Event::kClockBreached:
      return ClockMeaning(event.clock_breached(), std::string(kBreachedText));
    case v1::Event::kClockMet:
      return ClockMeaning(event.clock_met(), std::string(kMetText));
    case v1::Event::kClockStoppedLate:
      return ClockMeaning(event.clock_stopped_late(), "stopped late");
    case v1::Event::kClockCancelled:
      return ClockMeaning(event.clock_cancelled(), "cancelled");
    default:
      return OtherMeaning(event);
  }
}

Meaning ChainEventMeaning(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kEscalationStarted:
      return ChainMeaning(event.escalation_started().escalation(),
                          absl::StrCat("starts: ", event.escalation_started().trigger()));
    case v1::Event::kEscalationEnded:
      return ChainMeaning(
          event.escalation_ended().escalation(),
          absl::StrCat("ends: ", absl::AsciiStrToLower(v1::EscalationEnded::How_Name(
                                     event.escalation_ended().how()))));
    case v1::Event::kNotification:
      return StepMeaning(event, event.notification(),
                         absl::StrCat("tells ", event.notification().target()));
    case v1::Event::kNotificationDropped:
      return StepMeaning(event, event.notification_dropped(),
                         absl::StrCat("cannot tell ", event.notification_dropped().target()));
    case v1::Event::kCustomActionDue:
      return StepMeaning(event, event.custom_action_due(), "");
    case v1::Event::kContactDue:
      return StepMeaning(event, event.contact_due(), "");
    case v1::Event::kTagsAdded:
      return StepMeaning(event, event.tags_added(), "");
    case v1::Event::kActionSkipped:
      return StepMeaning(event, event.action_skipped(), "");
    case v1::Event::kEscalationRetriggered:
      return ChainMeaning(event.escalation_retriggered().escalation(),
                          absl::StrCat("retriggered ", DigestOfKind(event)));
    case v1::Event::kEscalationHeld:
      return HeldMeaning(event.escalation_held());
    case v1::Event::kEscalationResumed:
      return ChainMeaning(event.escalation_resumed().escalation(), "resumed");
    case v1::Event::kEscalationAcknowledged:
      return ChainMeaning(event.escalation_acknowledged().escalation(), "acknowledged");
    default:
      return ClockEventMeaning(event);
  }
}

}  // namespace

Meaning MeaningOf(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kTicketNotServed:
      return {Plain(Kind::kScope, "scope"), "not served", 0};
    case v1::Event::kTicketClassified:
      return {Plain(Kind::kClassification, "classification"), PlaceText(event.ticket_classified()),
              0};
    case v1::Event::kPriorityChanged:
      return {Plain(Kind::kPriority, "priority"),
              absl::StrCat("priority ", event.priority_changed().to()), 0};
    case v1::Event::kTicketQueued:
      return {Plain(Kind::kRoute, "route"), absl::StrCat("queue ", event.ticket_queued().queue()),
              0};
    case v1::Event::kStageStarted:
      return {Plain(Kind::kRoute, "route"),
              absl::StrCat("stage ", event.stage_started().stage(), " in queue ",
                           event.stage_started().queue()),
              0};
    case v1::Event::kStageSkipped:
      return {Plain(Kind::kRoute, "route"),
              absl::StrCat("stage ", event.stage_skipped().stage(), " skipped"), 0};
    case v1::Event::kLanguageAccepted:
      return {Plain(Kind::kRoute, "route"),
              absl::StrCat("language ", event.language_accepted().tag(), " will do"), 0};
    case v1::Event::kTicketUnroutable:
      return {Plain(Kind::kRoute, "route"), "no route", 0};
    case v1::Event::kTicketSolved:
      return SolvedMeaning(event.ticket_solved());
    case v1::Event::kTicketAssigned:
      return {Plain(Kind::kOther, "assignment"),
              absl::StrCat("agent ", event.ticket_assigned().agent_id()), 0};
    default:
      return ChainEventMeaning(event);
  }
}

}  // namespace waypost::compare
