#include "lib/scenario/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/scenario_testing.h"

namespace waypost::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LoadProgram, GivesStepsTheirTimes) {
  const Loaded loaded = LoadSteps(
      "# Title\n# another comment\n"
      "at 09:00 open T1\nat +1m30s open T2\nat 08:00 open T3\n"
      "at 2027-06-01T12:00 open T4\n");
  ASSERT_NE(loaded.program, nullptr) << RenderDiagnostics(loaded.diagnostics);
  const Program& program = *loaded.program;
  EXPECT_EQ(program.title, "Title");
  ASSERT_EQ(program.steps.size(), 4u);
  const auto text = [&](size_t i) { return program.local.Format(program.steps[i].at_ms, 0); };
  EXPECT_EQ(text(0), "2027-01-04T09:00");
  EXPECT_EQ(text(1), "2027-01-04T09:01:30");
  EXPECT_EQ(text(2), "2027-01-05T08:00");
  EXPECT_EQ(text(3), "2027-06-01T12:00");
  EXPECT_EQ(program.start_ms, program.steps[0].at_ms);
  EXPECT_EQ(program.local.zone_name(), "Europe/Berlin");
}

TEST(LoadProgram, SetsUpPeopleBeforeTheFirstStepInTheirOrder) {
  const FakeFiles files = {
      {"d/desk.textproto", kDesk},
      {"d/team.roster.textproto", "agents { id: \"ana\" } agents { id: \"bob\" }"},
      {"d/a.scenario",
       "agent lin capacity=2\npolicy desk.textproto\nroster team.roster.textproto\nagent mei\n"
       "zone UTC\nseed 9\nat 09:00 open T1\n"}};
  const Loaded loaded = LoadFrom(files, "d/a.scenario");
  ASSERT_NE(loaded.program, nullptr) << RenderDiagnostics(loaded.diagnostics);
  std::vector<std::string> agents;
  for (const Step& step : loaded.program->steps) {
    if (step.kind != Step::Kind::kSetup) continue;
    agents.push_back(step.command.set_agent().agent().id());
    EXPECT_EQ(step.at_ms, loaded.program->start_ms);
  }
  EXPECT_THAT(agents, ElementsAre("lin", "ana", "bob", "mei"));
  EXPECT_EQ(loaded.program->seed, 9u);
  EXPECT_EQ(loaded.program->local.zone_name(), "UTC");
}

