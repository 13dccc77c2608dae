// How long a new ticket would wait, and by what that is said.
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kEstimated[] = R"policy(name: "estimated"
priorities: [ "P0", "P1" ]
categories { id: "call" }
categories { id: "japanese" }
categories { id: "nowhere" }
queues { id: "phone" auto_accept: true }
queues { id: "back" auto_accept: true }
routes { id: "japanese" when: "category == 'japanese'" stage { queue: "phone" require: "skill('ja') >= 50" } }
routes { id: "call" when: "category == 'call'" stage { queue: "phone" } }
work { estimate_from: "1h" }
)policy";

class WaitEstimateTest : public ::testing::Test {
 protected:
  WaitEstimateTest() : desk_(kEstimated) {}

  void Do(const std::string& command, int64_t after_ms = 0) {
    now_ms_ += after_ms;
    EXPECT_TRUE(desk_.Apply(now_ms_, command).ok()) << command;
    for (const v1::Event& event : desk_.events) {
      EXPECT_FALSE(event.has_command_refused()) << event.ShortDebugString();
    }
    desk_.events.clear();
  }

  void Open(const std::string& id, const std::string& category, const std::string& more = "") {
    Do("open_ticket { ticket_id: '" + id + "' category: '" + category + "' " + more + " }");
  }

  absl::StatusOr<v1::WaitEstimate> Ask(const std::string& question) {
    v1::WaitQuestion message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(question, &message)) << question;
    return desk_.engine->EstimateWait(message);
  }

  v1::WaitEstimate Estimate(const std::string& question) {
    const auto estimate = Ask(question);
    EXPECT_TRUE(estimate.ok()) << estimate.status();
    return estimate.ok() ? *estimate : v1::WaitEstimate();
  }

  // Two agents, each given a ticket every 10 minutes for an hour, and then busy.
  void WorkForAnHour() {
    Do("set_agent { agent { id: 'aki' queues: 'phone' skills { name: 'ja' level: 80 } } }");
    Do("set_agent { agent { id: 'bo' queues: 'phone' } }");
    for (int i = 0; i < 6; ++i) {
      Open("A" + std::to_string(i), "call");
      Open("B" + std::to_string(i), "call");
      if (i == 5) break;
      Do("close_ticket { ticket_id: 'A" + std::to_string(i) + "' }", 10 * kMinute);
      Do("close_ticket { ticket_id: 'B" + std::to_string(i) + "' }");
    }
    now_ms_ += 10 * kMinute - 1;
    EXPECT_TRUE(desk_.Advance(now_ms_).ok());
  }

  Desk desk_;
  int64_t now_ms_ = kNoon;
};

TEST_F(WaitEstimateTest, WithSomebodyFreeThereIsNoWait) {
  Do("set_agent { agent { id: 'aki' } }");
  const v1::WaitEstimate estimate = Estimate("category: 'call'");
  EXPECT_EQ(estimate.wait_ms(), 0);
  EXPECT_EQ(estimate.free(), 1);
  EXPECT_EQ(estimate.sentence(), "1 agent is free for it");
}

TEST_F(WaitEstimateTest, NobodyOrNothingSeenIsUnknown) {
  EXPECT_EQ(Estimate("category: 'call'").wait_ms(), -1);
  EXPECT_EQ(Estimate("category: 'call'").sentence(), "nobody is there who may take it");
  EXPECT_EQ(Estimate("category: 'nowhere'").sentence(), "no route takes it");
  Do("set_agent { agent { id: 'aki' } }");
  Open("T1", "call");
  now_ms_ += 61 * kMinute;
  EXPECT_TRUE(desk_.Advance(now_ms_).ok());
  EXPECT_EQ(Estimate("category: 'call'").wait_ms(), -1);
}

TEST_F(WaitEstimateTest, TurnsComeAsFastAsTheyCameOfLate) {
  WorkForAnHour();
  // 12 tickets in an hour of two agents: one in 5 minutes.
  v1::WaitEstimate estimate = Estimate("category: 'call'");
  EXPECT_EQ(estimate.agents(), 2);
  EXPECT_EQ(estimate.given(), 12);
  EXPECT_EQ(estimate.before(), 0);
  EXPECT_NEAR(static_cast<double>(estimate.wait_ms()), 5 * kMinute, 10);
  Open("C1", "call");
  Open("C2", "call");
  estimate = Estimate("category: 'call'");
  EXPECT_EQ(estimate.before(), 2);
  EXPECT_NEAR(static_cast<double>(estimate.wait_ms()), 15 * kMinute, 10);
}

TEST_F(WaitEstimateTest, OnlyThoseWhoMayTakeItCount) {
  WorkForAnHour();
  const v1::WaitEstimate estimate = Estimate("category: 'japanese'");
  EXPECT_EQ(estimate.agents(), 1);
  EXPECT_NEAR(static_cast<double>(estimate.wait_ms()), 10 * kMinute, 10);
  EXPECT_EQ(Estimate("category: 'call' queue: 'back'").agents(), 0);
}

TEST_F(WaitEstimateTest, WhatIsMoreUrgentComesFirst) {
  WorkForAnHour();
  Open("C1", "call", "priority: 'P0'");
  Open("C2", "call", "priority: 'P1'");
  EXPECT_EQ(Estimate("category: 'call' priority: 'P0'").before(), 1);
  EXPECT_EQ(Estimate("category: 'call' priority: 'P1'").before(), 2);
}

