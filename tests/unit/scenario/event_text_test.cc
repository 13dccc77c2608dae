#include "lib/scenario/event_text.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"

namespace waypost::scenario {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr int64_t kStepMs = 1'801'861'200'000;  // 2027-02-05T21:00Z

v1::Event Event(const std::string& text) {
  v1::Event event;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &event)) << text;
  event.set_at_ms(kStepMs);
  return event;
}

std::string Text(const v1::Event& event) {
  return EventText(event, LocalTime(calendar::Zone()), kStepMs);
}

struct EventCase {
  const char* message;
  const char* line;
};

constexpr EventCase kEventCases[] = {
    {R"(ticket_id: "T1" command_refused { reason: WRONG_STATE message: "it is solved" })",
     R"(refused wrong_state T1 message="it is solved")"},
    {R"(command_refused { reason: POLICY_MISMATCH message: "m" diagnostics: "a" diagnostics: "b" })",
     R"(refused policy_mismatch message=m diagnostics="a; b")"},
    {"duplicate { first_sequence: 12 count: 3 }", "duplicate first=12 events=3"},
    {"policy_replaced { old_fingerprint: 1 new_fingerprint: 0xfedcba9876543210 }",
     "policy_replaced old=0000000000000001 new=fedcba9876543210"},
    {R"(ticket_id: "T1" condition_failed { rule: "sla \"a\"" })",
     R"(condition_failed T1 rule="sla \"a\"")"},
    {R"(ticket_id: "T1" rounds_exceeded { rounds: 16 })", "rounds_exceeded T1 rounds=16"},
    {R"(ticket_id: "T1" ticket_classified { category: "account" subcategory: "stolen" priority: "P0"
        language: "zh" emotion: 3 complexity: SIMPLE by_person: true keyword: "盗号"
        confidence_milli: 1000 margin_milli: 900 needs_review: true from_category: "refund" })",
     "classified T1 account/stolen priority=P0 language=zh emotion=3 complexity=simple "
     "by_person=yes keyword=盗号 confidence=1000 margin=900 review=yes from=refund"},
    {R"(ticket_id: "T1" ticket_classified { priority: "P3" language: "und" })",
     "classified T1 - priority=P3 language=und emotion=0 confidence=0 margin=0"},
    {R"(ticket_id: "T1" ticket_classified { category: "refund" priority: "P3" language: "en" })",
     "classified T1 refund priority=P3 language=en emotion=0 confidence=0 margin=0"},
    {R"(ticket_id: "T1" ticket_queued { queue: "all" stage: 2 waiting: 7 })",
     "queued T1 all stage=2 waiting=7"},
    {R"(ticket_id: "T1" ticket_offered { agent_id: "lin" queue: "all" route: "r" stage: 1
        expires_ms: 1801861230000 })",
     "offered T1 lin via r stage=1 queue=all expires=21:00:30"},
    {R"(ticket_id: "T1" ticket_offered { agent_id: "lin" queue: "all" stage: 1
        expires_ms: 1801861230000 })",
     "offered T1 lin stage=1 queue=all expires=21:00:30"},
    {R"(ticket_id: "T1" offer_ended { agent_id: "lin" how: TIMED_OUT })",
     "offer_ended T1 lin timed_out"},
    {R"(ticket_id: "T1" offer_ended { agent_id: "lin" how: DECLINED reason: "at lunch" })",
     R"(offer_ended T1 lin declined reason="at lunch")"},
    {R"(ticket_id: "T1" ticket_assigned { agent_id: "lin" owner_id: "mei" waited_ms: 90000
        forced: true })",
     "assigned T1 lin owner=mei waited=1m30s forced=yes"},
    {R"(ticket_id: "T1" status_changed { from: ASSIGNED to: WAITING_CUSTOMER })",
     "status T1 waiting_customer from=assigned"},
    {R"(ticket_id: "T1" ticket_solved { after_ms: 60000 closes_ms: 1802120400000 })",
     "solved T1 after=1m closes=2027-02-08T21:00"},
    {R"(ticket_id: "T1" ticket_solved { after_ms: 60000 })", "solved T1 after=1m closes=never"},
    {R"(ticket_id: "T1" ticket_reopened { times: 2 })", "reopened T1 times=2"},
    {R"(ticket_id: "T1" ticket_closed { how: SILENCE })", "closed T1 silence"},
    {R"(ticket_id: "T1" ticket_not_served { rule: "hardware" reply: "kb-1" })",
     "not_served T1 hardware reply=kb-1"},
    {R"(ticket_id: "T1" ticket_abandoned { waited_ms: 1 })", "abandoned T1 waited=1ms"},
    {R"(ticket_id: "T1" ticket_merged { into_ticket_id: "T2" })", "merged T1 into T2"},
    {R"(ticket_id: "T1" ticket_split { part_ticket_id: "T2" since_opening: true })",
     "split T1 into T2 since_opening=yes"},
    {R"(ticket_id: "T1" solution_proposed { })", "proposed T1"},
    {R"(ticket_id: "T1" priority_changed { from: "P3" to: "P1" })", "priority T1 P1 from=P3"},
    {R"(ticket_id: "T1" stage_started { route: "r" stage: 2 queue: "all" })",
     "stage T1 2 via r queue=all"},
    {R"(ticket_id: "T1" stage_skipped { route: "r" stage: 2 because: "no_agent_on_shift" })",
     "skipped T1 2 via r because=no_agent_on_shift"},
    {R"(ticket_id: "T1" language_accepted { route: "r" stage: 1 tag: "via_translation" })",
     "language T1 via_translation via r stage=1"},
    {R"(ticket_id: "T1" ticket_unroutable { })", "unroutable T1"},
    {R"(ticket_id: "T1" ticket_adopted { state: ON_HOLD opened_ms: 1801861200000 })",
     "adopted T1 on_hold opened=21:00"},
    {R"(ticket_id: "T1" clock_started { clock { metric: FIRST_REPLY cycle: 1 sla: "a" }
        due_ms: 1801861500000 })",
     "clock T1 first_reply due=21:05 sla=a"},
    {R"(ticket_id: "T1" clock_started { clock { metric: MILESTONE milestone: "frozen" cycle: 1
        sla: "a" } due_ms: 9223372036854775807 })",
     "clock T1 frozen due=never sla=a"},
    {R"(ticket_id: "T1" clock_paused { clock { metric: RESOLUTION cycle: 1 sla: "a" }
        left_ms: 3600000 })",
     "paused T1 resolution left=1h sla=a"},
    {R"(ticket_id: "T1" clock_paused { clock { metric: RESOLUTION cycle: 1 sla: "a" }
        left_ms: -60000 })",
     "paused T1 resolution left=-1m sla=a"},
    {R"(ticket_id: "T1" clock_paused { clock { metric: RESOLUTION cycle: 1 sla: "a" }
        left_ms: 9223372036854775807 })",
     "paused T1 resolution left=never sla=a"},
    {R"(ticket_id: "T1" clock_resumed { clock { metric: AGENT_WORK cycle: 1 sla: "a" }
        due_ms: 1801861500000 })",
     "resumed T1 agent_work due=21:05 sla=a"},
    {R"(ticket_id: "T1" clock_retargeted { clock { metric: NEXT_REPLY cycle: 2 sla: "a" }
        due_ms: 1801861500000 })",
     "retargeted T1 next_reply due=21:05 cycle=2 sla=a"},
    {R"(ticket_id: "T1" clock_warned { clock { metric: FIRST_REPLY cycle: 1 sla: "a" }
        left_ms: 150000 due_ms: 1801861500000 })",
     "warned T1 first_reply left=2m30s due=21:05 sla=a"},
    {R"(ticket_id: "T1" clock_breached { clock { metric: FIRST_REPLY cycle: 1 sla: "a" }
        due_ms: 1801861200000 })",
     "breached T1 first_reply due=21:00 sla=a"},
    {R"(ticket_id: "T1" clock_met { clock { metric: PERIODIC_UPDATE cycle: 3 sla: "a" }
        after_ms: 250 due_ms: 1801861500000 })",
     "met T1 periodic_update after=250ms due=21:05 cycle=3 sla=a"},
    {R"(ticket_id: "T1" clock_stopped_late { clock { metric: REQUESTER_WAIT cycle: 1 sla: "a" }
        after_ms: 7200000 due_ms: 1801861100000 })",
     "stopped_late T1 requester_wait after=2h due=20:58:20 sla=a"},
    {R"(ticket_id: "T1" clock_cancelled { clock { metric: FIRST_REPLY cycle: 1 sla: "a" }
        reason: NO_PROMISE })",
     "cancelled T1 first_reply no_promise sla=a"},
    {R"(ticket_id: "T1" clock_met { clock { metric: TASK task: "D1" cycle: 1 sla: "a" }
        after_ms: 250 due_ms: 1801861500000 })",
     "met T1 task after=250ms due=21:05 sla=a task=D1"},
    {R"(attainment_at_risk { clock { metric: PICKUP sla: "a" } period: "2027-W05"
        begin_ms: 1801526400000 end_ms: 1802131200000 breached: 2 share_milli: 333 met: 1
        promised_milli: 923 })",
     "at_risk pickup 2027-W05 share=333 promised=923 met=1 breached=2 stopped=0 mean=0s "
     "promised_mean=0s used=0s from=2027-02-02T00:00 until=2027-02-09T00:00 sla=a"},
    {R"(attainment_closed { clock { metric: MILESTONE milestone: "frozen" sla: "a" }
        period: "2027-02" begin_ms: 1801861200000 end_ms: 1801861260000 stopped: 2 used_ms: 3000
        mean_ms: 1500 promised_mean_ms: 2000 share_milli: 1000 kept: true })",
     "period frozen 2027-02 share=1000 promised=0 met=0 breached=0 stopped=2 mean=1s500ms "
     "promised_mean=2s kept=yes used=3s from=21:00 until=21:01 sla=a"},
    {R"(ticket_id: "T1" task_linked { task_id: "D1" queue: "development" owner_id: "lin" })",
     "task T1 D1 development owner=lin"},
    {R"(ticket_id: "T1" task_ended { task_id: "D1" queue: "development" how: TICKET_ENDED
        after_ms: 60000 })",
     "task_ended T1 D1 ticket_ended queue=development after=1m"},
    {R"(ticket_id: "T1" customer_thanked { })", "thanked T1"},
    {R"(ticket_id: "T1" escalation_started { escalation: "late" trigger: "breached first_reply" })",
     R"(escalated T1 late trigger="breached first_reply")"},
    {R"(ticket_id: "T1" escalation_ended { escalation: "late" how: COMPLETED steps: 4 })",
     "escalation_ended T1 late completed steps=4"},
    {R"(ticket_id: "T1" notification { target: "role:lead" escalation: "late" step: 1 })",
     "notify T1 role:lead via late step=1"},
    {R"(ticket_id: "T1" notification { target: "agent:lin" escalation: "late" step: 1
        rotation: "rotation:night" })",
     "notify T1 agent:lin via late step=1 rotation=rotation:night"},
    {R"(ticket_id: "T1" notification_dropped { target: "rotation:night" escalation: "late" step: 2
        reason: NOBODY_ON_DUTY })",
     "notify_dropped T1 rotation:night nobody_on_duty via late step=2"},
    {R"(ticket_id: "T1" notification { target: "customer" escalation: "late" step: 1
        channel: "sms" fallback: true })",
     "notify T1 customer via late step=1 channel=sms fallback=yes"},
    {R"(ticket_id: "T1" escalation_retriggered { escalation: "late" trigger: "created"
        how: COOLING })",
     "retriggered T1 late cooling trigger=created"},
    {R"(ticket_id: "T1" escalation_held { escalation: "late" why: SNOOZED
        until_ms: 1801861500000 })",
     "held T1 late snoozed until=21:05"},
    {R"(ticket_id: "T1" escalation_resumed { escalation: "late" step: 2 })",
     "goes_on T1 late step=2"},
    {R"(ticket_id: "T1" escalation_acknowledged { escalation: "late" by: "an" awaited: 1 })",
     "acknowledged T1 late by=an awaited=1"},
    {R"(ticket_id: "T1" custom_action_due { escalation: "late" step: 1 name: "freeze"
        arguments: ["login", "trade"] })",
     R"(action T1 freeze via late step=1 arguments="login; trade")"},
    {R"(ticket_id: "T1" contact_due { escalation: "late" step: 1 contact: "survey" })",
     "contact T1 survey via late step=1"},
    {R"(ticket_id: "T1" tags_added { escalation: "late" step: 1 tags: "vip" })",
     "tagged T1 tags=vip via late step=1"},
    {R"(ticket_id: "T1" action_skipped { escalation: "late" step: 1 action: "reopen"
        reason: "no" })",
     "action_skipped T1 reopen via late step=1 reason=no"},
    {R"(ticket_id: "T1" ticket_rated { csat: 2 })", "rated T1 2"},
    {R"(ticket_id: "T1" ticket_rated { csat: 5 nps: 0 })", "rated T1 5 nps=0"},
    {R"(ticket_id: "T1" ticket_rated { csat: 5 comment_emotion: 0 comment_language: "en" })",
     "rated T1 5 emotion=0 language=en"},
    {R"(notification_digest { target: "role:lead" escalation: "late" channel: "sms"
        held { ticket_id: "T1" escalation: "late" step: 2 at_ms: 1 }
        held { ticket_id: "T2" escalation: "page" step: 1 at_ms: 2 } })",
     R"(digest role:lead via late channel=sms held="T1 late#2; T2 page#1")"},
    {R"(agent_set { agent_id: "lin" is_new: true })", "agent lin new=yes"},
    {R"(agent_presence_changed { agent_id: "lin" from: AVAILABLE to: ON_BREAK })",
     "presence lin on_break from=available"},
    {R"(agent_removed { agent_id: "lin" })", "removed lin"},
    {R"(ticket_id: "T1" ticket_returned { agent_id: "lin" why: SHIFT_ENDED })",
     "returned T1 lin shift_ended"},
    {R"(ticket_id: "T1" agent_excluded { agent_id: "lin" })", "excluded T1 lin"},
    {R"(ticket_id: "T1" escalation_moved { escalation: "late" to: "slow" restarted: true step: 2
        due_ms: 1801861500000 })",
     "moved T1 late to=slow restarted=yes step=2 due=21:05"},
    {R"(ticket_id: "T1" panel_asked { escalation: "judge" step: 1 members: ["agent:an", "role:b"]
        quorum: 2 until_ms: 1801861500000 })",
     R"(panel T1 judge members="agent:an; role:b" quorum=2 until=21:05 step=1)"},
    {R"(ticket_id: "T1" decision_recorded { escalation: "judge" member: "agent:an" decision: "lift"
        votes: 1 })",
     "voted T1 agent:an via judge decision=lift votes=1"},
    {R"(ticket_id: "T1" callback_changed { state: SCHEDULED begin_ms: 1801861200000
        end_ms: 1801863000000 })",
     "callback T1 scheduled begin=21:00 end=21:30"},
    {R"(ticket_id: "T1" entitlement_used { entitlement: "changes" customer: "ann" left: 4
        until_ms: 1801861500000 })",
     "used T1 changes customer=ann left=4 until=21:05"},
    {R"(ticket_id: "T1" ticket_erased { why: CUSTOMER was_open: true })",
     "erased T1 customer was_open=yes"},
    {R"(customer_erased { customer: "ann" tickets: 2 entitlements: 1 })",
     "customer_erased ann tickets=2 entitlements=1"},
    {R"(customer_exported { customer: "ann" tickets { ticket_id: "T1" } retained { ticket_id: "T2" }
        retained { ticket_id: "T3" } })",
     "exported ann tickets=1 retained=2"},
    {R"(ticket_id: "T1" compensation_changed { compensation: "refund" state: OFFERED amount: 500
        kind: MONEY customer: "ann" expires_ms: 1801861500000 escalation: "failed" step: 2 })",
     "compensation T1 refund offered amount=500 kind=money customer=ann until=21:05 via failed "
     "step=2"},
    {R"(ticket_id: "T1" compensation_changed { compensation: "refund" state: DELIVERED amount: 500
        kind: MONEY customer: "ann" })",
     "compensation T1 refund delivered amount=500 kind=money customer=ann until=never"},
    {R"(ticket_id: "T1" review_changed { sample: "internal" reviewer: "agent:bo" state: ASKED
        due_ms: 1801861500000 })",
     "review T1 internal agent:bo asked until=21:05"},
    {R"(ticket_id: "T1" review_changed { sample: "internal" reviewer: "agent:bo" state: RECORDED
        agent_id: "lin" scores { name: "tone" level: 80 } scores { name: "accuracy" level: 91 }
        mean: 85 })",
     R"(review T1 internal agent:bo recorded until=never agent=lin scores="tone:80; accuracy:91" mean=85)"},
    {R"(ticket_id: "T1" panel_decided { escalation: "judge" step: 1 decision: "lift" votes: 2 })",
     "decided T1 judge decision=lift votes=2 step=1"},
    {R"(ticket_id: "T1" ticket_appealed { excluded: ["agent:an", "role:b"] })",
     R"(appealed T1 excluded="agent:an; role:b")"},
    {R"(ticket_id: "T1" agent_rests { agent_id: "lin" why: WRAP_UP until_ms: 1801861500000 })",
     "rests lin wrap_up until=21:05 ticket=T1"},
    {R"(agent_rested { agent_id: "lin" why: PACE early: true })", "rested lin pace early=yes"},
    {R"(shift_changed { agent_id: "lin" on_shift: true })", "shift lin on_shift=yes"},
    {R"(skill_expired { agent_id: "lin" skill: "account" })", "skill_expired lin account"},
    {R"(queue_opted { agent_id: "lin" queue: "bulk" out: true })", "opted lin bulk out=yes"},
    {R"(channel_changed { channel: "phone" how: DOWN stand_in: "chat" over_capacity: "lin" })",
     "channel phone down stand_in=chat over_capacity=lin"},
    {R"(queue_overflow { queue: "phone" to_queue: "general" on: true waiting: 5 })",
     "overflow phone into general on=yes waiting=5"},
    {R"(ticket_id: "T1" reserve_released { queue: "phone" skill: "ja" })",
     "released T1 queue=phone skill=ja"},
    {R"(mode_changed { overlay: "sale" on: true how: SWITCHED until_ms: 1801861500000
        over_capacity: "lin" })",
     "mode sale switched on=yes until=21:05 over_capacity=lin"},
    {R"(queue_hours { queue: "lisbon" open: true })", "hours lisbon open=yes"},
    {R"(incident_id: "outages-1" incident_opened { stream: "outages" values: ["eu", "ios"]
        since_ms: 1801861200000 by_person: true reopened: true })",
     R"(incident outages-1 stream=outages values="eu; ios" since=21:00 by_person=yes reopened=yes)"},
    {R"(ticket_id: "T1" incident_id: "outages-1" incident_joined { customers: 3 })",
     "joined T1 outages-1 customers=3"},
    {R"(ticket_id: "T1" incident_id: "outages-1" incident_left { why: MOVED })",
     "left T1 outages-1 moved"},
    {R"(incident_id: "outages-1" incident_level_reached { level: "major" customers: 500 })",
     "incident_level outages-1 major customers=500"},
    {R"(incident_id: "outages-1" incident_closed { how: CALM customers: 7 tickets: 9 })",
     "incident_closed outages-1 calm customers=7 tickets=9"},
    {R"(incident_id: "hall-1" incident_clock_started { clock: "cleaned" due_ms: 1801861500000 })",
     "incident_clock hall-1 cleaned due=21:05"},
    {R"(incident_id: "hall-1" incident_clock_breached { clock: "cleaned" due_ms: 1801861200000 })",
     "incident_clock_breached hall-1 cleaned due=21:00"},
    {R"(incident_id: "hall-1" incident_clock_met { clock: "cleaned" after_ms: 60000 late: true })",
     "incident_clock_met hall-1 cleaned after=1m late=yes"},
    {R"(alarm: "slow-site" alarm_raised { value: 15001 threshold: 15000 })",
     "alarm slow-site value=15001 threshold=15000"},
    {R"(alarm: "slow-site" alarm_cleared { value: 900 })", "alarm_over slow-site value=900"},
};

