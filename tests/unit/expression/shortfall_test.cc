#include "lib/expression/shortfall.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Somebody who has skills alone; names are numbered as they come.
class Skilled : public AgentLevels {
 public:
  explicit Skilled(std::map<uint32_t, int> levels) : levels_(std::move(levels)) {}
  int SkillLevel(uint32_t skill) const override {
    const auto found = levels_.find(skill);
    return found == levels_.end() ? 0 : found->second;
  }
  int LanguageLevel(uint32_t /*language*/) const override { return 0; }
  int TicketLanguageLevel() const override { return 0; }
  uint32_t Team() const override { return 0; }
  AgentKind Kind() const override { return AgentKind::kHuman; }
  bool HasRole(uint32_t /*role*/) const override { return false; }
  bool HasAttribute(uint32_t /*attribute*/) const override { return false; }

 private:
  std::map<uint32_t, int> levels_;
};

class ShortfallTest : public testing::Test {
 protected:
  // The parts to relax, as written. The agent has skills a, b and c at 50.
  std::vector<std::string> Parts(std::string_view text) {
    const Skilled agent({{vocabulary_.Intern("a"), 50},
                         {vocabulary_.Intern("b"), 50},
                         {vocabulary_.Intern("c"), 50}});
    std::vector<Finding> findings;
    const auto requirement = CompileRequirement(text, {}, vocabulary_, &findings);
    EXPECT_TRUE(requirement.has_value()) << text;
    std::vector<std::string> parts;
    for (const uint32_t index : FewestToRelax(*requirement, agent)) {
      const RequirementNode& node = requirement->nodes[index];
      parts.push_back(requirement->text.substr(node.begin, node.end - node.begin));
    }
    return parts;
  }

  MapVocabulary vocabulary_;
};

TEST_F(ShortfallTest, WhatIsMetNeedsNothing) {
  EXPECT_THAT(Parts("skill('a') >= 50"), IsEmpty());
  EXPECT_THAT(Parts(""), IsEmpty());
  EXPECT_THAT(Parts("skill('a') >= 60 || skill('b') >= 40"), IsEmpty());
}

TEST_F(ShortfallTest, OfAConjunctionAllThatFail) {
  EXPECT_THAT(Parts("skill('a') >= 60 && skill('b') >= 40 && skill('c') >= 70"),
              ElementsAre("skill('a') >= 60", "skill('c') >= 70"));
}

TEST_F(ShortfallTest, OfADisjunctionTheEasiest) {
  EXPECT_THAT(Parts("(skill('a') >= 60 && skill('b') >= 60) || skill('c') >= 90"),
              ElementsAre("skill('c') >= 90"));
}

TEST_F(ShortfallTest, OfEquallyEasyOnesTheFirst) {
  EXPECT_THAT(Parts("skill('a') >= 60 || skill('b') >= 60"), ElementsAre("skill('a') >= 60"));
}

TEST_F(ShortfallTest, NestedOnesAreAddedUp) {
  EXPECT_THAT(Parts("skill('a') >= 60 && (skill('b') >= 60 && skill('c') >= 60 || kind == 'bot')"),
              ElementsAre("skill('a') >= 60", "kind == 'bot'"));
}

}  // namespace
}  // namespace waypost::expression