TEST(LoadProgram, ReportsEverythingAtOnceWithItsPlace) {
  struct Case {
    const char* says;
    const char* steps;
    std::vector<std::string> errors;
  };
  const Case cases[] = {
      {"a step needs a verb", "at 09:00\n", {"0:0 WP9007", "2:1 WP9103"}},
      {"no step at all", "agent lin\n", {"0:0 WP9007"}},
      {"unknown lines", "at 09:00 open T1\nreply T1 lin\n", {"3:1 WP9001"}},
      {"headers come first",
       "at 09:00 open T1\nzone UTC\nagent lin\n",
       {"3:1 WP9006", "4:1 WP9006"}},
      {"one zone", "zone UTC\nzone UTC\nat 09:00 open T1\n", {"3:1 WP9006"}},
      {"a zone that exists", "zone Europe/Nowhere\nat 09:00 open T1\n", {"2:6 WP9008"}},
      {"a seed is a number", "seed x\nat 09:00 open T1\n", {"2:6 WP9105"}},
      {"strict is a word alone", "strict please\nat 09:00 open T1 -> nothing\n", {"2:8 WP9104"}},
      {"strict scenarios state everything", "strict\nat 09:00 open T1\n", {"3:10 WP9206"}},
      {"files are read", "roster nowhere\nat 09:00 open T1\n", {"2:8 WP9005"}},
      {"the first step has a time", "at +1m open T1\n", {"2:4 WP9106"}},
      {"time does not go back",
       "at 2027-01-05T09:00 open T1\nat 2027-01-04T09:00 open T2\n",
       {"3:4 WP9107"}},
      {"nothing comes at the instant of an advance",
       "at 09:00 advance\nat 09:00 open T1\n",
       {"3:4 WP9107"}},
      {"but another advance", "at 09:00 advance\nat 09:00 advance\n", {}},
      {"time ends", "at 2199-12-31T00:00 open T1\nat +2d open T2\n", {"3:4 WP9106"}},
      {"arrows belong to a step", "-> nothing\nat 09:00 open T1\n", {"2:1 WP9205"}},
      {"setting up has no events to check",
       "agent lin -> agent lin\nat 09:00 open T1\n",
       {"2:11 WP9205"}},
      {"a wakeup has no events", "at 09:00 open T1\nwakeup none\n-> nothing\n", {"4:1 WP9205"}},
      {"a wakeup needs a time",
       "at 09:00 open T1\nwakeup\nwakeup soon\n",
       {"3:1 WP9103", "4:8 WP9106"}},
      {"a clock line needs a ticket, a clock and how it stands",
       "at 09:00 open T1\nclock\nclock T1 due=09:10\nclock T1 first_reply\n",
       {"3:1 WP9103", "4:1 WP9103", "5:1 WP9103"}},
      {"a clock line has nothing but details, each once, and no events",
       "at 09:00 open T1\nclock T1 first_reply running paused\nclock T1 first_reply laft=1m\n"
       "clock T1 first_reply running -> nothing\n",
       {"3:30 WP9104", "4:22 WP9102", "5:30 WP9205"}},
      {"a clock line comes after a step",
       "clock T1 first_reply running\nat 09:00 open T1\n",
       {"2:1 WP9006"}},
      {"one verb a step", "at 09:00 open T1; open T2\n", {"2:17 WP9104"}},
      {"not text", "at 09:00 open T1\n# \xff\n", {"3:3 WP9003"}},
      {"everything at once",
       "at 9 opne T1\nat 09:00 open -> ofered\nwakeup x=1\n",
       {"2:4 WP9106", "2:6 WP9101", "3:10 WP9103", "3:18 WP9201", "4:8 WP9106"}},
  };
  for (const Case& c : cases) EXPECT_EQ(Places(LoadSteps(c.steps)), c.errors) << c.says;
}

TEST(LoadProgram, NeedsAPolicyAndShowsWhatIsWrongWithIt) {
  Loaded loaded = LoadFrom({{"a.scenario", "at 09:00 open T1\n"}}, "a.scenario");
  EXPECT_THAT(Places(loaded), ElementsAre("0:0 WP9007"));
  loaded = LoadFrom({{"a.scenario", "policy p.textproto\nat 09:00 opne T1\n"},
                     {"p.textproto", "name: \"p\"\nquues {}\n"}},
                    "a.scenario");
  EXPECT_EQ(loaded.program, nullptr);
  ASSERT_GE(loaded.diagnostics.size(), 2u);
  EXPECT_EQ(loaded.diagnostics[0].code, "WP9101");
  EXPECT_EQ(loaded.diagnostics[1].file, "p.textproto");
}

TEST(LoadProgram, TakesAPolicyInSeveralFiles) {
  const Loaded loaded =
      LoadFrom({{"a.scenario", "policy p.textproto q.textproto\nat 09:00 open T1\n"},
                {"p.textproto", "name: \"p\" queues { id: \"all\" }"},
                {"q.textproto", "routes { id: \"r\" stage { queue: \"all\" } }"}},
               "a.scenario");
  EXPECT_THAT(loaded.diagnostics, IsEmpty()) << RenderDiagnostics(loaded.diagnostics);
}

TEST(Findings, EndSomewhere) {
  std::string steps;
  for (int i = 0; i < 1000; ++i) steps += "nonsense\n";
  const Loaded loaded = LoadSteps(steps);
  EXPECT_EQ(loaded.diagnostics.size(), Findings::kMost + 1);
  EXPECT_EQ(loaded.diagnostics.back().code, "WP9004");
}

TEST(Codes, RiseAndAreExplained) {
  std::string_view last;
  for (const policy::CodeInfo& info : Codes()) {
    EXPECT_LT(last, info.code);
    EXPECT_EQ(info.code.substr(0, 3), "WP9");
    EXPECT_FALSE(info.title.english.empty());
    EXPECT_GT(info.explanation.english.size(), 40u) << info.code;
    EXPECT_EQ(policy::FindCode(info.code), nullptr) << info.code;
    last = info.code;
  }
}

}  // namespace
}  // namespace waypost::scenario
