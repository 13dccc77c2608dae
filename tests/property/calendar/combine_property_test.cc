// Random calendars combined: what holds of sets of instants holds of calendars.
#include <algorithm>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/calendar/combine.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/zone.h"
#include "tests/property/calendar/random_spec.h"
#include "tests/property/calendar/zones.h"

namespace waypost::calendar {
namespace {

constexpr uint64_t kCombineSeed = 4'711;
constexpr int kRounds = 100;
constexpr int kInstants = 300;

// A random calendar of the years about 2020, in a random zone.
Calendar RandomCalendar(PhiloxStream& random) {
  const absl::CivilDay around = absl::CivilDay(2020, 7, 1) + static_cast<int>(random.Below(60));
  const CalendarSpec spec = RandomSpec(random, around);
  const char* const zone = kZones[random.Below(std::size(kZones))];
  return *CompileCalendar(spec, *LoadZone(zone, 1970, 2060));
}

// Not the digest: that tells apart what closes with the horizon from what might go on.
std::vector<std::pair<int64_t, int64_t>> OpeningsOf(const Calendar& calendar) {
  std::vector<std::pair<int64_t, int64_t>> openings;
  for (const Opening& opening :
       calendar.Openings(calendar.horizon_begin_ms(), calendar.horizon_end_ms())) {
    openings.emplace_back(opening.open_ms, opening.close_ms);
  }
  return openings;
}

TEST(CombinePropertyTest, CombinationsAreThoseOfSets) {
  PhiloxStream random(kCombineSeed, 0);
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(testing::Message() << "round " << round);
    const Calendar a = RandomCalendar(random), b = RandomCalendar(random);
    const Zone zone = *LoadZone(kZones[random.Below(std::size(kZones))], 1970, 2060);
    const Calendar either = Unite({a, b}, zone), both = Intersect({a, b}, zone);
    const Calendar not_a = Complement(a, zone), not_b = Complement(b, zone);
    const int64_t begin_ms = either.horizon_begin_ms(), end_ms = either.horizon_end_ms();
    ASSERT_LT(begin_ms, end_ms);
    // De Morgan, each way.
    EXPECT_EQ(OpeningsOf(Complement(either, zone)), OpeningsOf(Intersect({not_a, not_b}, zone)));
    EXPECT_EQ(OpeningsOf(Complement(both, zone)), OpeningsOf(Unite({not_a, not_b}, zone)));
    EXPECT_EQ(OpeningsOf(Unite({b, a}, zone)), OpeningsOf(either));
    EXPECT_EQ(OpeningsOf(Intersect({b, a}, zone)), OpeningsOf(both));
    for (int i = 0; i < kInstants; ++i) {
      const auto length = static_cast<uint64_t>(end_ms - begin_ms);
      const int64_t at_ms = begin_ms + static_cast<int64_t>(random.Below(length));
      const int64_t until_ms = at_ms + static_cast<int64_t>(random.Below(40 * kMsPerDay));
      const int64_t within_ms = std::min(until_ms, end_ms);
      ASSERT_EQ(either.IsOpen(at_ms), a.IsOpen(at_ms) || b.IsOpen(at_ms));
      ASSERT_EQ(both.IsOpen(at_ms), a.IsOpen(at_ms) && b.IsOpen(at_ms));
      ASSERT_EQ(not_a.IsOpen(at_ms), !a.IsOpen(at_ms));
      ASSERT_EQ(either.Between(at_ms, within_ms) + both.Between(at_ms, within_ms),
                a.Between(at_ms, within_ms) + b.Between(at_ms, within_ms));
      ASSERT_EQ(a.Between(at_ms, within_ms) + not_a.Between(at_ms, within_ms), within_ms - at_ms);
      // What closes with the horizon opens beyond it.
      const bool known = a.NextClose(at_ms) < not_a.horizon_end_ms();
      ASSERT_EQ(not_a.NextOpen(at_ms), known ? a.NextClose(at_ms) : Calendar::kNever);
    }
  }
}

}  // namespace
}  // namespace waypost::calendar
