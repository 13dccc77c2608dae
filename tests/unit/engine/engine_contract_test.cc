// The contracts of include/waypost/engine.h, one test each.
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

TEST(EngineTest, ATicketLivesFromOpeningToClosing) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'lin' } }").ok());
  EXPECT_EQ(desk.Names(), "agent_set");
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' text: 'account stolen' }").ok());
  EXPECT_EQ(desk.Names(), "ticket_classified clock_started clock_started ticket_offered");
  ASSERT_TRUE(desk.Apply(kNoon + 1, "accept_offer { ticket_id: 'T1' agent_id: 'lin' }").ok());
  EXPECT_EQ(desk.Names(), "ticket_assigned");
  ASSERT_TRUE(
      desk.Apply(kNoon + 2, "add_message { ticket_id: 'T1' author: AGENT agent_id: 'lin' }").ok());
  EXPECT_EQ(desk.Names(), "clock_met");
  ASSERT_TRUE(
      desk.Apply(kNoon + 3, "set_status { ticket_id: 'T1' status: WAITING_CUSTOMER }").ok());
  EXPECT_EQ(desk.Names(), "status_changed clock_paused");
  ASSERT_TRUE(desk.Apply(kNoon + 4, "add_message { ticket_id: 'T1' author: CUSTOMER }").ok());
  EXPECT_EQ(desk.Names(), "status_changed clock_resumed");
  ASSERT_TRUE(desk.Apply(kNoon + 5, "set_status { ticket_id: 'T1' status: SOLVED }").ok());
  EXPECT_EQ(desk.Names(), "ticket_solved clock_met");
  ASSERT_TRUE(desk.Apply(kNoon + 6, "confirm_solution { ticket_id: 'T1' }").ok());
  EXPECT_EQ(desk.Names(), "ticket_closed");
  EXPECT_EQ(desk.engine->open_tickets(), 0u);
  EXPECT_FALSE(desk.engine->NextWakeup().has_value());
}

TEST(EngineTest, ABreachStartsItsChainAndTheChainRaisesThePriority) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' text: 'refund please' }").ok());
  EXPECT_EQ(desk.Names(), "ticket_classified clock_started clock_started ticket_queued");
  ASSERT_TRUE(desk.Advance(kNoon + 30 * kMinute).ok());
  EXPECT_EQ(desk.events[0].clock_warned().left_ms(), 5 * kMinute);
  EXPECT_EQ(desk.events[2].clock_breached().due_ms(), kNoon + 10 * kMinute);
  EXPECT_EQ(desk.events[2].at_ms(), kNoon + 10 * kMinute);
  EXPECT_EQ(desk.events[2].decided_by().file(), "small.textproto");
  EXPECT_EQ(desk.events[2].decided_by().line(), 10);
  EXPECT_EQ(desk.events[3].cause().event_sequence(), desk.events[2].sequence());
  EXPECT_EQ(desk.Names(),
            "clock_warned stage_started clock_breached escalation_started notification "
            "notification priority_changed escalation_ended");
}

TEST(EngineTest, ReplyAtTheVeryDeadlineMeetsIt) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'lin' presence: BUSY } }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  ASSERT_TRUE(desk.Advance(kNoon + 10 * kMinute).ok());
  desk.Names();
  ASSERT_TRUE(desk.Apply(kNoon + 10 * kMinute,
                         "add_message { ticket_id: 'T1' author: AGENT agent_id: 'lin' }")
                  .ok());
  EXPECT_EQ(desk.Names(), "clock_met");
}

TEST(EngineTest, NextWakeupIsTheEarliestDueTimePlusOneMillisecond) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  EXPECT_EQ(desk.engine->NextWakeup(), kNoon + 5 * kMinute + 1);
  desk.Names();
  ASSERT_TRUE(desk.Advance(kNoon + 5 * kMinute).ok());
  EXPECT_EQ(desk.Names(), "") << "what is due at the time itself comes after commands of that time";
  ASSERT_TRUE(desk.Advance(*desk.engine->NextWakeup()).ok());
  EXPECT_EQ(desk.Names(), "clock_warned stage_started");
}

