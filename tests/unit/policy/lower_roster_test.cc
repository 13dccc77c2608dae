#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/policy/roster.h"
#include "lower_testing.h"

namespace waypost::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Read {
  waypost::v1::Roster roster;
  Lowered findings;  // only its diagnostics
};

Read ReadAgents(const std::vector<NamedText>& files) {
  Read read;
  read.roster = ReadRoster(files, &read.findings.diagnostics);
  return read;
}

Read ReadAgents(const std::string& text) { return ReadAgents({{"r", text}}); }

TEST(LowerRoster, KeepsAgentsInTheOrderOfTheFiles) {
  const Read read = ReadAgents({{"a", R"(agents {
      id: "lin" skills { name: "account" level: 80 } languages { tag: "zh" level: 100 } })"},
                                {"b", "agents { id: \"mei\" capacity: 3 kind: BOT }"}});
  EXPECT_THAT(Places(read.findings), IsEmpty());
  ASSERT_EQ(read.roster.agents_size(), 2);
  EXPECT_EQ(read.roster.agents(0).id(), "lin");
  EXPECT_EQ(read.roster.agents(0).skills(0).level(), 80);
  EXPECT_EQ(read.roster.agents(1).capacity(), 3);
}

TEST(LowerRoster, TakesJson) {
  const Read read = ReadAgents(R"({"agents": [{"id": "lin"}]})");
  EXPECT_THAT(Places(read.findings), IsEmpty());
  EXPECT_EQ(read.roster.agents_size(), 1);
}

struct ProblemCase {
  std::string name;
  std::string text;
  std::vector<std::string> places;
};

class RosterProblemTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(RosterProblemTest, IsReportedAtItsPlace) {
  const Read read = ReadAgents(GetParam().text);
  EXPECT_EQ(Places(read.findings), GetParam().places);
  EXPECT_EQ(read.roster.agents_size(), 0) << "nothing is half read";
}

INSTANTIATE_TEST_SUITE_P(
    Roster, RosterProblemTest,
    testing::Values(
        ProblemCase{"AnAgentTwice", "agents { id: 'a' }\nagents { id: 'a' }", {"WP2102 r:2:14"}},
        ProblemCase{"AnAgentWithoutId", "agents { team: 'a' }", {"WP2002 r:1:1"}},
        ProblemCase{
            "AnIdTooLong", "agents { id: '" + std::string(257, 'a') + "' }", {"WP2103 r:1:14"}},
        ProblemCase{"LevelsOutOfRange",
                    "agents { id: 'a'\nskills { name: 'x' level: 101 }\n"
                    "languages { tag: 'de' level: -1 } }",
                    {"WP2006 r:2:27", "WP2006 r:3:30"}},
        ProblemCase{
            "ASkillTwice",
            "agents { id: 'a'\nskills { name: 'x' level: 1 } skills { name: 'x' level: 2 } }",
            {"WP2102 r:2:46"}},
        ProblemCase{"CapacitiesOutOfRange",
                    "agents { id: 'a' capacity: 256 }\nagents { id: 'b' capacity: -1 }",
                    {"WP2006 r:1:28", "WP2006 r:2:28"}},
        ProblemCase{
            "ARoleWithoutName", "agents { id: 'a' roles: ['lead', ''] }", {"WP2103 r:1:34"}},
        ProblemCase{
            "AnAttributeTwice",
            "agents { id: 'a'\nattributes { name: 'b' } attributes { name: 'b' value: 'c' } }",
            {"WP2102 r:2:45"}},
        ProblemCase{"AnAttributeThatLooksLikeTwo",
                    "agents { id: 'a' attributes { name: 'b=c' } }",
                    {"WP2103 r:1:37"}},
        ProblemCase{"AnUnknownField", "agents { id: 'a' skil { name: 'x' } }", {"WP1101 r:1:18"}}),
    [](const auto& row) { return row.param.name; });

TEST(LowerRoster, MayLeaveTheCapacityOut) {
  EXPECT_EQ(ReadAgents("agents { id: 'a' capacity: 0 }").roster.agents_size(), 1);
  EXPECT_EQ(ReadAgents("agents { id: 'a' capacity: 255 }").roster.agents_size(), 1);
}

TEST(LowerRoster, HostileTextsAreFindings) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "agents { ";
  const std::string hostile[] = {deep, std::string("agents { id: 'a\0' }", 19),
                                 "agents { id: '\xff' }",
                                 "agents { id: '" + std::string(size_t{1} << 20, 'a') + "' }",
                                 std::string(size_t{1} << 20, '{')};
  for (const std::string& text : hostile) {
    const Read read = ReadAgents(text);
    EXPECT_FALSE(read.findings.diagnostics.empty()) << text.substr(0, 40);
    EXPECT_EQ(read.roster.agents_size(), 0) << text.substr(0, 40);
    EXPECT_LT(RenderDiagnostics(read.findings.diagnostics).size(), 512u * 1024);
  }
}

}  // namespace
}  // namespace waypost::policy
