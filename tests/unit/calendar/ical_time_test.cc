#include "lib/calendar/ical_time.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

struct TimeCase {
  const char* name;
  const char* text;
  const char* shown;  // "2027-02-05 date", "2027-02-05 +32400", "none"
};

class ICalTimeTest : public testing::TestWithParam<TimeCase> {};

TEST_P(ICalTimeTest, Parse) {
  const auto time = ParseICalTime(GetParam().text, Lisbon());
  std::string shown = "none";
  if (time) {
    const CivilDate date = CivilDateOf(time->day);
    shown = std::to_string(date.year) + "-" + std::to_string(date.month) + "-" +
            std::to_string(date.day) +
            (time->is_date ? " date" : " +" + std::to_string(time->second));
  }
  EXPECT_EQ(shown, GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, ICalTimeTest,
    testing::Values(TimeCase{"ADate", "20270205", "2027-2-5 date"},
                    TimeCase{"ATimeOnTheWall", "20270205T090000", "2027-2-5 +32400"},
                    TimeCase{"UtcInWinterIsTheWallOfLisbon", "20260205T000000Z", "2026-2-5 +0"},
                    TimeCase{"UtcInSummerIsAnHourEarlier", "20260704T230000Z", "2026-7-5 +0"},
                    TimeCase{"TheLeapDay", "20280229", "2028-2-29 date"},
                    TimeCase{"ADayThatDoesNotExist", "20270229", "none"},
                    TimeCase{"AMonthThatDoesNotExist", "20271301", "none"},
                    TimeCase{"AnHourThatDoesNotExist", "20270205T240000", "none"},
                    TimeCase{"BeforeTheGregorianCalendar", "15821231", "none"},
                    TimeCase{"TheYear3000", "30000101", "none"},
                    TimeCase{"TooShort", "2027020", "none"},
                    TimeCase{"WithDashes", "2027-02-05", "none"},
                    TimeCase{"AnOffsetIsNotAllowed", "20270205T090000+0100", "none"},
                    TimeCase{"ATimeWithoutSeconds", "20270205T0900", "none"},
                    TimeCase{"Empty", "", "none"}),
    [](const auto& row) { return std::string(row.param.name); });

struct DaysCase {
  const char* name;
  const char* text;
  int days;  // 0: none
};

class ICalDaysTest : public testing::TestWithParam<DaysCase> {};

TEST_P(ICalDaysTest, Parse) {
  EXPECT_EQ(ParseICalDays(GetParam().text).value_or(0), GetParam().days);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, ICalDaysTest,
    testing::Values(DaysCase{"Days", "P3D", 3}, DaysCase{"Weeks", "P2W", 14},
                    DaysCase{"Hours", "PT48H", 2}, DaysCase{"DaysAndNoHours", "P1DT0H0M0S", 1},
                    DaysCase{"HoursThatMakeADay", "P1DT23H60M", 2},
                    DaysCase{"APlusSign", "+P1D", 1}, DaysCase{"AMinusSign", "-P1D", 0},
                    DaysCase{"HalfADay", "PT12H", 0}, DaysCase{"Nothing", "PT0S", 0},
                    DaysCase{"NoUnit", "P1", 0}, DaysCase{"NoNumber", "PD", 0},
                    DaysCase{"HoursBeforeTheT", "P24H", 0}, DaysCase{"AYear", "P366D", 366},
                    DaysCase{"MoreThanAYear", "P367D", 0}, DaysCase{"FarTooMany", "P999999999W", 0},
                    DaysCase{"TooManyDigits", "P9999999999D", 0}, DaysCase{"OnlyTheP", "P", 0},
                    DaysCase{"Empty", "", 0}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace waypost::calendar
