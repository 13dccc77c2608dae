#include "lib/calendar/recurrence.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

// The days of a rule as "2027-01-01 2028-01-01", or its error.
std::string Days(std::string_view rule_text, std::string_view start, std::string_view first,
                 std::string_view last) {
  const auto rule = ParseRecurrence(rule_text, Zone());
  if (!rule.ok()) return std::string(rule.status().message());
  std::vector<int32_t> days;
  int64_t days_left = 1'000'000;
  EXPECT_TRUE(AppendOccurrences(*rule, Day(start), {Day(first), Day(last)}, days_left, days));
  std::string shown;
  for (const int32_t day : days) {
    if (!shown.empty()) shown += " ";
    shown += ShowUtc(int64_t{day} * kMsPerDay).substr(0, 10);
  }
  return shown;
}

struct RuleCase {
  const char* name;
  const char* rule;
  const char* start;
  const char* first;
  const char* last;
  const char* days;
};

class RecurrenceTest : public testing::TestWithParam<RuleCase> {};

TEST_P(RecurrenceTest, Occurrences) {
  const RuleCase& row = GetParam();
  EXPECT_EQ(Days(row.rule, row.start, row.first, row.last), row.days);
}

std::string RuleCaseName(const testing::TestParamInfo<RuleCase>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Yearly, RecurrenceTest,
    testing::Values(
        RuleCase{"TheDateOfTheStart", "FREQ=YEARLY", "2020-12-25", "2026-01-01", "2028-12-31",
                 "2026-12-25 2027-12-25 2028-12-25"},
        RuleCase{"TheLeapDayOnlyInLeapYears", "FREQ=YEARLY", "2024-02-29", "2024-01-01",
                 "2032-12-31", "2024-02-29 2028-02-29 2032-02-29"},
        RuleCase{"AMonthNamedTakesTheDayOfTheStart", "FREQ=YEARLY;BYMONTH=5,10", "2026-05-01",
                 "2026-01-01", "2027-12-31", "2026-05-01 2026-10-01 2027-05-01 2027-10-01"},
        RuleCase{"ADayOfTheMonthAloneIsThatOfEveryMonth", "FREQ=YEARLY;BYMONTHDAY=31", "2026-01-31",
                 "2026-01-01", "2026-07-31", "2026-01-31 2026-03-31 2026-05-31 2026-07-31"},
        RuleCase{"ThanksgivingIsTheFourthThursdayOfNovember", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                 "2025-11-27", "2025-01-01", "2027-12-31", "2025-11-27 2026-11-26 2027-11-25"},
        RuleCase{"MemorialDayIsTheLastMondayOfMay", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
                 "2026-05-25", "2026-01-01", "2028-12-31", "2026-05-25 2027-05-31 2028-05-29"},
        RuleCase{"WithoutAMonthPlacesAreThoseOfTheYear", "FREQ=YEARLY;BYDAY=20MO", "1997-05-19",
                 "1997-01-01", "1999-12-31", "1997-05-19 1998-05-18 1999-05-17"},
        RuleCase{"TheLastDayOfTheYearFromItsEnd", "FREQ=YEARLY;BYDAY=-1FR", "2026-12-25",
                 "2026-01-01", "2027-12-31", "2026-12-25 2027-12-31"},
        RuleCase{"AWeekdayInAMonthIsEveryOne", "FREQ=YEARLY;BYMONTH=2;BYDAY=TU", "2026-02-03",
                 "2026-01-01", "2026-12-31", "2026-02-03 2026-02-10 2026-02-17 2026-02-24"},
        RuleCase{"ADayOfTheMonthThatIsAlsoAWeekday", "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR",
                 "2026-02-13", "2026-01-01", "2026-12-31", "2026-02-13 2026-03-13 2026-11-13"},
        RuleCase{"ElectionDayIsTheFirstTuesdayAfterAMonday",
                 "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
                 "1996-11-05", "1996-01-01", "2004-12-31", "1996-11-05 2000-11-07 2004-11-02"},
        RuleCase{"EveryFourthYear", "FREQ=YEARLY;INTERVAL=4", "2022-06-01", "2024-01-01",
                 "2031-12-31", "2026-06-01 2030-06-01"},
        RuleCase{"AStartLongAgo", "FREQ=YEARLY", "1601-01-01", "2026-01-01", "2027-12-31",
                 "2026-01-01 2027-01-01"}),
    RuleCaseName);

