#include "lib/expression/atoms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> AtomTexts(const std::string& text) {
  static const Environment* const kEnvironment = new Environment(DeskEnvironment());
  std::vector<Finding> findings;
  const std::optional<Condition> condition = CompileCondition(text, *kEnvironment, &findings);
  EXPECT_TRUE(condition.has_value()) << text;
  std::vector<std::string> atoms;
  if (!condition) return atoms;
  for (const uint32_t atom : AtomsOf(*condition)) {
    const Term& term = condition->terms[atom];
    atoms.push_back(text.substr(term.begin, term.end - term.begin));
    EXPECT_EQ(AtomOf(*condition, atom).root, atom);
  }
  return atoms;
}

TEST(AtomsTest, AreWhatLogicJoinsInTheOrderOfTheText) {
  EXPECT_THAT(AtomTexts("tier == 'vip' && !(amount_fen > 5 || returning)"),
              ElementsAre("tier == 'vip'", "amount_fen > 5", "returning"));
}

TEST(AtomsTest, LookIntoChoicesButNotIntoLoops) {
  EXPECT_THAT(AtomTexts("returning ? amount_fen > 5 : tier == 'vip'"),
              ElementsAre("returning", "amount_fen > 5", "tier == 'vip'"));
  EXPECT_THAT(AtomTexts("tags.exists(t, t == 'a' || t == 'b')"),
              ElementsAre("tags.exists(t, t == 'a' || t == 'b')"));
}

TEST(AtomsTest, AreNoneWhereNothingIsAsked) {
  EXPECT_THAT(AtomTexts(""), IsEmpty());
  EXPECT_THAT(AtomTexts("true"), IsEmpty());
}

}  // namespace
}  // namespace waypost::expression
