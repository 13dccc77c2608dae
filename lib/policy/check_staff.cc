// Tickets that nobody on the roster can take, and chains that reach nobody on it.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/person.h"
#include "lib/policy/policy_prover.h"
#include "lib/policy/rotation_members.h"
#include "lib/policy/staffed_routes.h"
#include "lib/policy/ticket_trace.h"
#include "lib/policy/try_line.h"

namespace waypost::policy {
namespace {

using expression::Answer;
using expression::Existence;
using expression::Goal;
using V1Escalation = waypost::v1::Escalation;
using V1Route = waypost::v1::Route;
using V1Step = waypost::v1::Step;

// Languages of the policy that are asked for one by one; the rest together.
constexpr int kMostLanguages = 50;

class StaffChecks {
 public:
  StaffChecks(Lowering& lowering, const CheckOptions& options, ProofTally* tally)
      : lowering_(lowering),
        tables_(lowering.tables),
        policy_(lowering.policy),
        options_(options),
        prover_(lowering),
        tally_(tally),
        staffed_(lowering, people_) {
    for (const auto& agent : options.roster->roster->agents())
      people_.emplace_back(agent, lowering.names);
    for (const Step& step : tables_.steps) raises_ = raises_ || step.set_priority >= 0;
  }

  void Run() {
    for (size_t i = 0; i < tables_.routes.size(); ++i) CheckRoute(i);
    for (size_t i = 0; i < tables_.escalations.size(); ++i) CheckChain(i);
  }

 private:
  // An example, and whether it is one as it comes in.
  struct Found {
    Answer answer;
    bool as_opened = false;
  };

  void CheckRoute(size_t route) {
    if (staffed_.TakeAny(route)) {
      ++tally_->decided;
      return;
    }
    const std::set<uint32_t> served = staffed_.LanguagesTaken(route);
    std::vector<std::string> lost;
    const std::optional<Found> found =
        served.empty() ? FindTaken(route, {}) : FindInLostLanguage(route, served, &lost);
    if (found && found->answer.exists == Existence::kYes) ReportRoute(route, *found, served, lost);
  }

  // The languages that the policy serves first; else any that nobody is left for. nullopt: it was
  // told that this is not known.
  std::optional<Found> FindInLostLanguage(size_t route, const std::set<uint32_t>& served,
                                          std::vector<std::string>* lost) {
    std::optional<Found> first;
    for (int i = 0; i < std::min(policy_.languages_size(), kMostLanguages); ++i) {
      const std::string& tag = policy_.languages(i);
      if (served.count(lowering_.names.Intern(tag)) > 0) continue;
      const std::optional<uint32_t> spoken = Spoken(tag);
      if (!spoken) continue;
      Goal goal;
      goal.holds = {*spoken};
      const std::optional<Found> found = FindTaken(route, goal);
      if (!found || found->answer.exists != Existence::kYes) continue;
      lost->push_back(tag);
      if (!first) first = found;
    }
    return first ? first : FindInOtherLanguage(route, served);
  }

  std::optional<Found> FindInOtherLanguage(size_t route, const std::set<uint32_t>& served) {
    Goal goal;
    const auto& values = tables_.environment.At(kFactLanguage)->values;
    for (const uint32_t language : served) {
      const std::string tag(lowering_.names.TextOf(language));
      if (const std::optional<uint32_t> spoken = Spoken(tag)) {
        goal.never.push_back(*spoken);
      } else if (values.empty() || std::find(values.begin(), values.end(), tag) != values.end()) {
        Undecided(route, {"a language on the roster cannot be written in a condition",
                          "名册上有一种语言无法写进条件"});
        return std::nullopt;
      }
    }
    return FindTaken(route, goal);
  }

  // The condition that a ticket is in the language; nullopt if none can be.
  std::optional<uint32_t> Spoken(const std::string& tag) {
    const auto condition = prover_.Compile("language == " + ConditionLiteral(tag));
    if (!condition) return std::nullopt;
    return prover_.Add(*condition);
  }

  // A ticket that the route takes and that meets the goal too.
  std::optional<Found> FindTaken(size_t route, Goal goal) {
    const std::vector<uint32_t>& routes = prover_.lists().routes;
    goal.holds.push_back(routes[route]);
    goal.never.insert(goal.never.end(), routes.begin(),
                      routes.begin() + static_cast<std::ptrdiff_t>(route));
    Found found = FindFirst(Moment::kQueued, goal);
    if (found.answer.exists == Existence::kUnknown) {
      Undecided(route, found.answer.reason);
      return std::nullopt;
    }
    ++tally_->decided;
    return found;
  }

