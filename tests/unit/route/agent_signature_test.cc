#include "lib/route/agent_signature.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::route {
namespace {

using expression::AgentKind;

AgentProfile Profile() {
  AgentProfile profile;
  profile.ordinal = 1;
  profile.team = 7;
  profile.skills = {{30, 60}, {20, 40}};
  profile.languages = {{30, 90}, {10, 50}};
  profile.queues = {5, 3};
  return profile;
}

std::vector<uint64_t> Encoded(const AgentProfile& profile) {
  std::vector<uint64_t> signature;
  EncodeSignature(profile, &signature);
  return signature;
}

TEST(AgentSignatureTest, ReadsBackWhatTheProfileSays) {
  AgentProfile profile = Profile();
  profile.kind = AgentKind::kBot;
  const std::vector<uint64_t> words = Encoded(profile);
  const AgentSignature signature(words);
  EXPECT_EQ(signature.Kind(), AgentKind::kBot);
  EXPECT_EQ(signature.Team(), 7u);
  EXPECT_EQ(signature.SkillLevel(30), 60);
  EXPECT_EQ(signature.SkillLevel(20), 40);
  EXPECT_EQ(signature.LanguageLevel(30), 90);
  EXPECT_EQ(signature.LanguageLevel(10), 50);
  EXPECT_TRUE(signature.Takes(3));
  EXPECT_TRUE(signature.Takes(5));
}

TEST(AgentSignatureTest, WhatIsNotListedIsLevelZero) {
  const std::vector<uint64_t> words = Encoded(Profile());
  const AgentSignature signature(words);
  for (const uint32_t symbol : {0u, 10u, 25u, 31u, 0xffffffffu}) {
    EXPECT_EQ(signature.SkillLevel(symbol), 0) << symbol;
  }
  EXPECT_EQ(signature.LanguageLevel(20), 0);
  EXPECT_FALSE(signature.Takes(4));
}

TEST(AgentSignatureTest, NoQueuesMeansAllQueues) {
  AgentProfile profile = Profile();
  profile.queues.clear();
  const std::vector<uint64_t> words = Encoded(profile);
  EXPECT_TRUE(AgentSignature(words).Takes(4));
}

TEST(AgentSignatureTest, KnowsTheReservesThatKeepTheAgent) {
  AgentProfile profile = Profile();
  profile.kept_by = {1, 4};
  profile.modalities = {4, 9};
  const std::vector<uint64_t> words = Encoded(profile);
  const AgentSignature signature(words);
  EXPECT_TRUE(signature.IsKeptBy(1));
  EXPECT_TRUE(signature.IsKeptBy(4));
  EXPECT_FALSE(signature.IsKeptBy(9));
  EXPECT_TRUE(signature.OffersModality(9));
}

struct PairCase {
  std::string name;
  bool equal;
  void (*change)(AgentProfile&);
};

class AgentSignaturePairTest : public testing::TestWithParam<PairCase> {};

TEST_P(AgentSignaturePairTest, IsEqualExactlyIfNoTicketCanTellThemApart) {
  AgentProfile changed = Profile();
  GetParam().change(changed);
  EXPECT_EQ(Encoded(changed) == Encoded(Profile()), GetParam().equal);
}

INSTANTIATE_TEST_SUITE_P(
    Changes, AgentSignaturePairTest,
    testing::Values(
        PairCase{"TheOrdinalDoesNotCount", true, [](AgentProfile& p) { p.ordinal = 9; }},
        PairCase{"TheOrderOfSkillsDoesNotCount", true,
                 [](AgentProfile& p) { std::swap(p.skills[0], p.skills[1]); }},
        PairCase{"TheOrderOfQueuesDoesNotCount", true,
                 [](AgentProfile& p) { std::swap(p.queues[0], p.queues[1]); }},
        PairCase{"ASkillAtLevelZeroIsNoSkill", true,
                 [](AgentProfile& p) {
                   p.skills.push_back({99, 0});
                 }},
        PairCase{"OfASkillListedTwiceTheHigherLevelCounts", true,
                 [](AgentProfile& p) {
                   p.skills.push_back({30, 10});
                 }},
        PairCase{"AQueueListedTwiceCountsOnce", true,
                 [](AgentProfile& p) { p.queues.push_back(5); }},
        PairCase{"TheKindCounts", false, [](AgentProfile& p) { p.kind = AgentKind::kBot; }},
        PairCase{"TheTeamCounts", false, [](AgentProfile& p) { p.team = 8; }},
        PairCase{"ALevelCounts", false, [](AgentProfile& p) { p.skills[0].level = 61; }},
        PairCase{"ALanguageIsNotASkill", false,
                 [](AgentProfile& p) { std::swap(p.skills, p.languages); }},
        PairCase{"ASkillMoreAndALanguageLessCounts", false,
                 [](AgentProfile& p) {
                   p.skills.push_back(p.languages.back());
                   p.languages.pop_back();
                 }},
        PairCase{"WhoKeepsTheAgentCounts", false, [](AgentProfile& p) { p.kept_by = {2}; }},
        PairCase{"AQueueCounts", false, [](AgentProfile& p) { p.queues.pop_back(); }}),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace waypost::route
