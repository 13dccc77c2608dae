#include "lib/policy/staffed_routes.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "lib/expression/requirement.h"
#include "lib/policy/language_tag.h"

namespace waypost::policy {
namespace {

using expression::Requirement;
using expression::RequirementNode;
using expression::RequirementOp;

// No name has this number: nobody speaks it.
constexpr uint32_t kNoLanguage = UINT32_MAX;

// What a stage asks for of a ticket in one language.
Requirement InLanguage(const Requirement& requirement, uint32_t language) {
  Requirement result = requirement;
  for (RequirementNode& node : result.nodes) {
    if (node.op != RequirementOp::kSpeaksTicketLanguageAtLeast) continue;
    node.op = RequirementOp::kSpeaksAtLeast;
    node.symbol = language;
  }
  return result;
}

// What is left of it where any language will do.
Requirement InAnyLanguage(const Requirement& requirement) {
  Requirement result = requirement;
  for (RequirementNode& node : result.nodes) {
    if (node.op == RequirementOp::kSpeaksTicketLanguageAtLeast) node.level = 0;
  }
  return result;
}

template <typename Visit>
void ForEachStage(const Tables& tables, size_t route, const Visit& visit) {
  const Route& row = tables.routes[route];
  for (uint16_t i = 0; i < row.stage_count; ++i) visit(tables.stages[row.first_stage + i]);
}

}  // namespace

bool StaffedRoutes::TakeAny(size_t route) const {
  bool found = false;
  ForEachStage(lowering_.tables, route,
               [&](const Stage& stage) { found = found || TakesAny(stage); });
  return found;
}

std::set<uint32_t> StaffedRoutes::LanguagesTaken(size_t route) const {
  std::set<uint32_t> taken;
  ForEachStage(lowering_.tables, route, [&](const Stage& stage) {
    AddSpoken(stage, taken);
    AddLonger(stage, taken);
  });
  return taken;
}

bool StaffedRoutes::TakesAny(const Stage& stage) const {
  const Requirement& asked = AskedBy(stage);
  if (SomebodyMeets(stage, InLanguage(asked, kNoLanguage))) return true;
  for (const LanguageFallback& fallback : stage.languages) {
    switch (fallback.kind) {
      case LanguageFallback::Kind::kTag:
        if (SomebodyMeets(stage, InLanguage(asked, fallback.tag))) return true;
        break;
      case LanguageFallback::Kind::kTranslation:
        if (SomebodyMeets(stage, InAnyLanguage(asked))) return true;
        break;
      case LanguageFallback::Kind::kPrefix:
        break;
    }
  }
  return false;
}

void StaffedRoutes::AddSpoken(const Stage& stage, std::set<uint32_t>& taken) const {
  for (const Person& person : people_) {
    if (!Serves(person, stage)) continue;
    for (const auto& [language, level] : person.languages()) {
      const Requirement asked = InLanguage(AskedBy(stage), language);
      if (!expression::FirstFailing(asked, person)) taken.insert(language);
    }
  }
}

void StaffedRoutes::AddLonger(const Stage& stage, std::set<uint32_t>& taken) const {
  if (std::none_of(stage.languages.begin(), stage.languages.end(),
                   [](const LanguageFallback& fallback) {
                     return fallback.kind == LanguageFallback::Kind::kPrefix;
                   })) {
    return;
  }
  for (const std::string& longer : lowering_.policy.languages()) {
    for (std::string_view tag = ShorterTag(longer); !tag.empty(); tag = ShorterTag(tag)) {
      if (SomebodyMeets(stage, InLanguage(AskedBy(stage), lowering_.names.Intern(tag)))) {
        taken.insert(lowering_.names.Intern(longer));
      }
    }
  }
}

bool StaffedRoutes::Serves(const Person& person, const Stage& stage) const {
  const auto serves = [&](uint16_t queue) {
    return person.Serves(lowering_.policy.queues(queue).id());
  };
  return serves(stage.queue) ||
         std::any_of(stage.also_queues.begin(), stage.also_queues.end(), serves);
}

bool StaffedRoutes::SomebodyMeets(const Stage& stage, const Requirement& asked) const {
  return std::any_of(people_.begin(), people_.end(), [&](const Person& person) {
    return Serves(person, stage) && !expression::FirstFailing(asked, person);
  });
}

const Requirement& StaffedRoutes::AskedBy(const Stage& stage) const {
  return lowering_.tables.requirements[stage.requirement];
}

}  // namespace waypost::policy
