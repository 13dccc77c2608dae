#include "absl/strings/str_replace.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

std::string Edited(const char* from, const char* to) {
  return absl::StrReplaceAll(kSmallPolicy, {{from, to}});
}

absl::Status Replace(Desk& desk, const std::string& text, const std::string& more = "") {
  const Policy policy = CompileOrDie(text);
  v1::Command command;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString("replace_policy { " + more + " }", &command));
  command.mutable_replace_policy()->set_fingerprint(policy.fingerprint());
  return desk.engine->ReplacePolicy(desk.engine->now_ms(), policy, command,
                                    [&](const v1::Event& event) { desk.Take(event); });
}

int64_t DueOf(const Desk& desk, const std::string& ticket, v1::Sla::Metric metric) {
  const absl::StatusOr<v1::TicketView> view = desk.engine->GetTicket(ticket);
  for (const v1::ClockView& clock : view->clocks()) {
    if (clock.clock().metric() == metric) return clock.due_ms();
  }
  return 0;
}

TEST(ReplacePolicyTest, RunningClocksKeepThePolicyTheyStartedUnder) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  ASSERT_TRUE(Replace(desk, Edited("within: \"10m\"", "within: \"20m\"")).ok());
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T2' }").ok());
  EXPECT_EQ(DueOf(desk, "T1", v1::Sla::FIRST_REPLY), kNoon + 10 * kMinute);
  EXPECT_EQ(DueOf(desk, "T2", v1::Sla::FIRST_REPLY), kNoon + 20 * kMinute);
  // A changed fact alone does not move a ticket to the new policy while its promise still holds.
  ASSERT_TRUE(
      desk.Apply(kNoon,
                 "set_facts { ticket_id: 'T1' facts { name: 'amount' value { number: 5 } } }")
          .ok());
  EXPECT_EQ(DueOf(desk, "T1", v1::Sla::FIRST_REPLY), kNoon + 10 * kMinute);
}

TEST(ReplacePolicyTest, QueueInUseMayNotVanishUnlessItsSuccessorIsNamed) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  desk.Names();
  const std::string renamed = Edited("\"all\"", "\"everybody\"");
  ASSERT_TRUE(Replace(desk, renamed).ok());
  ASSERT_EQ(desk.events.size(), 1u);
  EXPECT_EQ(desk.events[0].command_refused().reason(), v1::CommandRefused::POLICY_MISMATCH);
  EXPECT_NE(desk.events[0].command_refused().diagnostics(0).find("queue \"all\""),
            std::string::npos);
  desk.Names();
  ASSERT_TRUE(
      Replace(desk, renamed, "renamings { kind: 'queue' from: 'all' to: 'everybody' }").ok());
  EXPECT_EQ(desk.Names(), "policy_replaced");
}

TEST(ReplacePolicyTest, FactMayNotChangeItsType) {
  Desk desk;
  ASSERT_TRUE(Replace(desk, Edited("type: INT default: \"0\"", "type: BOOL")).ok());
  EXPECT_EQ(desk.Names(), "command_refused");
}

// The alarm is over with the policy that counts something else, and its chain with it.
TEST(ReplacePolicyTest, ChainsOfAlarmsThatEndAnywayStandInNobodysWay) {
  const std::string before =
      "name: 'alarms' queues { id: 'all' } routes { id: 'r' stage { queue: 'all' } } "
      "alarms { id: 'slow' gauge: 'ms' above: 100 escalation: 'page' } "
      "escalations { id: 'page' on { requested: true } step { wait: '1h' notify: 'role:ops' } }";
  std::string after = before;
  after.replace(after.find("gauge: 'ms'"), 11, "gauge: 'us'");
  after.replace(after.find(" escalation: 'page'"), 19, "");
  Desk desk(before);
  ASSERT_TRUE(desk.Apply(kNoon, "report_gauge { gauge: 'ms' value: 200 }").ok());
  desk.events.clear();
  ASSERT_TRUE(Replace(desk, after, "chains { escalation: 'page' change: MAP }").ok());
  EXPECT_EQ(desk.Names(), "policy_replaced alarm_cleared escalation_ended");
}

TEST(ReplacePolicyTest, WrongFingerprintIsMisuse) {
  Desk desk;
  v1::Command command;
  command.mutable_replace_policy()->set_fingerprint(1);
  EXPECT_FALSE(
      desk.engine
          ->ReplacePolicy(kNoon, CompileOrDie(kSmallPolicy), command, [](const v1::Event&) {})
          .ok());
}

TEST(ReplacePolicyTest, APolicyNobodyUsesAnyMoreIsForgotten) {
  Desk desk;
  for (int i = 0; i < 600; ++i) {
    const std::string within = "within: \"" + std::to_string(i + 20) + "m\"";
    const std::string id = "T" + std::to_string(i);
    ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: '" + id + "' }").ok());
    ASSERT_TRUE(Replace(desk, Edited("within: \"10m\"", within.c_str())).ok()) << i;
    ASSERT_TRUE(desk.Apply(kNoon, "close_ticket { ticket_id: '" + id + "' }").ok());
  }
}

}  // namespace
}  // namespace waypost::testing
