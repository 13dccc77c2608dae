#include "lib/calendar/civil_date.h"

#include "absl/time/civil_time.h"
#include "gtest/gtest.h"

namespace waypost::calendar {
namespace {

TEST(CivilDateTest, EveryDayOfSixCenturiesAgreesWithAbseil) {
  absl::CivilDay expected(1700, 1, 1);
  const int32_t first = DayNumber({1700, 1, 1});
  ASSERT_EQ(first, expected - absl::CivilDay(1970, 1, 1));
  for (int32_t day = first; expected.year() < 2300; ++day, ++expected) {
    const CivilDate date = CivilDateOf(day);
    ASSERT_EQ(absl::CivilDay(date.year, date.month, date.day), expected);
    ASSERT_EQ(DayNumber(date), day);
    ASSERT_EQ(WeekdayOf(day), static_cast<int32_t>(absl::GetWeekday(expected)));
    ASSERT_LE(date.day, DaysInMonth(date.year, date.month));
  }
}

TEST(CivilDateTest, TheLastDayOfAFebruaryFollowsTheGregorianRule) {
  EXPECT_EQ(DaysInMonth(1900, 2), 28);
  EXPECT_EQ(DaysInMonth(2000, 2), 29);
  EXPECT_EQ(DaysInMonth(2026, 2), 28);
  EXPECT_EQ(DaysInMonth(2028, 2), 29);
}

TEST(CivilDateTest, TheTwentyNinthOfACommonFebruaryRunsOverIntoMarch) {
  EXPECT_EQ(DayNumber({2026, 2, 29}), DayNumber({2026, 3, 1}));
}

TEST(CivilDateTest, AWallTimeBeforeTheEpochBelongsToTheDayItFallsOn) {
  EXPECT_EQ(DayOfWall(0), 0);
  EXPECT_EQ(DayOfWall(-1), -1);
  EXPECT_EQ(DayOfWall(-kMsPerDay), -1);
  EXPECT_EQ(DayOfWall(-kMsPerDay - 1), -2);
  EXPECT_EQ(DayOfWall(kMsPerDay - 1), 0);
  EXPECT_EQ(DayOfWall(kMsPerDay), 1);
}

}  // namespace
}  // namespace waypost::calendar
