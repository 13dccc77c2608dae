// Which event modes are in force: by dates, calendars, commands and policies.
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr int64_t kHour = 60 * kMinute;

// kNoon is a Saturday.
constexpr char kPolicy[] = R"policy(name: "modes"
calendars { id: "evening" weekly { days: "mon-sun" hours: "18:00-24:00" } }
calendars { id: "day" weekly { days: "mon-sun" hours: "09:00-18:00" } }
queues { id: "all" auto_accept: true }
routes { id: "all" stage { queue: "all" } }
overlays { id: "noon" from: "2027-02-06T11:00" to: "2027-02-06T13:00" capacity_percent: 300 }
overlays { id: "evening" calendar: "evening" capacity_percent: 200 }
overlays { id: "rush" capacity_percent: 10 }
)policy";

class EventModesTest : public ::testing::Test {
 protected:
  EventModesTest() : desk_(kPolicy) {}

  // "noon evening": those in force.
  std::string On() const {
    std::string names;
    const v1::ModeList list = desk_.engine->Modes();
    for (const v1::ModeView& mode : list.modes()) {
      if (mode.on()) names += (names.empty() ? "" : " ") + mode.overlay();
    }
    return names;
  }

  void Do(int64_t now_ms, const std::string& command) {
    EXPECT_TRUE(desk_.Apply(now_ms, command).ok()) << command;
  }

  int32_t CapacityOf(const std::string& agent) const {
    return desk_.engine->GetAgent(agent)->capacity_now();
  }

  Desk desk_;
};

TEST_F(EventModesTest, AnEngineMadeWithinTheDatesHasTheMode) {
  EXPECT_EQ(On(), "noon");
  EXPECT_TRUE(desk_.events.empty());
  EXPECT_EQ(desk_.engine->Modes().modes(0).until_ms(), kNoon + kHour);
  EXPECT_EQ(desk_.engine->NextWakeup(), kNoon + kHour + 1);
}

TEST_F(EventModesTest, DatesAndCalendarsBeginAndEndThemToTheMillisecond) {
  ASSERT_TRUE(desk_.Advance(kNoon + kHour).ok());
  EXPECT_EQ(On(), "noon");
  ASSERT_TRUE(desk_.Advance(kNoon + kHour + 1).ok());
  EXPECT_EQ(On(), "");
  ASSERT_EQ(desk_.events.size(), 1u);
  EXPECT_EQ(desk_.events[0].at_ms(), kNoon + kHour);
  EXPECT_EQ(desk_.events[0].cause().kind(), v1::Cause::TIMER);
  EXPECT_EQ(desk_.events[0].decided_by().rule(), "overlay \"noon\"");
  EXPECT_EQ(desk_.events[0].mode_changed().how(), v1::ModeChanged::SCHEDULED);
  ASSERT_TRUE(desk_.Advance(kNoon + 6 * kHour + 1).ok());
  EXPECT_EQ(On(), "evening");
}

TEST_F(EventModesTest, TheCapacityIsThatOfTheLastDeclared) {
  Do(kNoon, "set_agent { agent { id: 'ana' capacity: 5 } }");
  EXPECT_EQ(CapacityOf("ana"), 15);
  EXPECT_EQ(desk_.engine->GetAgent("ana")->agent().capacity(), 5);
  Do(kNoon, "set_mode { overlay: 'rush' on: true }");
  EXPECT_EQ(CapacityOf("ana"), 1);  // at least 1
  Do(kNoon, "set_mode { overlay: 'rush' on: false }");
  Do(kNoon, "set_agent { agent { id: 'bo' capacity: 200 } }");
  EXPECT_EQ(CapacityOf("bo"), 255);  // at most 255
  ASSERT_TRUE(desk_.Advance(kNoon + kHour + 1).ok());
  EXPECT_EQ(CapacityOf("ana"), 5);
}

TEST_F(EventModesTest, ACommandIsItsCause) {
  Do(kNoon, "command_id: 'c1' set_mode { overlay: 'rush' on: true }");
  ASSERT_EQ(desk_.events.size(), 1u);
  EXPECT_EQ(desk_.events[0].cause().kind(), v1::Cause::COMMAND);
  EXPECT_EQ(desk_.events[0].cause().command_id(), "c1");
  EXPECT_EQ(desk_.events[0].mode_changed().how(), v1::ModeChanged::SWITCHED);
  EXPECT_EQ(desk_.events[0].mode_changed().until_ms(), 0);
}