TEST(EventText, WritesEveryKindOnOneLine) {
  std::set<int> kinds;
  for (const EventCase& c : kEventCases) {
    const v1::Event event = Event(c.message);
    EXPECT_EQ(Text(event), c.line);
    kinds.insert(static_cast<int>(event.kind_case()));
  }
  const auto* oneof = v1::Event::descriptor()->FindOneofByName("kind");
  for (int i = 0; i < oneof->field_count(); ++i) {
    EXPECT_EQ(kinds.count(oneof->field(i)->number()), 1u)
        << oneof->field(i)->name() << " has no case here";
  }
}

// The fields of a message that say something, as paths.
void Leaves(const Descriptor* message, const std::string& prefix, std::set<std::string>* paths) {
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    const std::string path = absl::StrCat(prefix, field->name());
    if (field->message_type() != nullptr) {
      Leaves(field->message_type(), path + ".", paths);
    } else {
      paths->insert(path);
    }
  }
}

TEST(EventForms, LeaveNoFieldOut) {
  for (const EventForm& form : EventForms()) {
    const auto* kind = v1::Event::descriptor()->FindFieldByName(std::string(form.field));
    ASSERT_NE(kind, nullptr) << form.field;
    std::set<std::string> paths;
    Leaves(kind->message_type(), "", &paths);
    for (const EventPart& part : form.parts) {
      if (part.kind == ValueKind::kClock) {
        paths.erase("clock.metric");
        paths.erase("clock.milestone");
      } else if (part.kind == ValueKind::kCategory) {
        paths.erase("category");
        paths.erase("subcategory");
      } else if (part.kind == ValueKind::kScores) {
        paths.erase("scores.name");
        paths.erase("scores.level");
      } else if (part.kind == ValueKind::kHeld) {
        for (const char* path : {"ticket_id", "escalation", "step", "at_ms"}) {
          paths.erase(std::string("held.") + path);  // the time is that of the event that held it
        }
      } else if (part.kind == ValueKind::kCount) {
        const std::string list = std::string(part.path) + ".";  // counted, not told one by one
        for (auto at = paths.lower_bound(list); at != paths.end() && at->find(list) == 0;) {
          at = paths.erase(at);
        }
      } else {
        paths.erase(std::string(part.path));
      }
    }
    for (const std::string& path : paths) ADD_FAILURE() << form.field << "." << path;
  }
}

