#include "lib/expression/requirement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RequirementTest : public testing::Test {
 protected:
  std::optional<Requirement> Compile(std::string_view text) {
    std::vector<Finding> findings;
    std::optional<Requirement> requirement =
        CompileRequirement(text, names_, vocabulary_, &findings);
    findings_ = Describe(findings);
    return requirement;
  }

  // Postfix, with levels and names: "skill:billing:60 lang:50 and2".
  std::string Postfix(std::string_view text) {
    const std::optional<Requirement> requirement = Compile(text);
    if (!requirement) return "error";
    std::string out;
    for (const RequirementNode& node : requirement->nodes)
      out += (out.empty() ? "" : " ") + Word(node);
    return out;
  }

  std::string Word(const RequirementNode& node) {
    const std::string level = std::to_string(node.level);
    switch (node.op) {
      case RequirementOp::kAnd:
        return "and" + std::to_string(node.operand_count);
      case RequirementOp::kOr:
        return "or" + std::to_string(node.operand_count);
      case RequirementOp::kSkillAtLeast:
        return "skill:" + NameOf(node.symbol) + ":" + level;
      case RequirementOp::kSpeaksTicketLanguageAtLeast:
        return "ticket:" + level;
      case RequirementOp::kSpeaksAtLeast:
        return "speaks:" + NameOf(node.symbol) + ":" + level;
      case RequirementOp::kTeamIs:
        return "team:" + NameOf(node.symbol);
      case RequirementOp::kKindIs:
        return node.symbol == static_cast<uint32_t>(AgentKind::kBot) ? "bot" : "human";
      case RequirementOp::kHasRole:
        return "role:" + NameOf(node.symbol);
      case RequirementOp::kHasAttribute:
        return "attribute:" + NameOf(node.symbol);
    }
    return "";
  }

  std::string NameOf(uint32_t symbol) {
    for (const std::string name : {"billing", "account", "ja", "zh", "eu-1", "eu-2", "lead",
                                   "certified=yes", "site=eu", "site=us"}) {
      if (vocabulary_.Find(name) == symbol) return name;
    }
    return "?";
  }

  const RequirementNames names_ = {{"billing", "account"}, {"ja", "zh"}, {"eu-1", "eu-2"}};
  MapVocabulary vocabulary_;
  std::vector<std::string> findings_;
};

struct PostfixCase {
  std::string text;
  std::string postfix;
};

TEST_F(RequirementTest, CompilesToPostfixNodes) {
  const std::vector<PostfixCase> cases = {
      {"", ""},
      {"skill('billing') >= 60", "skill:billing:60"},
      {"skill('billing') > 60", "skill:billing:61"},
      {"60 <= skill('billing')", "skill:billing:60"},
      {"60 < skill('billing')", "skill:billing:61"},
      {"skill('billing')", "skill:billing:1"},
      {"skill('billing') >= 100", "skill:billing:100"},
      {"speaks(language) >= 50", "ticket:50"},
      {"speaks(language)", "ticket:1"},
      {"speaks('ja') >= 80", "speaks:ja:80"},
      {"team == 'eu-1'", "team:eu-1"},
      {"'eu-1' == team", "team:eu-1"},
      {"team in ['eu-1', 'eu-2']", "team:eu-1 team:eu-2 or2"},
      {"team in ['eu-1']", "team:eu-1"},
      {"kind == 'human' || kind == 'bot'", "human bot or2"},
      {"'lead' in roles", "role:lead"},
      {"attribute('certified') == 'yes'", "attribute:certified=yes"},
      {"attribute('site') in ['eu', 'us']", "attribute:site=eu attribute:site=us or2"},
      {"skill('billing') >= 60 && speaks(language) >= 50 && kind == 'human'",
       "skill:billing:60 ticket:50 human and3"},
      {"skill('billing') && (skill('account') >= 30 || team == 'eu-2')",
       "skill:billing:1 skill:account:30 team:eu-2 or2 and2"},
  };
  for (const PostfixCase& c : cases) {
    EXPECT_EQ(Postfix(c.text), c.postfix) << c.text;
    EXPECT_THAT(findings_, IsEmpty()) << c.text;
  }
}

struct RefusedNeed {
  std::string text;
  std::string finding;
};

