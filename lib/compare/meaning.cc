#include "lib/compare/meaning.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/report/event_digest.h"
#include "lib/statistics/metric_text.h"

namespace waypost::compare {
namespace {

using Kind = RuleChange::Kind;

Series Plain(Kind kind, const Words& name) { return {kind, name.english, name}; }

Series ClockSeries(const v1::ClockRef& clock) {
  std::string subject = statistics::MetricText(clock.metric(), clock.milestone());
  std::string name = absl::StrCat(subject, " #", clock.cycle());
  if (!clock.task().empty()) absl::StrAppend(&name, " task ", clock.task());
  return {Kind::kPromise, std::move(name), std::move(subject)};
}

template <typename Clocked>
Meaning ClockMeaning(const Clocked& event, Words text, int64_t due_ms = 0) {
  return {ClockSeries(event.clock()), std::move(text), due_ms};
}

Words PlaceText(const v1::TicketClassified& classified) {
  Words text =
      classified.category().empty() ? Words{"no category", "无类别"} : Words(classified.category());
  if (!classified.subcategory().empty()) text += absl::StrCat("/", classified.subcategory());
  text += absl::StrCat(" ", classified.priority(), " ", classified.language());
  if (classified.needs_review()) text += {", for review", "，待复核"};
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

Meaning ChainMeaning(const std::string& chain, Words text) {
  return {{Kind::kChain, chain, Say({"chain $0", "升级链 $0"}, chain)}, std::move(text), 0};
}

// When it goes on is a time and no part of what happens, as with a promise.
Meaning HeldMeaning(const v1::EscalationHeld& held) {
  Meaning meaning = ChainMeaning(
      held.escalation(), Say({"held: $0", "搁置：$0"},
                             absl::AsciiStrToLower(v1::EscalationHeld::Why_Name(held.why()))));
  meaning.due_ms = held.until_ms();
  return meaning;
}

template <typename Stepped>
Meaning StepMeaning(const v1::Event& event, const Stepped& done, const Words& what) {
  return ChainMeaning(
      done.escalation(),
      Say({"step $0 $1", "步骤 $0 $1"}, done.step(),
          what.empty() ? Words(absl::StrCat(NameOf(event), " ", DigestOfKind(event))) : what));
}

// How long it took says the time of the event.
Meaning SolvedMeaning(const v1::TicketSolved& solved) {
  return {Plain(Kind::kOther, {"solution", "解决"}),
          solved.closes_ms() == 0 ? Words{"solved, never closes", "已解决，不关闭"}
                                  : Words{"solved, closes", "已解决，将关闭"},
          solved.closes_ms()};
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
      return ClockMeaning(event.clock_started(), {"promised", "承诺"},
                          event.clock_started().due_ms());
    case v1::Event::kClockPaused:
      return ClockMeaning(event.clock_paused(), {"paused", "暂停"});
    case v1::Event::kClockResumed:
      return ClockMeaning(event.clock_resumed(), {"resumed", "恢复"},
                          event.clock_resumed().due_ms());
    case v1::Event::kClockRetargeted:
      return ClockMeaning(event.clock_retargeted(), {"another target", "改换目标"},
                          event.clock_retargeted().due_ms());
    case v1::Event::kClockWarned:
      return ClockMeaning(event.clock_warned(), {"warned", "预警"});
    case v1::Event::kClockBreached:
      return ClockMeaning(event.clock_breached(), Say(kBreachedText));
    case v1::Event::kClockMet:
      return ClockMeaning(event.clock_met(), Say(kMetText));
    case v1::Event::kClockStoppedLate:
      return ClockMeaning(event.clock_stopped_late(), {"stopped late", "迟停"});
    case v1::Event::kClockCancelled:
      return ClockMeaning(event.clock_cancelled(), {"cancelled", "取消"});
    default:
      return OtherMeaning(event);
  }
}

Meaning ChainEventMeaning(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kEscalationStarted:
      return ChainMeaning(event.escalation_started().escalation(),
                          Say({"starts: $0", "开始：$0"}, event.escalation_started().trigger()));
    case v1::Event::kEscalationEnded:
      return ChainMeaning(
          event.escalation_ended().escalation(),
          Say({"ends: $0", "结束：$0"}, absl::AsciiStrToLower(v1::EscalationEnded::How_Name(
                                            event.escalation_ended().how()))));
    case v1::Event::kNotification:
      return StepMeaning(event, event.notification(),
                         Say({"tells $0", "通知 $0"}, event.notification().target()));
    case v1::Event::kNotificationDropped:
      return StepMeaning(
          event, event.notification_dropped(),
          Say({"cannot tell $0", "无法通知 $0"}, event.notification_dropped().target()));
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
                          Say({"retriggered $0", "再次触发 $0"}, DigestOfKind(event)));
    case v1::Event::kEscalationHeld:
      return HeldMeaning(event.escalation_held());
    case v1::Event::kEscalationResumed:
      return ChainMeaning(event.escalation_resumed().escalation(), {"resumed", "恢复"});
    case v1::Event::kEscalationAcknowledged:
      return ChainMeaning(event.escalation_acknowledged().escalation(), {"acknowledged", "已确认"});
    default:
      return ClockEventMeaning(event);
  }
}

}  // namespace

Meaning MeaningOf(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kTicketNotServed:
      return {Plain(Kind::kScope, {"scope", "服务范围"}), {"not served", "不受理"}, 0};
    case v1::Event::kTicketClassified:
      return {Plain(Kind::kClassification, {"classification", "分类"}),
              PlaceText(event.ticket_classified()), 0};
    case v1::Event::kPriorityChanged:
      return {Plain(Kind::kPriority, {"priority", "优先级"}),
              Say({"priority $0", "优先级 $0"}, event.priority_changed().to()), 0};
    case v1::Event::kTicketQueued:
      return {Plain(Kind::kRoute, {"route", "路由"}),
              Say({"queue $0", "队列 $0"}, event.ticket_queued().queue()), 0};
    case v1::Event::kStageStarted:
      return {Plain(Kind::kRoute, {"route", "路由"}),
              Say({"stage $0 in queue $1", "阶段 $0，队列 $1"}, event.stage_started().stage(),
                  event.stage_started().queue()),
              0};
    case v1::Event::kStageSkipped:
      return {Plain(Kind::kRoute, {"route", "路由"}),
              Say({"stage $0 skipped", "跳过阶段 $0"}, event.stage_skipped().stage()), 0};
    case v1::Event::kLanguageAccepted:
      return {Plain(Kind::kRoute, {"route", "路由"}),
              Say({"language $0 will do", "语言 $0 也可"}, event.language_accepted().tag()), 0};
    case v1::Event::kTicketUnroutable:
      return {Plain(Kind::kRoute, {"route", "路由"}), {"no route", "无路由"}, 0};
    case v1::Event::kTicketSolved:
      return SolvedMeaning(event.ticket_solved());
    case v1::Event::kTicketAssigned:
      return {Plain(Kind::kOther, {"assignment", "派单"}),
              Say({"agent $0", "坐席 $0"}, event.ticket_assigned().agent_id()), 0};
    default:
      return ChainEventMeaning(event);
  }
}

}  // namespace waypost::compare
