#ifndef WAYPOST_LIB_POLICY_PERSON_H_
#define WAYPOST_LIB_POLICY_PERSON_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "lib/expression/requirement.h"
#include "lib/policy/vocabulary.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {

// One agent of a roster as requirements see it, beside a ticket in the language that the agent
// knows best.
class Person : public expression::AgentLevels {
 public:
  using Levels = std::map<uint32_t, int>;  // by name; what is not in it is level 0

  // `agent` is borrowed.
  Person(const waypost::v1::Agent& agent, NameTable& names);

  int SkillLevel(uint32_t skill) const override;
  int LanguageLevel(uint32_t language) const override;
  int TicketLanguageLevel() const override;
  uint32_t Team() const override { return team_; }
  expression::AgentKind Kind() const override;
  bool HasRole(uint32_t role) const override { return roles_.count(role) > 0; }
  bool HasAttribute(uint32_t attribute) const override { return attributes_.count(attribute) > 0; }

  // Tickets of the queue are offered to the agent, if it meets what their stages ask for.
  bool Serves(const std::string& queue) const;

  const std::string& id() const { return agent_->id(); }
  const Levels& languages() const { return languages_; }

 private:
  const waypost::v1::Agent* agent_;
  uint32_t team_;
  Levels skills_;
  Levels languages_;
  std::set<uint32_t> roles_;
  std::set<uint32_t> attributes_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_PERSON_H_
