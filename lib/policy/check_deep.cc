#include "lib/policy/check_deep.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/check.h"
#include "lib/policy/check_promises.h"
#include "lib/policy/policy_prover.h"
#include "lib/policy/ticket_trace.h"
#include "lib/policy/try_line.h"

namespace waypost::policy {
namespace {

using expression::Answer;
using expression::Existence;
using expression::Goal;
using expression::RuleVerdict;
using V1Escalation = waypost::v1::Escalation;
using V1NotServed = waypost::v1::NotServed;
using V1PriorityRule = waypost::v1::PriorityRule;
using V1Route = waypost::v1::Route;
using V1Sla = waypost::v1::Sla;
using V1Step = waypost::v1::Step;

class DeepChecks {
 public:
  DeepChecks(Lowering& lowering, ProofTally* tally)
      : lowering_(lowering), policy_(lowering.policy), prover_(lowering), tally_(tally) {}

  void Run() {
    JudgeList({"sla", "承诺"}, policy_.sla(), prover_.lists().slas, Moment::kOpened);
    JudgeList({"route", "路由"}, policy_.routes(), prover_.lists().routes, Moment::kQueued);
    JudgeAlone({"priority rule", "优先级规则"}, policy_.classification().priority_rules(),
               prover_.lists().priority_rules);
    JudgeAlone({"not_served", "not_served 规则"}, policy_.not_served(), prover_.lists().not_served);
    JudgeAlone({"escalation", "升级链"}, policy_.escalations(), prover_.lists().escalations);
    JudgeSteps();
    JudgePriorityRules();
    FindUnrouted();
    FindUnpromised();
    JudgeStarts();
    if (const Answer answer = CheckPromises(lowering_, prover_);
        answer.exists == Existence::kUnknown) {
      Undecided({},
                {"whether more urgent tickets are promised less time",
                 "对更紧急的工单是否承诺了更短的时间"},
                answer.reason);
    }
  }

 private:
  // A list of which the first match counts.
  template <typename Entries>
  void JudgeList(const Words& kind, const Entries& entries, const std::vector<uint32_t>& conditions,
                 Moment moment) {
    using Entry = typename Entries::value_type;
    for (int i = 0; i < entries.size(); ++i) {
      const auto rule = static_cast<uint32_t>(i);
      const PolicyProver::Verdict found = prover_.Judge(conditions, rule, moment);
      Count(found.verdict, lowering_.ValueOf({entries[i], Entry::kIdFieldNumber}),
            Say({"whether a ticket is taken by $0 $1", "是否有工单被$0 $1 接走"}, kind,
                Quoted(entries[i].id())));
      if (found.verdict.kind == RuleVerdict::Kind::kDead) ReportDead(kind, entries[i]);
      if (found.verdict.kind == RuleVerdict::Kind::kShadowed) {
        ReportShadowed(kind, entries, i, found);
      }
    }
  }

  // A list of which every match counts: only what no ticket meets is amiss.
  template <typename Entries>
  void JudgeAlone(const Words& kind, const Entries& entries,
                  const std::vector<uint32_t>& conditions) {
    using Entry = typename Entries::value_type;
    for (int i = 0; i < entries.size(); ++i) {
      if (entries[i].when().empty()) continue;
      if (IsDead(conditions[static_cast<size_t>(i)],
                 lowering_.ValueOf({entries[i], Entry::kIdFieldNumber}),
                 Say({"whether $0 $1 holds for a ticket", "$0 $1 是否对某张工单成立"}, kind,
                     Quoted(entries[i].id())))) {
        ReportDead(kind, entries[i]);
      }
    }
  }

  bool IsDead(uint32_t condition, const SourceSpan& place, const Words& what) {
    Goal goal;
    goal.holds = {condition};
    const Answer answer = prover_.Find(goal);
    if (answer.exists == Existence::kUnknown) {
      Undecided(place, what, answer.reason);
    } else {
      ++tally_->decided;
    }
    return answer.exists == Existence::kNo;
  }