TEST_F(WaitEstimateTest, ATicketThatWaitsIsToldOfThoseBeforeIt) {
  WorkForAnHour();
  Open("C1", "call");
  Open("C2", "call");
  EXPECT_EQ(Estimate("ticket_id: 'C1'").before(), 0);
  const v1::WaitEstimate estimate = Estimate("ticket_id: 'C2'");
  EXPECT_EQ(estimate.before(), 1);
  EXPECT_NEAR(static_cast<double>(estimate.wait_ms()), 10 * kMinute, 10);
}

TEST_F(WaitEstimateTest, OnlyATicketThatWaitsHasAWait) {
  WorkForAnHour();
  EXPECT_EQ(Ask("ticket_id: 'A5'").status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Ask("ticket_id: 'Z1'").status().code(), absl::StatusCode::kNotFound);
  Open("C1", "call");
  EXPECT_EQ(Ask("ticket_id: 'C1' category: 'call'").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(WaitEstimateTest, WhoMustNotGetItDoesNotCount) {
  WorkForAnHour();
  Open("C1", "call", "excluded_agents: 'aki'");
  v1::WaitEstimate estimate = Estimate("ticket_id: 'C1'");
  EXPECT_EQ(estimate.agents(), 1);
  EXPECT_NEAR(static_cast<double>(estimate.wait_ms()), 10 * kMinute, 10);
  Do("file_complaint_about { ticket_id: 'C1' agent_id: 'bo' }");
  estimate = Estimate("ticket_id: 'C1'");
  EXPECT_EQ(estimate.agents(), 0);
  EXPECT_EQ(estimate.wait_ms(), -1);
  Open("C2", "call", "modalities: 'sign'");
  EXPECT_EQ(Estimate("ticket_id: 'C2'").agents(), 0);
  EXPECT_EQ(Estimate("category: 'call'").agents(), 2);
}

TEST_F(WaitEstimateTest, WhoHasRefusedItDoesNotCount) {
  Desk desk(
      "name: \"d\" queues { id: \"all\" } routes { id: \"all\" stage { queue: \"all\" } }"
      " work { estimate_from: \"1h\" }");
  const auto apply = [&](const char* command) {
    EXPECT_TRUE(desk.Apply(kNoon, command).ok()) << command;
  };
  apply("set_agent { agent { id: 'aki' } }");
  apply("set_agent { agent { id: 'bo' presence: BUSY } }");
  apply("open_ticket { ticket_id: 'T1' }");
  apply("decline_offer { ticket_id: 'T1' agent_id: 'aki' }");
  v1::WaitQuestion question;
  question.set_ticket_id("T1");
  const auto estimate = desk.engine->EstimateWait(question);
  ASSERT_TRUE(estimate.ok()) << estimate.status();
  EXPECT_EQ(estimate->agents(), 1);
  EXPECT_EQ(estimate->free(), 0);
  EXPECT_EQ(estimate->wait_ms(), -1);
}

TEST(CollectedWaitTest, EndsNoSoonerThanTheWindow) {
  Desk desk(
      "name: \"d\" queues { id: \"mail\" batch_window: \"1m\" }"
      " routes { id: \"all\" stage { queue: \"mail\" } } work { estimate_from: \"1h\" }");
  const auto apply = [&](int64_t at_ms, const char* command) {
    EXPECT_TRUE(desk.Apply(at_ms, command).ok()) << command;
  };
  const auto estimate = [&](const char* ticket) {
    v1::WaitQuestion question;
    question.set_ticket_id(ticket);
    const auto found = desk.engine->EstimateWait(question);
    EXPECT_TRUE(found.ok()) << found.status();
    return *found;
  };
  apply(kNoon, "set_agent { agent { id: 'aki' } }");
  EXPECT_EQ(estimate("").wait_ms(), kMinute);
  EXPECT_EQ(estimate("").sentence(), "1 agent is free for it; its queue collects for 1m");
  apply(kNoon, "open_ticket { ticket_id: 'T1' }");
  apply(kNoon + 10'000, "open_ticket { ticket_id: 'T2' }");
  EXPECT_EQ(estimate("T1").wait_ms(), 50'000);
  EXPECT_EQ(estimate("").wait_ms(), 50'000);
  // Aki has had one in half an hour, and begins another window whenever free.
  apply(kNoon + kMinute + 1, "accept_offer { ticket_id: 'T1' agent_id: 'aki' }");
  apply(kNoon + 30 * kMinute, "open_ticket { ticket_id: 'T3' }");
  EXPECT_EQ(estimate("T2").wait_ms(), 30 * kMinute + kMinute);
  EXPECT_EQ(estimate("T3").wait_ms(), 60 * kMinute + kMinute);
}

TEST_F(WaitEstimateTest, AskingChangesNothing) {
  WorkForAnHour();
  Open("C1", "call");
  const uint64_t before = desk_.engine->StateDigest();
  Estimate("category: 'japanese' language: 'ja'");
  EXPECT_EQ(desk_.engine->StateDigest(), before);
}

TEST_F(WaitEstimateTest, WrongNamesAreErrors) {
  for (const char* question : {"category: 'x'", "priority: 'P9'", "queue: 'x'"}) {
    EXPECT_EQ(Ask(question).status().code(), absl::StatusCode::kInvalidArgument) << question;
  }
}

TEST_F(WaitEstimateTest, APolicyThatCountsNothingEstimatesNothing) {
  Desk plain;
  EXPECT_EQ(plain.engine->EstimateWait(v1::WaitQuestion()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace waypost::testing
