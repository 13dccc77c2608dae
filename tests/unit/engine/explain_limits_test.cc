// Why somebody is held back though nothing is lacking: shifts, rests, hours, occupancy, shares,
// batches, offers to several.
#include <algorithm>
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

using v1::RoutingVerdict;

constexpr char kHead[] = "name: 'held' routes { id: 'all' stage { queue: 'all' } } ";

class HeldDesk {
 public:
  explicit HeldDesk(const std::string& policy) : desk_(kHead + policy) {}

  void Do(int64_t after_ms, const std::string& command) {
    now_ms_ += after_ms;
    EXPECT_TRUE(desk_.Apply(now_ms_, command).ok()) << command;
    for (const v1::Event& event : desk_.events) {
      EXPECT_FALSE(event.has_command_refused()) << event.ShortDebugString();
    }
    desk_.events.clear();
  }
  void Open(int64_t after_ms, const std::string& id) {
    Do(after_ms, "open_ticket { ticket_id: '" + id + "' }");
  }
  RoutingVerdict Why(const std::string& ticket, const std::string& agent) {
    const auto verdict = desk_.engine->WhyNot(ticket, agent);
    EXPECT_TRUE(verdict.ok()) << verdict.status();
    return verdict.ok() ? *verdict : RoutingVerdict();
  }
  v1::AgentView View(const std::string& agent) {
    return desk_.engine->GetAgent(agent).value_or(v1::AgentView());
  }
  Desk& desk() { return desk_; }
  int64_t now_ms() const { return now_ms_; }

 private:
  Desk desk_;
  int64_t now_ms_ = kNoon;
};

TEST(ExplainLimitsTest, EverybodyWhoIsAskedHasIt) {
  HeldDesk desk("queues { id: 'all' offer_to: 2 }");
  for (const char* id : {"ana", "bo", "cy"}) {
    desk.Do(0, std::string("set_agent { agent { id: '") + id + "' } }");
  }
  desk.Open(0, "T1");
  EXPECT_EQ(desk.Why("T1", "ana").why(), RoutingVerdict::HAS_IT);
  EXPECT_EQ(desk.Why("T1", "bo").why(), RoutingVerdict::HAS_IT);
  EXPECT_EQ(desk.Why("T1", "bo").sentence(), "it is offered to bo");
  EXPECT_EQ(desk.Why("T1", "cy").why(), RoutingVerdict::COULD_TAKE);
}

constexpr char kEvening[] =
    "time_zone: 'UTC' calendars { id: 'evening' weekly { days: 'mon-sun' hours: '18:00-24:00' } } ";

TEST(ExplainLimitsTest, WhoIsOffShiftIsToldWhenItBegins) {
  HeldDesk desk(std::string("queues { id: 'all' } ") + kEvening);
  desk.Do(0, "set_agent { agent { id: 'ana' shift_calendar: 'evening' } }");
  desk.Open(0, "T1");
  const RoutingVerdict verdict = desk.Why("T1", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::OFF_SHIFT);
  EXPECT_EQ(verdict.changes_ms(), kNoon + 6 * 60 * kMinute);
  EXPECT_EQ(verdict.sentence(), "ana is off shift; its shift begins in 6h; it is the next");
  EXPECT_EQ(verdict.sentence_zh(), "ana 不在班；6h 后上班；下一张就是它");
}

TEST(ExplainLimitsTest, AQueueOutOfItsHoursSaysWhenItOpens) {
  HeldDesk desk(std::string("queues { id: 'all' calendar: 'evening' } ") + kEvening);
  desk.Do(0, "set_agent { agent { id: 'ana' } }");
  desk.Open(0, "T1");
  const RoutingVerdict verdict = desk.Why("T1", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::CLOSED);
  EXPECT_EQ(verdict.changes_ms(), kNoon + 6 * 60 * kMinute);
  EXPECT_EQ(verdict.decided_by().rule(), "queue \"all\"");
  EXPECT_EQ(verdict.sentence(),
            "queue \"all\" or its channel hands out nothing now; it opens in 6h; it is the next");
}

