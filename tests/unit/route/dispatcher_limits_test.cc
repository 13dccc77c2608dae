// Agents who come last, teams that are held, and tickets that are collected.
#include <algorithm>
#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/route/dispatcher.h"
#include "tests/unit/route/names.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr uint32_t kMail = 1;
constexpr uint32_t kWine = 5;
constexpr uint32_t kNorth = 8;  // a team

class DispatcherLimitsTest : public testing::Test {
 protected:
  void SetAvailable(AgentId agent, int64_t idle_since_ms, bool last = false, uint32_t team = 0,
                    uint8_t wine = 0) {
    AgentProfile profile;
    profile.ordinal = agent + 1;
    profile.team = team;
    profile.skills = {{kWine, wine}};
    dispatcher_.SetAgent(agent, profile);
    dispatcher_.SetAvailability(agent, true, idle_since_ms, last);
  }

  ClassId Acquire(uint32_t batch = 0) {
    const Requirement anyone = Anyone();
    const Requirement wine = Skill(kWine, 50);
    const std::vector<StageNeed> stages = {{kMail, &anyone}};
    const std::vector<Preferred> preferred = {{&wine, 3}};
    FixedNeeds fixed;
    fixed.batch = batch;
    return dispatcher_.AcquireClass(stages, 0, preferred, fixed);
  }

  void Wait(Ticket ticket, ClassId id, int64_t since_ms) {
    WaitingKey key;
    key.rank_ms = key.since_ms = since_ms;
    key.ordinal = ticket;
    dispatcher_.Enqueue(ticket, id, key, {});
  }

  std::vector<AgentId> Servers(ClassId id) const {
    std::vector<Free> found;
    dispatcher_.AvailableFor(id, {}, found);
    std::vector<AgentId> agents;
    for (const Free& each : found) agents.push_back(each.agent);
    return agents;
  }

  using Requirement = expression::Requirement;
  using Free = route::Available;
  Dispatcher dispatcher_;
};

TEST_F(DispatcherLimitsTest, WhoComesLastIsAskedWhereNobodyElseIsFree) {
  const ClassId anyone = Acquire();
  SetAvailable(kAna, 100, true, 0, 80);  // idle for longer, and preferred
  SetAvailable(kBo, 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kBo);
  EXPECT_THAT(Servers(anyone), ElementsAre(kBo));
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {kBo}), kAna);
  EXPECT_EQ(dispatcher_.AvailableAgents(kMail), 2u);
  dispatcher_.SetAvailability(kBo, false, 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
  EXPECT_THAT(Servers(anyone), ElementsAre(kAna));
  SetAvailable(kAna, 100, true, kNorth);  // another profile
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
  dispatcher_.SetAvailability(kBo, true, 300);
  dispatcher_.SetAvailability(kAna, true, 100, false);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
  dispatcher_.SetAvailability(kAna, true, 100, true);
  dispatcher_.RemoveAgent(kAna);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {kBo}), std::nullopt);
}

TEST_F(DispatcherLimitsTest, TeamsThatAreHeldAreGivenNothing) {
  const ClassId anyone = Acquire();
  dispatcher_.SetTeamHeld(kNorth, true);
  SetAvailable(kAna, 100, false, kNorth);
  SetAvailable(kBo, 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kBo);
  EXPECT_THAT(Servers(anyone), ElementsAre(kBo));
  EXPECT_EQ(dispatcher_.AvailableAgents(kMail), 1u);
  EXPECT_TRUE(dispatcher_.IsHeld(kAna));
  EXPECT_TRUE(dispatcher_.Eligible(anyone, kAna));
  EXPECT_FALSE(dispatcher_.MayBeGiven(anyone, kAna));
  Wait(1, anyone, 50);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), std::nullopt);
  EXPECT_EQ(dispatcher_.BestTicketFor(kBo), 1u);
  dispatcher_.SetTeamHeld(kNorth, false);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), 1u);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
}

