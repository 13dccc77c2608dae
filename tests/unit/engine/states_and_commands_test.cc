// Every state of a ticket, and of an agent, meets every command: it is applied or refused, as the
// transition tables say, and what is refused leaves everything as it was.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/engine/ticket_state.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

using engine::Presence;
using engine::TicketState;
using engine::Trigger;

constexpr char kPolicy[] = R"(
  name: "states"
  calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
  facts { name: "evidence" type: STRING_LIST }
  categories { id: "account" }
  not_served { id: "repair" keywords: "console repair" }
  sla {
    id: "standard"
    target { metric: RESOLUTION within: "2h" calendar: "always" paused_in: WAITING_CUSTOMER }
    milestone { id: "called" within: "1h" calendar: "always" }
  }
  queues { id: "all" }
  queues { id: "second" }
  routes { id: "everything" stage { queue: "all" } }
  retention { open_tickets: END }
  escalations { id: "help" on { requested: true } step { notify: "role:lead" } }
)";

// A command, and what the transition table knows it as; nothing: it moves no ticket by itself.
struct Sample {
  const char* command;
  std::optional<Trigger> trigger = std::nullopt;
};

// At least one of each kind of command. They are about ticket T1, agent lin, or nobody.
const std::vector<Sample>& Samples() {
  static const auto* const kSamples = new std::vector<Sample>{
      {"open_ticket { ticket_id: 'T1' }"},
      {"adopt_ticket { ticket { ticket_id: 'T1' } opened_ms: 1801915100000 }"},
      {"add_message { ticket_id: 'T1' author: CUSTOMER }"},
      {"add_message { ticket_id: 'T1' author: AGENT agent_id: 'lin' }"},
      {"add_message { ticket_id: 'T1' author: AGENT agent_id: 'lin' note: true }"},
      {"add_message { ticket_id: 'T1' author: SYSTEM }"},
      {"set_status { ticket_id: 'T1' status: ASSIGNED }"},
      {"set_status { ticket_id: 'T1' status: WAITING_CUSTOMER }", Trigger::kAskCustomer},
      {"set_status { ticket_id: 'T1' status: ON_HOLD }", Trigger::kHold},
      {"set_status { ticket_id: 'T1' status: WAITING_INTERNAL }", Trigger::kAskInternal},
      {"set_status { ticket_id: 'T1' status: SOLVED }", Trigger::kSolve},
      {"set_facts { ticket_id: 'T1' facts { name: 'tier' value { text: 'vip' } } }"},
      {"confirm_classification { ticket_id: 'T1' category: 'account' }"},
      {"transfer { ticket_id: 'T1' queue: 'second' }", Trigger::kRoute},
      {"transfer { ticket_id: 'T1' agent_id: 'mei' }"},
      {"assign { ticket_id: 'T1' agent_id: 'mei' }"},
      {"assign { ticket_id: 'T1' agent_id: 'mei' force: true }", Trigger::kAssign},
      {"merge { source_id: 'T1' target_id: 'T9' }", Trigger::kMerge},
      {"merge { source_id: 'T9' target_id: 'T1' }"},
      {"abandon { ticket_id: 'T1' }", Trigger::kAbandon},
      {"confirm_solution { ticket_id: 'T1' }"},
      {"reject_solution { ticket_id: 'T1' }", Trigger::kReopen},
      {"close_ticket { ticket_id: 'T1' }", Trigger::kClose},
      {"reach_milestone { ticket_id: 'T1' milestone: 'called' }"},
      {"request_escalation { ticket_id: 'T1' escalation: 'help' }"},
      {"acknowledge { ticket_id: 'T1' }"},
      {"set_agent { agent { id: 'lin' capacity: 2 } }"},
      {"set_presence { agent_id: 'lin' presence: AVAILABLE }"},
      {"set_presence { agent_id: 'lin' presence: BUSY }"},
      {"set_presence { agent_id: 'lin' presence: ON_BREAK }"},
      {"set_presence { agent_id: 'lin' presence: OFFLINE }"},
      {"accept_offer { ticket_id: 'T1' agent_id: 'lin' }"},
      {"decline_offer { ticket_id: 'T1' agent_id: 'lin' }"},
      {"remove_agent { agent_id: 'lin' }"},
      {"pull { agent_id: 'lin' }"},
      {"finish { agent_id: 'lin' }"},
      {"opt_queue { agent_id: 'lin' queue: 'all' out: true }"},
      {"split { ticket_id: 'T1' part { ticket_id: 'T8' } }"},
      {"link_task { ticket_id: 'T1' task_id: 'D1' queue: 'second' }"},
      {"complete_task { task_id: 'D1' }"},
      {"rate_ticket { ticket_id: 'T1' csat: 3 }"},
      {"evidence_received { ticket_id: 'T1' evidence: 'receipt' }"},
      {"verification_result { ticket_id: 'T1' check: 'identity' }"},
      {"propose_solution { ticket_id: 'T1' }"},
      {"file_complaint_about { ticket_id: 'T1' agent_id: 'lin' }"},
      {"appeal { ticket_id: 'T1' }"},
      {"record_decision { ticket_id: 'T1' member: 'agent:lin' decision: 'yes' }"},
      {"answer_compensation { ticket_id: 'T1' compensation: 'credit' }"},
      {"report_compensation { ticket_id: 'T1' compensation: 'credit' }"},
      {"record_review { ticket_id: 'T1' sample: 's' reviewer: 'lin' scores { name: 'a' } }"},
      {"schedule_callback { ticket_id: 'T1' at_ms: 1801930000000 }"},
      {"report_delivery { ticket_id: 'T1' target: 'role:lead' escalation: 'help' step: 1 }"},
      {"report_gauge { gauge: 'load' value: 1 }"},
      {"report_occurrence { occurrence: 'sign_in' }"},
      {"set_channel { channel: 'phone' up: false }"},
      {"set_mode { overlay: 'sale' on: true }"},
      {"snooze { ticket_id: 'T1' for_ms: 60000 }"},
      {"open_incident { stream: 'all' }"},
      {"close_incident { incident_id: 'all-1' }"},
      {"erase_customer { customer_id: 'kim' }"},
      {"export_customer { customer_id: 'kim' }"},
      {"recompute_clocks { ticket_id: 'T1' }"},
      {"reroute { ticket_id: 'T1' }"},
      {"use_entitlement { ticket_id: 'T1' entitlement: 'changes' }"},
  };
  return *kSamples;
}

