#include "lib/policy/open_together.h"

#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

constexpr int64_t kMonday = 1'799'020'800'000;  // 2027-01-04T00:00Z

TEST(OpenTogetherTest, TellsWhatIsSoAndWhen) {
  const Lowered lowered = Lower(R"(
      name: "shop"
      calendars { id: "days" weekly { days: "mon-fri" hours: "09:00-18:00" } }
      calendars { id: "evenings" weekly { days: "mon-sun" hours: "18:00-23:00" } }
      queues { id: "all" } routes { id: "all" stage { queue: "all" } })");
  const Calendar& days = lowered.tables->calendars[0].calendar;
  const Calendar& evenings = lowered.tables->calendars[1].calendar;
  const auto found = FindOpenTogether({&days, &evenings}, kMonday + 10 * kHourMs);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, (OpenTogether{{0, kMonday + 23 * kHourMs},
                                  {1, kMonday + 10 * kHourMs},
                                  {2, kMonday + 18 * kHourMs}}));
}

TEST(OpenTogetherTest, WhatIsNoMoreIsToldFromBefore) {
  const Lowered lowered = Lower(R"(
      name: "shop"
      calendars { id: "days" weekly { days: "mon-fri" hours: "09:00-18:00" } }
      queues { id: "all" } routes { id: "all" stage { queue: "all" } })");
  const Calendar& days = lowered.tables->calendars[0].calendar;
  const auto found = FindOpenTogether({&days}, days.horizon_end_ms());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->at(0), days.horizon_end_ms());
  EXPECT_TRUE(days.IsOpen(found->at(1)));
  EXPECT_LT(found->at(1), days.horizon_end_ms());
}

TEST(OpenTogetherTest, TooManyAreNotLookedAt) {
  const Calendar never;
  EXPECT_FALSE(FindOpenTogether(std::vector<const Calendar*>(kMostTogether + 1, &never), kMonday));
}

}  // namespace
}  // namespace waypost::policy