TEST_F(DispatcherLimitsTest, ATeamStaysHeldWhateverItsAgentsLearn) {
  const ClassId anyone = Acquire();
  SetAvailable(kAna, 100, false, kNorth);
  dispatcher_.SetTeamHeld(kNorth, true);
  SetAvailable(kAna, 100, false, kNorth, 70);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), std::nullopt);
  SetAvailable(kAna, 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
}

// The number of a class that nobody has any more is another's one day.
TEST_F(DispatcherLimitsTest, NobodyInheritsAHold) {
  const ClassId anyone = Acquire();
  SetAvailable(kAna, 100, false, kNorth);
  dispatcher_.SetTeamHeld(kNorth, true);
  constexpr uint32_t kTeams = 1'000;  // more than are kept without anybody in them
  for (uint32_t team = 100; team < 100 + kTeams; ++team) SetAvailable(kAna, 100, false, team);
  dispatcher_.SetTeamHeld(kNorth, false);
  for (uint32_t team = 2'000; team < 2'000 + kTeams; ++team) {
    SetAvailable(kAna, 100, false, team);
    ASSERT_FALSE(dispatcher_.IsHeld(kAna)) << team;
  }
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
}

TEST_F(DispatcherLimitsTest, ProgramsOfATeamAreNotHeld) {
  const ClassId anyone = Acquire();
  AgentProfile program;
  program.ordinal = 1;
  program.team = kNorth;
  program.kind = expression::AgentKind::kBot;
  dispatcher_.SetTeamHeld(kNorth, true);
  dispatcher_.SetAgent(kAna, program);
  dispatcher_.SetAvailability(kAna, true, 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
}

TEST_F(DispatcherLimitsTest, CollectedTicketsAreGivenToNobodyWhoDoesNotPull) {
  const ClassId at_once = Acquire();
  const ClassId collected = Acquire(7);
  ASSERT_NE(at_once, collected);
  EXPECT_EQ(dispatcher_.BatchOf(collected), 7u);
  SetAvailable(kAna, 100);
  Wait(1, collected, 10);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), std::nullopt);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 0, true), 1u);
  Wait(2, at_once, 5);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), 2u);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 0, true), 2u);
  dispatcher_.Dequeue(2);
  Wait(2, at_once, 15);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 0, true), 1u);
  EXPECT_EQ(dispatcher_.WaitingCount(kMail), 2u);
}

TEST_F(DispatcherLimitsTest, FindsWhatIsCollectedForWhom) {
  const ClassId collected = Acquire(7);
  std::vector<uint32_t> found;
  Wait(1, collected, 10);
  Wait(2, Acquire(8), 10);
  dispatcher_.AppendCollected(7, found);
  EXPECT_THAT(found, IsEmpty());  // nobody is free for it
  SetAvailable(kAna, 100, true);
  dispatcher_.AppendCollected(7, found);
  EXPECT_THAT(found, ElementsAre(1));
  found.clear();
  dispatcher_.AppendBatchesFor(kAna, found);
  EXPECT_THAT(found, UnorderedElementsAre(7, 8));
  EXPECT_TRUE(dispatcher_.AnybodyWaits());
  dispatcher_.Dequeue(1);
  dispatcher_.Dequeue(2);
  EXPECT_FALSE(dispatcher_.AnybodyWaits());
}

TEST_F(DispatcherLimitsTest, ForgottenClassesServeNothingCollected) {
  const ClassId collected = Acquire(7);
  Wait(1, collected, 10);
  // More profiles than are remembered without anybody having them.
  for (uint32_t team = 1; team < 600; ++team) SetAvailable(kAna, 100, false, team);
  std::vector<uint32_t> found;
  dispatcher_.AppendBatchesFor(kAna, found);
  EXPECT_THAT(found, ElementsAre(7));
  dispatcher_.RemoveAgent(kAna);
  found.clear();
  dispatcher_.AppendCollected(7, found);
  EXPECT_THAT(found, IsEmpty());
}

}  // namespace
}  // namespace waypost::route
