#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

v1::ClockRef Named(v1::Sla::Metric metric) {
  v1::ClockRef which;
  which.set_metric(metric);
  return which;
}

TEST(ExplainClockTest, TellsPromisePauseAndWhatIsAhead) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' category: 'refund' }").ok());
  ASSERT_TRUE(
      desk.Apply(kNoon + 10 * kMinute, "set_status { ticket_id: 'T1' status: WAITING_CUSTOMER }")
          .ok());
  ASSERT_TRUE(
      desk.Apply(kNoon + 30 * kMinute, "add_message { ticket_id: 'T1' author: CUSTOMER }").ok());
  const auto explained = desk.engine->ExplainClock("T1", Named(v1::Sla::RESOLUTION));
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_EQ(explained->clock().due_ms(), kNoon + 80 * kMinute);
  EXPECT_EQ(explained->clock().elapsed_ms(), 10 * kMinute);
  EXPECT_EQ(explained->calendar(), "always");
  EXPECT_EQ(explained->within_ms(), 60 * kMinute);
  EXPECT_EQ(explained->paused_ms(), 20 * kMinute);
  EXPECT_NE(explained->promised_by().rule().find("resolution"), std::string::npos);
  ASSERT_EQ(explained->stretches_size(), 3);
  EXPECT_EQ(explained->stretches(0).why(), v1::ClockStretch::COUNTED);
  EXPECT_EQ(explained->stretches(1).why(), v1::ClockStretch::PAUSED);
  EXPECT_EQ(explained->stretches(1).state(), v1::WAITING_CUSTOMER);
  EXPECT_EQ(explained->stretches(1).open_ms(), 20 * kMinute);
  EXPECT_TRUE(explained->stretches(2).ahead());
  EXPECT_EQ(explained->stretches(2).to_ms(), kNoon + 80 * kMinute);
  EXPECT_FALSE(explained->more());
}

TEST(ExplainClockTest, ASolvedCycleIsStopped) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' category: 'refund' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon + kMinute, "set_status { ticket_id: 'T1' status: SOLVED }").ok());
  const auto explained = desk.engine->ExplainClock("T1", Named(v1::Sla::RESOLUTION));
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_EQ(explained->clock().state(), v1::ClockView::STOPPED);
}

TEST(ExplainClockTest, WhatIsNotThereIsNotFound) {
  Desk desk;
  EXPECT_EQ(desk.engine->ExplainClock("T1", Named(v1::Sla::RESOLUTION)).status().code(),
            absl::StatusCode::kNotFound);
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' category: 'refund' }").ok());
  for (const auto metric : {v1::Sla::METRIC_UNSPECIFIED, v1::Sla::PICKUP, v1::Sla::MILESTONE}) {
    EXPECT_EQ(desk.engine->ExplainClock("T1", Named(metric)).status().code(),
              absl::StatusCode::kNotFound);
  }
}

// A breach is a fact of the cycle; the state is that of the due time in force.
TEST(ExplainClockTest, ABreachStaysOnRecordWhenTheDueTimeMovesAhead) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' category: 'refund' }").ok());
  ASSERT_TRUE(desk.Advance(kNoon + 61 * kMinute).ok());
  const auto before = desk.engine->ExplainClock("T1", Named(v1::Sla::RESOLUTION));
  ASSERT_TRUE(before.ok());
  EXPECT_EQ(before->clock().state(), v1::ClockView::BREACHED);
  const Policy longer = CompileOrDie(R"(
    name: "longer"
    priorities: [ "P0", "P1", "P2" ]
    calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
    categories { id: "account" }
    categories { id: "refund" }
    sla { id: "standard" target { metric: RESOLUTION within: "9h" calendar: "always" } }
    queues { id: "all" }
    queues { id: "second" }
    routes { id: "everything" stage { queue: "all" } stage { after: "5m" queue: "second" } }
  )");
  v1::Command replace;
  replace.mutable_replace_policy()->set_fingerprint(longer.fingerprint());
  ASSERT_TRUE(
      desk.engine->ReplacePolicy(kNoon + 62 * kMinute, longer, replace, [](const v1::Event&) {})
          .ok());
  ASSERT_TRUE(desk.Apply(kNoon + 62 * kMinute, "recompute_clocks { ticket_id: 'T1' }").ok());
  const auto after = desk.engine->ExplainClock("T1", Named(v1::Sla::RESOLUTION));
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->clock().state(), v1::ClockView::RUNNING);
  EXPECT_TRUE(after->clock().breached());
}

}  // namespace
}  // namespace waypost::testing