  void Count(const RuleVerdict& verdict, const SourceSpan& place, const Words& what) {
    if (verdict.kind == RuleVerdict::Kind::kUnknown) {
      Undecided(place, what, verdict.reason);
    } else {
      ++tally_->decided;
    }
  }

  void Undecided(const SourceSpan& place, const Words& what, const Words& reason) {
    const std::string where =
        place.known() ? absl::StrCat(lowering_.sink.Place(place), ": ") : std::string();
    tally_->undecided.push_back(Say({"$0$1: $2", "$0$1：$2"}, where, what, reason));
  }

  template <typename Entry>
  void ReportDead(const Words& kind, const Entry& entry) {
    lowering_
        .Report(
            "WP3009", {entry, Entry::kWhenFieldNumber},
            Say({"$0 $1 applies to no ticket", "$0 $1 不适用于任何工单"}, kind, Quoted(entry.id())))
        .Label({"no ticket meets this", "没有工单满足此条件"});
  }

  template <typename Entries>
  void ReportShadowed(const Words& kind, const Entries& entries, int rule,
                      const PolicyProver::Verdict& found) {
    using Entry = typename Entries::value_type;
    const Entry& entry = entries[rule];
    const Entry& first = entries[static_cast<int>(found.verdict.by[0])];
    const SourceSpan place = lowering_.places.Value(first, Entry::kIdFieldNumber);
    const std::string name = Quoted(first.id());
    Words help = place.known() ? Say({"move it before $0 ($1)", "请移到 $0 之前（$1）"}, name,
                                     lowering_.sink.Place(place))
                               : Say({"move it before $0", "请移到 $0 之前"}, name);
    help += Example(found.verdict.witness, found.as_opened);
    lowering_
        .Report("WP3007", {entry, Entry::kIdFieldNumber},
                Say({"$0 $1 can never be taken", "$0 $1 永远不会被选中"}, kind, Quoted(entry.id())))
        .Label(rule > 0 && found.verdict.by.size() == 1 && first.when().empty()
                   ? Say({"every ticket is taken by $0", "所有工单都被 $0 先行接走"},
                         Names(entries, found.verdict.by))
                   : Say({"all its tickets are taken by $0", "它的所有工单都被 $0 先行接走"},
                         Names(entries, found.verdict.by)))
        .Help(std::move(help));
  }

  template <typename Entries>
  static Words Names(const Entries& entries, const std::vector<uint32_t>& rules) {
    constexpr size_t kMostNamed = 4;
    std::vector<std::string> names;
    for (const uint32_t rule : rules) names.push_back(Quoted(entries[static_cast<int>(rule)].id()));
    return AnyOf(names, kMostNamed);
  }

  // What shows the claim: a command line, or what a ticket in the midst of work looks like.
  Words Example(const expression::Witness& witness, bool as_opened) {
    if (witness.empty()) return {};
    if (as_opened) return Say({"; try: $0", "；可以试试：$0"}, Try(witness));
    return Say({"; for example a ticket with $0", "；例如一张 $0 的工单"}, prover_.Words(witness));
  }

  std::string Try(const expression::Witness& witness) {
    return TryLine(lowering_, prover_, witness, {});
  }

  void JudgeSteps() {
    size_t condition = 0;
    for (const V1Escalation& chain : policy_.escalations()) {
      for (const V1Step& step : chain.step()) {
        const uint32_t number = prover_.lists().steps[condition++];
        if (step.when().empty()) continue;
        const SourceSpan place = lowering_.ValueOf({step, V1Step::kWhenFieldNumber});
        if (!IsDead(number, place,
                    {"whether this guard holds for a ticket", "该条件是否对某张工单成立"}))
          continue;
        lowering_.sink
            .Report("WP3009", place,
                    Say({"a step of escalation $0 never acts", "升级链 $0 的一个步骤永远不会执行"},
                        Quoted(chain.id())))
            .Label({"no ticket meets this", "没有工单满足此条件"});
      }
    }
  }

