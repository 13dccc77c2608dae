#include "lib/policy/person.h"

#include <algorithm>

namespace waypost::policy {
namespace {

int LevelOf(const Person::Levels& levels, uint32_t name) {
  const auto found = levels.find(name);
  return found == levels.end() ? 0 : found->second;
}

}  // namespace

Person::Person(const waypost::v1::Agent& agent, NameTable& names)
    : agent_(&agent), team_(names.Intern(agent.team())) {
  for (const auto& skill : agent.skills()) skills_[names.Intern(skill.name())] = skill.level();
  for (const auto& language : agent.languages()) {
    languages_[names.Intern(language.tag())] = language.level();
  }
  for (const std::string& role : agent.roles()) roles_.insert(names.Intern(role));
  for (const auto& attribute : agent.attributes()) {
    attributes_.insert(
        names.Intern(expression::AttributeText(attribute.name(), attribute.value())));
  }
}

int Person::SkillLevel(uint32_t skill) const { return LevelOf(skills_, skill); }

int Person::LanguageLevel(uint32_t language) const { return LevelOf(languages_, language); }

int Person::TicketLanguageLevel() const {
  int best = 0;
  for (const auto& [language, level] : languages_) best = std::max(best, level);
  return best;
}

expression::AgentKind Person::Kind() const {
  return agent_->kind() == waypost::v1::Agent::BOT ? expression::AgentKind::kBot
                                                   : expression::AgentKind::kHuman;
}

bool Person::Serves(const std::string& queue) const {
  const auto& queues = agent_->queues();
  return queues.empty() || std::find(queues.begin(), queues.end(), queue) != queues.end();
}

}  // namespace waypost::policy
