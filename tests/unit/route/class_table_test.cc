#include "lib/route/class_table.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/route/names.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::Requirement;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

AgentProfile Skilled(uint32_t skill, uint8_t level) {
  AgentProfile profile;
  profile.skills = {{skill, level}};
  return profile;
}

class ClassTableTest : public testing::Test {
 protected:
  ClassId Acquire(const Requirement& requirement) {
    return table_.AcquireRequirement({{1, &requirement}}, 0);
  }

  ClassTable table_;
};

TEST_F(ClassTableTest, BothSidesAgreeWhoeverCameFirst) {
  const ClassId junior = table_.AcquireAgentClass(Skilled(kBilling, 40));
  const ClassId easy = Acquire(Skill(kBilling, 20));
  const ClassId hard = Acquire(Skill(kBilling, 80));
  const ClassId senior = table_.AcquireAgentClass(Skilled(kBilling, 90));
  EXPECT_THAT(Bits(table_.ServersOf(easy)), UnorderedElementsAre(junior, senior));
  EXPECT_THAT(Bits(table_.ServersOf(hard)), UnorderedElementsAre(senior));
  EXPECT_THAT(Bits(table_.ServedBy(junior)), UnorderedElementsAre(easy));
  EXPECT_THAT(Bits(table_.ServedBy(senior)), UnorderedElementsAre(easy, hard));
}

TEST_F(ClassTableTest, AnAgentClassThatIsGoneHasNobodyAndIsKnownWhenItComesBack) {
  const ClassId easy = Acquire(Skill(kBilling, 20));
  const ClassId gone = table_.AcquireAgentClass(Skilled(kBilling, 40));
  EXPECT_EQ(table_.AgentsFor(easy), 1u);
  table_.ReleaseAgentClass(gone);
  EXPECT_EQ(table_.AgentsFor(easy), 0u);
  EXPECT_NE(table_.AcquireAgentClass(AgentProfile()), gone);
  EXPECT_EQ(table_.AcquireAgentClass(Skilled(kBilling, 40)), gone);
  EXPECT_EQ(table_.AgentsFor(easy), 1u);
}

TEST_F(ClassTableTest, ForgottenAgentClassesServeNobodyAndTheirNumbersAreReused) {
  const ClassId easy = Acquire(Skill(kBilling, 20));
  for (uint32_t team = 1; team <= 1'000; ++team) {
    AgentProfile profile = Skilled(kBilling, 40);
    profile.team = team;
    table_.ReleaseAgentClass(table_.AcquireAgentClass(profile));
  }
  EXPECT_LT(Bits(table_.ServersOf(easy)).size(), 500u);
  EXPECT_EQ(table_.AgentsFor(easy), 0u);
}

TEST_F(ClassTableTest, WhoHasNoRoomForAChannelMayServeButDoesNot) {
  const FixedNeeds phone = {7, {}, {}};
  const expression::Requirement anyone = Anyone();
  const ClassId calls = table_.AcquireRequirement({{1, &anyone}}, 0, {}, phone);
  const ClassId mail = Acquire(Anyone());
  AgentProfile busy;
  busy.closed_channels = {7};
  const ClassId on_the_phone = table_.AcquireAgentClass(busy);
  EXPECT_THAT(Bits(table_.ServersOf(calls)), IsEmpty());
  EXPECT_THAT(Bits(table_.ServersOf(mail)), UnorderedElementsAre(on_the_phone));
  EXPECT_TRUE(table_.MayServe(calls, on_the_phone));
  EXPECT_EQ(table_.AgentsFor(calls), 1u);
}

TEST_F(ClassTableTest, AModalityIsNeededWhateverTheStage) {
  const std::vector<uint32_t> signs = {12};
  const expression::Requirement anyone = Anyone();
  const ClassId needs = table_.AcquireRequirement({{1, &anyone}}, 0, {}, {0, signs, {}});
  table_.AcquireAgentClass(AgentProfile());
  AgentProfile signing;
  signing.modalities = {12, 14};
  const ClassId signers = table_.AcquireAgentClass(signing);
  EXPECT_THAT(Bits(table_.ServersOf(needs)), UnorderedElementsAre(signers));
  EXPECT_NE(needs, Acquire(Anyone()));
}

TEST_F(ClassTableTest, NobodyServesByAStageThatIsClosedButCouldOtherwise) {
  const Requirement anyone = Anyone();
  const ClassId agents = table_.AcquireAgentClass(Skilled(kBilling, 40));
  const ClassId closed = table_.AcquireRequirement({{1, &anyone, 0, true}}, 0);
  EXPECT_NE(closed, Acquire(anyone));
  EXPECT_THAT(Bits(table_.ServersOf(closed)), IsEmpty());
  EXPECT_TRUE(table_.MayServe(closed, agents));
  EXPECT_TRUE(table_.IsClosedTo(closed, agents));
  EXPECT_EQ(table_.AgentsFor(closed), 1u);
  const ClassId beside = table_.AcquireRequirement({{1, &anyone, 0, true}, {2, &anyone}}, 0);
  EXPECT_THAT(Bits(table_.ServersOf(beside)), UnorderedElementsAre(agents));
  EXPECT_FALSE(table_.IsClosedTo(beside, agents));
}

TEST_F(ClassTableTest, AnAgentClassLivesAsLongAsOneAgentIsInIt) {
  const ClassId agents = table_.AcquireAgentClass(Skilled(kBilling, 40));
  EXPECT_EQ(table_.AcquireAgentClass(Skilled(kBilling, 40)), agents);
  EXPECT_EQ(table_.AgentsIn(agents), 2u);
  table_.ReleaseAgentClass(agents);
  EXPECT_THAT(Bits(table_.ServersOf(Acquire(Anyone()))), UnorderedElementsAre(agents));
}

TEST_F(ClassTableTest, AKeptRequirementClassLearnsOfNewAgents) {
  const ClassId easy = Acquire(Skill(kBilling, 20));
  table_.ReleaseRequirement(easy);
  const ClassId agents = table_.AcquireAgentClass(Skilled(kBilling, 40));
  EXPECT_EQ(Acquire(Skill(kBilling, 20)), easy);
  EXPECT_THAT(Bits(table_.ServersOf(easy)), UnorderedElementsAre(agents));
}

TEST_F(ClassTableTest, ForgottenRequirementClassesLeaveNoTrace) {
  const ClassId agents = table_.AcquireAgentClass(Skilled(kBilling, 40));
  std::vector<ClassId> acquired;
  for (uint32_t skill = 0; skill < 3'000; ++skill) {
    acquired.push_back(Acquire(Any({Skill(kBilling, 20), Skill(skill + 10, 20)})));
  }
  for (const ClassId id : acquired) table_.ReleaseRequirement(id);
  const std::vector<uint32_t> kept = Bits(table_.ServedBy(agents));
  EXPECT_LT(kept.size(), 1'500u);
  EXPECT_GT(kept.size(), 500u);

  const ClassId unmet = Acquire(Skill(kBilling, 80));
  EXPECT_THAT(Bits(table_.ServersOf(unmet)), IsEmpty());
  EXPECT_EQ(Bits(table_.ServedBy(agents)), kept);
}

}  // namespace
}  // namespace waypost::route
