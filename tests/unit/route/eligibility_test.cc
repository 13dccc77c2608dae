#include "lib/route/eligibility.h"

#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/route/dispatcher.h"
#include "tests/unit/route/names.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::Requirement;

AgentProfile Ana() {
  AgentProfile profile;
  profile.skills = {{kBilling, 40}};
  profile.languages = {{kFrench, 80}};
  profile.queues = {kSupport};
  return profile;
}

TEST(AgentEligibilityTest, TellsTheFirstPartThatFails) {
  const AgentEligibility ana(Ana());
  const Requirement requirement = All({Speaks(kFrench, 50), Skill(kBilling, 60), TeamIs(3)});
  const StageNeed need = {kSupport, &requirement};
  EXPECT_EQ(ana.FirstFailing(need, 0), 1u);
  EXPECT_EQ(ana.ToRelax(need, 0), (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(ana.LevelFor(need, requirement.nodes[1], 0), 40);
  EXPECT_EQ(ana.LevelFor(need, requirement.nodes[0], 0), 80);
  EXPECT_FALSE(ana.Admits(need, 0));
}

TEST(AgentEligibilityTest, AQueueThatIsNotServedAdmitsNobody) {
  const AgentEligibility ana(Ana());
  const Requirement anyone = Anyone();
  EXPECT_TRUE(ana.Admits({kSupport, &anyone}, 0));
  EXPECT_FALSE(ana.Admits({kBackOffice, &anyone}, 0));
}

TEST(AgentEligibilityTest, TheLanguageIsTheTicketsOrTheOneThatDoes) {
  const AgentEligibility ana(Ana());
  const Requirement requirement = SpeaksTicketLanguage(60);
  EXPECT_TRUE(ana.Admits({kSupport, &requirement}, kFrench));
  EXPECT_FALSE(ana.Admits({kSupport, &requirement}, kGerman));
  EXPECT_TRUE(ana.Admits({kSupport, &requirement, kFrench}, kGerman));
  EXPECT_TRUE(ana.Admits({kSupport, &requirement, kAnyLanguage}, kGerman));
  EXPECT_EQ(ana.LevelFor({kSupport, &requirement}, requirement.nodes[0], kGerman), 0);
}

TEST(AgentEligibilityTest, StaysTheSameWhenMoved) {
  AgentEligibility first(Ana());
  const AgentEligibility ana(std::move(first));
  const Requirement requirement = Skill(kBilling, 40);
  EXPECT_TRUE(ana.Admits({kSupport, &requirement}, 0));
}

Requirement Some(PhiloxStream& draw, int depth) {
  const auto level = static_cast<uint8_t>(draw.Below(5) * 25);
  const auto symbol = static_cast<uint32_t>(1 + draw.Below(3));
  if (depth == 0 || draw.Below(2) == 0) {
    switch (draw.Below(4)) {
      case 0:
        return Skill(symbol, level);
      case 1:
        return Speaks(symbol, level);
      case 2:
        return SpeaksTicketLanguage(level);
      default:
        return TeamIs(symbol);
    }
  }
  const Requirement a = Some(draw, depth - 1);
  const Requirement b = Some(draw, depth - 1);
  return draw.Below(2) == 0 ? All({a, b}) : Any({a, b});
}

// Agents looked at by themselves and classes of agents give the same answers.
TEST(AgentEligibilityTest, AgreesWithTheDispatcher) {
  PhiloxStream draw(3, 3);
  int admitted = 0;
  for (int round = 0; round < 3000; ++round) {
    AgentProfile profile;
    profile.team = static_cast<uint32_t>(draw.Below(4));
    for (uint32_t symbol = 1; symbol <= 3; ++symbol) {
      profile.skills.push_back({symbol, static_cast<uint8_t>(draw.Below(5) * 25)});
      profile.languages.push_back({symbol, static_cast<uint8_t>(draw.Below(5) * 25)});
    }
    if (draw.Below(3) == 0) profile.queues = {kBackOffice};
    const Requirement requirement = Some(draw, 3);
    const StageNeed need = {kSupport, &requirement,
                            draw.Below(3) == 0 ? static_cast<uint32_t>(1 + draw.Below(3)) : 0};
    const auto language = static_cast<uint32_t>(1 + draw.Below(3));
    Dispatcher dispatcher;
    dispatcher.SetAgent(0, profile);
    const bool expected = dispatcher.Eligible(dispatcher.AcquireClass({need}, language), 0);
    const AgentEligibility agent(profile);
    ASSERT_EQ(agent.Admits(need, language), expected);
    if (agent.Serves(kSupport)) {
      ASSERT_EQ(agent.ToRelax(need, language).empty(), expected);
    }
    admitted += expected ? 1 : 0;
  }
  EXPECT_GT(admitted, 500);
  EXPECT_LT(admitted, 2500);
}

}  // namespace
}  // namespace waypost::route