v1::Command ReadCommand(const std::string& text) {
  v1::Command command;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &command)) << text;
  return command;
}

TEST(StatesAndCommands, NoKindOfCommandIsForgotten) {
  std::set<int> sampled;
  for (const Sample& sample : Samples()) sampled.insert(ReadCommand(sample.command).kind_case());
  const auto* const kinds = v1::Command::descriptor()->FindOneofByName("kind");
  for (int i = 0; i < kinds->field_count(); ++i) {
    const int number = kinds->field(i)->number();
    // Goes by Engine::ReplacePolicy alone.
    if (number == v1::Command::kReplacePolicy) continue;
    EXPECT_EQ(sampled.count(number), 1u) << kinds->field(i)->name() << " has no sample";
  }
}

struct StateCase {
  TicketState state;
  std::vector<std::string> commands;  // that lead there
};

const std::vector<StateCase>& States() {
  static const std::string kOpen = "open_ticket { ticket_id: 'T1' requester_id: 'kim' }";
  static const std::string kAccept = "accept_offer { ticket_id: 'T1' agent_id: 'lin' }";
  static const std::string kHalt = "set_presence { agent_id: 'lin' presence: BUSY }";
  static const std::string kSolve = "set_status { ticket_id: 'T1' status: SOLVED }";
  static const auto* const kStates = new std::vector<StateCase>{
      {TicketState::kUnspecified, {}},
      {TicketState::kQueued, {kHalt, kOpen}},
      {TicketState::kOffered, {kOpen}},
      {TicketState::kAssigned, {kOpen, kAccept}},
      {TicketState::kWaitingCustomer,
       {kOpen, kAccept, "set_status { ticket_id: 'T1' status: WAITING_CUSTOMER }"}},
      {TicketState::kOnHold, {kOpen, kAccept, "set_status { ticket_id: 'T1' status: ON_HOLD }"}},
      {TicketState::kWaitingInternal,
       {kOpen, kAccept, "set_status { ticket_id: 'T1' status: WAITING_INTERNAL }"}},
      {TicketState::kSolved, {kOpen, kAccept, kSolve}},
      {TicketState::kReopened,
       {kOpen, kAccept, kSolve, kHalt, "reject_solution { ticket_id: 'T1' }"}},
      {TicketState::kClosed, {kOpen, "close_ticket { ticket_id: 'T1' }"}},
      {TicketState::kMerged, {kOpen, "merge { source_id: 'T1' target_id: 'T9' }"}},
      {TicketState::kAbandoned, {kOpen, "abandon { ticket_id: 'T1' }"}},
      {TicketState::kNotServed,
       {"open_ticket { ticket_id: 'T1' requester_id: 'kim' text: 'console repair' }"}},
      {TicketState::kErased, {kOpen, "erase_customer { customer_id: 'kim' }"}},
  };
  return *kStates;
}

// Two agents, mei takes nothing unasked, and ticket T9 waits on hold to be merged with.
Desk DeskWith(const std::vector<std::string>& commands) {
  Desk desk(kPolicy);
  Do(desk, kNoon, "set_agent { agent { id: 'mei' presence: BUSY capacity: 9 } }");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T9' }");
  Do(desk, kNoon, "set_status { ticket_id: 'T9' status: ON_HOLD }");
  Do(desk, kNoon, "set_agent { agent { id: 'lin' capacity: 9 } }");
  for (const std::string& command : commands) Do(desk, kNoon + 1, command);
  for (const v1::Event& event : desk.events) EXPECT_FALSE(event.has_command_refused());
  desk.events.clear();
  return desk;
}