  // A rule matters if some ticket gets its priority from it: no rule that says more, and none that
  // says the same before it, holds too.
  void JudgePriorityRules() {
    const auto& rules = policy_.classification().priority_rules();
    const std::vector<PriorityRule>& rows = lowering_.tables.priority_rules;
    for (int i = 0; i < rules.size(); ++i) {
      const auto self = static_cast<size_t>(i);
      Goal goal;
      goal.holds = {prover_.lists().priority_rules[self]};
      std::vector<int> others;
      for (int j = 0; j < rules.size(); ++j) {
        const auto other = static_cast<size_t>(j);
        if (rows[other].at_least > rows[self].at_least || j == i) continue;
        if (rows[other].at_least == rows[self].at_least && j > i) continue;
        goal.never.push_back(prover_.lists().priority_rules[other]);
        others.push_back(j);
      }
      const Answer answer = prover_.Find(goal);
      if (answer.exists == Existence::kUnknown) {
        Undecided(lowering_.SpanOf(rules[i]),
                  {"whether this priority rule matters", "该优先级规则是否有作用"}, answer.reason);
      }
      if (answer.exists != Existence::kNo || answer.blockers.empty()) continue;
      ReportIdle(rules[i], rules[others[answer.blockers[0]]], answer.blockers.size());
    }
  }

  void ReportIdle(const V1PriorityRule& rule, const V1PriorityRule& other, size_t count) {
    lowering_
        .Report("WP3014", {rule, V1PriorityRule::kIdFieldNumber},
                Say({"priority rule $0 changes nothing", "优先级规则 $0 不改变任何结果"},
                    Quoted(rule.id())))
        .Label(count > 1 ? Say({"$0 or others say the same or more of each of its tickets",
                                "对它的每张工单，$0 或其他规则给出相同或更高的优先级"},
                               Quoted(other.id()))
                         : Say({"$0 says the same or more of each of its tickets",
                                "对它的每张工单，$0 给出相同或更高的优先级"},
                               Quoted(other.id())));
  }

  void FindUnrouted() {
    Goal goal;
    goal.never = prover_.lists().routes;
    ReportUntaken(goal, Moment::kQueued, "WP3010",
                  {"a ticket may find no route", "可能有工单找不到路由"}, policy_.routes(),
                  waypost::v1::Policy::kRoutesFieldNumber);
  }

  void FindUnpromised() {
    if (policy_.sla().empty()) return;
    Goal goal;
    goal.never = prover_.lists().slas;
    ReportUntaken(goal, Moment::kOpened, "WP3011",
                  {"a ticket may be promised nothing", "可能有工单得不到任何承诺"}, policy_.sla(),
                  waypost::v1::Policy::kSlaFieldNumber);
  }

  // Tickets that an entry behind the last one would take.
  template <typename Entries>
  void ReportUntaken(const Goal& goal, Moment moment, std::string_view code, Words message,
                     const Entries& entries, int field) {
    using Entry = typename Entries::value_type;
    prover_.Suppose(moment);
    Answer answer = prover_.Find(goal);
    prover_.Suppose(Moment::kAnyTime);
    const bool as_opened = answer.exists == Existence::kYes;
    if (!as_opened) answer = prover_.Find(goal);
    const SourceSpan place =
        entries.empty() ? lowering_.places.Name(policy_, field)
                        : lowering_.ValueOf({entries[entries.size() - 1], Entry::kIdFieldNumber});
    if (answer.exists == Existence::kUnknown) {
      Undecided(place, Say({"whether $0", "未能判定“$0”"}, message), answer.reason);
      return;
    }
    ++tally_->decided;
    if (answer.exists == Existence::kNo) return;
    lowering_.sink.Report(code, place, std::move(message))
        .Label({"none takes it up to here", "到此为止没有一项接走它"})
        .Help(as_opened ? Say({"try: $0", "可以试试：$0"}, Try(answer.witness))
                        : Say({"for example a ticket with $0", "例如一张 $0 的工单"},
                              prover_.Words(answer.witness)));
  }

