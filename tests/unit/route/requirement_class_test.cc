#include "lib/route/requirement_class.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::Requirement;
using testing::ElementsAre;

constexpr uint32_t kJapanese = 100;
constexpr uint32_t kSpanish = 101;

struct NeededStage {
  uint32_t queue;
  Requirement requirement;
};

struct Need {
  std::vector<NeededStage> stages;
  uint32_t language = kJapanese;

  std::vector<StageNeed> view() const {
    std::vector<StageNeed> needs;
    for (const NeededStage& stage : stages) needs.push_back({stage.queue, &stage.requirement});
    return needs;
  }
};

std::vector<uint64_t> Encoded(const Need& need) {
  NeedEncoder encoder;
  const absl::Span<const uint64_t> words = encoder.Encode(need.view(), need.language, {});
  return {words.begin(), words.end()};
}

struct ClassPair {
  std::string name;
  bool equal;
  Need a;
  Need b;
};

class NeedEncoderTest : public testing::TestWithParam<ClassPair> {};

TEST_P(NeedEncoderTest, IsEqualForTheSameNeed) {
  EXPECT_EQ(Encoded(GetParam().a) == Encoded(GetParam().b), GetParam().equal);
}

Requirement Annotated(Requirement requirement) {
  requirement.text = "skill('billing') >= 60";
  requirement.nodes[0].begin = 3;
  requirement.nodes[0].end = 9;
  return requirement;
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, NeedEncoderTest,
    testing::Values(
        ClassPair{"ContentCountsNotTheAddress", true, {{{1, Skill(5, 60)}}}, {{{1, Skill(5, 60)}}}},
        ClassPair{"HowItWasWrittenDoesNotCount",
                  true,
                  {{{1, Skill(5, 60)}}},
                  {{{1, Annotated(Skill(5, 60))}}}},
        ClassPair{"TheOrderOfStagesDoesNotCount",
                  true,
                  {{{1, Skill(5, 60)}, {2, Anyone()}}},
                  {{{2, Anyone()}, {1, Skill(5, 60)}}}},
        ClassPair{"AStageListedTwiceCountsOnce",
                  true,
                  {{{2, Anyone()}, {1, Skill(5, 60)}, {2, Anyone()}}},
                  {{{1, Skill(5, 60)}, {2, Anyone()}}}},
        ClassPair{"TheLanguageDoesNotCountIfNobodyAsksForIt",
                  true,
                  {{{1, Skill(5, 60)}}, kJapanese},
                  {{{1, Skill(5, 60)}}, kSpanish}},
        ClassPair{"TheLanguageCountsIfARequirementAsksForIt",
                  false,
                  {{{1, SpeaksTicketLanguage(50)}}, kJapanese},
                  {{{1, SpeaksTicketLanguage(50)}}, kSpanish}},
        ClassPair{"TheTicketsLanguageIsTheSameAsNamingIt",
                  true,
                  {{{1, SpeaksTicketLanguage(50)}}, kJapanese},
                  {{{1, Speaks(kJapanese, 50)}}, kSpanish}},
        ClassPair{"TheQueueCounts", false, {{{1, Anyone()}}}, {{{2, Anyone()}}}},
        ClassPair{"TheLevelCounts", false, {{{1, Skill(5, 60)}}}, {{{1, Skill(5, 61)}}}},
        ClassPair{"TheSymbolCounts", false, {{{1, Skill(5, 60)}}}, {{{1, Skill(6, 60)}}}},
        ClassPair{"ASkillIsNotALanguage", false, {{{1, Skill(5, 60)}}}, {{{1, Speaks(5, 60)}}}},
        ClassPair{"AndIsNotOr",
                  false,
                  {{{1, All({Skill(5, 60), Skill(6, 60)})}}},
                  {{{1, Any({Skill(5, 60), Skill(6, 60)})}}}},
        ClassPair{"NestingCounts",
                  false,
                  {{{1, All({Any({Skill(1, 1), Skill(2, 1)}), Skill(3, 1)})}}},
                  {{{1, Any({Skill(1, 1), All({Skill(2, 1), Skill(3, 1)})})}}}},
        ClassPair{"NoStageIsNotAStageForAnyone", false, {{}}, {{{0, Anyone()}}}},
        ClassPair{"OneStageMoreCounts",
                  false,
                  {{{1, Skill(5, 60)}}},
                  {{{1, Skill(5, 60)}, {1, Skill(6, 60)}}}}),
    [](const auto& param_info) { return param_info.param.name; });

