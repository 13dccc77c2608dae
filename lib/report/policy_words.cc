#include "lib/report/policy_words.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/reflection.h"
#include "lib/base/absl_strings.h"
#include "lib/statistics/metric_text.h"

namespace waypost::report {
namespace {

void AddPart(const std::string& part, std::string* text) {
  absl::StrAppend(text, text->empty() ? "" : ", ", part);
}

std::string MetricName(v1::Sla::Metric metric) { return statistics::MetricText(metric, ""); }

// "FIRST_COME" as "first come".
std::string WordsOf(std::string_view name) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(ToAbsl(name), {{"_", " "}}));
}

// A field of texts, numbers or a flag; empty for others.
std::string ValueText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor* field) {
  using Field = google::protobuf::FieldDescriptor;
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) {
    if (field->cpp_type() != Field::CPPTYPE_STRING) return "";
    return absl::StrJoin(reflection->GetRepeatedFieldRef<std::string>(message, field), ", ");
  }
  switch (field->cpp_type()) {
    case Field::CPPTYPE_STRING:
      return reflection->GetString(message, field);
    case Field::CPPTYPE_INT64:
      return absl::StrCat(reflection->GetInt64(message, field));
    case Field::CPPTYPE_INT32:
      return absl::StrCat(reflection->GetInt32(message, field));
    case Field::CPPTYPE_BOOL:
      return reflection->GetBool(message, field) ? "yes" : "no";
    default:
      return "";
  }
}

}  // namespace

std::string AfterText(const std::string& after, const std::string& calendar) {
  if (after.empty() || after == "0s") return "at once";
  return calendar.empty() ? absl::StrCat("after ", after)
                          : absl::StrCat("after ", after, " on ", calendar);
}

std::string TriggerText(const v1::Trigger& trigger) {
  switch (trigger.kind_case()) {
    case v1::Trigger::kBreached:
      return absl::StrCat("breached ", MetricName(trigger.breached()));
    case v1::Trigger::kMilestoneBreached:
      return absl::StrCat("breached milestone ", trigger.milestone_breached());
    case v1::Trigger::kClock:
      return absl::StrCat(MetricName(trigger.clock().metric()), " at ", trigger.clock().at());
    case v1::Trigger::kEmotionAtLeast:
      return absl::StrCat("emotion ", trigger.emotion_at_least(), " or more");
    case v1::Trigger::kRatedAtMost:
      return absl::StrCat("rated ", trigger.rated_at_most(), " or less");
    case v1::Trigger::kCommentEmotionAtLeast:
      return absl::StrCat("rated with a comment of emotion ", trigger.comment_emotion_at_least(),
                          " or more");
    case v1::Trigger::kSolutionProposed:
      return "a solution proposed";
    case v1::Trigger::kReopenedAtLeast:
      return absl::StrCat("reopened ", trigger.reopened_at_least(), " times");
    case v1::Trigger::kUnassignedFor:
      return absl::StrCat("unassigned for ", trigger.unassigned_for());
    case v1::Trigger::kNoReplyFor:
      return absl::StrCat("no reply for ", trigger.no_reply_for());
    case v1::Trigger::kBecomesTrue:
      return "the condition becoming true";
    case v1::Trigger::kChanged:
      return absl::StrCat("a change of ", trigger.changed());
    default:
      break;
  }
  // The others have nothing but a name: created, solved.
  const auto* field = v1::Trigger::descriptor()->FindFieldByNumber(trigger.kind_case());
  return field == nullptr ? "nothing" : std::string(field->name());
}

std::string StepText(const v1::Step& step) {
  std::string text;
  if (!step.notify().empty())
    AddPart(absl::StrCat("tell ", absl::StrJoin(step.notify(), ", ")), &text);
  if (!step.set_priority().empty()) AddPart(absl::StrCat("priority ", step.set_priority()), &text);
  if (!step.set_queue().empty()) AddPart(absl::StrCat("move to ", step.set_queue()), &text);
  if (!step.add_tags().empty())
    AddPart(absl::StrCat("tag ", absl::StrJoin(step.add_tags(), ", ")), &text);
  if (!step.contact().empty()) AddPart(absl::StrCat("contact: ", step.contact()), &text);
  if (step.has_custom()) AddPart(absl::StrCat("do ", step.custom().name()), &text);
  if (step.reopen()) AddPart("reopen", &text);
  if (!step.assign_to().empty()) AddPart(absl::StrCat("give it to ", step.assign_to()), &text);
  if (!step.open_incident().empty())
    AddPart(absl::StrCat("open an incident of ", step.open_incident()), &text);
  if (step.has_panel()) {
    AddPart(absl::StrCat(step.panel().quorum(), " of ", absl::StrJoin(step.panel().members(), ", "),
                         " decide"),
            &text);
    if (!step.panel().timeout().empty()) absl::StrAppend(&text, " within ", step.panel().timeout());
  }
  return text.empty() ? "nothing" : text;
}

