#include "lib/scenario/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/scenario/report.h"
#include "tests/unit/scenario/scenario_testing.h"

namespace waypost::scenario {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
  bool passed = false;
  std::string report;
};

Ran RunSteps(const std::string& steps, const ReportStyle& style = {}) {
  const Loaded loaded = LoadSteps(steps);
  if (loaded.program == nullptr) return {false, RenderDiagnostics(loaded.diagnostics)};
  const RunResult run = Run(*loaded.program);
  return {run.passed, ReportText(*loaded.program, run, style)};
}

// The desk promises a first reply in ten minutes; opening gives classified, clock, queued.
TEST(Run, PassesOnlyIfTheOutputIsExactlyWhatIsStated) {
  struct Case {
    const char* says;
    const char* steps;
    bool passes;
  };
  constexpr Case kCases[] = {
      {"all events in order",
       "at 09:00 open T1 -> classified T1 -; clock T1 first_reply; queued T1 all", true},
      {"one missing from the expectation", "at 09:00 open T1 -> classified T1 -; queued T1 all",
       false},
      {"one too many",
       "at 09:00 open T1 -> classified T1 -; clock T1 first_reply; queued T1 all; unroutable T1",
       false},
      {"another order", "at 09:00 open T1 -> classified T1 -; queued T1 all; clock T1 first_reply",
       false},
      {"nothing, but something happens", "at 09:00 open T1 -> nothing", false},
      {"nothing, and nothing happens", "at 09:00 advance -> nothing", true},
      {"no arrow, not checked", "at 09:00 open T1", true},
      {"a wrong wakeup", "at 09:00 open T1\nwakeup 09:11", false},
      {"the right wakeup", "at 09:00 open T1\nwakeup 09:10", true},
      {"no wakeup", "at 09:00 open T1\nwakeup none", false},
      {"a clock as it stands",
       "at 09:00 open T1\nat 09:04 message T1\nclock T1 first_reply running used=4m left=6m "
       "due=09:10 "
       "paused=0s cycle=1 breached=no sla=reply because='counted 09:00-09:04, then counted "
       "09:04-09:10'",
       true},
      {"a clock that stands otherwise",
       "at 09:00 open T1\nat 09:04 message T1\nclock T1 first_reply left=7m", false},
      {"a clock that is not there", "at 09:00 open T1\nclock T1 resolution running", false},
      {"a clock of a ticket that is not there", "at 09:00 open T1\nclock T2 resolution running",
       false},
      {"an error nobody expects fails even where nothing is checked",
       "at 09:00 command 'open_ticket {}'", false},
      {"an expected error", "at 09:00 command 'open_ticket {}' -> error invalid_argument", true},
      {"another error", "at 09:00 command 'open_ticket {}' -> error internal", false},
      {"an error that does not come", "at 09:00 open T1 -> error internal", false},
      {"an agent that cannot be set up", "agent lin capacity=900\nat 09:00 advance", false},
  };
  for (const Case& c : kCases) {
    const Ran ran = RunSteps(c.steps);
    EXPECT_EQ(ran.passed, c.passes) << c.says << "\n" << ran.report;
  }
}

TEST(Run, GoesOnAfterAFailure) {
  const Ran ran = RunSteps("at 09:00 open T1 -> nothing\nat 09:01 open T2 -> nothing\n");
  EXPECT_THAT(ran.report, HasSubstr("FAIL a.scenario:2"));
  EXPECT_THAT(ran.report, HasSubstr("FAIL a.scenario:3"));
  EXPECT_THAT(ran.report, HasSubstr("2 failed"));
}

TEST(Run, SaysHowAClockStandsOtherwise) {
  const Ran ran = RunSteps("at 09:00 open T1\nclock T1 first_reply paused left=7m due=09:10\n");
  EXPECT_THAT(ran.report, HasSubstr("FAIL a.scenario:3"));
  EXPECT_THAT(ran.report, HasSubstr("! state=paused was expected, it is running; left=7m was "
                                    "expected, it is 10m\n"));
}

TEST(Run, JumpsDayByDay) {
  EXPECT_TRUE(RunSteps("at 09:00 open T1\nat 2028-01-01T00:00 advance jump\n").passed);
  EXPECT_FALSE(RunSteps("at 09:00 open T1\nat 2028-01-01T00:00 advance\n").passed);
}

// Offers that time out for months are more than one call fires.
TEST(Run, JumpsWithACommandOverMoreThanOneCallFires) {
  const Ran ran = RunSteps(
      "agent lin queues=all\n"
      "at 09:00 open T1\n"
      "at 2027-04-15T09:00 open T2 jump\n");
  EXPECT_TRUE(ran.passed) << ran.report;
}

TEST(ReportText, ShowsTheDifferenceAndTheLineOfThePolicy) {
  const Ran ran = RunSteps(
      "at 2026-03-29T09:00 open T1\n"
      "at 09:10 advance -> breached T1 first_reply; escalated T1 late; notify T1 role:boss;"
      " escalation_ended T1 late completed\n");
  EXPECT_EQ(ran.report,
            "FAIL a.scenario:3\n"
            "  2026-03-29 09:10 Europe/Berlin, clocks go forward 02:00-03:00 that day\n"
            "  advance\n"
            "    breached T1 first_reply due=09:10 sla=reply\n"
            "    escalated T1 late trigger=\"breached first_reply\"\n"
            "  - notify T1 role:boss\n"
            "  + notify T1 role:lead via late step=1                           "
            "escalation \"late\" step 1, desk.textproto:12\n"
            "    escalation_ended T1 late completed steps=1\n"
            "\n"
            "FAIL a.scenario (2 steps, 7 events, 1 failed)\n");
}

TEST(ReportText, IsColouredOnlyWhereThatIsWanted) {
  const char steps[] = "at 09:00 open T1 -> nothing\n";
  EXPECT_THAT(RunSteps(steps, {true, false}).report, HasSubstr("\033[31mFAIL\033[0m"));
  EXPECT_THAT(RunSteps(steps, {true, true}).report, HasSubstr("\033[3"));
  EXPECT_THAT(RunSteps(steps, {false, true}).report, Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace waypost::scenario