INSTANTIATE_TEST_SUITE_P(
    Monthly, RecurrenceTest,
    testing::Values(
        RuleCase{"TheDayOfTheStart", "FREQ=MONTHLY", "2026-01-31", "2026-01-01", "2026-06-30",
                 "2026-01-31 2026-03-31 2026-05-31"},
        RuleCase{"TheLastDay", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-01",
                 "2026-04-30", "2026-01-31 2026-02-28 2026-03-31 2026-04-30"},
        RuleCase{"TheFirstAndTheLastMonday", "FREQ=MONTHLY;BYDAY=1MO,-1MO", "2026-03-02",
                 "2026-03-01", "2026-04-30", "2026-03-02 2026-03-30 2026-04-06 2026-04-27"},
        RuleCase{"OnlyInSomeMonths", "FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=1", "2026-01-01",
                 "2026-01-01", "2027-02-28", "2026-01-01 2026-07-01 2027-01-01"},
        RuleCase{"EverySecondMonth", "FREQ=MONTHLY;INTERVAL=2", "2025-12-10", "2026-01-01",
                 "2026-06-30", "2026-02-10 2026-04-10 2026-06-10"},
        RuleCase{"AFifthMondayOnlyWhereThereIsOne", "FREQ=MONTHLY;BYDAY=5MO", "2026-03-30",
                 "2026-03-01", "2026-08-31", "2026-03-30 2026-06-29 2026-08-31"}),
    RuleCaseName);

INSTANTIATE_TEST_SUITE_P(
    Weekly, RecurrenceTest,
    testing::Values(RuleCase{"TheWeekdayOfTheStart", "FREQ=WEEKLY", "2026-06-05", "2026-06-10",
                             "2026-06-20", "2026-06-12 2026-06-19"},
                    RuleCase{"SomeWeekdays", "FREQ=WEEKLY;BYDAY=TU,FR", "2026-06-02", "2026-06-01",
                             "2026-06-12", "2026-06-02 2026-06-05 2026-06-09 2026-06-12"},
                    RuleCase{"EverySecondWeek", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "2026-06-01",
                             "2026-06-01", "2026-06-28",
                             "2026-06-01 2026-06-07 2026-06-15 2026-06-21"},
                    RuleCase{"WhatAWeekIsDependsOnItsStart",
                             "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05",
                             "1997-08-01", "1997-08-31",
                             "1997-08-05 1997-08-17 1997-08-19 1997-08-31"},
                    RuleCase{"OnlyInSomeMonths", "FREQ=WEEKLY;BYMONTH=7", "2026-06-26",
                             "2026-06-01", "2026-08-31",
                             "2026-06-26 2026-07-03 2026-07-10 2026-07-17 2026-07-24 2026-07-31"}),
    RuleCaseName);

INSTANTIATE_TEST_SUITE_P(
    Daily, RecurrenceTest,
    testing::Values(RuleCase{"EveryThirdDay", "FREQ=DAILY;INTERVAL=3", "2026-06-01", "2026-06-03",
                             "2026-06-12", "2026-06-04 2026-06-07 2026-06-10"},
                    RuleCase{"SomeDaysOfAShutdown", "FREQ=DAILY;COUNT=4;BYDAY=MO,TU,WE,TH,FR",
                             "2026-12-24", "2026-12-01", "2027-01-31",
                             "2026-12-24 2026-12-25 2026-12-28 2026-12-29"},
                    RuleCase{"EveryDayOfAMonth", "FREQ=DAILY;UNTIL=20270203;BYMONTH=2",
                             "2027-02-01", "2027-01-01", "2028-12-31",
                             "2027-02-01 2027-02-02 2027-02-03"}),
    RuleCaseName);

