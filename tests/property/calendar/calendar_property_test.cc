// Random calendars in many zones, mostly around the moments at which their clocks change, against
// the reference. The seed is fixed: a failure names the round and repeats.
#include <algorithm>
#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/zone.h"
#include "tests/property/calendar/random_spec.h"
#include "tests/property/calendar/reference_calendar.h"
#include "tests/property/calendar/zones.h"
#include "waypost/calendar.h"

namespace waypost::calendar {
namespace {

constexpr uint64_t kSeed = 20'260'329;
constexpr int kRoundsPerZone = 10;
constexpr int kQuestionsPerRound = 180;
constexpr int kWindowDays = 40;

// A day near one of the zone's transitions, or any day.
absl::CivilDay RandomDay(PhiloxStream& random, const Zone& zone) {
  const auto& transitions = zone.transitions();
  int64_t at_ms = static_cast<int64_t>(random.Below(90ull * 365 * kMsPerDay));
  if (!transitions.empty() && random.Below(4) != 0) {
    at_ms = transitions[random.Below(transitions.size())].at_ms;
  }
  // Away from the ends of the zone's years, so that every window lies within a horizon.
  constexpr int64_t kMarginMs = 60 * kMsPerDay;
  const int64_t first_ms = DayNumber({1970, 1, 1}) * kMsPerDay + kMarginMs;
  const int64_t last_ms = DayNumber({2059, 12, 31}) * kMsPerDay - kMarginMs;
  at_ms = std::min(std::max(at_ms, first_ms), last_ms);
  return absl::CivilDay(1970, 1, 1) + at_ms / kMsPerDay;
}

// One calendar under both implementations, and the instants to ask about.
class Round {
 public:
  Round(PhiloxStream& random, const Zone& zone, const absl::TimeZone& absl_zone)
      : random_(random),
        around_(RandomDay(random, zone)),
        spec_(RandomSpec(random, around_)),
        calendar_(*CompileCalendar(spec_, zone)),
        reference_(spec_, absl_zone),
        window_(reference_, around_ - kWindowDays, around_ + kWindowDays) {}

  void AskOnce() {
    const int64_t at_ms = RandomInstant();
    const int64_t other_ms = RandomInstant();
    const auto open_ms = static_cast<int64_t>(random_.Below(3) == 0 ? random_.Below(10) * 3'600'000
                                                                    : random_.Below(9 * kMsPerDay));
    SCOPED_TRACE(testing::Message() << "at " << at_ms << ", other " << other_ms << ", open time "
                                    << open_ms << ", around " << around_);
    ASSERT_EQ(calendar_.IsOpen(at_ms), reference_.IsOpen(at_ms));
    ASSERT_EQ(calendar_.Between(at_ms, other_ms), window_.Between(at_ms, other_ms));
    ExpectSame(calendar_.NextOpen(at_ms), window_.NextOpen(at_ms));
    ExpectSame(calendar_.NextClose(at_ms), window_.NextClose(at_ms));
    ExpectSame(calendar_.Add(at_ms, open_ms), window_.Add(at_ms, open_ms));
    ExpectSame(calendar_.Subtract(at_ms, open_ms), window_.Subtract(at_ms, open_ms));
    ExpectSame(calendar_.Subtract(at_ms, 0), window_.Subtract(at_ms, 0));
    ExpectInverse(at_ms, open_ms);
    ExpectSameBusinessDays(at_ms);
  }

  // Few years or many: what lies within both horizons is answered alike.
  void ExpectSameAtAWiderHorizon(const Zone& zone) {
    CalendarSpec wider = spec_;
    wider.first_year = 1970;
    wider.last_year = 2060;
    const Calendar wide = *CompileCalendar(wider, zone);
    for (int i = 0; i < 50; ++i) {
      const int64_t at_ms = RandomInstant();
      const auto open_ms = static_cast<int64_t>(random_.Below(9 * kMsPerDay));
      ASSERT_EQ(calendar_.IsOpen(at_ms), wide.IsOpen(at_ms));
      ASSERT_EQ(calendar_.Between(at_ms, at_ms + open_ms), wide.Between(at_ms, at_ms + open_ms));
      if (window_.Add(at_ms, open_ms)) {
        ASSERT_EQ(calendar_.Add(at_ms, open_ms), wide.Add(at_ms, open_ms));
      }
    }
  }