TEST_F(EventModesTest, AnEndThatIsNotLaterIsMisuse) {
  const uint64_t before = desk_.engine->StateDigest();
  const absl::Status status = desk_.Apply(
      kNoon, "set_mode { overlay: 'rush' on: true until_ms: " + std::to_string(kNoon) + " }");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(desk_.engine->StateDigest(), before);
}

TEST_F(EventModesTest, WhatIsInForceIsPartOfTheState) {
  const uint64_t before = desk_.engine->StateDigest();
  Do(kNoon, "set_mode { overlay: 'rush' on: true until_ms: 1801930000000 }");
  const uint64_t on = desk_.engine->StateDigest();
  EXPECT_NE(on, before);
  absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(desk_.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), on);
  EXPECT_EQ((*restored)->Modes().SerializeAsString(), desk_.engine->Modes().SerializeAsString());
  EXPECT_EQ((*restored)->NextWakeup(), desk_.engine->NextWakeup());
}

TEST_F(EventModesTest, WhoTakesOverKeepsWhatWasSwitched) {
  Do(kNoon, "set_mode { overlay: 'rush' on: true until_ms: 1801930000000 }");
  Do(kNoon, "set_mode { overlay: 'noon' on: false }");
  Do(kNoon, "set_mode { overlay: 'evening' on: true }");
  desk_.events.clear();
  std::string next = kPolicy;
  next.replace(next.find("capacity_percent: 10"), 20, "capacity_percent: 50");
  next.erase(next.find("overlays { id: \"evening\""),
             std::string("overlays { id: \"evening\" calendar: \"evening\" capacity_percent: 200 }")
                 .size());
  const Policy policy = CompileOrDie(next);
  v1::Command command;
  command.mutable_replace_policy()->set_fingerprint(policy.fingerprint());
  ASSERT_TRUE(desk_.engine
                  ->ReplacePolicy(kNoon, policy, command,
                                  [this](const v1::Event& event) { desk_.Take(event); })
                  .ok());
  EXPECT_EQ(On(), "rush");
  ASSERT_EQ(desk_.events.size(), 2u);
  EXPECT_TRUE(desk_.events[0].has_policy_replaced());
  EXPECT_EQ(desk_.events[1].mode_changed().overlay(), "evening");
  EXPECT_EQ(desk_.events[1].mode_changed().how(), v1::ModeChanged::REPLACED);
  EXPECT_EQ(desk_.engine->Modes().modes(1).until_ms(), 1801930000000);
  Do(kNoon, "set_agent { agent { id: 'ana' capacity: 4 } }");
  EXPECT_EQ(CapacityOf("ana"), 2);
}

// Hours narrow with the same policy: who has too much since the mode is gone is told all the same.
TEST(ReplacedModeTest, WhoHasTooMuchIsNamedWhateverElseChanges) {
  constexpr char kRush[] = R"(name: "rush"
    channels { id: "phone" fallback: "chat" }
    channels { id: "chat" }
    queues { id: "all" auto_accept: true }
    routes { id: "all" stage { queue: "all" } }
    overlays { id: "rush" capacity_percent: 300 }
  )";
  Desk desk(kRush);
  for (const char* command :
       {"set_mode { overlay: 'rush' on: true }", "set_agent { agent { id: 'ana' capacity: 1 } }",
        "open_ticket { ticket_id: 'T1' }", "open_ticket { ticket_id: 'T2' }",
        "set_channel { channel: 'phone' up: false }"}) {
    ASSERT_TRUE(desk.Apply(kNoon, command).ok()) << command;
  }
  std::string after = kRush;
  after.resize(after.find("overlays"));
  const Policy policy = CompileOrDie(after);
  v1::Command command;
  command.mutable_replace_policy()->set_fingerprint(policy.fingerprint());
  desk.events.clear();
  ASSERT_TRUE(
      desk.engine
          ->ReplacePolicy(kNoon, policy, command, [&](const v1::Event& event) { desk.Take(event); })
          .ok());
  ASSERT_EQ(desk.events.size(), 2u);
  ASSERT_EQ(desk.events[1].mode_changed().over_capacity_size(), 1);
  EXPECT_EQ(desk.events[1].mode_changed().over_capacity(0), "ana");
}

}  // namespace
}  // namespace waypost::testing
