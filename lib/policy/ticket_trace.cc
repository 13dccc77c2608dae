#include "lib/policy/ticket_trace.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/policy/metric_names.h"

namespace waypost::policy {
namespace {

using expression::Witness;

class Tracer {
 public:
  Tracer(const Lowering& lowering, PolicyProver& prover, const Witness& ticket)
      : lowering_(lowering),
        policy_(lowering.policy),
        tables_(lowering.tables),
        prover_(prover),
        ticket_(ticket) {
    ticket_[kFactStatus].text = "new";
  }

  std::vector<TraceLine> Trace() && {
    TracePriority();
    const size_t sla = First(prover_.lists().slas, ticket_);
    TraceSla(sla);
    TraceRoute();
    TraceChains(sla);
    return std::move(trace_);
  }

 private:
  void Add(Words gets, std::string rule, const SourceSpan& span) {
    trace_.push_back({std::move(gets), std::move(rule),
                      span.known() ? lowering_.sink.Place(span) : std::string()});
  }

  size_t First(const std::vector<uint32_t>& conditions, const Witness& ticket) {
    size_t i = 0;
    while (i < conditions.size() && !prover_.Holds(conditions[i], ticket)) ++i;
    return i;
  }

  void TracePriority() {
    const auto rank = static_cast<size_t>(ticket_[kFactPriority].number);
    const Words gets =
        Say({"priority $0", "优先级 $0"}, tables_.environment.At(kFactPriority)->values[rank]);
    for (size_t i = 0; i < tables_.priority_rules.size(); ++i) {
      const PriorityRule& rule = tables_.priority_rules[i];
      if (rule.at_least != rank || !prover_.Holds(prover_.lists().priority_rules[i], ticket_)) {
        continue;
      }
      const auto& written = policy_.classification().priority_rules(static_cast<int>(i));
      return Add(gets, absl::StrCat("priority rule ", Quoted(written.id())), rule.span);
    }
    Add(gets, "", {});
  }

  void TraceSla(size_t sla) {
    if (sla == tables_.slas.size()) return Add({"no promise", "没有承诺"}, "", {});
    std::string gets;
    for (uint16_t i = 0; i < tables_.slas[sla].target_count; ++i) {
      absl::StrAppend(&gets, gets.empty() ? "" : ", ",
                      Describe(policy_.sla(static_cast<int>(sla)), i,
                               tables_.targets[tables_.slas[sla].first_target + i]));
    }
    Add(gets.empty() ? Words{"no clock", "没有时钟"} : Words(gets),
        absl::StrCat("sla ", Quoted(policy_.sla(static_cast<int>(sla)).id())),
        tables_.slas[sla].span);
  }

  // Milestones stand behind the targets.
  static std::string Describe(const waypost::v1::Sla& sla, uint16_t index, const Target& target) {
    const std::string length = target.in_days() ? absl::StrCat(target.within_days, "bd")
                                                : FormatDuration(target.within_ms);
    if (target.metric != Metric::kMilestone) {
      return absl::StrCat(ToAbsl(RowOf(target.metric).name), " ", length);
    }
    return absl::StrCat(sla.milestone(index - sla.target_size()).id(), " ", length);
  }

  void TraceRoute() {
    Witness waiting = ticket_;
    waiting[kFactStatus].text = "queued";
    const size_t route = First(prover_.lists().routes, waiting);
    if (route == tables_.routes.size()) return Add({"no route", "没有路由"}, "", {});
    const Stage& stage = tables_.stages[tables_.routes[route].first_stage];
    Add(Say({"queue $0", "队列 $0"}, policy_.queues(stage.queue).id()),
        absl::StrCat("route ", Quoted(policy_.routes(static_cast<int>(route)).id())),
        tables_.routes[route].span);
  }

  void TraceChains(size_t sla) {
    for (size_t i = 0; i < tables_.escalations.size(); ++i) {
      const Escalation& chain = tables_.escalations[i];
      if (!prover_.Holds(prover_.lists().escalations[i], ticket_)) continue;
      const bool breach = sla < tables_.slas.size() && ListensToAny(chain.on, tables_.slas[sla]);
      if (!chain.on.AtOpening() && !breach) continue;
      Add(chain.on.AtOpening() ? Words{"a chain at once", "立即启动升级链"}
                               : Words{"a chain when a promise is broken", "承诺违约时启动升级链"},
          absl::StrCat("escalation ", Quoted(policy_.escalations(static_cast<int>(i)).id())),
          chain.span);
    }
  }

  bool ListensToAny(const Triggers& on, const Sla& sla) const {
    const auto* const first = tables_.targets.data() + sla.first_target;
    const auto* const task = tables_.targets.data() + sla.first_task;
    const auto listens = [&](const Target& target) { return ListensTo(on, target); };
    return std::any_of(first, first + sla.target_count, listens) ||
           std::any_of(task, task + sla.task_count, listens);
  }

  const Lowering& lowering_;
  const waypost::v1::Policy& policy_;
  const Tables& tables_;
  PolicyProver& prover_;
  Witness ticket_;
  std::vector<TraceLine> trace_;
};

}  // namespace

bool ListensTo(const Triggers& on, const Target& target) {
  if ((on.breached >> static_cast<uint32_t>(target.metric) & 1) != 0) return true;
  return target.metric == Metric::kMilestone &&
         std::find(on.milestones.begin(), on.milestones.end(), target.milestone) !=
             on.milestones.end();
}

std::vector<TraceLine> TraceOf(const Lowering& lowering, PolicyProver& prover,
                               const Witness& ticket) {
  return Tracer(lowering, prover, ticket).Trace();
}

}  // namespace waypost::policy
