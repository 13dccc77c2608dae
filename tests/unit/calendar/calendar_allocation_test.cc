#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "tests/unit/allocation/counted_new.h"
#include "waypost/calendar.h"
#include "waypost/calendar_builder.h"

namespace waypost {
namespace {

TEST(CalendarAllocationTest, TheCounterCounts) {
  const size_t before = CountOfAllocations();
  auto* const made = new std::vector<int>(1'000);
  EXPECT_GE(CountOfAllocations(), before + 2);
  delete made;
}

TEST(CalendarAllocationTest, ArithmeticAllocatesNothing) {
  const auto desk = CalendarBuilder("Europe/Lisbon")
                        .Weekly("mon-fri", "09:00-12:00,13:00-18:00")
                        .Holidays("12-25, 2026-04-03")
                        .Build();
  ASSERT_TRUE(desk.ok()) << desk.status();
  const int64_t begin_ms = 1'774'602'000'000;  // 2026-03-27T09:00Z
  const size_t before = CountOfAllocations();
  int64_t sum = 0;
  for (int64_t ms = kMinuteMs; ms < 366 * kDayMs; ms *= 3) {
    sum += desk->IsOpen(begin_ms + ms) ? 1 : 0;
    sum ^= desk->NextOpen(begin_ms + ms) ^ desk->NextClose(begin_ms + ms);
    sum ^= desk->Between(begin_ms, begin_ms + ms) ^ desk->Add(begin_ms, ms);
    sum ^= desk->Subtract(begin_ms, ms);
    for (const Landing landing : {Landing::kSameTime, Landing::kOpenOfDay, Landing::kCloseOfDay}) {
      sum ^= desk->AddBusinessDays(begin_ms, ms / kHourMs, landing);
    }
    sum ^= static_cast<int64_t>(desk->Openings(begin_ms, begin_ms + ms).size());
  }
  EXPECT_NE(sum, 0);
  EXPECT_EQ(CountOfAllocations(), before);
}

}  // namespace
}  // namespace waypost