struct AdmitCase {
  std::string name;
  bool admitted;
  Need need;
};

class RequirementClassAdmitsTest : public testing::TestWithParam<AdmitCase> {};

// The agent: team 7, skill 5 at 60, speaks Japanese at 80, takes tickets of queues 1 and 2.
TEST_P(RequirementClassAdmitsTest, TheAgent) {
  AgentProfile profile;
  profile.team = 7;
  profile.skills = {{5, 60}};
  profile.languages = {{kJapanese, 80}};
  profile.queues = {1, 2};
  std::vector<uint64_t> words;
  EncodeSignature(profile, &words);
  RequirementClass requirement;
  requirement.Assign(GetParam().need.view(), GetParam().need.language);
  EXPECT_EQ(requirement.Admits(AgentSignature(words)), GetParam().admitted);
}

INSTANTIATE_TEST_SUITE_P(
    Needs, RequirementClassAdmitsTest,
    testing::Values(
        AdmitCase{"NoStageAdmitsNobody", false, {{}}},
        AdmitCase{"AnyoneOfTheQueueWillDo", true, {{{1, Anyone()}}}},
        AdmitCase{"AnotherQueueIsNotTaken", false, {{{3, Anyone()}}}},
        AdmitCase{"ALevelJustReached", true, {{{1, Skill(5, 60)}}}},
        AdmitCase{"ALevelJustMissed", false, {{{1, Skill(5, 61)}}}},
        AdmitCase{"AMissingSkill", false, {{{1, Skill(6, 1)}}}},
        AdmitCase{"OneOfTwoStagesSuffices", true, {{{1, Skill(6, 1)}, {2, Skill(5, 1)}}}},
        AdmitCase{"AStageIsMetInItsOwnQueueOnly", false, {{{1, Skill(6, 1)}, {3, Skill(5, 1)}}}},
        AdmitCase{"TheTicketsLanguage", true, {{{1, SpeaksTicketLanguage(80)}}, kJapanese}},
        AdmitCase{"AnotherLanguage", false, {{{1, SpeaksTicketLanguage(1)}}, kSpanish}},
        AdmitCase{"TheTeam", true, {{{1, TeamIs(7)}}}},
        AdmitCase{"AnotherTeam", false, {{{1, TeamIs(8)}}}},
        AdmitCase{"APersonIsNoBot", false, {{{1, KindIs(expression::AgentKind::kBot)}}}},
        AdmitCase{"AnAlternativeThatIsMet",
                  true,
                  {{{1, Any({Skill(6, 1), All({TeamIs(7), Skill(5, 50)})})}}}}),
    [](const auto& param_info) { return param_info.param.name; });

TEST(RequirementClassTest, OwnsWhatItWasGiven) {
  RequirementClass requirement;
  {
    const Need need{{{1, Skill(5, 60)}}};
    requirement.Assign(need.view(), need.language);
  }
  std::vector<uint64_t> words;
  EncodeSignature(AgentProfile(), &words);
  EXPECT_FALSE(requirement.Admits(AgentSignature(words)));
  EXPECT_THAT(requirement.queues(), ElementsAre(1));
}

TEST(RequirementClassTest, NamesEachQueueOnce) {
  const Need need{{{9, Anyone()}, {2, Skill(5, 60)}, {9, Skill(5, 60)}}};
  RequirementClass requirement;
  requirement.Assign(need.view(), kJapanese);
  EXPECT_THAT(requirement.queues(), ElementsAre(2, 9));
}

