#include <gtest/gtest.h>

#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kChains[] = R"(
  name: "chains"
  priorities: [ "P0", "P1" ]
  queues { id: "all" }
  routes { id: "everything" stage { queue: "all" } }
  rotations { id: "night" start: "2027-02-06T12:00" every: "12h" members: [ "an", "bo" ] }
  escalations {
    id: "page"
    on { requested: true }
    cooldown: "1d"
    step { notify: [ "agent:an", "agent:bo" ] ack_scope: EACH }
    step { wait: "1h" notify: "handler" on_empty: FALLBACK fallback: "role:lead" }
    step { wait: "13h" notify: "rotation:night" set_priority: "P0" add_tags: "late" }
  }
)";

TEST(ExplainEscalationTest, SaysWhatIsDoneWhatComesWhoWouldHearOfItAndWhatWouldStopIt) {
  Desk desk(kChains);
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "request_escalation { ticket_id: 'T1' escalation: 'page' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon + kMinute, "acknowledge { ticket_id: 'T1' by: 'an' }").ok());
  const uint64_t digest = desk.engine->StateDigest();
  const auto explained = desk.engine->ExplainEscalation("T1");
  ASSERT_TRUE(explained.ok()) << explained.status();
  ASSERT_EQ(explained->runs_size(), 1);
  const v1::RunExplanation& run = explained->runs(0);
  EXPECT_EQ(run.escalation(), "page");
  EXPECT_EQ(run.started_by(), "requested");
  EXPECT_EQ(run.started_ms(), kNoon);
  EXPECT_EQ(run.state(), v1::RunExplanation::LIVE);
  ASSERT_EQ(run.done_size(), 1);
  EXPECT_EQ(run.done(0).rule(), "escalation \"page\" step 1");
  ASSERT_EQ(run.awaited_size(), 1);
  EXPECT_EQ(run.awaited(0), "agent:bo");
  ASSERT_EQ(run.ahead_size(), 2);
  EXPECT_EQ(run.ahead(0).due_ms(), kNoon + 60 * kMinute);
  ASSERT_EQ(run.ahead(0).tells_size(), 1);
  EXPECT_EQ(run.ahead(0).tells(0).target(), "role:lead");
  ASSERT_EQ(run.ahead(0).passes_over_size(), 1);
  EXPECT_EQ(run.ahead(0).passes_over(0).reason(), v1::NotificationDropped::NOBODY_HAS_IT);
  EXPECT_EQ(run.ahead(1).due_ms(), kNoon + 14 * 60 * kMinute);
  ASSERT_EQ(run.ahead(1).tells_size(), 1);
  EXPECT_EQ(run.ahead(1).tells(0).target(), "agent:bo") << "whoever will be on duty then";
  EXPECT_EQ(run.ahead(1).raises_priority_to(), "P0");
  EXPECT_TRUE(run.ahead(1).acts());
  EXPECT_TRUE(run.ahead(1).ends());
  ASSERT_EQ(run.stopped_by_size(), 3);
  EXPECT_EQ(run.stopped_by(0), v1::RunExplanation::ACKNOWLEDGEMENT_OF_EACH);
  EXPECT_EQ(desk.engine->StateDigest(), digest) << "nothing has changed";
}

TEST(ExplainEscalationTest, WhatIsTold) {
  Desk desk(kChains);
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "request_escalation { ticket_id: 'T1' escalation: 'page' }").ok());
  const auto explained = desk.engine->ExplainEscalation("T1");
  ASSERT_TRUE(explained.ok());
  const v1::RunExplanation run = explained->runs(0);
  desk.Names();
  ASSERT_TRUE(desk.Advance(kNoon + 15 * 60 * kMinute).ok());
  size_t at = 0;
  for (const v1::Event& event : desk.events) {
    if (!event.has_notification()) continue;
    ASSERT_LT(at, static_cast<size_t>(run.ahead_size()));
    const v1::StepAhead& ahead = run.ahead(static_cast<int>(at++));
    EXPECT_EQ(event.at_ms(), ahead.due_ms()) << "comes true";
    EXPECT_EQ(event.notification().target(), ahead.tells(0).target());
  }
  EXPECT_EQ(at, 2u);
  const auto cooling = desk.engine->ExplainEscalation("T1");
  ASSERT_TRUE(cooling.ok());
  EXPECT_EQ(cooling->runs(0).state(), v1::RunExplanation::COOLING);
  EXPECT_EQ(cooling->runs(0).until_ms(), kNoon + (14 + 24) * 60 * kMinute);
}

TEST(ExplainEscalationTest, AnUnknownTicketIsNotFound) {
  Desk desk;
  EXPECT_EQ(desk.engine->ExplainEscalation("T1").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace waypost::testing