  // A chain that only breaches start runs for tickets that are promised such a clock.
  void JudgeStarts() {
    for (size_t i = 0; i < lowering_.tables.escalations.size(); ++i) {
      const Escalation& chain = lowering_.tables.escalations[i];
      if (!chain.on.OnlyBreaches()) continue;
      const std::optional<Existence> started = CanStart(i);
      const V1Escalation& written = policy_.escalations(static_cast<int>(i));
      const FieldRef id{written, V1Escalation::kIdFieldNumber};
      if (started == Existence::kUnknown) {
        Undecided(lowering_.ValueOf(id),
                  {"whether a ticket can start this chain", "是否有工单能启动该升级链"},
                  {"see above", "见上文"});
      }
      if (started != Existence::kNo) continue;
      lowering_
          .Report("WP3013", id,
                  Say({"escalation $0 is started by no ticket", "没有工单会启动升级链 $0"},
                      Quoted(written.id())))
          .Label({"no ticket that meets its condition is promised what it listens to",
                  "满足其条件的工单都没有它所监听的承诺"});
    }
  }

  // nullopt: other checks tell why it never starts.
  std::optional<Existence> CanStart(size_t chain) {
    const Triggers& on = lowering_.tables.escalations[chain].on;
    Goal meets;
    meets.holds = {prover_.lists().escalations[chain]};
    if (prover_.Find(meets).exists == Existence::kNo) return std::nullopt;
    bool listened = false;
    Existence result = Existence::kNo;
    for (size_t i = 0; i < lowering_.tables.slas.size(); ++i) {
      if (!Promises(lowering_.tables.slas[i], on)) continue;
      listened = true;
      Goal goal = meets;
      goal.holds.push_back(prover_.lists().slas[i]);
      goal.never.assign(prover_.lists().slas.begin(),
                        prover_.lists().slas.begin() + static_cast<std::ptrdiff_t>(i));
      const Existence exists = prover_.Find(goal).exists;
      if (exists == Existence::kYes) return exists;
      if (exists == Existence::kUnknown) result = exists;
    }
    return listened ? std::optional<Existence>(result) : std::nullopt;
  }

  bool Promises(const Sla& sla, const Triggers& on) const {
    for (uint16_t i = 0; i < sla.target_count; ++i) {
      if (ListensTo(on, lowering_.tables.targets[sla.first_target + i])) return true;
    }
    return false;
  }

  Lowering& lowering_;
  const waypost::v1::Policy& policy_;
  PolicyProver prover_;
  ProofTally* tally_;
};

}  // namespace

void WarnOfProofs(Lowering& lowering, ProofTally* tally) { DeepChecks(lowering, tally).Run(); }

Lowered CheckPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const CheckOptions& options, ProofTally* tally) {
  const waypost::v1::Roster* const roster =
      options.roster == nullptr ? nullptr : options.roster->roster.get();
  std::vector<Diagnostic> of_roster;
  Lowered lowered = LowerPolicy(files, zones, {}, [&](Lowering& lowering) {
    WarnOfUnused(lowering, roster);
    if (options.deep) {
      WarnOfProofs(lowering, tally);
    } else {
      WarnOfShadowed(lowering);
    }
    if (roster == nullptr) return;
    WarnOfPeople(lowering, *roster);
    if (options.deep) WarnOfUnstaffed(lowering, options, tally);
    of_roster = FindUndeclared(lowering, *options.roster);
  });
  for (Diagnostic& finding : of_roster) lowered.diagnostics.push_back(std::move(finding));
  return lowered;
}

}  // namespace waypost::policy