  int answered() const { return answered_; }

 private:
  // Half of them at a boundary or one millisecond beside it.
  int64_t RandomInstant() {
    const auto& boundaries = window_.boundaries();
    if (random_.Below(2) == 0) {
      const int64_t at_ms = boundaries[1 + random_.Below(boundaries.size() - 2)];
      return at_ms + static_cast<int64_t>(random_.Below(3)) - 1;
    }
    const auto length = static_cast<uint64_t>(window_.end_ms() - window_.begin_ms());
    return window_.begin_ms() + static_cast<int64_t>(random_.Below(length));
  }

  void ExpectSame(int64_t actual, const std::optional<int64_t>& expected) {
    if (!expected) return;
    ++answered_;
    EXPECT_EQ(actual, *expected);
  }

  void ExpectInverse(int64_t at_ms, int64_t open_ms) {
    const int64_t added = calendar_.Add(at_ms, open_ms);
    if (added != Calendar::kNever) {
      EXPECT_EQ(calendar_.Between(at_ms, added), open_ms);
    }
    const int64_t subtracted = calendar_.Subtract(at_ms, open_ms);
    if (subtracted != Calendar::kNever) {
      EXPECT_EQ(calendar_.Between(subtracted, at_ms), open_ms);
    }
  }

  void ExpectSameBusinessDays(int64_t at_ms) {
    const auto days = static_cast<int64_t>(random_.Below(6));
    for (Landing landing : {Landing::kSameTime, Landing::kOpenOfDay, Landing::kCloseOfDay}) {
      SCOPED_TRACE(testing::Message() << days << " days, landing " << static_cast<int>(landing));
      ExpectSame(calendar_.AddBusinessDays(at_ms, days, landing),
                 window_.AddBusinessDays(at_ms, days, landing));
    }
  }

  PhiloxStream& random_;
  absl::CivilDay around_;
  CalendarSpec spec_;
  Calendar calendar_;
  ReferenceCalendar reference_;
  ReferenceWindow window_;
  int answered_ = 0;
};

class CalendarPropertyTest : public testing::TestWithParam<const char*> {};

TEST_P(CalendarPropertyTest, AgreesWithTheReference) {
  const absl::StatusOr<Zone> zone = LoadZone(GetParam(), 1970, 2060);
  ASSERT_TRUE(zone.ok()) << zone.status();
  absl::TimeZone absl_zone;
  ASSERT_TRUE(absl::LoadTimeZone(GetParam(), &absl_zone));
  const auto stream = static_cast<uint64_t>(
      std::find(std::begin(kZones), std::end(kZones), GetParam()) - std::begin(kZones));
  PhiloxStream random(kSeed, stream);
  int answered = 0;
  for (int round = 0; round < kRoundsPerZone; ++round) {
    SCOPED_TRACE(testing::Message() << "round " << round);
    Round one(random, *zone, absl_zone);
    for (int i = 0; i < kQuestionsPerRound && !HasFailure(); ++i) one.AskOnce();
    one.ExpectSameAtAWiderHorizon(*zone);
    if (HasFailure()) return;
    answered += one.answered();
  }
  // Most answers lie within the window, or the test would compare nothing.
  EXPECT_GT(answered, kRoundsPerZone * kQuestionsPerRound * 3);
}

INSTANTIATE_TEST_SUITE_P(Zones, CalendarPropertyTest, testing::ValuesIn(kZones),
                         [](const auto& row) { return ZoneTestName(row.param); });

}  // namespace
}  // namespace waypost::calendar