TEST(ExplainLimitsTest, WhoRestsIsToldAfterWhatAndUntilWhen) {
  HeldDesk desk("queues { id: 'all' rest_after_decline: '2m' }");
  desk.Do(0, "set_agent { agent { id: 'ana' } }");
  desk.Do(0, "set_agent { agent { id: 'bo' presence: BUSY } }");
  desk.Open(0, "T1");
  desk.Do(0, "decline_offer { ticket_id: 'T1' agent_id: 'ana' }");
  desk.Open(kMinute, "T2");
  EXPECT_EQ(desk.Why("T1", "ana").decided_by().rule(), "queue \"all\"");
  const RoutingVerdict verdict = desk.Why("T2", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::RESTING);
  EXPECT_EQ(verdict.changes_ms(), kNoon + 2 * kMinute);
  EXPECT_FALSE(verdict.has_decided_by());
  EXPECT_EQ(verdict.sentence(),
            "ana has declined a ticket and rests; it may be given more in 1m; it is the next");
}

TEST(ExplainLimitsTest, WhoIsBeyondItsPaceIsToldByWork) {
  HeldDesk desk(
      "queues { id: 'all' auto_accept: true }\nwork { pace { tickets: 1 within: '10m' } }");
  desk.Do(0, "set_agent { agent { id: 'ana' capacity: 5 } }");
  desk.Open(0, "T1");
  desk.Open(kMinute, "T2");
  const RoutingVerdict verdict = desk.Why("T2", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::RESTING);
  EXPECT_EQ(verdict.decided_by().rule(), "work");
  EXPECT_EQ(verdict.decided_by().line(), 2);
  EXPECT_GT(verdict.changes_ms(), desk.now_ms());
}

TEST(ExplainLimitsTest, WhoOnlyPullsIsToldSo) {
  HeldDesk desk("queues { id: 'all' }");
  desk.Do(0, "set_agent { agent { id: 'ana' only_pulls: true } }");
  desk.Open(0, "T1");
  EXPECT_EQ(desk.Why("T1", "ana").why(), RoutingVerdict::ONLY_PULLS);
  EXPECT_EQ(desk.Why("T1", "ana").sentence(),
            "ana is offered nothing: it asks for its next ticket by itself; it is the next");
}

TEST(ExplainLimitsTest, AChainOfTiesIsNamedInPlaceOfTheUsualOrder) {
  HeldDesk desk("queues { id: 'all' choice: LEAST_LOAD }");
  desk.Do(0, "set_agent { agent { id: 'ana' capacity: 2 } }");
  desk.Do(0, "set_agent { agent { id: 'bo' capacity: 2 } }");
  desk.Open(0, "T1");
  const auto explanation = desk.desk().engine->ExplainRouting("T1");
  ASSERT_TRUE(explanation.ok());
  EXPECT_EQ(explanation->sentence(), "it is offered to ana; of 2 agents; next would be bo");
}

constexpr char kHardCap[] =
    "queues { id: 'all' auto_accept: true } "
    "work { occupancy { percent: 50 within: '10m' hard: true } }";

TEST(ExplainLimitsTest, WhoIsBeyondAHardCapIsToldUntilWhen) {
  HeldDesk desk(kHardCap);
  desk.Do(0, "set_agent { agent { id: 'ana' capacity: 2 } }");
  desk.Open(0, "T1");
  desk.Open(6 * kMinute, "T2");
  RoutingVerdict verdict = desk.Why("T2", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::OCCUPIED);
  EXPECT_EQ(verdict.changes_ms(), 0);
  EXPECT_EQ(
      verdict.sentence(),
      "ana has worked for 6m of the last 10m and is not to exceed 50 %; it works still; it is "
      "the next");
  desk.Do(0, "set_status { ticket_id: 'T1' status: SOLVED }");
  verdict = desk.Why("T2", "ana");
  EXPECT_EQ(verdict.changes_ms(), kNoon + 11 * kMinute);
  EXPECT_EQ(
      verdict.sentence(),
      "ana has worked for 6m of the last 10m and is not to exceed 50 %; it may be given more in "
      "5m; it is the next");
  EXPECT_EQ(desk.View("ana").worked_ms(), 6 * kMinute);
  EXPECT_EQ(desk.View("ana").rests_until_ms(), kNoon + 11 * kMinute);
  EXPECT_EQ(desk.desk().engine->NextWakeup(), kNoon + 11 * kMinute + 1);
  ASSERT_TRUE(desk.desk().Advance(kNoon + 11 * kMinute + 1).ok());
  EXPECT_EQ(desk.Why("T2", "ana").why(), RoutingVerdict::HAS_IT);
}

