// How much work agents are given, and who is asked how often: policy text to tables.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

constexpr char kRestOfDesk[] = "name: 'x' routes { id: 'r' stage { queue: 'all' } } ";

TEST(LowerWork, HasTheDefaultsOfTheContract) {
  const Lowered lowered = Lower(std::string(kRestOfDesk) + "queues { id: 'all' }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const Work& work = lowered.tables->work;
  EXPECT_EQ(work.waiting_customer_halves, 1);
  EXPECT_EQ(work.on_offline, Leaving::kKeep);
  EXPECT_EQ(work.silent_after_ms, 0);
  EXPECT_EQ(work.pace.tickets, 0);
  const Queue& queue = lowered.tables->queues[0];
  EXPECT_EQ(queue.offer_to, 1);
  EXPECT_EQ(queue.pause_after_misses, 0);
  EXPECT_EQ(queue.rest_after_decline_ms, 0);
  EXPECT_EQ(lowered.tables->routes[0].owner_first_ms, 0);
}

TEST(LowerWork, TakesWhatIsWritten) {
  const Lowered lowered = Lower(
      "name: 'x'\n"
      "channels { id: 'phone' label: 'Telephone' }\n"
      "queues { id: 'all' offer_to: 3 pause_after_misses: 4 rest_after_decline: '2m'"
      "  rest_after_timeout: '5m' handling_time: '12m' }\n"
      "routes { id: 'r' owner_first: '90s' stage { queue: 'all' } }\n"
      "work { waiting_customer: NOTHING on_offline: DRAIN on_shift_end: RETURN_TO_QUEUE"
      "  silent_after: '4h' pace { tickets: 12 within: '1h' }"
      "  newcomers { tickets: 2 within: '10m' lasts: '30m' } }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const Tables& tables = *lowered.tables;
  ASSERT_EQ(tables.channels.size(), 1u);
  EXPECT_EQ(tables.names[tables.channels[0].id], "phone");
  EXPECT_EQ(tables.work.waiting_customer_halves, 0);
  EXPECT_EQ(tables.work.on_offline, Leaving::kDrain);
  EXPECT_EQ(tables.work.on_shift_end, Leaving::kReturn);
  EXPECT_EQ(tables.work.silent_after_ms, 4 * 3'600'000);
  EXPECT_EQ(tables.work.bot_silent_after_ms, 4 * 3'600'000);
  EXPECT_EQ(tables.work.pace.tickets, 12);
  EXPECT_EQ(tables.work.newcomers.within_ms, 600'000);
  EXPECT_EQ(tables.work.newcomers.lasts_ms, 1'800'000);
  EXPECT_EQ(tables.queues[0].offer_to, 3);
  EXPECT_EQ(tables.queues[0].pause_after_misses, 4);
  EXPECT_EQ(tables.queues[0].rest_after_decline_ms, 120'000);
  EXPECT_EQ(tables.queues[0].rest_after_timeout_ms, 300'000);
  EXPECT_EQ(tables.queues[0].handling_ms, 720'000);
  EXPECT_EQ(tables.routes[0].owner_first_ms, 90'000);
}

TEST(LowerWork, TakesACapOnTimeBatchesAndShares) {
  const Lowered lowered = Lower(
      "name: 'x'\n"
      "queues { id: 'mail' batch_window: '5s' } queues { id: 'all' }\n"
      "routes { id: 'r' stage { queue: 'mail' also_queues: 'all' } }\n"
      "teams { id: 'chat' vendor: 'Northline' share_cap_milli: 300 share_period: 'week' }\n"
      "teams { id: 'mail' vendor: 'Northline' share_cap_milli: 300 share_period: 'week' }\n"
      "teams { id: 'south' share_cap_milli: 1 } teams { id: 'own' vendor: 'Ours' }\n"
      "work { occupancy { percent: 85 within: '30m' hard: true } }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const Tables& tables = *lowered.tables;
  EXPECT_EQ(tables.queues[0].batch_window_ms, 5'000);
  EXPECT_EQ(tables.queues[1].batch_window_ms, 0);
  EXPECT_EQ(tables.work.occupancy.percent, 85);
  EXPECT_EQ(tables.work.occupancy.within_ms, 1'800'000);
  EXPECT_TRUE(tables.work.occupancy.hard);
  ASSERT_EQ(tables.shares.size(), 2u);
  EXPECT_EQ(tables.names[tables.shares[0].id], "Northline");
  EXPECT_EQ(tables.shares[0].cap_milli, 300);
  EXPECT_EQ(tables.shares[0].period, calendar::Period::kWeek);
  ASSERT_EQ(tables.shares[0].teams.size(), 2u);
  EXPECT_EQ(tables.names[tables.shares[0].teams[1]], "mail");
  EXPECT_EQ(tables.names[tables.shares[1].id], "south");
  EXPECT_EQ(tables.shares[1].period, calendar::Period::kMonth);
}

TEST(LowerWork, RefusesACapOnTimeThatIsNone) {
  const Lowered lowered =
      Lower(std::string(kRestOfDesk) +
            "queues { id: 'all' } work { occupancy { percent: 100 within: '25h' } }");
  const std::string text = RenderDiagnostics(lowered.diagnostics);
  EXPECT_NE(text.find("WP2006"), std::string::npos) << text;
  EXPECT_NE(text.find("WP2203"), std::string::npos) << text;
}

TEST(LowerWork, TakesReserves) {
  const Lowered lowered = Lower(
      "name: 'x'\n"
      "queues { id: 'all' reserve { skill: 'ja' level: 60 keep_free: 2 release_after: '5m'"
      "  release_before_due: '90s' } reserve { skill: 'pt' } }\n"
      "routes { id: 'r' stage { queue: 'all' uses_reserve: true } stage { after: '1m' } }\n"
      "work { estimate_from: '30m' }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const Tables& tables = *lowered.tables;
  ASSERT_EQ(tables.queues[0].reserve.size(), 2u);
  const Reserve& first = tables.queues[0].reserve[0];
  EXPECT_EQ(tables.names[first.skill], "ja");
  EXPECT_EQ(first.level, 60);
  EXPECT_EQ(first.keep_free, 2u);
  EXPECT_EQ(first.release.after_ms, 300'000);
  EXPECT_EQ(first.release.before_due_ms, 90'000);
  const Reserve& second = tables.queues[0].reserve[1];
  EXPECT_EQ(second.level, 1);
  EXPECT_EQ(second.keep_free, 1u);
  EXPECT_FALSE(second.release.comes());
  EXPECT_TRUE(tables.stages[0].uses_reserve);
  EXPECT_FALSE(tables.stages[1].uses_reserve);
  EXPECT_EQ(tables.work.estimate_from_ms, 1'800'000);
}

TEST(LowerWork, ResolvesFallbacksAndSites) {
  const Lowered lowered = Lower(
      "name: 'x'\n"
      "calendars { id: 'day' weekly { days: 'mon-fri' hours: '09:00-18:00' } }\n"
      "channels { id: 'phone' fallback: 'chat' calendar: 'day' } channels { id: 'chat' }\n"
      "queues { id: 'all' calendar: 'day' follow: 'night' follow_owned: true }\n"
      "queues { id: 'night' }\n"
      "routes { id: 'r' stage { queue: 'all' } }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const Tables& tables = *lowered.tables;
  EXPECT_EQ(tables.channels[0].fallback, 1);
  EXPECT_EQ(tables.channels[0].calendar, 0);
  EXPECT_EQ(tables.channels[1].fallback, kNone);
  EXPECT_EQ(tables.queues[0].calendar, 0);
  EXPECT_EQ(tables.queues[0].follow, std::vector<uint16_t>{1});
  EXPECT_TRUE(tables.queues[0].follow_owned);
  EXPECT_EQ(tables.queues[1].calendar, kNone);
}

TEST(LowerWork, ReportsWhatIsOutOfBounds) {
  const Lowered lowered = Lower(
      "name: 'x'\n"
      "channels { id: 'phone' } channels { id: 'phone' }\n"
      "queues { id: 'all' offer_to: 21 }\n"
      "queues { id: 'b' pause_after_misses: 101 }\n"
      "queues { id: 'c' rest_after_decline: '1ms' }\n"
      "routes { id: 'r' owner_first: '2d' stage { queue: 'all' } }\n"
      "work { silent_after: '5s'\n"
      "  pace { tickets: 0 within: '1h' }\n"
      "  newcomers { tickets: 2 within: '10m' lasts: '1ms' } }");
  EXPECT_FALSE(lowered.ok());
  std::vector<std::string> codes;
  for (const Diagnostic& d : lowered.diagnostics) {
    codes.push_back(d.code + ":" + std::to_string(d.line));
  }
  EXPECT_THAT(codes, ::testing::IsSupersetOf(
                         {"WP2006:3", "WP2006:4", "WP2203:5", "WP2203:6", "WP2203:7", "WP2203:9"}));
}

}  // namespace
}  // namespace waypost::policy