// kUnspecified: there is no such ticket.
TicketState StateOf(const Desk& desk) {
  const absl::StatusOr<v1::TicketView> view = desk.engine->GetTicket("T1");
  return view.ok() ? static_cast<TicketState>(view->state()) : TicketState::kUnspecified;
}

// True: applied. Refused, it left one event, which has a number, and nothing else: the state is
// that of a desk in which something was refused that is about nobody.
bool ApplyOrRefuse(Desk& desk, const Sample& sample, const std::vector<std::string>& commands) {
  const absl::Status status = desk.Apply(kNoon + 2, sample.command);
  EXPECT_TRUE(status.ok()) << status;
  if (desk.events.empty() || !desk.events[0].has_command_refused()) return true;
  EXPECT_EQ(desk.events.size(), 1u);
  EXPECT_NE(desk.events[0].command_refused().reason(), v1::CommandRefused::REASON_UNSPECIFIED);
  Desk other = DeskWith(commands);
  Do(other, kNoon + 2, "close_ticket { ticket_id: 'nobody' }");
  EXPECT_EQ(desk.engine->StateDigest(), other.engine->StateDigest());
  return false;
}

class TicketStateAndCommandTest : public ::testing::TestWithParam<StateCase> {};

TEST_P(TicketStateAndCommandTest, MeetAsTheTableSays) {
  const bool ended = StateOf(DeskWith(GetParam().commands)) == TicketState::kUnspecified;
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.command);
    Desk desk = DeskWith(GetParam().commands);
    if (!ended) {
      ASSERT_EQ(StateOf(desk), GetParam().state);
    }
    const bool applied = ApplyOrRefuse(desk, sample, GetParam().commands);
    if (!sample.trigger) continue;
    const auto next = ended ? std::nullopt : engine::Next(GetParam().state, *sample.trigger);
    EXPECT_EQ(applied, next.has_value());
    if (!applied) {
      EXPECT_EQ(StateOf(desk), ended ? TicketState::kUnspecified : GetParam().state);
    }
  }
}

std::string NameOf(const ::testing::TestParamInfo<StateCase>& row) {
  return v1::TicketState_Name(static_cast<int>(row.param.state));
}

INSTANTIATE_TEST_SUITE_P(Tickets, TicketStateAndCommandTest, ::testing::ValuesIn(States()), NameOf);

TEST(StatesAndCommands, EveryStateThatLastsIsTried) {
  std::set<TicketState> tried;
  for (const StateCase& state : States()) tried.insert(state.state);
  for (int state = 0; state < engine::kTicketStateCount; ++state) {
    if (static_cast<TicketState>(state) == TicketState::kNew) continue;
    EXPECT_EQ(tried.count(static_cast<TicketState>(state)), 1u) << state;
  }
}

class PresenceAndCommandTest : public ::testing::TestWithParam<int> {};

// With a ticket that is offered to the agent, where there is one.
TEST_P(PresenceAndCommandTest, MeetAsTheTableSays) {
  std::vector<std::string> commands = {"open_ticket { ticket_id: 'T1' requester_id: 'kim' }"};
  const auto presence = static_cast<v1::Presence>(GetParam());
  if (presence != v1::AVAILABLE) {
    commands.push_back("set_presence { agent_id: 'lin' presence: " + v1::Presence_Name(presence) +
                       " }");
  }
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.command);
    Desk desk = DeskWith(commands);
    ASSERT_EQ(desk.engine->GetAgent("lin")->presence(), presence);
    const bool applied = ApplyOrRefuse(desk, sample, commands);
    const v1::Command command = ReadCommand(sample.command);
    if (!command.has_set_presence()) continue;
    const auto to = static_cast<Presence>(command.set_presence().presence());
    EXPECT_EQ(applied, engine::Next(static_cast<Presence>(presence), to).has_value());
  }
}

INSTANTIATE_TEST_SUITE_P(Agents, PresenceAndCommandTest,
                         ::testing::Range(1, engine::kPresenceCount), [](const auto& row) {
                           return v1::Presence_Name(static_cast<v1::Presence>(row.param));
                         });

TEST(StatesAndCommands, WithoutAnAgentCommandsAboutOneAreRefused) {
  for (const char* command :
       {"set_presence { agent_id: 'zoe' presence: BUSY }", "remove_agent { agent_id: 'zoe' }",
        "pull { agent_id: 'zoe' }", "finish { agent_id: 'zoe' }",
        "opt_queue { agent_id: 'zoe' queue: 'all' out: true }"}) {
    Desk desk = DeskWith({});
    EXPECT_FALSE(ApplyOrRefuse(desk, {command}, {})) << command;
  }
}

}  // namespace
}  // namespace waypost::testing