TEST_F(RequirementTest, RefusesWithASentence) {
  const std::string exclusion =
      "error: a requirement may only ask for more: an agent who learns something must not lose "
      "work "
      "by it | ask with >= or >, without ! and !=";
  const std::string form = " | write for example skill('billing') >= 60";
  const std::string refused =
      "error: not supported here: a requirement asks for skills, languages, a team, a kind, roles "
      "or attributes";
  const std::vector<RefusedNeed> cases = {
      {"!skill('billing')", "0-17 " + exclusion},
      {"skill('billing') < 60", "0-21 " + exclusion},
      {"skill('billing') <= 60", "0-22 " + exclusion},
      {"60 > skill('billing')", "0-21 " + exclusion},
      {"skill('billing') == 60", "0-22 " + exclusion},
      {"skill('billing') != 0", "0-21 " + exclusion},
      {"team != 'eu-1'", "0-14 " + exclusion},
      {"skill('billing') >= 101", "20-23 error: a level is from 0 to 100"},
      {"skill('billing') >= -1", "20-22 error: a level is from 0 to 100"},
      {"skill('billing') > 100", "19-22 error: no level is above 100"},
      {"skill('billing') >= 'x'", "20-23 error: a level is a whole number from 0 to 100" + form},
      {"skill('billing') >= skill('account')",
       "20-36 error: a level is a whole number from 0 to 100" + form},
      {"skill('biling')",
       "6-14 error: unknown skill \"biling\" | not declared | did you mean \"billing\"?"},
      {"speaks('jp')", "7-11 error: unknown language \"jp\" | not declared | did you mean \"ja\"?"},
      {"team == 'eu-3'",
       "8-14 error: unknown team \"eu-3\" | not declared | did you mean \"eu-1\"?"},
      {"skill(billing)", "6-13 error: skill() takes a skill's name in quotes"},
      {"skill()", "0-7 error: skill() takes one name" + form},
      {"speaks(locale)",
       "7-13 error: speaks() takes language, which is the ticket's, or a language "
       "in quotes | write speaks(language) or speaks('ja')"},
      {"kind == 'robot'",
       "8-15 error: unknown kind of agent \"robot\" | a kind is 'human' or "
       "'bot'"},
      {"tean == 'eu-1'", "0-4 error: agents have no property \"tean\" | did you mean \"team\"?"},
      {"site == 'eu-1'",
       "0-4 error: agents have no property \"site\" | a requirement knows team, kind, roles and "
       "attribute('...')"},
      {"team == 5", "8-9 error: a team is a name in quotes"},
      {"team < 'eu-1'", "0-13 " + refused + " | compare a team, a kind or an attribute with =="},
      {"team", "0-4 " + refused + form},
      {"true", "0-4 " + refused + form},
      {"skill('billing') + 1 >= 60", "0-26 " + refused + form},
      {"language == 'ja'",
       "0-8 error: agents have no property \"language\" | a requirement knows team, kind, roles "
       "and attribute('...')"},
      {"team in []", "0-10 " + refused + " | write team in ['x', 'y'] or 'x' in roles"},
      {"roles == 'lead'", "0-15 " + refused + " | write 'team-lead' in roles"},
      {"roles in ['lead']", "10-16 " + refused + " | write 'team-lead' in roles"},
      {"attribute('a') != 'b'", "0-21 " + exclusion},
      {"attribute('a')", "0-14 " + refused + form},
      {"attribute('a') == 1", "18-19 error: the value of an attribute is a text in quotes"},
      {"attribute('a=b') == 'c'", "10-15 error: the name of an attribute has no \"=\""},
      {"attribute(a) == 'b'",
       "0-12 error: attribute() takes an attribute's name in quotes | write for example "
       "attribute('certified') == 'yes'"},
      {"skill('billing') >=", "19-19 error: the condition ends too early | an operand expected"},
  };
  for (const RefusedNeed& c : cases) {
    EXPECT_FALSE(Compile(c.text).has_value()) << c.text;
    EXPECT_THAT(findings_, ElementsAre(c.finding)) << c.text;
  }
}