TEST(ExplainLimitsTest, WhoIsBeyondASoftCapIsToldThatOthersComeFirst) {
  HeldDesk desk(
      "queues { id: 'all' offer_timeout: '1h' } work { occupancy { percent: 50 within: '10m' } }");
  desk.Do(0, "set_agent { agent { id: 'ana' } }");
  desk.Open(0, "T1");
  desk.Do(0, "set_agent { agent { id: 'bo' } }");
  desk.Do(0, "accept_offer { ticket_id: 'T1' agent_id: 'ana' }");
  desk.Do(6 * kMinute, "set_status { ticket_id: 'T1' status: SOLVED }");
  desk.Open(0, "T2");
  EXPECT_EQ(desk.Why("T2", "bo").why(), RoutingVerdict::HAS_IT);
  EXPECT_EQ(desk.Why("T2", "ana").why(), RoutingVerdict::OCCUPIED);
  EXPECT_EQ(desk.Why("T2", "ana").changes_ms(), kNoon + 11 * kMinute);
}

TEST(ExplainLimitsTest, ACapThatIsGoneHoldsNobody) {
  HeldDesk desk(kHardCap);
  desk.Do(0, "set_agent { agent { id: 'ana' } }");
  desk.Open(0, "T1");
  desk.Do(6 * kMinute, "set_status { ticket_id: 'T1' status: SOLVED }");
  desk.Open(0, "T2");
  const Policy without =
      CompileOrDie(std::string(kHead) + "queues { id: 'all' auto_accept: true }");
  v1::Command command;
  command.mutable_replace_policy()->set_fingerprint(without.fingerprint());
  const absl::Status replaced = desk.desk().engine->ReplacePolicy(
      desk.now_ms(), without, command, [&](const v1::Event& event) { desk.desk().Take(event); });
  ASSERT_TRUE(replaced.ok()) << replaced;
  EXPECT_EQ(desk.desk().Names(), "policy_replaced agent_rested ticket_offered ticket_assigned");
}

TEST(ExplainLimitsTest, WhoseVendorHasHadItsShareIsTold) {
  HeldDesk desk(
      "queues { id: 'all' auto_accept: true } "
      "teams { id: 'north' vendor: 'Northline' share_cap_milli: 250 share_period: 'day' }");
  desk.Do(0, "set_agent { agent { id: 'nora' team: 'north' capacity: 2 } }");
  desk.Do(0, "set_agent { agent { id: 'bo' presence: BUSY } }");
  desk.Open(0, "T1");
  desk.Open(0, "T2");
  const RoutingVerdict verdict = desk.Why("T2", "nora");
  EXPECT_EQ(verdict.why(), RoutingVerdict::SHARE);
  EXPECT_EQ(verdict.decided_by().rule(), "share of \"Northline\"");
  EXPECT_EQ(
      verdict.sentence(),
      "Northline has taken 1 of 1 ticket in this period and is asked to take 0; one more would "
      "exceed its share; it is the next");
  EXPECT_EQ(desk.desk().engine->NextWakeup(), kNoon + 12 * 60 * kMinute);
}

TEST(ExplainLimitsTest, WhatIsCollectedIsToldWithTheEndOfItsWindow) {
  HeldDesk desk("queues { id: 'all' batch_window: '5s' }");
  desk.Do(0, "set_agent { agent { id: 'ana' } }");
  desk.Open(0, "T1");
  const RoutingVerdict verdict = desk.Why("T1", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::BATCHED);
  EXPECT_EQ(verdict.decided_by().rule(), "queue \"all\"");
  EXPECT_EQ(verdict.changes_ms(), kNoon + 5'000);
  EXPECT_EQ(verdict.sentence(), "queue \"all\" gives out what it collects in 5s");
  const auto explanation = desk.desk().engine->ExplainRouting("T1");
  ASSERT_TRUE(explanation.ok());
  ASSERT_EQ(explanation->candidates_size(), 1);
  EXPECT_EQ(explanation->changes_ms(), kNoon + 5'000);
  desk.Do(0, "pull { agent_id: 'ana' }");
  EXPECT_EQ(desk.Why("T1", "ana").why(), RoutingVerdict::HAS_IT);
}

}  // namespace
}  // namespace waypost::testing
