#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/json_text.h"
#include "lib/compare/change_kind.h"
#include "waypost/comparison.h"

namespace waypost {
namespace compare {
namespace {

std::string Line(const RuleLine& line) {
  return absl::StrCat("{\"rule\":", JsonText(line.rule), ",\"place\":", JsonText(line.place), "}");
}

std::string Rule(const RuleChange& change) {
  std::string out = absl::StrCat(
      "{\"kind\":", JsonText(KindWord(change.kind)), ",\"subject\":", JsonText(change.subject),
      ",\"what\":", JsonText(change.what), ",\"before\":", Line(change.before),
      ",\"after\":", Line(change.after), ",\"tickets\":", change.tickets);
  absl::StrAppend(&out, ",\"least_shift_ms\":", change.least_shift_ms,
                  ",\"most_shift_ms\":", change.most_shift_ms,
                  ",\"breaches_added\":", change.breaches_added,
                  ",\"breaches_removed\":", change.breaches_removed, ",\"examples\":[");
  for (const ChangeExample& example : change.examples) {
    absl::StrAppend(&out, &example == &change.examples.front() ? "" : ",",
                    "{\"ticket\":", JsonText(example.ticket_id),
                    ",\"before\":", JsonText(example.before),
                    ",\"after\":", JsonText(example.after), "}");
  }
  return out + "]}";
}

std::string Promise(const PromiseChange& promise) {
  return absl::StrCat("{\"promise\":", JsonText(promise.promise),
                      ",\"met_before\":", promise.met_before, ",\"met_after\":", promise.met_after,
                      ",\"breached_before\":", promise.breached_before,
                      ",\"breached_after\":", promise.breached_after, "}");
}

std::string Queue(const QueueChange& queue) {
  return absl::StrCat("{\"queue\":", JsonText(queue.queue),
                      ",\"tickets_before\":", queue.tickets_before,
                      ",\"tickets_after\":", queue.tickets_after,
                      ",\"handling_before_ms\":", queue.handling_before_ms,
                      ",\"handling_after_ms\":", queue.handling_after_ms, "}");
}

template <typename Rows, typename Write>
std::string List(const Rows& rows, const Write& write) {
  std::string out = "[";
  for (const auto& row : rows)
    absl::StrAppend(&out, &row == &rows.front() ? "\n" : ",\n", write(row));
  return out + (rows.empty() ? "]" : "\n]");
}

std::string Policy(const std::string& name, uint64_t fingerprint) {
  return absl::StrCat("{\"name\":", JsonText(name),
                      ",\"fingerprint\":", JsonText(DigestText(fingerprint)), "}");
}

}  // namespace
}  // namespace compare

std::string ComparisonJson(const ComparisonFrame& frame, const Comparison& comparison) {
  return absl::StrCat("{\"before\":", compare::Policy(frame.before, frame.before_fingerprint),
                      ",\"after\":", compare::Policy(frame.after, frame.after_fingerprint),
                      ",\"source\":", JsonText(frame.source),
                      ",\"log_digest\":", JsonText(DigestText(frame.log_digest)),
                      ",\"tickets\":", comparison.tickets, ",\"changed\":", comparison.changed,
                      ",\"rules\":", compare::List(comparison.rules, compare::Rule),
                      ",\"promises\":", compare::List(comparison.promises, compare::Promise),
                      ",\"queues\":", compare::List(comparison.queues, compare::Queue), "}\n");
}

}  // namespace waypost
