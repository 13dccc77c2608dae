#include "lib/expression/time_part.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "lib/expression/literal.h"

namespace waypost::expression {
namespace {

TEST(TimePartTest, KnowsTheGettersByName) {
  EXPECT_EQ(FindTimePart("getFullYear"), TimePart::kFullYear);
  EXPECT_EQ(FindTimePart("getMilliseconds"), TimePart::kMilliseconds);
  EXPECT_EQ(FindTimePart("getYear"), std::nullopt);
  for (const std::string_view getter : TimePartGetters()) EXPECT_TRUE(FindTimePart(getter));
}

TEST(TimePartTest, ReadsOffsetsAndNothingElse) {
  EXPECT_EQ(ParseOffset("UTC"), 0);
  EXPECT_EQ(ParseOffset("+08:00"), 480);
  EXPECT_EQ(ParseOffset("05:45"), 345);
  EXPECT_EQ(ParseOffset("-02:30"), -150);
  for (const std::string_view text : {"", "+", "utc", "+8:00", "+08:60", "+24:00", "+08-00",
                                      "+08:00 ", "Asia/Shanghai", "--8:00", "+0a:00"}) {
    EXPECT_EQ(ParseOffset(text), std::nullopt) << text;
  }
}

// Every seventh day that has a timestamp, at an odd time of the day: all dates, over the years.
TEST(TimePartTest, AgreesWithAnotherCalendar) {
  const auto part = [](TimePart p, int64_t ms) { return PartOfTimestamp(TimePartCode(p, 0), ms); };
  constexpr int64_t kWeek = 7 * int64_t{86'400'000};
  for (int64_t ms = kFirstTimestampMs + 12'345'678; ms <= kLastTimestampMs; ms += kWeek) {
    const absl::CivilSecond wall =
        absl::ToCivilSecond(absl::FromUnixMillis(ms), absl::UTCTimeZone());
    ASSERT_EQ(part(TimePart::kFullYear, ms), wall.year());
    ASSERT_EQ(part(TimePart::kMonth, ms), wall.month() - 1);
    ASSERT_EQ(part(TimePart::kDate, ms), wall.day());
    ASSERT_EQ(part(TimePart::kDayOfMonth, ms), wall.day() - 1);
    ASSERT_EQ(part(TimePart::kDayOfYear, ms), absl::GetYearDay(absl::CivilDay(wall)) - 1);
    ASSERT_EQ(part(TimePart::kHours, ms), wall.hour());
    ASSERT_EQ(part(TimePart::kMinutes, ms), wall.minute());
    ASSERT_EQ(part(TimePart::kSeconds, ms), wall.second());
  }
}

TEST(TimePartTest, CountsWeekdaysFromSunday) {
  const int64_t sunday = *ParseTimestamp("2026-11-22T00:00:00Z");
  const int64_t code = TimePartCode(TimePart::kDayOfWeek, 0);
  for (int64_t day = -30'000; day < 1'000; ++day) {
    ASSERT_EQ(PartOfTimestamp(code, sunday + day * 86'400'000), (day % 7 + 7) % 7);
  }
}

TEST(TimePartTest, MovesTheClockByItsOffset) {
  const int64_t at = *ParseTimestamp("2026-12-31T23:30:00Z");
  EXPECT_EQ(PartOfTimestamp(TimePartCode(TimePart::kFullYear, 60), at), 2027);
  EXPECT_EQ(PartOfTimestamp(TimePartCode(TimePart::kHours, -150), at), 21);
  EXPECT_EQ(PartOfTimestamp(TimePartCode(TimePart::kMinutes, -1439), at), 31);
}

}  // namespace
}  // namespace waypost::expression