  Found FindJust(Moment moment, const Goal& goal) {
    prover_.Suppose(moment);
    Answer answer = prover_.Find(goal);
    prover_.Suppose(Moment::kAnyTime);
    const bool as_opened = answer.exists == Existence::kYes;
    return {std::move(answer), as_opened};
  }

  // Of the moment, or else of any time.
  Found FindFirst(Moment moment, const Goal& goal) {
    Found found = FindJust(moment, goal);
    if (!found.as_opened) found.answer = prover_.Find(goal);
    return found;
  }

  void Undecided(size_t route, const Words& reason) {
    const V1Route& written = policy_.routes(static_cast<int>(route));
    tally_->undecided.push_back(
        Say({"$0: whether somebody can take every ticket of route $1: $2",
             "$0：路由 $1 的每张工单是否都有人能接：$2"},
            lowering_.sink.Place(lowering_.ValueOf({written, V1Route::kIdFieldNumber})),
            Quoted(written.id()), reason));
  }

  void ReportRoute(size_t route, const Found& found, const std::set<uint32_t>& served,
                   const std::vector<std::string>& lost) {
    const V1Route& written = policy_.routes(static_cast<int>(route));
    Words label{"no stage is met by anybody who serves its queue",
                "没有一个阶段有服务其队列的人满足要求"};
    if (!served.empty()) {
      label += Say({", of a ticket in $0", "（$0 的工单）"}, Tags(lost, found.answer.witness));
    }
    lowering_
        .Report("WP3207", {written, V1Route::kIdFieldNumber},
                served.empty() ? Say({"nobody on the roster can take a ticket of route $0",
                                      "名册上没有人能接路由 $0 的工单"},
                                     Quoted(written.id()))
                               : Say({"nobody on the roster can take some tickets of route $0",
                                      "名册上没有人能接路由 $0 的某些工单"},
                                     Quoted(written.id())))
        .Label(std::move(label))
        .Help(Example(found));
  }

  // "ja" or "ko"
  static Words Tags(const std::vector<std::string>& lost, const expression::Witness& ticket) {
    constexpr size_t kMostNamed = 4;
    if (lost.empty()) return Quoted(ticket[kFactLanguage].text);
    std::vector<std::string> tags;
    for (const std::string& tag : lost) tags.push_back(Quoted(tag));
    return AnyOf(tags, kMostNamed);
  }

  Words Example(const Found& found) {
    const expression::Witness& ticket = found.answer.witness;
    if (found.as_opened) {
      return Say({"try: $0", "可以试试：$0"},
                 TryLine(lowering_, prover_, ticket, *options_.roster->files));
    }
    return Say({"for example a ticket with $0", "例如一张 $0 的工单"}, prover_.Words(ticket));
  }

  // A chain that may run through without telling anybody who is there.
  void CheckChain(size_t chain) {
    const V1Escalation& written = policy_.escalations(static_cast<int>(chain));
    size_t step = tables_.escalations[chain].first_step;
    Goal goal;
    goal.holds = {prover_.lists().escalations[chain]};
    std::vector<std::pair<const V1Step*, uint32_t>> lost;
    for (const V1Step& one : written.step()) {
      const uint32_t guard = prover_.lists().steps[step++];
      if (one.notify().empty()) continue;
      const bool reaches = Reaches(one);
      if (!reaches && IsSettled(one)) lost.emplace_back(&one, guard);
      if (!reaches) continue;
      if (one.when().empty() || !IsSettled(one)) return;
      goal.never.push_back(guard);
    }
    for (const auto& [one, guard] : lost) {
      Goal acts = goal;
      acts.holds.push_back(guard);
      if (ReportChain(chain, *one, acts)) return;
    }
  }

  // What the guard says when its time comes is what it says when the ticket comes in.
  bool IsSettled(const V1Step& step) const {
    const auto condition = prover_.Compile(step.when());
    return condition && !Moves(*condition);
  }
  bool Moves(const expression::Condition& condition) const {
    return ReadsWork(condition) || ReadsTime(condition, tables_.environment);
  }

  bool Reaches(const V1Step& step) const {
    return std::any_of(step.notify().begin(), step.notify().end(), [&](const std::string& target) {
      const size_t colon = target.find(':');
      const std::string kind = target.substr(0, colon);
      const std::string name = colon == std::string::npos ? "" : target.substr(colon + 1);
      if (kind == "rotation") {
        const std::set<std::string> members = MembersOfRotation(policy_, name);
        return std::any_of(people_.begin(), people_.end(),
                           [&](const Person& person) { return members.count(person.id()) > 0; });
      }
      if (kind != "agent" && kind != "queue") return true;  // whom a roster does not tell
      return std::any_of(people_.begin(), people_.end(), [&](const Person& person) {
        return kind == "agent" ? person.id() == name : person.Serves(name);
      });
    });
  }

