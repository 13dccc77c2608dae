// Every transition of every zone from 1990 to 2050, hour by hour for a day on either side, against
// the reference: a calendar with a night, short hours about the time of most jumps, breaks and
// holidays.
#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/spec_text.h"
#include "lib/calendar/zone.h"
#include "tests/property/calendar/reference_calendar.h"
#include "tests/property/calendar/zones.h"
#include "waypost/calendar.h"

namespace waypost::calendar {
namespace {

constexpr int kDaysAround = 3;

CalendarSpec NightsAndShortHours() {
  CalendarSpec spec;
  spec.weekly.push_back({kEveryDay, *ParseHours("22:30-02:15,02:30-03:30,09:00-18:00")});
  spec.breaks.push_back({kEveryDay, {}, *ParseHours("00:40-01:10,12:00-13:00")});
  spec.holidays = *ParseDates("03-25..03-26,09-30..10-02,10-28,12-30");
  spec.special.push_back({*ParseDates("10-28"), *ParseHours("01:00-05:00"), true});
  spec.first_year = 1990;
  spec.last_year = 2050;
  return spec;
}

class TransitionPropertyTest : public testing::TestWithParam<const char*> {
 protected:
  void ExpectSame(int64_t actual, const std::optional<int64_t>& expected) {
    if (!expected) return;
    ++answered_;
    EXPECT_EQ(actual, *expected);
  }

  void AskAt(const Calendar& calendar, const ReferenceCalendar& reference,
             const ReferenceWindow& window, int64_t at_ms) {
    SCOPED_TRACE(testing::Message() << "at " << at_ms << " " << reference.WallOf(at_ms));
    ASSERT_EQ(calendar.IsOpen(at_ms), reference.IsOpen(at_ms));
    EXPECT_EQ(calendar.Between(at_ms, at_ms + 7 * kHourMs),
              window.Between(at_ms, at_ms + 7 * kHourMs));
    ExpectSame(calendar.NextOpen(at_ms), window.NextOpen(at_ms));
    ExpectSame(calendar.NextClose(at_ms), window.NextClose(at_ms));
    for (const int64_t open_ms : {kHourMs / 2, 5 * kHourMs}) {
      ExpectSame(calendar.Add(at_ms, open_ms), window.Add(at_ms, open_ms));
      ExpectSame(calendar.Subtract(at_ms, open_ms), window.Subtract(at_ms, open_ms));
      EXPECT_EQ(calendar.Between(at_ms, calendar.Add(at_ms, open_ms)), open_ms);
    }
    ExpectSame(calendar.AddBusinessDays(at_ms, 1),
               window.AddBusinessDays(at_ms, 1, Landing::kSameTime));
  }

  int answered_ = 0;
};

TEST_P(TransitionPropertyTest, AgreesAroundEveryTransition) {
  const absl::StatusOr<Zone> zone = LoadZone(GetParam(), 1990, 2050);
  ASSERT_TRUE(zone.ok()) << zone.status();
  absl::TimeZone absl_zone;
  ASSERT_TRUE(absl::LoadTimeZone(GetParam(), &absl_zone));
  const CalendarSpec spec = NightsAndShortHours();
  const Calendar calendar = *CompileCalendar(spec, *zone);
  const ReferenceCalendar reference(spec, absl_zone);
  int transitions = 0;
  for (const ZoneTransition& transition : zone->transitions()) {
    const absl::CivilDay day = reference.DateAt(transition.at_ms);
    if (day < absl::CivilDay(1990, 1, 10) || day > absl::CivilDay(2050, 12, 20)) continue;
    const ReferenceWindow window(reference, day - kDaysAround, day + kDaysAround);
    for (int64_t hour = -24; hour <= 24; ++hour) {
      AskAt(calendar, reference, window, transition.at_ms + hour * kHourMs);
      if (HasFailure()) return;
    }
    AskAt(calendar, reference, window, transition.at_ms - 1);
    AskAt(calendar, reference, window, transition.at_ms + 1);
    ++transitions;
  }
  EXPECT_GE(answered_, transitions * 51 * 5);
}

INSTANTIATE_TEST_SUITE_P(Zones, TransitionPropertyTest, testing::ValuesIn(kZones),
                         [](const auto& row) { return ZoneTestName(row.param); });

}  // namespace
}  // namespace waypost::calendar
