#include "lib/scenario/outlook.h"

#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"
#include "lib/scenario/event_text.h"
#include "lib/scenario/open_line.h"
#include "lib/scenario/program.h"
#include "lib/scenario/runner.h"
#include "tests/unit/scenario/scenario_testing.h"

namespace waypost::scenario {
namespace {

constexpr int64_t kMondayNine = 1'799'053'200'000;  // 2027-01-04T09:00Z

constexpr char kStages[] = R"(
  name: "stages"
  calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
  categories { id: "account" keywords: "hacked" }
  sla { id: "reply" target { metric: FIRST_REPLY within: "10m" calendar: "always" warn: "50%" } }
  queues { id: "first" }
  queues { id: "second" }
  routes {
    id: "account" when: "category == 'account'"
    stage { queue: "first" require: "skill('account') >= 60" }
    stage { after: "2m" require: "skill('account') >= 30" }
    stage { after: "3d" queue: "second" require: "kind == 'bot'" }
  }
  escalations { id: "late" on { breached: FIRST_REPLY } step { notify: "role:lead" } })";

constexpr char kPeople[] = R"(
  agents { id: "zoe" }
  agents { id: "ana" skills { name: "account" level: 30 } }
  agents { id: "bot" kind: BOT }
  agents { id: "off" skills { name: "account" level: 90 } presence: OFFLINE }
  agents { id: "lin" skills { name: "account" level: 60 } }
  agents { id: "bo"  skills { name: "account" level: 80 } })";

Policy Compile(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("desk.textproto", text);
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  return compiled.policy();
}

v1::Command Open(const std::string& fields = "") {
  v1::Command command;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      "open_ticket { ticket_id: \"T1\" " + fields + "}", &command));
  return command;
}

v1::Roster People(const std::string& text) {
  v1::Roster roster;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &roster));
  return roster;
}

std::vector<std::string> Lines(const Outlook& outlook) {
  const LocalTime utc{calendar::Zone()};
  std::vector<std::string> lines;
  for (const v1::Event& event : outlook.events) lines.push_back(EventText(event, utc, kMondayNine));
  return lines;
}

TEST(Foresee, TellsWhatHappensAtOnceAndThenIfNobodyActs) {
  const auto outlook = Foresee(Compile(kStages), Open("text: \"hacked\""), kMondayNine, {});
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  EXPECT_EQ(outlook->at_opening, 3u);
  EXPECT_FALSE(outlook->cut_short);
  EXPECT_TRUE(outlook->asked.empty());
  EXPECT_EQ(Lines(*outlook),
            (std::vector<std::string>{
                "classified T1 account priority=P3 language=en emotion=0 complexity=standard "
                "keyword=hacked confidence=1000 margin=1000",
                "clock T1 first_reply due=09:10 sla=reply", "queued T1 first stage=1 waiting=1",
                "stage T1 2 via account queue=first at=09:02",
                "warned T1 first_reply left=5m due=09:10 sla=reply at=09:05",
                "breached T1 first_reply due=09:10 sla=reply at=09:10",
                "escalated T1 late trigger=\"breached first_reply\" at=09:10",
                "notify T1 role:lead via late step=1 at=09:10",
                "escalation_ended T1 late completed steps=1 at=09:10",
                "stage T1 3 via account queue=second at=2027-01-07T09:00"}));
}

TEST(Foresee, SaysWhoIsAskedFromWhenOn) {
  const auto outlook =
      Foresee(Compile(kStages), Open("category: \"account\""), kMondayNine, People(kPeople));
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  std::vector<std::string> asked;
  for (const Outlook::Asked& one : outlook->asked) {
    asked.push_back(one.agent_id + (one.offered
                                        ? " +" + std::to_string(one.offered->at_ms() - kMondayNine)
                                        : " never"));
  }
  // Who may be asked at the same instant: in the order of the roster.
  EXPECT_EQ(asked, (std::vector<std::string>{"lin +0", "bo +0", "ana +120000", "bot +259200000",
                                             "zoe never", "off never"}));
}

// The order in which agents are said to be asked is the one in which the engine asks them.
TEST(Foresee, AsksInTheOrderOfAFullDesk) {
  const std::string agents =
      "agent ana skills=account:60\nagent bo skills=account:90\nagent cy skills=account:60\n";
  const Loaded loaded =
      LoadFrom({{"stages.textproto", kStages},
                {"a.scenario", "policy stages.textproto\n" + agents +
                                   "at 09:00 open T1 category=account\n"
                                   "at 09:00 decline T1 ana\nat 09:00 decline T1 bo\n"}},
               "a.scenario");
  ASSERT_NE(loaded.program, nullptr) << RenderDiagnostics(loaded.diagnostics);
  std::vector<std::string> offered;
  for (const StepResult& result : scenario::Run(*loaded.program).results) {
    for (const v1::Event& event : result.events) {
      if (event.has_ticket_offered()) offered.push_back(event.ticket_offered().agent_id());
    }
  }
  const auto outlook = Foresee(Compile(kStages), Open("category: \"account\""), kMondayNine,
                               People(R"(agents { id: "ana" skills { name: "account" level: 60 } }
                                         agents { id: "bo" skills { name: "account" level: 90 } }
                                         agents { id: "cy" skills { name: "account" level: 60 } })"));
  ASSERT_TRUE(outlook.ok());
  std::vector<std::string> foreseen;
  for (const Outlook::Asked& asked : outlook->asked) foreseen.push_back(asked.agent_id);
  EXPECT_EQ(foreseen, offered);
  EXPECT_EQ(foreseen.size(), 3u);
}

constexpr char kModes[] = R"(
  name: "modes"
  calendars { id: "day" weekly { days: "mon-fri" hours: "08:00-18:00" } }
  overlays { id: "daytime" calendar: "day" capacity_percent: 150 }
  overlays { id: "rush" capacity_percent: 50 }
  queues { id: "all" }
  routes { id: "all" stage { queue: "all" require: "skill('account') >= 60" } }
  work { estimate_from: "1h" })";

