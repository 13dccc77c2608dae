#include "waypost/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waypost::testing {
namespace {

using ::testing::HasSubstr;
using Outcome = ScenarioResult::Outcome;

constexpr char kFolder[] = WAYPOST_SOURCE_DIR "/tests/golden/cli/files";

std::string In(const std::string& name) { return std::string(kFolder) + "/" + name; }

TEST(RunScenarioFile, TellsOutcomesApart) {
  const ScenarioResult passed = RunScenarioFile(In("suite/outage.scenario"));
  EXPECT_EQ(passed.outcome, Outcome::kPassed) << passed.report;
  EXPECT_TRUE(passed.passed());
  EXPECT_EQ(passed.title, "An outage is answered within fifteen minutes.");
  EXPECT_EQ(passed.steps, 5u);
  EXPECT_EQ(passed.events, 6u);
  EXPECT_EQ(passed.checked, 5u);
  EXPECT_EQ(passed.report.substr(0, 5), "ok   ");

  const ScenarioResult failed = RunScenarioFile(In("failing.scenario"));
  EXPECT_EQ(failed.outcome, Outcome::kFailed);
  EXPECT_THAT(failed.report, HasSubstr("- notify T1 role:level-1"));

  const ScenarioResult invalid = RunScenarioFile(In("malformed.scenario"));
  EXPECT_EQ(invalid.outcome, Outcome::kInvalid);
  EXPECT_EQ(invalid.diagnostics.size(), 16u);
  EXPECT_THAT(invalid.report, HasSubstr("error[WP9101]"));

  for (const char* name : {"nowhere.scenario", "suite"}) {
    const ScenarioResult unreadable = RunScenarioFile(In(name));
    EXPECT_EQ(unreadable.outcome, Outcome::kUnreadable) << name;
    EXPECT_THAT(unreadable.report, HasSubstr(name));
  }
}

TEST(RunScenarioFile, MakesNoDifferenceHowItRuns) {
  ScenarioOptions options;
  options.snapshot_after_steps = true;
  options.wake_often = true;
  EXPECT_TRUE(RunScenarioFile(In("suite/outage.scenario"), options).passed());
}

TEST(RunScenarioDirectory, FindsScenariosBelowInTheOrderOfTheirPaths) {
  const std::vector<ScenarioResult> results = RunScenarioDirectory(kFolder);
  ASSERT_GE(results.size(), 3u);
  for (size_t i = 1; i < results.size(); ++i) EXPECT_LT(results[i - 1].path, results[i].path);
  EXPECT_TRUE(RunScenarioDirectory(In("empty")).empty());
  EXPECT_TRUE(RunScenarioDirectory(In("nowhere")).empty());
}

}  // namespace
}  // namespace waypost::testing
