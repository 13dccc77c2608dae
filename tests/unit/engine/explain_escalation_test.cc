#include <gtest/gtest.h>

#include <string>
#include <vector>

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

// What may keep somebody from being told when a step is due.
constexpr char kKept[] = R"(
  name: "kept"
  queues { id: "all" }
  routes { id: "everything" stage { queue: "all" } }
  teams { id: "night" }
  incident_streams {
    id: "outages"
    facts: [ "region" ]
    minimum: 1000
    cold_minimum: 1000
  }
  escalations {
    id: "page"
    on { requested: true }
    rate_limit: "1/1h"
    step { notify: "role:lead" }
    step { wait: "10m" when: "tier == 'vip'" notify: "role:vips" }
    step { wait: "10m" notify: [ "role:lead", "next-of:night" ] }
    step { wait: "20m" notify: [ "role:lead", "next-of:night" ] }
    step { wait: "1h" notify: "role:lead" }
  }
  escalations {
    id: "later"
    on { requested: true }
    step { wait: "10m" notify: "role:lead" }
  }
)";

TEST(ExplainEscalationTest, KnowsLimitsTurnsAndConditions) {
  Desk desk(kKept);
  for (const char* agent : {"an", "bo"}) {
    ASSERT_TRUE(desk.Apply(kNoon, std::string("set_agent { agent { id: '") + agent +
                                      "' team: 'night' capacity: 0 } }")
                    .ok());
  }
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "request_escalation { ticket_id: 'T1' escalation: 'page' }").ok());
  const auto explained = desk.engine->ExplainEscalation("T1");
  ASSERT_TRUE(explained.ok()) << explained.status();
  const v1::RunExplanation& run = explained->runs(0);
  ASSERT_EQ(run.ahead_size(), 4);
  EXPECT_TRUE(run.ahead(0).condition_false());
  EXPECT_EQ(run.ahead(0).tells_size(), 0);
  const v1::StepAhead& held = run.ahead(1);
  EXPECT_FALSE(held.condition_false());
  ASSERT_EQ(held.holds_size(), 1);
  EXPECT_EQ(held.holds(0).target(), "role:lead");
  EXPECT_EQ(held.holds(0).until_ms(), kNoon + 60 * kMinute);
  ASSERT_EQ(held.tells_size(), 1);
  EXPECT_EQ(held.tells(0).target(), "agent:an");
  EXPECT_EQ(held.tells(0).rotation(), "next-of:night");
  ASSERT_EQ(run.ahead(2).holds_size(), 1) << "the digest comes twenty minutes later";
  EXPECT_EQ(run.ahead(2).holds(0).until_ms(), kNoon + 60 * kMinute);
  EXPECT_EQ(run.ahead(2).tells(0).target(), "agent:bo");
  ASSERT_EQ(run.ahead(3).holds_size(), 1) << "the digest has taken the token of one o'clock";
  EXPECT_EQ(run.ahead(3).holds(0).until_ms(), kNoon + 120 * kMinute);
  desk.Names();
  ASSERT_TRUE(desk.Advance(kNoon + 3 * 60 * kMinute).ok());
  std::vector<int64_t> digests;
  std::vector<std::string> told;
  for (const v1::Event& event : desk.events) {
    if (event.has_notification_digest()) digests.push_back(event.at_ms());
    if (event.has_notification()) told.push_back(event.notification().target());
  }
  EXPECT_EQ(digests, (std::vector<int64_t>{kNoon + 60 * kMinute, kNoon + 120 * kMinute}))
      << "comes true";
  EXPECT_EQ(told, (std::vector<std::string>{"agent:an", "agent:bo"}));
}