TEST(Foresee, NamesTheModesInForce) {
  const auto outlook = Foresee(Compile(kModes), Open(), kMondayNine, {});
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  ASSERT_EQ(outlook->modes.size(), 1u);
  EXPECT_EQ(outlook->modes[0].overlay(), "daytime");
  EXPECT_EQ(outlook->modes[0].until_ms(), kMondayNine + 9 * 3'600'000);
}

TEST(Foresee, SaysHowLongItWouldWait) {
  const auto wait = [](const std::string& policy, const std::string& people) {
    const auto outlook = Foresee(Compile(policy), Open(), kMondayNine, People(people));
    EXPECT_TRUE(outlook.ok()) << outlook.status();
    return outlook.ok() ? outlook->wait.english : "";
  };
  EXPECT_EQ(wait(kModes, kPeople), "not at all: somebody is free for it");
  EXPECT_EQ(wait(kModes, "agents { id: \"zoe\" }"), "nobody is there who may take it");
  EXPECT_EQ(wait(kModes,
                 "agents { id: \"bo\" skills { name: \"account\" level: 60 } "
                 "presence: BUSY }"),
            "the agent who may take it was given nothing in the last 1h");
  EXPECT_EQ(wait(kModes, ""), "");
  EXPECT_EQ(wait(kStages, kPeople), "");
}

TEST(Foresee, SaysThatATicketHasNoRoute) {
  const auto outlook = Foresee(Compile(kStages), Open(), kMondayNine, People(kPeople));
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  EXPECT_EQ(Lines(*outlook)[2], "unroutable T1");
  for (const Outlook::Asked& asked : outlook->asked) EXPECT_FALSE(asked.offered) << asked.agent_id;
}

TEST(Foresee, SaysWhomChainsDoNotReach) {
  const Policy policy = Compile(R"(name: "chains"
    queues { id: "day" } queues { id: "night" }
    routes { id: "all" stage { queue: "day" } }
    escalations { id: "late" on { created: true }
      step { notify: ["agent:zoe", "agent:ana", "queue:night", "role:lead", "handler"] }
      step { wait: "5m" notify: ["queue:day", "agent:zoe", "host:page"] } })");
  const auto outlook =
      Foresee(policy, Open(), kMondayNine, People("agents { id: 'ana' queues: 'day' }"));
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  EXPECT_EQ(outlook->unreached, (std::vector<std::string>{"agent:zoe", "queue:night"}));
  const auto others = Foresee(policy, Open(), kMondayNine, People("agents { id: 'bo' }"));
  EXPECT_EQ(others->unreached, (std::vector<std::string>{"agent:zoe", "agent:ana"}));
  EXPECT_TRUE(Foresee(policy, Open(), kMondayNine, {})->unreached.empty());
}

TEST(Foresee, GoesFurtherThanOneStepOfTimeMay) {
  const std::string text = std::string(kStages) + " limits { max_time_step: \"1m\" }";
  const auto outlook = Foresee(Compile(text), Open("category: \"account\""), kMondayNine, {});
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  EXPECT_EQ(Lines(*outlook).back(), "stage T1 3 via account queue=second at=2027-01-07T09:00");
}

TEST(Foresee, StopsWhereNobodyLooks) {
  const Policy policy = Compile(R"(name: "patient" queues { id: "all" }
    routes { id: "all" stage { queue: "all" } stage { after: "401d" } })");
  const auto outlook = Foresee(policy, Open(), kMondayNine, {});
  ASSERT_TRUE(outlook.ok()) << outlook.status();
  EXPECT_TRUE(outlook->cut_short);
  EXPECT_EQ(outlook->events.size(), outlook->at_opening);
}

TEST(Foresee, HandsOnWhatTheEngineRefuses) {
  const Policy policy = Compile(kStages);
  EXPECT_EQ(Foresee(policy, Open("category: \"nonsense\""), kMondayNine, {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Foresee(policy, Open("evidence { emotion: 9 }"), kMondayNine, {}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Foresee(policy, Open(), kMondayNine, People("agents { id: 'a' capacity: 999 }"))
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace waypost::scenario