TEST(EngineTest, SameIdIsAnsweredDuplicateEvenWhenItsTimeHasPassed) {
  Desk desk;
  const char* open = "command_id: 'c1' open_ticket { ticket_id: 'T1' }";
  ASSERT_TRUE(desk.Apply(kNoon + 7, open).ok());
  const uint64_t first = desk.events.front().sequence();
  const int count = static_cast<int>(desk.events.size());
  desk.events.clear();
  const uint64_t digest = desk.engine->StateDigest();
  ASSERT_TRUE(desk.Apply(kNoon + 1, open).ok());
  ASSERT_EQ(desk.events.size(), 1u);
  EXPECT_EQ(desk.events[0].duplicate().first_sequence(), first);
  EXPECT_EQ(desk.events[0].duplicate().count(), count);
  EXPECT_EQ(desk.events[0].sequence(), 0u);
  EXPECT_EQ(desk.engine->StateDigest(), digest);
}

TEST(EngineTest, EarlierTimeIsAnErrorThatSaysHowToRetry) {
  Desk desk;
  const absl::Status status = desk.Apply(kNoon - 1, "open_ticket { ticket_id: 'T1' }");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(status.message().find("use the engine's time"), absl::string_view::npos) << status;
  EXPECT_EQ(desk.engine->open_tickets(), 0u);
}

