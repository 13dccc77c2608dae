#include "lib/scenario/covering_steps.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/scenario/coverage_recorder.h"
#include "lib/scenario/covering_trial.h"
#include "waypost/testing.h"

namespace waypost::scenario {
namespace {

using testing::CoveragePoint;

constexpr char kPolicy[] = R"p(
name: "desk"
time_zone: "Europe/Lisbon"
priorities: ["P1", "P2"]
default_priority: "P2"
facts { name: "amount_fen" type: INT }
calendars { id: "office" weekly { days: "mon-fri" hours: "09:00-18:00" } }
categories { id: "refund" priority: "P2" keywords: "money back" sub { id: "form" priority: "P2" } }
categories { id: "vip-care" priority: "P2" }
classification {
  priority_rules { id: "large" when: "has(amount_fen) && amount_fen > 50000" at_least: "P1" }
}
not_served { id: "no-hardware" when: "platform == 'toaster'" }
sla {
  id: "night"
  when: "tier == 'vip' && !open('office')"
  target { metric: FIRST_REPLY within: "1h" calendar: "office" }
}
sla { id: "all" target { metric: FIRST_REPLY within: "4h" calendar: "office" } }
queues { id: "first" }
queues { id: "second" }
routes {
  id: "vip"
  when: "tier == 'vip'"
  stage { queue: "first" }
  stage { queue: "second" after: "5m" }
}
routes { id: "never" when: "tier == 'vip' && region == 'east'" stage { queue: "first" } }
routes { id: "rest" when: "status != 'assigned'" stage { queue: "second" } }
roles { id: "lead" }
escalations {
  id: "late"
  on { breached: FIRST_REPLY }
  step { notify: "role:lead" }
  step { wait: "1h" notify: "role:lead" }
}
escalations { id: "asked" on { requested: true } step { notify: "role:lead" } }
)p";

// Runs a scenario of the policy; no steps: nothing of it is covered.
std::vector<CoveragePoint> CoverageOf(const std::string& steps) {
  const auto files = [](const std::string&) -> absl::StatusOr<std::string> { return kPolicy; };
  testing::ScenarioOptions options;
  options.coverage = true;
  const testing::ScenarioResult result =
      testing::RunScenario("a.scenario", "policy desk.textproto\n" + steps, files, options);
  EXPECT_TRUE(result.passed()) << steps << result.report;
  return result.coverage;
}

class CoveringStepsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const PolicyCompilation compiled = Policy::CompileText("desk.textproto", kPolicy);
    ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
    found_ = CoverWhatIsMissing(compiled.policy(), CoverageOf("at 09:00 advance\n"));
  }

  const CoveringSteps* Find(const std::string& what, bool value = true) const {
    for (const CoveringSteps& found : found_) {
      if (found.place.what == what && found.value == value) return &found;
    }
    ADD_FAILURE() << what;
    return &found_.front();
  }

  std::vector<CoveringSteps> found_;
};

TEST_F(CoveringStepsTest, StepsThatArePastedCoverThePlace) {
  size_t pasted = 0;
  for (const CoveringSteps& found : found_) {
    if (found.steps.empty()) continue;
    ++pasted;
    Trial trial;
    trial.seen = CoverageOf(found.steps);
    EXPECT_TRUE(trial.Covers(found.place, found.value)) << found.place.what << "\n" << found.steps;
  }
  EXPECT_GE(pasted, 20u);
}

TEST_F(CoveringStepsTest, FindsATicketForEachKindOfPlace) {
  EXPECT_EQ(Find("category \"refund\"")->steps,
            "at 2027-01-04T09:00 open T1 text=\"money back\"\n");
  EXPECT_EQ(Find("category \"vip-care\"")->steps,
            "at 2027-01-04T09:00 open T1 category=vip-care\n");
  EXPECT_EQ(Find("priority rule \"large\"")->steps,
            "at 2027-01-04T09:00 open T1 fact.amount_fen=50001\n");
  EXPECT_EQ(Find("not_served \"no-hardware\"")->steps,
            "at 2027-01-04T09:00 open T1 platform=toaster\n");
  EXPECT_EQ(Find("route \"vip\"")->steps, "at 2027-01-04T09:00 open T1 tier=vip\n");
  EXPECT_FALSE(Find("sla \"night\"")->steps.empty());
  EXPECT_FALSE(Find("open('office')", false)->steps.empty());
}

TEST_F(CoveringStepsTest, LetsTimeGoByForStagesAndChains) {
  for (const char* what : {"route \"vip\" stage 2", "escalation \"late\"",
                           "escalation \"late\" step 1", "escalation \"late\" step 2"}) {
    EXPECT_NE(Find(what)->steps.find("at +60d advance jump\n"), std::string::npos) << what;
  }
}

TEST_F(CoveringStepsTest, SaysWhyNothingWasFound) {
  EXPECT_EQ(Find("route \"never\"")->steps, "");
  EXPECT_EQ(Find("route \"never\"")->why_not.english, "no ticket that comes in can get there");
  EXPECT_EQ(Find("status != 'assigned'", false)->steps, "");
  EXPECT_FALSE(Find("status != 'assigned'", false)->why_not.chinese.empty());
  EXPECT_NE(Find("escalation \"asked\"")->why_not.english.find("another command"),
            std::string::npos);
}

// Two files whose conditions read the same and stand at the same line and column.
constexpr char kDeskFile[] = R"p(name: "desk"
sla { id: "vip" when: "tier == 'vip'" target { metric: FIRST_REPLY within: "1h" calendar: "all" } }
calendars { id: "all" weekly { days: "mon-sun" hours: "00:00-24:00" } }
queues { id: "all" }
routes { id: "all" stage { queue: "all" } }
)p";
constexpr char kChainFile[] = R"p(roles { id: "lead" }
escalations {   when: "tier == 'vip'" id: "asked" on { requested: true }
  step { notify: "role:lead" } }
)p";

TEST(CoverWhatIsMissingTest, TellsFilesApart) {
  const PolicyCompilation compiled =
      Policy::Compile({{"desk.textproto", kDeskFile}, {"chains.textproto", kChainFile}});
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  CoverageRecorder recorder;
  recorder.Watch(compiled.policy());
  std::vector<CoveragePoint> parts;
  for (const CoveragePoint& point : recorder.Points()) {
    if (point.what == "tier == 'vip'") parts.push_back(point);
  }
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].line, parts[1].line);
  EXPECT_EQ(parts[0].column, parts[1].column);
  // A ticket that is opened is enough for the promise, and not for a chain on request.
  for (const CoveringSteps& found : CoverWhatIsMissing(compiled.policy(), parts)) {
    EXPECT_EQ(found.steps.empty(), found.place.file == "chains.textproto") << found.steps;
  }
}

TEST(ShellWordsTest, TakesQuotesOff) {
  const std::vector<std::string> expected = {"tier=vip", "text=it's a b"};
  EXPECT_EQ(ShellWords("tier=vip 'text=it'\\''s a b'"), expected);
  EXPECT_TRUE(ShellWords("$'a\\x01'").empty());
  EXPECT_TRUE(ShellWords("").empty());
}

}  // namespace
}  // namespace waypost::scenario