TEST_F(RequirementTest, WarnsOfALevelThatEverybodyHas) {
  EXPECT_EQ(Postfix("skill('billing') >= 0"), "skill:billing:0");
  EXPECT_THAT(findings_, ElementsAre("0-21 warning: every agent has at least level 0 | always "
                                     "true"));
}

TEST_F(RequirementTest, TakesAnyNameWhereNoneAreDeclared) {
  std::vector<Finding> findings;
  EXPECT_TRUE(CompileRequirement("skill('anything') && team == 'x' && speaks('tlh')", {},
                                 vocabulary_, &findings)
                  .has_value());
}

class Agent : public AgentLevels {
 public:
  std::map<uint32_t, int> skills;
  std::map<uint32_t, int> languages;
  int ticket_language = 0;
  uint32_t team = 0;
  AgentKind kind = AgentKind::kHuman;
  std::set<uint32_t> roles;
  std::set<uint32_t> attributes;

  int SkillLevel(uint32_t skill) const override { return LevelIn(skills, skill); }
  int LanguageLevel(uint32_t language) const override { return LevelIn(languages, language); }
  int TicketLanguageLevel() const override { return ticket_language; }
  uint32_t Team() const override { return team; }
  AgentKind Kind() const override { return kind; }
  bool HasRole(uint32_t role) const override { return roles.count(role) > 0; }
  bool HasAttribute(uint32_t attribute) const override { return attributes.count(attribute) > 0; }

 private:
  static int LevelIn(const std::map<uint32_t, int>& levels, uint32_t symbol) {
    const auto found = levels.find(symbol);
    return found == levels.end() ? 0 : found->second;
  }
};

struct FailingCase {
  std::string requirement;
  std::string failing;  // its text; empty: the requirement is met
};

TEST_F(RequirementTest, PointsAtTheFirstRequirementThatFails) {
  Agent agent;
  agent.skills[vocabulary_.Intern("billing")] = 60;
  agent.languages[vocabulary_.Intern("ja")] = 80;
  agent.ticket_language = 40;
  agent.team = vocabulary_.Intern("eu-1");
  agent.kind = AgentKind::kBot;
  agent.roles = {vocabulary_.Intern("lead")};
  agent.attributes = {vocabulary_.Intern("certified=yes")};
  const std::vector<FailingCase> cases = {
      {"", ""},
      {"skill('billing') >= 60", ""},
      {"skill('billing') >= 61", "skill('billing') >= 61"},
      {"skill('account')", "skill('account')"},
      {"skill('account') >= 0", ""},
      {"speaks('ja') > 79", ""},
      {"speaks('ja') > 80", "speaks('ja') > 80"},
      {"speaks(language) >= 41", "speaks(language) >= 41"},
      {"kind == 'human'", "kind == 'human'"},
      {"kind == 'bot'", ""},
      {"'lead' in roles", ""},
      {"'boss' in roles", "'boss' in roles"},
      {"attribute('certified') == 'yes'", ""},
      {"attribute('certified') == 'no'", "attribute('certified') == 'no'"},
      {"attribute('certified') in ['no', 'yes'] && 'lead' in roles", ""},
      {"team == 'eu-1' && speaks('zh') && skill('account')", "speaks('zh')"},
      {"skill('billing') && (skill('account') || team == 'eu-2')",
       "skill('account') || team == 'eu-2'"},
      {"skill('billing') && (skill('account') || team == 'eu-1')", ""},
      {"(skill('account') && team == 'eu-1') || kind == 'bot'", ""},
      {"(speaks('ja') && skill('account')) && team == 'eu-2'", "skill('account')"},
      {"team in ['eu-1', 'eu-2'] && speaks(language) >= 50", "speaks(language) >= 50"},
  };
  for (const FailingCase& c : cases) {
    const std::optional<Requirement> requirement = Compile(c.requirement);
    ASSERT_TRUE(requirement.has_value()) << c.requirement;
    const std::optional<uint32_t> failing = FirstFailing(*requirement, agent);
    const std::string text = failing ? c.requirement.substr(requirement->nodes[*failing].begin,
                                                            requirement->nodes[*failing].end -
                                                                requirement->nodes[*failing].begin)
                                     : "";
    EXPECT_EQ(text, c.failing) << c.requirement;
  }
}

}  // namespace
}  // namespace waypost::expression