INSTANTIATE_TEST_SUITE_P(
    Positions, RecurrenceTest,
    testing::Values(
        RuleCase{"TheLastWorkdayOfAMonth", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                 "1997-09-30", "1997-09-01", "1998-03-31",
                 "1997-09-30 1997-10-31 1997-11-28 1997-12-31 1998-01-30 1998-02-27 "
                 "1998-03-31"},
        RuleCase{"TheThirdOfSomeWeekdays", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
                 "1997-09-04", "1997-09-01", "1998-12-31", "1997-09-04 1997-10-07 1997-11-06"},
        RuleCase{"DaysBeforeTheStartAreCounted", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2",
                 "2026-06-05", "2026-06-01", "2026-06-14", "2026-06-05 2026-06-10"},
        RuleCase{"DaysOfTheYearFromBothEnds", "FREQ=YEARLY;BYYEARDAY=100,-1", "2027-04-10",
                 "2027-01-01", "2028-12-31", "2027-04-10 2027-12-31 2028-04-09 2028-12-31"},
        RuleCase{"TheLeapYearsOwnDay", "FREQ=YEARLY;BYYEARDAY=366", "2024-12-31", "2024-01-01",
                 "2032-12-31", "2024-12-31 2028-12-31 2032-12-31"}),
    RuleCaseName);

INSTANTIATE_TEST_SUITE_P(
    Ends, RecurrenceTest,
    testing::Values(RuleCase{"UntilIncludesItsDay", "FREQ=YEARLY;UNTIL=20271225", "2025-12-25",
                             "2025-01-01", "2060-12-31", "2025-12-25 2026-12-25 2027-12-25"},
                    RuleCase{"UntilMayHaveATime", "FREQ=YEARLY;UNTIL=20261225T000000Z",
                             "2025-12-25", "2025-01-01", "2060-12-31", "2025-12-25 2026-12-25"},
                    RuleCase{"UntilBeforeTheStartIsNothing", "FREQ=YEARLY;UNTIL=20200101",
                             "2025-12-25", "2025-01-01", "2060-12-31", ""},
                    RuleCase{"CountIncludesTheStart", "FREQ=YEARLY;COUNT=2", "2025-12-25",
                             "2025-01-01", "2060-12-31", "2025-12-25 2026-12-25"},
                    RuleCase{"OccurrencesBeforeTheWindowCount", "FREQ=YEARLY;COUNT=3", "2025-12-25",
                             "2027-01-01", "2060-12-31", "2027-12-25"},
                    RuleCase{"TheStartCountsEvenIfTheRuleDoesNotNameIt",
                             "FREQ=YEARLY;BYMONTH=5;COUNT=2", "2026-01-01", "2026-01-01",
                             "2060-12-31", "2026-01-01 2026-05-01"},
                    RuleCase{"AStartBehindTheWindowIsNothing", "FREQ=YEARLY", "2070-01-01",
                             "2025-01-01", "2060-12-31", ""},
                    RuleCase{"ADayThatNeverComesEnds", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                             "2026-01-01", "2027-01-01", "2060-12-31", ""}),
    RuleCaseName);

