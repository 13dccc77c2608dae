// What a policy asks of people, against the people there are.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/language_tag.h"
#include "lib/policy/person.h"
#include "lib/policy/rotation_members.h"

namespace waypost::policy {
namespace {

using expression::Requirement;
using expression::RequirementNode;
using expression::RequirementOp;
using waypost::v1::Agent;
using V1Escalation = waypost::v1::Escalation;
using V1Policy = waypost::v1::Policy;
using V1Queue = waypost::v1::Queue;
using V1Route = waypost::v1::Route;
using V1Stage = waypost::v1::Stage;
using V1Step = waypost::v1::Step;

class PeopleChecks {
 public:
  PeopleChecks(Lowering& lowering, const waypost::v1::Roster& roster)
      : lowering_(lowering), policy_(lowering.policy) {
    for (const Agent& agent : roster.agents()) people_.emplace_back(agent, lowering.names);
  }

  void Run() {
    CheckQueues();
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

  // Languages matter where a stage asks for that of the ticket.
  void CheckLanguages() {
    for (int i = 0; i < policy_.languages_size(); ++i) {
      const std::string& tag = policy_.languages(i);
      if (Speaks(lowering_.names.Intern(tag))) continue;
      const auto& routes = lowering_.tables.routes;
      if (std::none_of(routes.begin(), routes.end(),
                       [&](const Route& route) { return IsLost(route, tag); })) {
        continue;
      }
      lowering_
          .Report("WP3202", {policy_, V1Policy::kLanguagesFieldNumber, i},
                  Say({"nobody on the roster speaks $0", "名册上没有人会 $0"}, Quoted(tag)))
          .Help({"tickets in it wait for a stage that does not ask for their language",
                 "这种语言的工单要等到不要求其语言的阶段"});
    }
  }

  bool Speaks(uint32_t language) const {
    return Anybody([&](const Person& person) { return person.LanguageLevel(language) > 0; });
  }

  // The route asks for the language of a ticket in this one, which nobody speaks, and no other that
  // will do after a while is spoken either.
  bool IsLost(const Route& route, const std::string& tag) const {
    bool asks = false;
    for (uint16_t i = 0; i < route.stage_count; ++i) {
      const Stage& stage = lowering_.tables.stages[route.first_stage + i];
      if (FallsBack(stage, tag)) return false;
      asks = asks || AsksForLanguage(lowering_.tables.requirements[stage.requirement]);
    }
    return asks;
  }

  static bool AsksForLanguage(const Requirement& requirement) {
    return std::any_of(requirement.nodes.begin(), requirement.nodes.end(),
                       [](const RequirementNode& node) {
                         return node.op == RequirementOp::kSpeaksTicketLanguageAtLeast;
                       });
  }

  bool FallsBack(const Stage& stage, std::string_view tag) const {
    return std::any_of(stage.languages.begin(), stage.languages.end(),
                       [&](const LanguageFallback& fallback) {
                         switch (fallback.kind) {
                           case LanguageFallback::Kind::kTag:
                             return Speaks(fallback.tag);
                           case LanguageFallback::Kind::kPrefix:
                             return SpeaksShorter(tag);
                           case LanguageFallback::Kind::kTranslation:
                             return true;
                         }
                         return false;
                       });
  }

  bool SpeaksShorter(std::string_view tag) const {
    for (tag = ShorterTag(tag); !tag.empty(); tag = ShorterTag(tag)) {
      if (Speaks(lowering_.names.Intern(tag))) return true;
    }
    return false;
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
  std::set<std::string> idle_queues_;
};

}  // namespace

void WarnOfPeople(Lowering& lowering, const waypost::v1::Roster& roster) {
  PeopleChecks(lowering, roster).Run();
}

}  // namespace waypost::policy