std::string StepDetail(const v1::Step& step) {
  std::string text;
  if (!step.when().empty()) AddPart(absl::StrCat("only if ", step.when()), &text);
  if (!step.fallback().empty())
    AddPart(absl::StrCat("if nobody is there: ", absl::StrJoin(step.fallback(), ", ")), &text);
  if (step.on_empty() == v1::Step::WAIT) AddPart("waits until somebody is on duty", &text);
  if (step.ack_scope() == v1::Step::EACH) AddPart("until each has taken notice", &text);
  if (!step.ack_timeout().empty())
    AddPart(absl::StrCat("notice within ", step.ack_timeout()), &text);
  if (step.follow_handoff()) AddPart("told again to whoever comes on duty", &text);
  return text;
}

std::vector<std::string> ChainTerms(const v1::Escalation& chain) {
  std::vector<std::string> terms;
  if (chain.has_repeat()) {
    const v1::Repeat& repeat = chain.repeat();
    std::string text = absl::StrCat("then again from step ", std::max(repeat.from_step(), 1));
    if (repeat.times() > 0) absl::StrAppend(&text, ", ", repeat.times(), " times");
    if (!repeat.gap().empty()) absl::StrAppend(&text, ", after ", repeat.gap());
    if (repeat.at_most_per_day() > 0)
      absl::StrAppend(&text, ", at most ", repeat.at_most_per_day(), " a day");
    terms.push_back(text);
  }
  if (chain.retrigger() == v1::Escalation::RESTART)
    terms.emplace_back("begins again if started again");
  if (chain.retrigger() == v1::Escalation::ADVANCE)
    terms.emplace_back("goes a step on if started again");
  if (!chain.cooldown().empty()) terms.push_back(absl::StrCat("rests for ", chain.cooldown()));
  if (!chain.rate_limit().empty())
    terms.push_back(absl::StrCat("tells nobody more than ", chain.rate_limit()));
  if (!chain.clear_after().empty())
    terms.push_back(
        absl::StrCat("ends when its condition has been false for ", chain.clear_after()));
  if (chain.until_reply()) terms.emplace_back("ends when somebody replies");
  if (chain.puts_ahead()) terms.emplace_back("the ticket goes before all others");
  if (chain.urgent()) terms.emplace_back("urgent: no limit holds it back");
  return terms;
}

std::string OverflowText(const v1::Queue& queue) {
  std::string text;
  for (const v1::Overflow& overflow : queue.overflow()) {
    std::string one = absl::StrCat("into ", overflow.to_queue());
    if (overflow.at_length() > 0) absl::StrAppend(&one, " from ", overflow.at_length(), " waiting");
    if (overflow.back_at_length() > 0)
      absl::StrAppend(&one, ", back at ", overflow.back_at_length());
    if (!overflow.after().empty()) absl::StrAppend(&one, " after ", overflow.after());
    if (!overflow.before_due().empty())
      absl::StrAppend(&one, " at ", overflow.before_due(), " before a deadline");
    absl::StrAppend(&text, text.empty() ? "" : "; ", one);
  }
  return text;
}

std::string OfferText(const v1::Queue& queue) {
  std::string text = queue.order() == v1::Queue::ORDER_UNSPECIFIED
                         ? "priority"
                         : WordsOf(v1::Queue::Order_Name(queue.order()));
  if (!queue.age_cap().empty()) AddPart(absl::StrCat("none waits beyond ", queue.age_cap()), &text);
  if (queue.auto_accept()) AddPart("taken at once", &text);
  if (queue.offer_to() > 1) AddPart(absl::StrCat("offered to ", queue.offer_to()), &text);
  if (!queue.offer_timeout().empty())
    AddPart(absl::StrCat("offered for ", queue.offer_timeout()), &text);
  return text;
}

std::vector<std::pair<std::string, std::string>> LimitsText(const v1::Policy& policy) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const google::protobuf::Message* message :
       {static_cast<const google::protobuf::Message*>(&policy.lifecycle()),
        static_cast<const google::protobuf::Message*>(&policy.limits())}) {
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    message->GetReflection()->ListFields(*message, &fields);
    for (const auto* field : fields) {
      if (std::string value = ValueText(*message, field); !value.empty()) {
        rows.emplace_back(WordsOf(field->name()), std::move(value));
      }
    }
  }
  return rows;
}

}  // namespace waypost::report