INSTANTIATE_TEST_SUITE_P(
    Refused, RecurrenceTest,
    testing::Values(RuleCase{"Hourly", "FREQ=HOURLY", "", "", "",
                             "its RRULE is not yearly, monthly, weekly or daily"},
                    RuleCase{"NoFrequency", "BYMONTH=1", "", "", "", "its RRULE has no FREQ"},
                    RuleCase{"APartBeyondTheSubset", "FREQ=YEARLY;BYWEEKNO=20", "", "", "",
                             "its RRULE has BYWEEKNO, which is not read"},
                    RuleCase{"PositionsInNothing", "FREQ=MONTHLY;BYSETPOS=-1", "", "", "",
                             "its RRULE has BYSETPOS, but nothing to count in"},
                    RuleCase{"ADayOfTheYearInAMonth", "FREQ=MONTHLY;BYYEARDAY=100", "", "", "",
                             "its RRULE has BYYEARDAY and is not yearly"},
                    RuleCase{"ADayOfTheYearThatNoYearHas", "FREQ=YEARLY;BYYEARDAY=367", "", "", "",
                             "the BYYEARDAY of its RRULE cannot be read"},
                    RuleCase{"DailyAndCountsWeekdays", "FREQ=DAILY;BYDAY=1MO", "", "", "",
                             "its RRULE is daily and counts weekdays"},
                    RuleCase{"APartNobodyKnows", "FREQ=MONTHLY;AAAAAAAAAAAAAAAAAAAAAAAA=1", "", "",
                             "", "its RRULE has a part that is not read"},
                    RuleCase{"APartTwice", "FREQ=YEARLY;COUNT=1;COUNT=2", "", "", "",
                             "the COUNT of its RRULE cannot be read"},
                    RuleCase{"CountAndUntil", "FREQ=YEARLY;COUNT=1;UNTIL=20260101", "", "", "",
                             "its RRULE has both COUNT and UNTIL"},
                    RuleCase{"NoInterval", "FREQ=YEARLY;INTERVAL=0", "", "", "",
                             "the INTERVAL of its RRULE cannot be read"},
                    RuleCase{"AHugeInterval", "FREQ=YEARLY;INTERVAL=99999999999", "", "", "",
                             "the INTERVAL of its RRULE cannot be read"},
                    RuleCase{"AMonthThatDoesNotExist", "FREQ=YEARLY;BYMONTH=13", "", "", "",
                             "the BYMONTH of its RRULE cannot be read"},
                    RuleCase{"ADayZero", "FREQ=YEARLY;BYMONTHDAY=0", "", "", "",
                             "the BYMONTHDAY of its RRULE cannot be read"},
                    RuleCase{"AWeekdayThatDoesNotExist", "FREQ=YEARLY;BYDAY=1XX", "", "", "",
                             "the BYDAY of its RRULE cannot be read"},
                    RuleCase{"APlaceThatDoesNotExist", "FREQ=YEARLY;BYDAY=54MO", "", "", "",
                             "the BYDAY of its RRULE cannot be read"},
                    RuleCase{"PlacesInAWeek", "FREQ=WEEKLY;BYDAY=1MO", "", "", "",
                             "its RRULE is weekly and counts weekdays"},
                    RuleCase{"MonthDaysInAWeek", "FREQ=WEEKLY;BYMONTHDAY=1", "", "", "",
                             "its RRULE is weekly and has BYMONTHDAY"},
                    RuleCase{"NoText", "", "", "", "", "the text of its RRULE cannot be read"},
                    RuleCase{"NoEquals", "FREQ", "", "", "",
                             "the text of its RRULE cannot be read"}),
    RuleCaseName);

TEST(RecurrenceTest, StopsWhenTooManyDaysWouldBeLookedAt) {
  const auto rule = *ParseRecurrence("FREQ=WEEKLY;BYDAY=MO;COUNT=999999", Zone());
  std::vector<int32_t> days;
  int64_t days_left = 1'000;
  EXPECT_FALSE(AppendOccurrences(rule, Day("2000-01-03"), {Day("2050-01-01"), Day("2060-01-01")},
                                 days_left, days));
  EXPECT_LT(days_left, 0);
  EXPECT_GT(days_left, -10);
}

}  // namespace
}  // namespace waypost::calendar