TEST(EventForms, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const EventForm& form : EventForms()) {
    EXPECT_TRUE(names.insert(form.name).second) << form.name;
    EXPECT_EQ(FormByName(form.name)->form, &form);
  }
  EXPECT_EQ(FormByName("no-such-event"), nullptr);
}

TEST(EventText, SaysWhenIfThatIsNotTheStepsTime) {
  v1::Event event = Event(R"(ticket_id: "T1" ticket_unroutable { })");
  event.set_at_ms(kStepMs - 3'600'000);
  EXPECT_EQ(Text(event), "unroutable T1 at=20:00");
  event.set_at_ms(kStepMs - 86'400'000);
  EXPECT_EQ(Text(event), "unroutable T1 at=2027-02-04T21:00");
}

TEST(EventText, KeepsToItsLineWhateverTheTextsAre) {
  const std::string line =
      Text(Event(R"(ticket_id: "a\nb\377 c" ticket_closed { how: CONFIRMED })"));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(Text(v1::Event()), "no event");
}

TEST(DecidedByText, NamesRuleAndLine) {
  v1::Event event;
  EXPECT_EQ(DecidedByText(event), "");
  event.mutable_decided_by()->set_rule("lifecycle");
  EXPECT_EQ(DecidedByText(event), "lifecycle");
  event.mutable_decided_by()->set_file("a.textproto");
  event.mutable_decided_by()->set_line(7);
  EXPECT_EQ(DecidedByText(event), "lifecycle, a.textproto:7");
}

}  // namespace
}  // namespace waypost::scenario