// Two chains that take from each other: tokens of one limit, and turns in one team.
constexpr char kShared[] = R"(
  name: "shared"
  limits { notifications_per_recipient: "1/1h" }
  queues { id: "all" }
  queues { id: "night" }
  routes { id: "everything" stage { queue: "all" } }
  teams { id: "night" }
  escalations {
    id: "second"
    on { requested: true }
    step { wait: "20m" notify: "role:lead" }
    step { wait: "5m" notify: "next-of:night" }
  }
  escalations {
    id: "first"
    on { requested: true }
    step { wait: "10m" notify: "role:lead" }
    step { wait: "5m" assign_to: "next-of:night" }
  }
)";

TEST(ExplainEscalationTest, ForetellsRunsTogether) {
  Desk desk(kShared);
  for (const char* agent : {"an", "bo"}) {
    ASSERT_TRUE(desk.Apply(kNoon, std::string("set_agent { agent { id: '") + agent +
                                      "' team: 'night' queues: 'night' } }")
                    .ok());
  }
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  for (const char* chain : {"second", "first"}) {
    ASSERT_TRUE(
        desk.Apply(kNoon, std::string("request_escalation { ticket_id: 'T1' escalation: '") +
                              chain + "' }")
            .ok());
  }
  const auto explained = desk.engine->ExplainEscalation("T1");
  ASSERT_TRUE(explained.ok()) << explained.status();
  const v1::RunExplanation& second = explained->runs(0);
  const v1::RunExplanation& first = explained->runs(1);
  ASSERT_EQ(second.escalation(), "second");
  ASSERT_EQ(first.ahead(0).tells_size(), 1);
  EXPECT_EQ(first.ahead(0).tells(0).target(), "role:lead");
  ASSERT_EQ(second.ahead(0).holds_size(), 1) << "the token is the other's";
  EXPECT_EQ(second.ahead(0).holds(0).until_ms(), kNoon + 70 * kMinute);
  ASSERT_EQ(second.ahead(1).tells_size(), 1);
  EXPECT_EQ(second.ahead(1).tells(0).target(), "agent:bo") << "the turn before is given the ticket";
  desk.Names();
  ASSERT_TRUE(desk.Advance(kNoon + 2 * 60 * kMinute).ok());
  std::vector<std::string> told;
  for (const v1::Event& event : desk.events) {
    if (event.has_notification()) told.push_back(event.notification().target());
    if (event.has_ticket_assigned()) told.push_back("given " + event.ticket_assigned().agent_id());
    if (event.has_notification_digest()) told.emplace_back("digest");
  }
  EXPECT_EQ(told, (std::vector<std::string>{"role:lead", "given an", "agent:bo", "digest"}))
      << "comes true";
}

TEST(ExplainEscalationTest, SaysWhichIncidentHoldsARun) {
  Desk desk(kKept);
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T0' region: 'eu' }").ok());
  ASSERT_TRUE(
      desk.Apply(kNoon, "open_incident { incident_id: 'I1' stream: 'outages' values: 'eu' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon + kMinute, "open_ticket { ticket_id: 'T1' region: 'eu' }").ok());
  ASSERT_TRUE(
      desk.Apply(kNoon + kMinute, "request_escalation { ticket_id: 'T1' escalation: 'later' }")
          .ok());
  ASSERT_TRUE(desk.Advance(kNoon + 2 * kMinute).ok());
  const auto explained = desk.engine->ExplainEscalation("T1");
  ASSERT_TRUE(explained.ok()) << explained.status();
  const v1::RunExplanation& run = explained->runs(0);
  EXPECT_EQ(run.state(), v1::RunExplanation::STANDING);
  EXPECT_EQ(run.incident_id(), "I1");
  EXPECT_EQ(run.left_ms(), 10 * kMinute);
  EXPECT_EQ(run.ahead_size(), 0);
  EXPECT_GT(run.stopped_by_size(), 0);
}

TEST(ExplainEscalationTest, AnUnknownTicketIsNotFound) {
  Desk desk;
  EXPECT_EQ(desk.engine->ExplainEscalation("T1").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace waypost::testing
