#include "lib/fit/limit.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::fit {
namespace {

Limit Best(std::vector<Timed> tickets, int64_t day_ms = kDayMs) {
  return BestLimit(day_ms, &tickets);
}

TEST(LimitTest, LiesBetweenTheKeptAndTheBroken) {
  const Limit limit = Best({{3 * kHourMs, true}, {5 * kHourMs, false}});
  EXPECT_EQ(limit.within_ms, 4 * kHourMs);
  EXPECT_EQ(limit.agreeing, 2u);
  EXPECT_EQ(limit.known, Limit::Known::kBetween);
}

TEST(LimitTest, ATicketThatTookAsLongAsTheLimitIsKept) {
  const Limit limit = Best({{4 * kHourMs, true}, {4 * kHourMs + 1, false}});
  EXPECT_EQ(limit.within_ms, 4 * kHourMs);
  EXPECT_EQ(limit.agreeing, 2u);
}

TEST(LimitTest, IsAsRoundAsThereIsRoomFor) {
  EXPECT_EQ(Best({{47 * kHourMs, true}, {49 * kHourMs, false}}).within_ms, 48 * kHourMs) << "days";
  EXPECT_EQ(Best({{33 * kHourMs, true}, {37 * kHourMs, false}}).within_ms, 36 * kHourMs)
      << "half days";
  EXPECT_EQ(Best({{29 * kHourMs, true}, {31 * kHourMs, false}}).within_ms, 30 * kHourMs)
      << "two hours";
  EXPECT_EQ(Best({{61 * kMinuteMs, true}, {80 * kMinuteMs, false}}).within_ms, 75 * kMinuteMs);
  EXPECT_EQ(Best({{1'234, true}, {1'236, false}}).within_ms, 1'234) << "whatever there is";
}

TEST(LimitTest, ADayIsAsLongAsTheCalendarSays) {
  EXPECT_EQ(Best({{29 * kHourMs, true}, {33 * kHourMs, false}}, 10 * kHourMs).within_ms,
            30 * kHourMs);
}

TEST(LimitTest, ForgivesOneTicketInAThousandForARoundNumber) {
  std::vector<Timed> tickets = {{13 * kHourMs, false}};
  tickets.insert(tickets.end(), 600, {kHourMs + 1, true});
  tickets.insert(tickets.end(), 600, {25 * kHourMs, false});
  const Limit limit = Best(tickets);
  EXPECT_EQ(limit.within_ms, kDayMs) << "half a day would agree with all";
  EXPECT_EQ(limit.agreeing, 1'200u);
}

TEST(LimitTest, ForgivesOneTicketInAThousandForAShorterOneToo) {
  std::vector<Timed> tickets = {{25 * kHourMs, true}};
  tickets.insert(tickets.end(), 600, {13 * kHourMs, true});
  tickets.insert(tickets.end(), 600, {47 * kHourMs, false});
  EXPECT_EQ(Best(tickets).within_ms, kDayMs) << "a day and a half would agree with all";
}

TEST(LimitTest, DoesNotForgiveMore) {
  const Limit limit = Best({{kHourMs + 1, true}, {13 * kHourMs, false}, {25 * kHourMs, false}});
  EXPECT_EQ(limit.within_ms, 12 * kHourMs);
  EXPECT_EQ(limit.agreeing, 3u);
}

TEST(LimitTest, SaysWhenEveryTicketTookLonger) {
  const Limit limit = Best({{5 * kHourMs, false}, {6 * kHourMs, false}, {7 * kHourMs, false}});
  EXPECT_EQ(limit.known, Limit::Known::kAtMost);
  EXPECT_LT(limit.within_ms, 5 * kHourMs);
  EXPECT_GT(limit.within_ms, 0);
  EXPECT_EQ(limit.agreeing, 3u);
}

TEST(LimitTest, SaysWhenNoTicketTookLonger) {
  const Limit limit = Best({{5 * kHourMs, true}, {6 * kHourMs, true}});
  EXPECT_EQ(limit.known, Limit::Known::kAtLeast);
  EXPECT_GE(limit.within_ms, 6 * kHourMs);
  EXPECT_EQ(limit.agreeing, 2u);
}

TEST(LimitTest, HoldsForTicketsThatTookNoTime) {
  EXPECT_EQ(Best({{0, false}}).agreeing, 0u) << "no limit is shorter than no time";
  EXPECT_GT(Best({{0, false}}).within_ms, 0);
  EXPECT_EQ(Best({{0, true}}).agreeing, 1u);
}

TEST(LimitTest, CanBeWrittenInAPolicyHoweverLongTicketsTook) {
  const Limit limit = Best({{5'000 * kDayMs, true}, {6'000 * kDayMs, true}});
  EXPECT_LE(limit.within_ms, 3'660 * kDayMs);
}

TEST(LimitTest, AgreesAsWellAsTheBestOfAllButOneInAThousand) {
  uint64_t state = 1;
  for (int round = 0; round < 300; ++round) {
    std::vector<Timed> tickets;
    const auto next = [&] { return state = state * 6'364'136'223'846'793'005u + 1; };
    for (uint64_t i = 0, n = 1 + (next() >> 33) % 40; i < n; ++i) {
      const auto elapsed_ms = static_cast<int64_t>((next() >> 33) % 30 * 600'000);
      tickets.push_back({elapsed_ms, (next() >> 40) % 2 == 0});
    }
    const auto agreeing = [&](int64_t within_ms) {
      uint64_t count = 0;
      for (const Timed& t : tickets) count += t.met == (t.elapsed_ms <= within_ms) ? 1 : 0;
      return count;
    };
    uint64_t best = agreeing(1);
    for (const Timed& t : tickets) {
      if (t.elapsed_ms > 0) best = std::max(best, agreeing(t.elapsed_ms));
    }
    const Limit limit = Best(tickets);
    ASSERT_EQ(limit.agreeing, agreeing(limit.within_ms)) << round;
    ASSERT_EQ(limit.agreeing, best) << round << ": fewer than a thousand, so none is forgiven";
  }
}

}  // namespace
}  // namespace waypost::fit