TEST(EngineTest, JumpBeyondMaxTimeStepNeedsPermission) {
  Desk desk;
  const int64_t later = kNoon + 41 * 24 * 60 * kMinute;
  EXPECT_EQ(desk.Apply(later, "open_ticket { ticket_id: 'T1' }").code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(desk.Apply(later, "allow_time_jump: true open_ticket { ticket_id: 'T1' }").ok());
}

// The wake-up may lie further ahead than time may jump, and the host may be late for it.
TEST(EngineTest, WhoComesAtTheWakeUpIsNeverRefused) {
  Desk desk(std::string(kSmallPolicy) + "limits { max_time_step: '1m' }");
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  const int64_t wakeup = *desk.engine->NextWakeup();
  ASSERT_GT(wakeup, kNoon + kMinute);
  EXPECT_EQ(desk.Advance(wakeup + kMinute + 1).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(desk.Apply(wakeup + kMinute + 1, "abandon { ticket_id: 'T1' }").code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(desk.Advance(wakeup - 1).ok());
  EXPECT_TRUE(desk.Advance(wakeup + kMinute).ok());
  for (int calls = 0; calls < 100 && desk.engine->NextWakeup(); ++calls) {
    ASSERT_TRUE(desk.Advance(*desk.engine->NextWakeup()).ok());
  }
}

TEST(EngineTest, MisuseLeavesNoTraceAndConsumesNoCommandId) {
  Desk desk;
  const uint64_t digest = desk.engine->StateDigest();
  EXPECT_EQ(desk.Apply(kNoon, "command_id: 'c1' open_ticket {}").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(desk.Apply(kNoon, "command_id: 'c1'").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(desk.engine->StateDigest(), digest);
  EXPECT_TRUE(desk.Apply(kNoon, "command_id: 'c1' open_ticket { ticket_id: 'T1' }").ok());
  EXPECT_FALSE(desk.events.empty());
}

TEST(EngineTest, MoreDueThanOneCallMayFireIsToldAndResumed) {
  Desk desk(std::string(kSmallPolicy) + "limits { due_per_call: 3 }");
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T" + std::to_string(i) + "' }").ok());
  }
  desk.Names();
  EXPECT_EQ(desk.Apply(kNoon + 6 * kMinute, "abandon { ticket_id: 'T1' }").code(),
            absl::StatusCode::kUnavailable);
  bool more = true;
  int calls = 0;
  while (more && calls < 10) {
    ASSERT_TRUE(desk.Advance(kNoon + 6 * kMinute, &more).ok());
    ++calls;
  }
  EXPECT_EQ(calls, 3) << "3 of 10 fired by the refused command, 3, 3, 1";
  EXPECT_EQ(desk.events.size(), 20u);
}

TEST(EngineTest, IdleAdvanceChangesNeitherEventsNorDigest) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  const uint64_t digest = desk.engine->StateDigest();
  desk.Names();
  for (int i = 1; i < 5; ++i) ASSERT_TRUE(desk.Advance(kNoon + i * kMinute).ok());
  EXPECT_EQ(desk.Names(), "");
  EXPECT_EQ(desk.engine->StateDigest(), digest);
}

TEST(EngineTest, BatchStopsAtTheFirstMisuseAndSaysHowManyWereApplied) {
  Desk desk;
  v1::Command good;
  good.mutable_open_ticket()->set_ticket_id("T1");
  v1::Command bad;
  v1::Command other;
  other.mutable_open_ticket()->set_ticket_id("T2");
  EventBatch events;
  const TimedCommand batch[] = {{kNoon, &good}, {kNoon, &bad}, {kNoon, &other}};
  const BatchResult result = desk.engine->ApplyBatch(batch, events);
  EXPECT_EQ(result.applied, 1u);
  EXPECT_EQ(result.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(desk.engine->open_tickets(), 1u);
  EXPECT_FALSE(events.empty());
}

TEST(EngineTest, OpenTicketLimitIsResourceExhausted) {
  Desk desk(std::string(kSmallPolicy) + "limits { open_tickets: 1 }");
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  EXPECT_EQ(desk.Apply(kNoon, "open_ticket { ticket_id: 'T2' }").code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(EngineTest, ListingPagesInTheOrderOfOpeningAndSurvivesEndings) {
  Desk desk;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T" + std::to_string(i) + "' }").ok());
  }
  v1::TicketPage page = desk.engine->ListTickets({}, 0, 2);
  ASSERT_EQ(page.tickets_size(), 2);
  EXPECT_EQ(page.tickets(0).ticket_id(), "T0");
  ASSERT_TRUE(desk.Apply(kNoon, "close_ticket { ticket_id: 'T2' }").ok());
  page = desk.engine->ListTickets({}, page.next_cursor(), 2);
  ASSERT_EQ(page.tickets_size(), 2);
  EXPECT_EQ(page.tickets(0).ticket_id(), "T3");
  EXPECT_EQ(page.next_cursor(), 0u);
}

TEST(EngineTest, ResolveReplacesWordsByEvidenceAndApplyDecidesTheSame) {
  Desk words;
  Desk evidence;
  v1::Command command;
  command.mutable_open_ticket()->set_ticket_id("T1");
  command.mutable_open_ticket()->set_text("My account was STOLEN");
  const absl::StatusOr<v1::Command> resolved = words.engine->Resolve(command);
  ASSERT_TRUE(resolved.ok()) << resolved.status();
  EXPECT_TRUE(resolved->open_ticket().text().empty());
  ASSERT_EQ(resolved->open_ticket().evidence().hits_size(), 1);
  EXPECT_EQ(resolved->open_ticket().evidence().hits(0).begin(), 15);
  EventBatch first;
  EventBatch second;
  ASSERT_TRUE(words.engine->Apply(kNoon, command, first).ok());
  ASSERT_TRUE(evidence.engine->Apply(kNoon, *resolved, second).ok());
  EXPECT_EQ(first[0].ticket_classified().category(), "account");
  EXPECT_EQ(second[0].ticket_classified().category(), "account");
  EXPECT_EQ(words.engine->StateDigest(), evidence.engine->StateDigest());
}

TEST(EngineTest, QueueStatsAndViewsTellThePresent) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'lin' } }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' tier: 'vip' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon + 5, "open_ticket { ticket_id: 'T2' }").ok());
  const absl::StatusOr<v1::QueueStats> stats = desk.engine->GetQueueStats("all");
  ASSERT_TRUE(stats.ok());
  EXPECT_EQ(stats->waiting(), 1);
  EXPECT_EQ(stats->offered(), 1);
  EXPECT_EQ(stats->oldest_ms(), kNoon + 5);
  EXPECT_EQ(desk.engine->GetAgent("lin")->offered(), 1);
  const absl::StatusOr<v1::TicketView> view = desk.engine->GetTicket("T1");
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->state(), v1::OFFERED);
  EXPECT_EQ(view->handler_id(), "lin");
  EXPECT_EQ(view->sla(), "standard");
  EXPECT_EQ(view->clocks_size(), 2);
  EXPECT_EQ(view->facts(0).value().text(), "vip");
  EXPECT_FALSE(desk.engine->GetTicket("T9").ok());
  EXPECT_FALSE(desk.engine->GetAgent("T9").ok());
  EXPECT_FALSE(desk.engine->GetQueueStats("T9").ok());
}

// A host in C would take it for another id.
TEST(EngineTest, IdsWithANulByteAreRefused) {
  Desk desk;
  v1::Command open;
  open.mutable_open_ticket()->set_ticket_id(std::string("T1\0", 3));
  v1::Command agent;
  agent.mutable_set_agent()->mutable_agent()->set_id(std::string("\0lin", 4));
  for (const v1::Command& command : {open, agent}) {
    const absl::Status status =
        desk.engine->Apply(kNoon, command, [&](const v1::Event& event) { desk.Take(event); });
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  }
  EXPECT_TRUE(desk.events.empty());
}

}  // namespace
}  // namespace waypost::testing
