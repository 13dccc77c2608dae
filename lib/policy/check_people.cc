// What a policy asks of people, against the people there are.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/person.h"
#include "lib/policy/rotation_members.h"

namespace waypost::policy {
namespace {

using expression::Requirement;
using expression::RequirementNode;
using expression::RequirementOp;
using waypost::v1::Agent;
using V1Calendar = waypost::v1::Calendar;
using V1Channel = waypost::v1::Channel;
using V1Escalation = waypost::v1::Escalation;
using V1Policy = waypost::v1::Policy;
using V1Queue = waypost::v1::Queue;
using V1Route = waypost::v1::Route;
using V1Stage = waypost::v1::Stage;
using V1Step = waypost::v1::Step;

// By what they name: the agents who do.
using AgentsByName = std::map<std::string, std::vector<std::string>>;

class PeopleChecks {
 public:
  PeopleChecks(Lowering& lowering, const waypost::v1::Roster& roster)
      : lowering_(lowering), policy_(lowering.policy) {
    for (const Agent& agent : roster.agents()) {
      for (const std::string& queue : agent.queues()) served_[queue].push_back(agent.id());
      for (const auto& limit : agent.channels()) limited_[limit.channel()].push_back(agent.id());
      if (!agent.shift_calendar().empty()) shifts_[agent.shift_calendar()].push_back(agent.id());
    }
    for (const Agent& agent : roster.agents()) people_.emplace_back(agent, lowering.names);
  }

  void Run() {
    CheckQueues();
    const auto queue_id = V1Queue::kIdFieldNumber;
    CheckNamed("WP3206", {"queue", "队列"}, served_, policy_.queues(), queue_id);
    CheckNamed("WP3209", {"channel", "渠道"}, limited_, policy_.channels(),
               V1Channel::kIdFieldNumber);
    CheckNamed("WP3209", {"calendar", "日历"}, shifts_, policy_.calendars(),
               V1Calendar::kIdFieldNumber);
    CheckLanguages();
    size_t row = 0;
    for (const V1Route& route : policy_.routes()) {
      for (const V1Stage& stage : route.stage()) {
        CheckStage(route, stage, lowering_.tables.stages[row++]);
      }
    }
    for (const V1Escalation& chain : policy_.escalations()) {
      for (const V1Step& step : chain.step()) CheckStep(step);
    }
  }

 private:
  template <typename Test>
  bool Anybody(const Test& test) const {
    return std::any_of(people_.begin(), people_.end(), test);
  }

  void CheckQueues() {
    for (const V1Queue& queue : policy_.queues()) {
      if (Anybody([&](const Person& person) { return person.Serves(queue.id()); })) continue;
      idle_queues_.insert(queue.id());
      lowering_.Report("WP3203", {queue, V1Queue::kIdFieldNumber},
                       Say({"nobody on the roster serves queue $0", "名册上没有人服务队列 $0"},
                           Quoted(queue.id())));
    }
  }

  // The roster is read apart from the policy: what can be shown is the entry that may be meant.
  template <typename Entries>
  void CheckNamed(std::string_view code, const Words& kind, const AgentsByName& named,
                  const Entries& entries, int id_field) {
    std::vector<std::string_view> declared;
    for (const auto& entry : entries) declared.push_back(entry.id());
    for (const auto& [name, agents] : named) {
      if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
      Words text = Say({"the roster names $0 $1, which the policy does not declare: agent $2",
                        "名册中的$0 $1 没有在策略中声明：坐席 $2"},
                       kind, Quoted(name), Quoted(agents[0]));
      if (agents.size() > 1) text += Say({" and $0 more", " 等，另有 $0 人"}, agents.size() - 1);
      const std::optional<std::string_view> nearest = DidYouMean(name, declared);
      if (!nearest) {
        lowering_.sink.Report(code, {}, std::move(text));
        continue;
      }
      const auto index = std::find(declared.begin(), declared.end(), *nearest) - declared.begin();
      lowering_.Report(code, {entries[static_cast<int>(index)], id_field}, std::move(text))
          .Label({"did you mean this one?", "是否想写这一个？"});
    }
  }