TEST(RequirementClassTest, IsNotOfQueuesThatOnlyHelpOut) {
  const Requirement anyone = Anyone();
  StageNeed own{2, &anyone};
  StageNeed help{9, &anyone};
  help.helps = true;
  RequirementClass requirement;
  requirement.Assign(std::vector<StageNeed>{own, help}, kJapanese);
  EXPECT_THAT(requirement.queues(), ElementsAre(2));
  AgentProfile helper;
  helper.queues = {9};
  std::vector<uint64_t> words;
  EncodeSignature(helper, &words);
  EXPECT_TRUE(requirement.Admits(AgentSignature(words)));
  NeedEncoder encoder;
  const absl::Span<const uint64_t> helped = encoder.Encode(std::vector<StageNeed>{own, help}, 0);
  const std::vector<uint64_t> with_help(helped.begin(), helped.end());
  help.helps = false;
  const absl::Span<const uint64_t> both = encoder.Encode(std::vector<StageNeed>{own, help}, 0);
  EXPECT_NE(with_help, std::vector<uint64_t>(both.begin(), both.end()));
}

TEST(RequirementClassTest, ASecondAssignReplacesTheFirst) {
  const Need first{{{1, Skill(5, 60)}, {2, Anyone()}}};
  const Need second{{{3, Anyone()}}};
  RequirementClass requirement;
  requirement.Assign(first.view(), kJapanese);
  requirement.Assign(second.view(), kJapanese);
  EXPECT_THAT(requirement.queues(), ElementsAre(3));
}

TEST(RequirementClassTest, AnotherLanguageMayDoAsWellAsTheTickets) {
  const Requirement speaks = SpeaksTicketLanguage(50);
  AgentProfile spanish;
  spanish.languages = {{kSpanish, 60}};
  std::vector<uint64_t> signature;
  EncodeSignature(spanish, &signature);
  const auto admits = [&](const std::vector<StageNeed>& stages) {
    RequirementClass asked;
    asked.Assign(stages, kJapanese);
    return asked.Admits(AgentSignature(signature));
  };
  EXPECT_FALSE(admits({{1, &speaks}}));
  EXPECT_TRUE(admits({{1, &speaks}, {1, &speaks, kSpanish}}));
  EXPECT_FALSE(admits({{1, &speaks, kJapanese}}));
  EXPECT_TRUE(admits({{1, &speaks, kAnyLanguage}}));
}

TEST(RequirementClassTest, LeavesAloneWhomItsReservesKeep) {
  const Need need{{{1, Anyone()}}};
  const uint32_t left_alone[] = {3};
  FixedNeeds fixed;
  fixed.left_alone = left_alone;
  RequirementClass modest;
  modest.Assign(need.view(), kJapanese, {}, fixed);
  RequirementClass needy;
  needy.Assign(need.view(), kJapanese);
  AgentProfile profile;
  profile.kept_by = {2, 3};
  std::vector<uint64_t> words;
  EncodeSignature(profile, &words);
  const AgentSignature agent(words);
  EXPECT_TRUE(modest.LeavesAlone(agent));
  EXPECT_FALSE(modest.Admits(agent));
  EXPECT_TRUE(modest.AdmitsWithRoom(agent));
  EXPECT_FALSE(needy.LeavesAlone(agent));
  EXPECT_TRUE(needy.Admits(agent));
}

TEST(RequirementClassTest, WhatItLeavesAloneTellsItFromOthers) {
  const Need need{{{1, Skill(5, 60)}}};
  const auto words_of = [&](std::vector<uint32_t> left_alone) {
    FixedNeeds fixed;
    fixed.left_alone = left_alone;
    NeedEncoder encoder;
    const absl::Span<const uint64_t> words = encoder.Encode(need.view(), kJapanese, {}, fixed);
    return std::vector<uint64_t>(words.begin(), words.end());
  };
  EXPECT_EQ(words_of({1}), words_of({1}));
  EXPECT_NE(words_of({1}), words_of({2}));
  EXPECT_NE(words_of({1}), words_of({}));
  EXPECT_NE(words_of({1}), words_of({1, 2}));
}

}  // namespace
}  // namespace waypost::route
