#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/base/text_table.h"
#include "waypost/comparison.h"

namespace waypost {
namespace compare {
namespace {

std::string Signed(uint64_t before, uint64_t after) {
  if (before == after) return "0";
  return after > before ? absl::StrCat("+", CountText(after - before))
                        : absl::StrCat("-", CountText(before - after));
}

// "by 1d to 3d"; nothing where times are the same.
std::string ShiftText(const RuleChange& change) {
  if (change.least_shift_ms == 0) return "";
  const auto length = [](int64_t ms) { return SpanText(ms < 0 ? -ms : ms); };
  const std::string least = length(change.least_shift_ms), most = length(change.most_shift_ms);
  return least == most ? absl::StrCat(", by ", least) : absl::StrCat(", by ", least, " to ", most);
}

std::string BreachText(const RuleChange& change) {
  if (change.breaches_added + change.breaches_removed == 0) return "";
  return absl::StrCat("; breaches +", CountText(change.breaches_added), " -",
                      CountText(change.breaches_removed));
}

std::string LineText(const RuleLine& line) {
  if (line.rule.empty()) return "no rule";
  return line.place.empty() ? line.rule : absl::StrCat(line.rule, "  ", line.place);
}

void AddRule(const RuleChange& change, std::string* text) {
  const std::string tickets = CountText(change.tickets);
  absl::StrAppend(text, std::string(tickets.size() < 9 ? 9 - tickets.size() : 0, ' '), tickets,
                  "  ", LineText(change.after.rule.empty() ? change.before : change.after), "\n");
  const std::string margin(11, ' ');
  absl::StrAppend(text, margin, change.subject, ": ", change.what, ShiftText(change),
                  BreachText(change), "\n");
  const bool other = change.before.rule != change.after.rule && !change.after.rule.empty();
  if (other) absl::StrAppend(text, margin, "before: ", LineText(change.before), "\n");
  for (const ChangeExample& example : change.examples) {
    absl::StrAppend(text, margin, example.ticket_id, "  ",
                    example.after.empty() ? "nothing" : example.after,
                    "; before: ", example.before.empty() ? "nothing" : example.before, "\n");
  }
}

void AddRules(const Comparison& comparison, size_t most, std::string* text) {
  if (comparison.rules.empty()) return;
  absl::StrAppend(text,
                  "\nBy the rule responsible\n  A ticket counts under each rule that changes it of "
                  "itself; what follows from that is not listed.\n");
  const size_t shown = std::min(most, comparison.rules.size());
  for (size_t i = 0; i < shown; ++i) AddRule(comparison.rules[i], text);
  if (shown < comparison.rules.size()) {
    absl::StrAppend(text, "  and ", CountText(comparison.rules.size() - shown),
                    " other changes by fewer tickets each\n");
  }
}

void AddPromises(const Comparison& comparison, std::string* text) {
  TextTable table({"promise", "kept before", "after", "breached before", "after", "difference"});
  for (const PromiseChange& promise : comparison.promises) {
    table.Add({promise.promise, CountText(promise.met_before), CountText(promise.met_after),
               CountText(promise.breached_before), CountText(promise.breached_after),
               Signed(promise.breached_before, promise.breached_after)});
  }
  if (!table.empty()) absl::StrAppend(text, "\nPromises\n", table.Render());
}

void AddQueues(const Comparison& comparison, std::string* text) {
  TextTable table({"queue", "tickets before", "after", "difference", "handling before", "after"});
  for (const QueueChange& queue : comparison.queues) {
    table.Add({queue.queue.empty() ? "(none)" : queue.queue, CountText(queue.tickets_before),
               CountText(queue.tickets_after), Signed(queue.tickets_before, queue.tickets_after),
               SpanText(queue.handling_before_ms), SpanText(queue.handling_after_ms)});
  }
  if (table.empty()) return;
  absl::StrAppend(text,
                  "\nQueues\n  Tickets that waited there; handling as recorded, from the first "
                  "assignment to the last solving.\n",
                  table.Render());
}

}  // namespace
}  // namespace compare

std::string ComparisonText(const ComparisonFrame& frame, const Comparison& comparison,
                           size_t most_rules) {
  std::string text = absl::StrCat(
      "decision replay: recorded arrivals and handling kept, decisions recomputed\n",
      CountText(comparison.changed), " of ", CountText(comparison.tickets), " tickets change");
  if (!frame.source.empty()) absl::StrAppend(&text, "; ", frame.source);
  text += "\n";
  compare::AddRules(comparison, most_rules, &text);
  compare::AddPromises(comparison, &text);
  compare::AddQueues(comparison, &text);
  absl::StrAppend(&text, "\nTo repeat this\n  before  ", frame.before, ", fingerprint ",
                  DigestText(frame.before_fingerprint), "\n  after   ", frame.after,
                  ", fingerprint ", DigestText(frame.after_fingerprint), "\n  log digest ",
                  DigestText(frame.log_digest), "\n");
  return text;
}

}  // namespace waypost
