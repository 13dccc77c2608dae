#include <algorithm>
#include <string>

#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "waypost/comparison.h"

namespace waypost {
namespace compare {
namespace {

constexpr size_t kCountWidth = 9;
constexpr size_t kMargin = 11;

std::string Signed(uint64_t before, uint64_t after) {
  if (before == after) return "0";
  return after > before ? "+" + CountText(after - before) : "-" + CountText(before - after);
}

// "by 1d to 3d"; nothing where times are the same.
Words ShiftText(const RuleChange& change) {
  if (change.least_shift_ms == 0) return {};
  const auto length = [](int64_t ms) { return SpanText(ms < 0 ? -ms : ms); };
  const std::string least = length(change.least_shift_ms), most = length(change.most_shift_ms);
  if (least == most) return Say({", by $0", " $0"}, least);
  return Say({", by $0 to $1", " $0 到 $1"}, least, most);
}

Words BreachText(const RuleChange& change) {
  if (change.breaches_added + change.breaches_removed == 0) return {};
  return Say({"; breaches +$0 -$1", "；违约 +$0 -$1"}, CountText(change.breaches_added),
             CountText(change.breaches_removed));
}

Words LineText(const RuleLine& line) {
  if (line.rule.empty()) return {"no rule", "没有规则"};
  return line.place.empty() ? line.rule : line.rule + "  " + line.place;
}

Words OrNothing(const std::string& english, const std::string& chinese) {
  return english.empty() ? Words{"nothing", "无"} : Words{english, chinese};
}

Words RuleText(const RuleChange& change) {
  const std::string tickets = CountText(change.tickets);
  const std::string margin(kMargin, ' ');
  Words text = Say({"$0$1  $2\n", "$0$1  $2\n"},
                   std::string(kCountWidth - std::min(tickets.size(), kCountWidth), ' '), tickets,
                   LineText(change.after.rule.empty() ? change.before : change.after));
  text +=
      Say({"$0$1: $2$3$4\n", "$0$1：$2$3$4\n"}, margin, Words{change.subject, change.subject_zh},
          Words{change.what, change.what_zh}, ShiftText(change), BreachText(change));
  if (change.before.rule != change.after.rule && !change.after.rule.empty()) {
    text += Say({"$0before: $1\n", "$0之前：$1\n"}, margin, LineText(change.before));
  }
  for (const ChangeExample& example : change.examples) {
    text += Say({"$0$1  $2; before: $3\n", "$0$1  $2；之前：$3\n"}, margin, example.ticket_id,
                OrNothing(example.after, example.after_zh),
                OrNothing(example.before, example.before_zh));
  }
  return text;
}

Words RulesText(const Comparison& comparison, size_t most) {
  if (comparison.rules.empty()) return {};
  Words text = {
      "\nBy the rule responsible\n  A ticket counts under each rule that changes it of itself; "
      "what "
      "follows from that is not listed.\n",
      "\n按造成变化的规则\n  一张工单计入每条自行改变它的规则；由此引起的不再列出。\n"};
  const size_t shown = std::min(most, comparison.rules.size());
  for (size_t i = 0; i < shown; ++i) text += RuleText(comparison.rules[i]);
  if (shown < comparison.rules.size()) {
    text += Say({"  and $0 other {change|changes} by fewer tickets{| each}\n",
                 "  以及另外 $0 种变化，涉及的工单都更少\n"},
                CountText(comparison.rules.size() - shown));
  }
  return text;
}

ReportTable PromiseTable(const Comparison& comparison) {
  ReportTable table = {{"Promises", "承诺"},
                       {},
                       {{"promise", "承诺"},
                        {"kept before", "之前达成"},
                        {"after", "之后"},
                        {"breached before", "之前违约"},
                        {"after", "之后"},
                        {"difference", "差额"}},
                       {}};
  for (const PromiseChange& promise : comparison.promises) {
    table.rows.push_back({promise.promise, CountText(promise.met_before),
                          CountText(promise.met_after), CountText(promise.breached_before),
                          CountText(promise.breached_after),
                          Signed(promise.breached_before, promise.breached_after)});
  }
  return table;
}

ReportTable QueueTable(const Comparison& comparison) {
  ReportTable table = {
      {"Queues", "队列"},
      {"Tickets that waited there; handling as recorded, from the first assignment "
       "to the last solving.",
       "在那里等待过的工单；处理时间按记录，从首次派单到最后一次解决。"},
      {{"queue", "队列"},
       {"tickets before", "之前工单"},
       {"after", "之后"},
       {"difference", "差额"},
       {"handling before", "之前处理时间"},
       {"after", "之后"}},
      {}};
  for (const QueueChange& queue : comparison.queues) {
    table.rows.push_back({NameOrNone(queue.queue), CountText(queue.tickets_before),
                          CountText(queue.tickets_after),
                          Signed(queue.tickets_before, queue.tickets_after),
                          SpanText(queue.handling_before_ms), SpanText(queue.handling_after_ms)});
  }
  return table;
}

Words HeadText(const ComparisonFrame& frame, const Comparison& comparison) {
  const Words source = frame.source.empty() ? Words() : Say({"; $0", "；$0"}, frame.source);
  return Say({"decision replay: recorded arrivals and handling kept, decisions recomputed\n"
              "$0 of $1 {ticket changes|tickets change}$2\n",
              "决策回放：到达和处理保持记录的原样，重新计算决策\n"
              "$1 张工单中有 $0 张变化$2\n"},
             CountText(comparison.changed), CountText(comparison.tickets), source);
}

Words RepeatText(const ComparisonFrame& frame) {
  return Say({"\nTo repeat this\n  before  $0, fingerprint $1\n  after   $2, fingerprint $3\n"
              "  log digest $4\n",
              "\n重复此次运行\n  之前  $0，指纹 $1\n  之后  $2，指纹 $3\n  日志摘要 $4\n"},
             frame.before, DigestText(frame.before_fingerprint), frame.after,
             DigestText(frame.after_fingerprint), DigestText(frame.log_digest));
}

}  // namespace
}  // namespace compare

std::string ComparisonText(const ComparisonFrame& frame, const Comparison& comparison,
                           MessageLanguage language, size_t most_rules) {
  return compare::HeadText(frame, comparison).In(language) +
         compare::RulesText(comparison, most_rules).In(language) +
         TableText(compare::PromiseTable(comparison), language) +
         TableText(compare::QueueTable(comparison), language) +
         compare::RepeatText(frame).In(language);
}

}  // namespace waypost