  // Languages matter where a stage asks for that of the ticket.
  void CheckLanguages() {
    const auto asks = [](const Requirement& requirement) {
      return std::any_of(requirement.nodes.begin(), requirement.nodes.end(),
                         [](const RequirementNode& node) {
                           return node.op == RequirementOp::kSpeaksTicketLanguageAtLeast;
                         });
    };
    const auto& requirements = lowering_.tables.requirements;
    if (std::none_of(requirements.begin(), requirements.end(), asks)) return;
    for (int i = 0; i < policy_.languages_size(); ++i) {
      const uint32_t tag = lowering_.names.Intern(policy_.languages(i));
      if (Anybody([&](const Person& person) { return person.LanguageLevel(tag) > 0; })) continue;
      lowering_
          .Report("WP3202", {policy_, V1Policy::kLanguagesFieldNumber, i},
                  Say({"nobody on the roster speaks $0", "名册上没有人会 $0"},
                      Quoted(policy_.languages(i))))
          .Help({"tickets in it wait for a stage that does not ask for their language",
                 "这种语言的工单要等到不要求其语言的阶段"});
    }
  }

  void CheckStage(const V1Route& route, const V1Stage& stage, const Stage& row) {
    const Requirement& requirement = lowering_.tables.requirements[row.requirement];
    bool told = false;
    for (const RequirementNode& node : requirement.nodes) told |= ReportMissing(stage, node);
    const std::string& queue = policy_.queues(row.queue).id();
    if (told || idle_queues_.count(queue) > 0) return;
    const auto serves = [&](const Person& person) {
      return person.Serves(queue) ||
             std::any_of(stage.also_queues().begin(), stage.also_queues().end(),
                         [&](const std::string& also) { return person.Serves(also); });
    };
    if (Anybody([&](const Person& person) {
          return serves(person) && !expression::FirstFailing(requirement, person);
        })) {
      return;
    }
    const bool written = !stage.require().empty();
    lowering_.sink
        .Report("WP3204",
                written ? lowering_.ValueOf({stage, V1Stage::kRequireFieldNumber})
                        : lowering_.SpanOf(stage),
                Say({"nobody on the roster can take a ticket in this stage of route $0",
                     "名册上没有人能在路由 $0 的这一阶段接单"},
                    Quoted(route.id())))
        .Label(
            Say({"nobody who serves $0 meets this", "服务 $0 的人都不满足此要求"}, Quoted(queue)));
  }

  // A skill or a language that nobody has in the measure asked for.
  bool ReportMissing(const V1Stage& stage, const RequirementNode& node) {
    const bool skill = node.op == RequirementOp::kSkillAtLeast;
    if (!skill && node.op != RequirementOp::kSpeaksAtLeast) return false;
    int best = 0;
    for (const Person& person : people_) {
      best = std::max(best,
                      skill ? person.SkillLevel(node.symbol) : person.LanguageLevel(node.symbol));
    }
    if (best >= node.level) return false;
    const SourceSpan place =
        lowering_.places.Within(stage, V1Stage::kRequireFieldNumber, -1, node.begin, node.end);
    const Words what = skill ? Words{"skill", "技能"} : Words{"language", "语言"};
    lowering_.sink
        .Report(skill ? "WP3201" : "WP3202", place,
                best > 0 ? Say({"nobody on the roster has this $0 at such a level",
                                "名册上没有人的该$0达到此等级"},
                               what)
                         : Say({"nobody on the roster has this $0", "名册上没有人有该$0"}, what))
        .Label(best > 0 ? Say({"the best level is $0", "最高等级是 $0"}, best) : Words());
    return true;
  }

  void CheckStep(const V1Step& step) {
    for (int i = 0; i < step.notify_size(); ++i) {
      const std::string& target = step.notify(i);
      const size_t colon = target.find(':');
      if (colon == std::string::npos) continue;
      const std::string kind = target.substr(0, colon);
      const std::string name = target.substr(colon + 1);
      if (!IsAbsent(kind, name)) continue;
      lowering_
          .Report("WP3205", {step, V1Step::kNotifyFieldNumber, i},
                  Say({"$0 is nobody on the roster", "$0 不在名册上"}, Quoted(target)))
          .Label({"this reaches nobody", "通知不到任何人"});
    }
  }

  bool IsAbsent(const std::string& kind, const std::string& name) const {
    if (kind == "queue") return idle_queues_.count(name) > 0;
    if (kind == "agent") {
      return !Anybody([&](const Person& person) { return person.id() == name; });
    }
    if (kind != "rotation") return false;
    const std::set<std::string> members = MembersOfRotation(policy_, name);
    return !Anybody([&](const Person& person) { return members.count(person.id()) > 0; });
  }

  Lowering& lowering_;
  const V1Policy& policy_;
  std::vector<Person> people_;
  AgentsByName served_;   // queues
  AgentsByName limited_;  // channels
  AgentsByName shifts_;   // calendars
  std::set<std::string> idle_queues_;
};

}  // namespace

void WarnOfPeople(Lowering& lowering, const waypost::v1::Roster& roster) {
  PeopleChecks(lowering, roster).Run();
}

}  // namespace waypost::policy
