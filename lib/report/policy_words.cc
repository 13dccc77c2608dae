#include "lib/report/policy_words.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/reflection.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/statistics/metric_text.h"

namespace waypost::report {
namespace {

std::string MetricName(v1::Sla::Metric metric) { return statistics::MetricText(metric, ""); }

Words OrderText(v1::Queue::Order order) {
  switch (order) {
    case v1::Queue::FIRST_COME:
      return {"first come", "先来先服务"};
    case v1::Queue::EARLIEST_DEADLINE:
      return {"earliest deadline", "最早到期优先"};
    case v1::Queue::LIVE_DEADLINE_FIRST:
      return {"live deadline first", "未过期的最早到期优先"};
    case v1::Queue::WEIGHTED_WAIT:
      return {"weighted wait", "加权等待"};
    case v1::Queue::PRIORITY_THEN_DEADLINE:
      return {"priority, then deadline", "优先级，再按到期"};
    default:
      return {"priority", "优先级"};
  }
}

// A field of texts, numbers or a flag; empty for others.
Words ValueText(const google::protobuf::Message& message,
                const google::protobuf::FieldDescriptor* field) {
  using Field = google::protobuf::FieldDescriptor;
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) {
    if (field->cpp_type() != Field::CPPTYPE_STRING) return {};
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
      return reflection->GetBool(message, field) ? Words{"yes", "是"} : Words{"no", "否"};
    default:
      return {};
  }
}

}  // namespace

std::string Spaced(std::string_view name) {
  return absl::StrReplaceAll(ToAbsl(name), {{"_", " "}});
}

void AddPart(const Words& part, Words* text) {
  if (!text->empty()) *text += {", ", "，"};
  *text += part;
}

Words WithinText(const Words& what, const std::string& within, const std::string& calendar) {
  if (calendar.empty()) return Say({"$0 within $1", "$0，$1 之内"}, what, within);
  return Say({"$0 within $1 on $2", "$0，$1 之内（按 $2）"}, what, within, calendar);
}

Words AfterText(const std::string& after, const std::string& calendar) {
  if (after.empty() || after == "0s") return {"at once", "立即"};
  if (calendar.empty()) return Say({"after $0", "$0 后"}, after);
  return Say({"after $0 on $1", "$0 后（按 $1）"}, after, calendar);
}

Words TriggerText(const v1::Trigger& trigger) {
  switch (trigger.kind_case()) {
    case v1::Trigger::kBreached:
      return Say({"breached $0", "$0 违约"}, MetricName(trigger.breached()));
    case v1::Trigger::kMilestoneBreached:
      return Say({"breached milestone $0", "里程碑 $0 违约"}, trigger.milestone_breached());
    case v1::Trigger::kClock:
      return Say({"$0 at $1", "$0 到 $1"}, MetricName(trigger.clock().metric()),
                 trigger.clock().at());
    case v1::Trigger::kEmotionAtLeast:
      return Say({"emotion $0 or more", "情绪 $0 或更高"}, trigger.emotion_at_least());
    case v1::Trigger::kRatedAtMost:
      return Say({"rated $0 or less", "评分 $0 或更低"}, trigger.rated_at_most());
    case v1::Trigger::kCommentEmotionAtLeast:
      return Say({"rated with a comment of emotion $0 or more", "评价附言的情绪 $0 或更高"},
                 trigger.comment_emotion_at_least());
    case v1::Trigger::kSolutionProposed:
      return {"a solution proposed", "提出了方案"};
    case v1::Trigger::kReopenedAtLeast:
      return Say({"reopened $0 {time|times}", "重新打开 $0 次"}, trigger.reopened_at_least());
    case v1::Trigger::kUnassignedFor:
      return Say({"unassigned for $0", "$0 无人接单"}, trigger.unassigned_for());
    case v1::Trigger::kNoReplyFor:
      return Say({"no reply for $0", "$0 没有回复"}, trigger.no_reply_for());
    case v1::Trigger::kBecomesTrue:
      return {"the condition becoming true", "条件变为成立"};
    case v1::Trigger::kChanged:
      return Say({"a change of $0", "$0 变化"}, trigger.changed());
    default:
      break;
  }
  // The others have nothing but a name: created, solved.
  const auto* field = v1::Trigger::descriptor()->FindFieldByNumber(trigger.kind_case());
  return field == nullptr ? Words{"nothing", "无"} : Words(std::string(field->name()));
}

Words StepText(const v1::Step& step) {
  Words text;
  if (!step.notify().empty())
    AddPart(Say({"tell $0", "通知 $0"}, absl::StrJoin(step.notify(), ", ")), &text);
  if (!step.set_priority().empty())
    AddPart(Say({"priority $0", "优先级 $0"}, step.set_priority()), &text);
  if (!step.set_queue().empty()) AddPart(Say({"move to $0", "转到 $0"}, step.set_queue()), &text);
  if (!step.add_tags().empty())
    AddPart(Say({"tag $0", "标记 $0"}, absl::StrJoin(step.add_tags(), ", ")), &text);
  if (!step.contact().empty()) AddPart(Say({"contact: $0", "联系客户：$0"}, step.contact()), &text);
  if (step.has_custom()) AddPart(Say({"do $0", "执行 $0"}, step.custom().name()), &text);
  if (step.reopen()) AddPart({"reopen", "重新打开"}, &text);
  if (!step.assign_to().empty())
    AddPart(Say({"give it to $0", "交给 $0"}, step.assign_to()), &text);
  if (!step.open_incident().empty())
    AddPart(Say({"open an incident of $0", "开启 $0 的突发事件"}, step.open_incident()), &text);
  if (step.has_panel()) {
    AddPart(Say({"$0 of $1 decide", "由 $1 中的 $0 人决定"}, step.panel().quorum(),
                absl::StrJoin(step.panel().members(), ", ")),
            &text);
    if (!step.panel().timeout().empty()) {
      text += Say({" within $0", "，$0 之内"}, step.panel().timeout());
    }
  }
  return text.empty() ? Words{"nothing", "无"} : text;
}