  // True if there is such a ticket.
  bool ReportChain(size_t chain, const V1Step& step, const Goal& acts) {
    const std::optional<Found> found = FindStarted(chain, acts);
    if (!found) return false;
    const V1Escalation& written = policy_.escalations(static_cast<int>(chain));
    lowering_
        .Report("WP3208", {written, V1Escalation::kIdFieldNumber},
                Say({"escalation $0 may reach nobody", "升级链 $0 可能通知不到任何人"},
                    Quoted(written.id())))
        .Label(
            step.notify_size() > 1
                ? Say({"$0 and others are nobody on the roster, and no other step reaches somebody",
                       "$0 等都不在名册上，其他步骤也通知不到人"},
                      Quoted(step.notify(0)))
                : Say({"$0 is nobody on the roster, and no other step reaches somebody",
                       "$0 不在名册上，其他步骤也通知不到人"},
                      Quoted(step.notify(0))))
        .Help(Example(*found));
    return true;
  }

  std::optional<Found> FindStarted(size_t chain, const Goal& acts) {
    const Triggers& on = tables_.escalations[chain].on;
    if (on.created) {
      const std::optional<Found> found = Ask(chain, FindJust(Moment::kOpened, acts), true);
      if (found) return found;
    }
    for (size_t i = 0; i < tables_.slas.size(); ++i) {
      const Target* target = ListenedTo(on, tables_.slas[i]);
      if (target == nullptr) continue;
      Goal goal = acts;
      const std::vector<uint32_t>& slas = prover_.lists().slas;
      goal.holds.push_back(slas[i]);
      goal.never.insert(goal.never.end(), slas.begin(),
                        slas.begin() + static_cast<std::ptrdiff_t>(i));
      const std::optional<Found> found =
          Ask(chain, FindFirst(Moment::kOpened, goal), IsShownByWaiting(chain, *target));
      if (found) return found;
    }
    Triggers rest = on;
    rest.created = false;
    if (rest.OnlyBreaches()) return std::nullopt;
    return Ask(chain, {prover_.Find(acts), false}, false);
  }

  // The ticket if there is one; `shown`: the command line shows the chain, if it is one as opened.
  std::optional<Found> Ask(size_t chain, Found found, bool shown) {
    if (found.answer.exists == Existence::kUnknown) {
      const V1Escalation& written = policy_.escalations(static_cast<int>(chain));
      tally_->undecided.push_back(
          Say({"$0: whether escalation $1 always reaches somebody: $2",
               "$0：升级链 $1 是否总能通知到人：$2"},
              lowering_.sink.Place(lowering_.ValueOf({written, V1Escalation::kIdFieldNumber})),
              Quoted(written.id()), found.answer.reason));
      return std::nullopt;
    }
    ++tally_->decided;
    if (found.answer.exists == Existence::kNo) return std::nullopt;
    found.as_opened = found.as_opened && shown;
    return found;
  }

  // The target of a promise whose breach starts the chain: one that needs nobody to act, if any.
  const Target* ListenedTo(const Triggers& on, const Sla& sla) const {
    const Target* found = nullptr;
    for (uint16_t i = 0; i < sla.target_count; ++i) {
      const Target& target = tables_.targets[sla.first_target + i];
      if (!ListensTo(on, target)) continue;
      if (found == nullptr || RunsFromTheFirst(target)) found = &target;
    }
    return found;
  }

  static bool RunsFromTheFirst(const Target& target) {
    switch (target.metric) {
      case Metric::kFirstReply:
      case Metric::kRequesterWait:
      case Metric::kResolution:
      case Metric::kPickup:
        return true;
      case Metric::kMilestone:
        return target.after == 0;
      default:
        return false;
    }
  }

  // If nobody acts, the clock is breached and the chain starts, with the facts of the beginning.
  bool IsShownByWaiting(size_t chain, const Target& target) const {
    const auto condition = prover_.Compile(policy_.escalations(static_cast<int>(chain)).when());
    return condition && !Moves(*condition) && !raises_ && RunsFromTheFirst(target);
  }

  Lowering& lowering_;
  const Tables& tables_;
  const waypost::v1::Policy& policy_;
  const CheckOptions& options_;
  PolicyProver prover_;
  ProofTally* tally_;
  std::vector<Person> people_;
  const StaffedRoutes staffed_;
  bool raises_ = false;  // some chain raises priorities
};

}  // namespace

void WarnOfUnstaffed(Lowering& lowering, const CheckOptions& options, ProofTally* tally) {
  StaffChecks(lowering, options, tally).Run();
}

}  // namespace waypost::policy