Words StepDetail(const v1::Step& step) {
  Words text;
  if (!step.when().empty()) AddPart(Say({"only if $0", "仅当 $0"}, step.when()), &text);
  if (!step.fallback().empty())
    AddPart(Say({"if nobody is there: $0", "若无人在：$0"}, absl::StrJoin(step.fallback(), ", ")),
            &text);
  if (step.on_empty() == v1::Step::WAIT)
    AddPart({"waits until somebody is on duty", "等到有人值班"}, &text);
  if (step.ack_scope() == v1::Step::EACH)
    AddPart({"until each has taken notice", "直到每人都已确认"}, &text);
  if (!step.ack_timeout().empty())
    AddPart(Say({"notice within $0", "$0 之内确认"}, step.ack_timeout()), &text);
  if (step.follow_handoff())
    AddPart({"told again to whoever comes on duty", "换班后再通知接班的人"}, &text);
  return text;
}

std::vector<Words> ChainTerms(const v1::Escalation& chain) {
  std::vector<Words> terms;
  if (chain.has_repeat()) {
    const v1::Repeat& repeat = chain.repeat();
    Words text =
        Say({"then again from step $0", "然后从步骤 $0 重来"}, std::max(repeat.from_step(), 1));
    if (repeat.times() > 0) text += Say({", $0 {time|times}", "，$0 次"}, repeat.times());
    if (!repeat.gap().empty()) text += Say({", after $0", "，间隔 $0"}, repeat.gap());
    if (repeat.at_most_per_day() > 0) {
      text += Say({", at most $0 a day", "，每天最多 $0 次"}, repeat.at_most_per_day());
    }
    terms.push_back(text);
  }
  if (chain.retrigger() == v1::Escalation::RESTART)
    terms.push_back({"begins again if started again", "再次触发时重新开始"});
  if (chain.retrigger() == v1::Escalation::ADVANCE)
    terms.push_back({"goes a step on if started again", "再次触发时前进一步"});
  if (!chain.cooldown().empty())
    terms.push_back(Say({"rests for $0", "之后静默 $0"}, chain.cooldown()));
  if (!chain.rate_limit().empty())
    terms.push_back(
        Say({"tells nobody more than $0", "对每人的通知不超过 $0"}, chain.rate_limit()));
  if (!chain.clear_after().empty())
    terms.push_back(Say({"ends when its condition has been false for $0", "条件不成立满 $0 即结束"},
                        chain.clear_after()));
  if (chain.until_reply()) terms.push_back({"ends when somebody replies", "有人回复即结束"});
  if (chain.puts_ahead())
    terms.push_back({"the ticket goes before all others", "工单排在所有其他之前"});
  if (chain.urgent()) terms.push_back({"urgent: no limit holds it back", "紧急：不受任何上限阻挡"});
  return terms;
}

Words OverflowText(const v1::Queue& queue) {
  Words text;
  for (const v1::Overflow& overflow : queue.overflow()) {
    if (!text.empty()) text += {"; ", "；"};
    text += Say({"into $0", "进入 $0"}, overflow.to_queue());
    if (overflow.at_length() > 0) {
      text += Say({" from $0 waiting", "，等待达到 $0 张时"}, overflow.at_length());
    }
    if (overflow.back_at_length() > 0) {
      text += Say({", back at $0", "，降到 $0 张时返回"}, overflow.back_at_length());
    }
    if (!overflow.after().empty()) text += Say({" after $0", "，等待 $0 后"}, overflow.after());
    if (!overflow.before_due().empty()) {
      text += Say({" at $0 before a deadline", "，到期前 $0"}, overflow.before_due());
    }
  }
  return text;
}

Words OfferText(const v1::Queue& queue) {
  Words text = OrderText(queue.order());
  if (!queue.age_cap().empty())
    AddPart(Say({"none waits beyond $0", "没有等待超过 $0 的"}, queue.age_cap()), &text);
  if (queue.auto_accept()) AddPart({"taken at once", "立即接受"}, &text);
  if (queue.offer_to() > 1)
    AddPart(Say({"offered to $0", "同时询问 $0 人"}, queue.offer_to()), &text);
  if (!queue.offer_timeout().empty())
    AddPart(Say({"offered for $0", "询问持续 $0"}, queue.offer_timeout()), &text);
  return text;
}

std::vector<std::pair<std::string, Words>> LimitsText(const v1::Policy& policy) {
  std::vector<std::pair<std::string, Words>> rows;
  for (const google::protobuf::Message* message :
       {static_cast<const google::protobuf::Message*>(&policy.lifecycle()),
        static_cast<const google::protobuf::Message*>(&policy.limits())}) {
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    message->GetReflection()->ListFields(*message, &fields);
    for (const auto* field : fields) {
      if (Words value = ValueText(*message, field); !value.empty()) {
        rows.emplace_back(Spaced(field->name()), std::move(value));
      }
    }
  }
  return rows;
}

}  // namespace waypost::report
