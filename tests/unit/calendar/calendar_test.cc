// Rules 6 to 11: arithmetic in open time and business days.
#include "waypost/calendar.h"

#include <thread>
#include <type_traits>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

constexpr int64_t kNever = Calendar::kNever;

Calendar LisbonOffice() { return Compile({{{"mon-fri", "09:00-18:00"}}}, Lisbon()); }
Calendar LisbonAlways() { return Compile({{{"mon-sun", "00:00-24:00"}}}, Lisbon()); }
Calendar LisbonNights() { return Compile({{{"mon-thu", "22:00-06:00"}}}, Lisbon()); }
Calendar LisbonWithHolidays() {
  return Compile({{{"mon-fri", "09:00-18:00"}}, {}, {"2026-12-24..2026-12-25", "01-01"}}, Lisbon());
}
Calendar ApiaAlways() { return Compile({{{"mon-sun", "00:00-24:00"}}}, Apia()); }
Calendar StJohnsAlways() { return Compile({{{"mon-sun", "00:00-24:00"}}}, StJohns()); }

struct AddCase {
  const char* name;
  Calendar (*calendar)();
  const char* start;
  int64_t open_ms;
  const char* result;
};

class CalendarAddTest : public testing::TestWithParam<AddCase> {};

TEST_P(CalendarAddTest, Add) {
  const AddCase& row = GetParam();
  const Calendar calendar = row.calendar();
  const int64_t result = calendar.Add(Utc(row.start), row.open_ms);
  EXPECT_EQ(ShowUtc(result), row.result);
  if (result != kNever) {
    EXPECT_EQ(calendar.Between(Utc(row.start), result), row.open_ms);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rule8, CalendarAddTest,
    testing::Values(
        AddCase{"InsideOneDay", LisbonOffice, "2026-03-27T09:00Z", 2 * kHourMs,
                "2026-03-27T11:00Z"},
        AddCase{"SkipsWeekendAndClockChange", LisbonOffice, "2026-03-27T17:30Z", kHourMs,
                "2026-03-30T08:30Z"},
        AddCase{"AnExactFitEndsAtClosingTime", LisbonOffice, "2026-03-27T17:00Z", kHourMs,
                "2026-03-27T18:00Z"},
        AddCase{"OneMillisecondMoreEndsAfterTheNextOpening", LisbonOffice, "2026-03-27T17:00Z",
                kHourMs + 1, "2026-03-30T08:00:00.001Z"},
        AddCase{"FromClosedTimeCountingStartsAtTheNextOpening", LisbonOffice, "2026-03-28T12:00Z",
                kHourMs, "2026-03-30T09:00Z"},
        AddCase{"FromClosingTimeCountingStartsAtTheNextOpening", LisbonOffice, "2026-03-27T18:00Z",
                kHourMs, "2026-03-30T09:00Z"},
        AddCase{"ZeroWhenOpenIsTheStart", LisbonOffice, "2026-03-27T10:00Z", 0,
                "2026-03-27T10:00Z"},
        AddCase{"ZeroWhenClosedIsTheNextOpening", LisbonOffice, "2026-03-27T18:00Z", 0,
                "2026-03-30T08:00Z"},
        AddCase{"AWeekOfOfficeHoursEndsAtAClosingTime", LisbonOffice, "2026-03-27T18:00Z",
                45 * kHourMs, "2026-04-03T17:00Z"},
        AddCase{"TwentyFiveHoursAreOneLocalDayInAutumn", LisbonAlways, "2026-10-24T23:00Z",
                25 * kHourMs, "2026-10-26T00:00Z"},
        AddCase{"ANightOverMidnightIsOneStretch", LisbonNights, "2026-06-01T22:00Z", 3 * kHourMs,
                "2026-06-02T01:00Z"},
        AddCase{"HolidaysAreSkipped", LisbonWithHolidays, "2026-12-23T17:30Z", kHourMs,
                "2026-12-28T09:30Z"},
        AddCase{"BeyondTheHorizonIsNever", LisbonOffice, "2060-12-31T17:30Z", kHourMs, "never"},
        AddCase{"UpToTheHorizonIsAnInstant", LisbonOffice, "2060-12-31T17:30Z", 30 * kMinuteMs,
                "2060-12-31T18:00Z"},
        AddCase{"ZeroAtTheLastClosingIsNever", LisbonOffice, "2060-12-31T18:00Z", 0, "never"},
        AddCase{"BeforeTheHorizonCountsAsItsBeginning", LisbonOffice, "1999-01-01T00:00Z", kHourMs,
                "2000-01-03T10:00Z"}),
    [](const auto& row) { return std::string(row.param.name); });

class CalendarSubtractTest : public testing::TestWithParam<AddCase> {};

TEST_P(CalendarSubtractTest, Subtract) {
  const AddCase& row = GetParam();
  const Calendar calendar = row.calendar();
  const int64_t result = calendar.Subtract(Utc(row.start), row.open_ms);
  EXPECT_EQ(ShowUtc(result), row.result);
  if (result != kNever) {
    EXPECT_EQ(calendar.Between(result, Utc(row.start)), row.open_ms);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rule8, CalendarSubtractTest,
    testing::Values(
        AddCase{"InsideOneDay", LisbonOffice, "2026-03-27T11:00Z", 2 * kHourMs,
                "2026-03-27T09:00Z"},
        AddCase{"SkipsWeekendAndClockChange", LisbonOffice, "2026-03-30T08:30Z", kHourMs,
                "2026-03-27T17:30Z"},
        AddCase{"AnExactFitIsAnOpeningInstant", LisbonOffice, "2026-03-30T09:00Z", kHourMs,
                "2026-03-30T08:00Z"},
        AddCase{"OneMillisecondMoreIsBeforeThePreviousClosing", LisbonOffice, "2026-03-30T09:00Z",
                kHourMs + 1, "2026-03-27T17:59:59.999Z"},
        AddCase{"FromClosedTimeCountsBackFromTheClosing", LisbonOffice, "2026-03-28T12:00Z",
                kHourMs, "2026-03-27T17:00Z"},
        AddCase{"ZeroWhenClosedIsThePreviousClosing", LisbonOffice, "2026-03-28T12:00Z", 0,
                "2026-03-27T18:00Z"},
        AddCase{"ZeroAtClosingTimeIsThatInstant", LisbonOffice, "2026-03-27T18:00Z", 0,
                "2026-03-27T18:00Z"},
        AddCase{"ZeroInsideAnOpeningIsThatInstant", LisbonOffice, "2026-03-27T10:00Z", 0,
                "2026-03-27T10:00Z"},
        AddCase{"ZeroAtOpeningTimeIsThePreviousClosing", LisbonOffice, "2026-03-30T08:00Z", 0,
                "2026-03-27T18:00Z"},
        AddCase{"BeforeTheHorizonIsNever", LisbonOffice, "2000-01-03T10:00Z", 2 * kHourMs, "never"},
        AddCase{"BackToTheFirstOpeningIsAnInstant", LisbonOffice, "2000-01-03T10:00Z", kHourMs,
                "2000-01-03T09:00Z"},
        AddCase{"ZeroBeforeTheFirstClosingIsNever", LisbonOffice, "2000-01-03T09:00Z", 0, "never"},
        AddCase{"BeyondTheHorizonCountsAsItsEnd", LisbonOffice, "2070-01-01T00:00Z", kHourMs,
                "2060-12-31T17:00Z"}),
    [](const auto& row) { return std::string(row.param.name); });

struct BetweenCase {
  const char* name;
  Calendar (*calendar)();
  const char* begin;
  const char* end;
  int64_t open_ms;
};

class CalendarBetweenTest : public testing::TestWithParam<BetweenCase> {};

TEST_P(CalendarBetweenTest, Between) {
  const BetweenCase& row = GetParam();
  EXPECT_EQ(row.calendar().Between(Utc(row.begin), Utc(row.end)), row.open_ms);
}

INSTANTIATE_TEST_SUITE_P(
    Rule6, CalendarBetweenTest,
    testing::Values(BetweenCase{"OneWeekOfOfficeHours", LisbonOffice, "2026-06-01T00:00Z",
                                "2026-06-08T00:00Z", 45 * kHourMs},
                    BetweenCase{"PartsOfTwoDays", LisbonOffice, "2026-03-27T17:30Z",
                                "2026-03-30T08:45Z", 75 * kMinuteMs},
                    BetweenCase{"NothingWhileClosed", LisbonOffice, "2026-03-27T18:00Z",
                                "2026-03-30T08:00Z", 0},
                    BetweenCase{"NothingBackwards", LisbonOffice, "2026-03-30T08:45Z",
                                "2026-03-27T17:30Z", 0},
                    BetweenCase{"NothingInAnEmptyInterval", LisbonOffice, "2026-03-27T12:00Z",
                                "2026-03-27T12:00Z", 0},
                    BetweenCase{"ALocalDayOfTwentyFiveHours", LisbonAlways, "2026-10-24T23:00Z",
                                "2026-10-26T00:00Z", 25 * kHourMs},
                    BetweenCase{"ALocalDayOfTwentyThreeHours", LisbonAlways, "2026-03-29T00:00Z",
                                "2026-03-29T23:00Z", 23 * kHourMs},
                    BetweenCase{"ASkippedDateCountsNothing", ApiaAlways, "2011-12-29T10:00Z",
                                "2011-12-31T10:00Z", 48 * kHourMs},
                    BetweenCase{"OneMillisecondIsNotRounded", LisbonOffice,
                                "2026-03-27T17:59:59.999Z", "2026-03-30T08:00Z", 1}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(CalendarTest, IsOpenIsMembershipInTheOpenings) {
  const Calendar office = LisbonOffice();
  EXPECT_FALSE(office.IsOpen(Utc("2026-03-27T08:59:59.999Z")));
  EXPECT_TRUE(office.IsOpen(Utc("2026-03-27T09:00Z")));
  EXPECT_TRUE(office.IsOpen(Utc("2026-03-27T17:59:59.999Z")));
  EXPECT_FALSE(office.IsOpen(Utc("2026-03-27T18:00Z")));
  EXPECT_FALSE(office.IsOpen(Utc("1999-12-31T10:00Z")));
  EXPECT_FALSE(office.IsOpen(Utc("2061-01-03T10:00Z")));
}

TEST(CalendarTest, NextOpenAndNextCloseAreTheNextSuchInstantInclusive) {
  const Calendar office = LisbonOffice();
  EXPECT_EQ(ShowUtc(office.NextOpen(Utc("2026-03-27T18:00Z"))), "2026-03-30T08:00Z");
  EXPECT_EQ(ShowUtc(office.NextOpen(Utc("2026-03-27T09:00Z"))), "2026-03-27T09:00Z");
  EXPECT_EQ(ShowUtc(office.NextClose(Utc("2026-03-27T09:00Z"))), "2026-03-27T18:00Z");
  EXPECT_EQ(ShowUtc(office.NextClose(Utc("2026-03-27T18:00Z"))), "2026-03-27T18:00Z");
  EXPECT_EQ(ShowUtc(office.NextClose(Utc("2026-03-28T18:00Z"))), "2026-03-28T18:00Z");
}

TEST(CalendarTest, AnAlwaysOpenCalendarNeverClosesBeforeItsHorizon) {
  const Calendar always = LisbonAlways();
  EXPECT_EQ(always.NextClose(Utc("2026-03-27T09:00Z")), kNever);
  EXPECT_EQ(ShowUtc(always.NextClose(Utc("2061-06-01T00:00Z"))), "2061-06-01T00:00Z");
  EXPECT_EQ(ShowUtc(always.horizon_end_ms()), "2061-01-01T00:00Z");
  EXPECT_EQ(ShowUtc(always.Add(Utc("2060-12-31T23:00Z"), kHourMs)), "2061-01-01T00:00Z");
  EXPECT_EQ(always.Add(Utc("2060-12-31T23:00Z"), kHourMs + 1), kNever);
}

TEST(CalendarTest, AClosingTimeAtTheHorizonIsStillAClosingTime) {
  // The last day of 2060 is a Friday, and the Saturday after it is closed.
  const Calendar fridays = Compile({{{"fri", "12:00-24:00"}}}, Lisbon());
  EXPECT_EQ(ShowUtc(fridays.NextClose(Utc("2060-12-31T13:00Z"))), "2061-01-01T00:00Z");
}

TEST(CalendarTest, ANightBeforeTheHorizonReachesIntoIt) {
  const Calendar nights = Compile({{{"mon-sun", "22:00-06:00"}}}, Lisbon());
  EXPECT_EQ(ShowUtc(nights.NextClose(nights.horizon_begin_ms())), "2000-01-01T06:00Z");
}

TEST(CalendarTest, OpeningsAreThoseThatShareAnInstantWithTheRange) {
  const Calendar office = LisbonOffice();
  const auto count = [&](const char* begin, const char* end) {
    return office.Openings(Utc(begin), Utc(end)).size();
  };
  EXPECT_EQ(count("2026-06-01T00:00Z", "2026-06-08T00:00Z"), 5u);
  EXPECT_EQ(count("2026-06-01T17:00Z", "2026-06-02T08:00Z"), 0u);
  EXPECT_EQ(count("2026-06-01T16:59:59.999Z", "2026-06-02T08:00:00.001Z"), 2u);
  EXPECT_EQ(count("2026-06-01T12:00Z", "2026-06-01T12:00Z"), 0u);
  EXPECT_EQ(count("2026-06-02T12:00Z", "2026-06-01T12:00Z"), 0u);
  EXPECT_EQ(count("2060-12-31T12:00Z", "never"), 1u);
  EXPECT_EQ(count("2061-12-31T12:00Z", "never"), 0u);
}

TEST(CalendarTest, OpeningsCarryTheOpenTimeBeforeThem) {
  const Calendar office = LisbonOffice();
  for (const Opening& opening : office.Openings(0, kNever)) {
    ASSERT_EQ(opening.open_before_ms, office.Between(0, opening.open_ms));
  }
}

struct BusinessDayCase {
  const char* name;
  Calendar (*calendar)();
  const char* start;
  int64_t days;
  Landing landing;
  const char* result;
};

class BusinessDayTest : public testing::TestWithParam<BusinessDayCase> {};

TEST_P(BusinessDayTest, AddBusinessDays) {
  const BusinessDayCase& row = GetParam();
  EXPECT_EQ(ShowUtc(row.calendar().AddBusinessDays(Utc(row.start), row.days, row.landing)),
            row.result);
}

INSTANTIATE_TEST_SUITE_P(
    Rule10, BusinessDayTest,
    testing::Values(
        BusinessDayCase{"FromFridayOneDayIsMondayAtTheSameWallTime", LisbonOffice,
                        "2026-03-27T10:15Z", 1, Landing::kSameTime, "2026-03-30T09:15Z"},
        BusinessDayCase{"FromFridayOneDayOpensOnMonday", LisbonOffice, "2026-03-27T10:15Z", 1,
                        Landing::kOpenOfDay, "2026-03-30T08:00Z"},
        BusinessDayCase{"FromFridayOneDayClosesOnMonday", LisbonOffice, "2026-03-27T10:15Z", 1,
                        Landing::kCloseOfDay, "2026-03-30T17:00Z"},
        BusinessDayCase{"FromSaturdayOneDayIsMonday", LisbonOffice, "2026-03-28T10:15Z", 1,
                        Landing::kSameTime, "2026-03-30T09:15Z"},
        BusinessDayCase{"ZeroDaysOnABusinessDayIsToday", LisbonOffice, "2026-03-27T10:15Z", 0,
                        Landing::kSameTime, "2026-03-27T10:15Z"},
        BusinessDayCase{"ZeroDaysAfterClosingIsTheNextOpening", LisbonOffice, "2026-03-27T20:00Z",
                        0, Landing::kSameTime, "2026-03-30T08:00Z"},
        BusinessDayCase{"ZeroDaysCanEndBeforeTheStart", LisbonOffice, "2026-03-27T20:00Z", 0,
                        Landing::kCloseOfDay, "2026-03-27T18:00Z"},
        BusinessDayCase{"ZeroDaysOnASaturdayIsMonday", LisbonOffice, "2026-03-28T10:15Z", 0,
                        Landing::kSameTime, "2026-03-30T09:15Z"},
        BusinessDayCase{"AClosedTimeLandsOnTheNextOpening", LisbonOffice, "2026-03-30T20:00Z", 1,
                        Landing::kSameTime, "2026-04-01T08:00Z"},
        BusinessDayCase{"AnEarlyTimeLandsOnTheOpeningOfItsDate", LisbonOffice, "2026-03-30T05:00Z",
                        1, Landing::kSameTime, "2026-03-31T08:00Z"},
        BusinessDayCase{"SevenDaysPassOneWeekend", LisbonOffice, "2026-06-01T08:30Z", 7,
                        Landing::kSameTime, "2026-06-10T08:30Z"},
        BusinessDayCase{"HolidaysAreNotBusinessDays", LisbonWithHolidays, "2026-12-23T10:00Z", 2,
                        Landing::kSameTime, "2026-12-29T10:00Z"},
        BusinessDayCase{"YearlyHolidaysAreNotBusinessDays", LisbonWithHolidays, "2026-12-31T10:00Z",
                        1, Landing::kSameTime, "2027-01-04T10:00Z"},
        BusinessDayCase{"ANightMakesTheDateItEndsOnABusinessDay", LisbonNights, "2026-06-04T12:00Z",
                        1, Landing::kCloseOfDay, "2026-06-05T05:00Z"},
        BusinessDayCase{"TheDateOfANightOpensAtMidnight", LisbonNights, "2026-06-04T12:00Z", 1,
                        Landing::kOpenOfDay, "2026-06-04T23:00Z"},
        BusinessDayCase{"AnAlwaysOpenDateClosesAtMidnight", LisbonAlways, "2026-06-04T12:00Z", 1,
                        Landing::kCloseOfDay, "2026-06-05T23:00Z"},
        BusinessDayCase{"TheSameTimeInAGapIsAnHourOn", LisbonAlways, "2026-03-28T01:30Z", 1,
                        Landing::kSameTime, "2026-03-29T01:30Z"},
        BusinessDayCase{"TheSameTimeInARepeatedHourIsItsFirstOccurrence", LisbonAlways,
                        "2026-10-24T00:30Z", 1, Landing::kSameTime, "2026-10-25T00:30Z"},
        BusinessDayCase{"ZeroDaysFromTheSecondOccurrenceStaysThere", LisbonAlways,
                        "2026-10-25T01:30Z", 0, Landing::kSameTime, "2026-10-25T01:30Z"},
        BusinessDayCase{"ASkippedDateIsNotABusinessDay", ApiaAlways, "2011-12-29T20:00Z", 1,
                        Landing::kSameTime, "2011-12-30T20:00Z"},
        BusinessDayCase{"ADateShownTwiceClosesAtItsLastMinute", StJohnsAlways, "2010-11-05T12:00Z",
                        1, Landing::kCloseOfDay, "2010-11-07T03:30Z"},
        BusinessDayCase{"ADateInTwoPartsOpensAtItsFirstMinute", StJohnsAlways, "2010-11-05T12:00Z",
                        2, Landing::kOpenOfDay, "2010-11-07T02:30Z"},
        BusinessDayCase{"BeyondTheHorizonIsNever", LisbonOffice, "2060-12-30T10:00Z", 2,
                        Landing::kSameTime, "never"},
        BusinessDayCase{"TheLastBusinessDayIsReached", LisbonOffice, "2060-12-30T10:00Z", 1,
                        Landing::kSameTime, "2060-12-31T10:00Z"},
        BusinessDayCase{"ManyDaysAreNever", LisbonOffice, "2026-03-27T10:15Z", INT64_MAX,
                        Landing::kSameTime, "never"},
        BusinessDayCase{"BeforeTheHorizonCountsAsItsBeginning", LisbonOffice, "1950-01-01T00:00Z",
                        1, Landing::kOpenOfDay, "2000-01-03T09:00Z"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(CalendarTest, ACalendarThatNeverOpensAnswersNever) {
  for (const Calendar& closed : {Calendar(), Compile({{}}, Lisbon())}) {
    EXPECT_FALSE(closed.IsOpen(0));
    EXPECT_EQ(closed.NextOpen(0), kNever);
    EXPECT_EQ(closed.NextClose(0), 0);
    EXPECT_EQ(closed.Add(0, 0), kNever);
    EXPECT_EQ(closed.Add(0, 1), kNever);
    EXPECT_EQ(closed.Subtract(0, 0), kNever);
    EXPECT_EQ(closed.Subtract(0, 1), kNever);
    EXPECT_EQ(closed.Between(INT64_MIN, INT64_MAX), 0);
    EXPECT_EQ(closed.AddBusinessDays(0, 0), kNever);
    EXPECT_TRUE(closed.Openings(INT64_MIN, INT64_MAX).empty());
  }
}

TEST(CalendarTest, AnyNumberIsAnswered) {
  const Calendar office = LisbonOffice();
  const int64_t all = office.Between(INT64_MIN, INT64_MAX);
  EXPECT_GT(all, 0);
  for (int64_t at : {INT64_MIN, INT64_MIN + 1, int64_t{-1}, INT64_MAX - 1, INT64_MAX}) {
    EXPECT_FALSE(office.IsOpen(at));
    EXPECT_EQ(office.NextClose(at), at);
    EXPECT_EQ(office.Between(at, at), 0);
    EXPECT_EQ(office.Add(at, INT64_MAX), kNever);
    EXPECT_EQ(office.Subtract(at, INT64_MAX), kNever);
    EXPECT_EQ(office.Add(at, INT64_MIN), office.NextOpen(at));
    EXPECT_EQ(office.Subtract(at, INT64_MIN), office.Subtract(at, 0));
    EXPECT_EQ(office.AddBusinessDays(at, INT64_MIN), office.AddBusinessDays(at, 0));
  }
  EXPECT_EQ(office.Add(INT64_MIN, all), Utc("2060-12-31T18:00Z"));
  EXPECT_EQ(office.Subtract(INT64_MAX, all), Utc("2000-01-03T09:00Z"));
}

TEST(CalendarTest, CopiesShareOneTableAndOutliveTheOriginal) {
  Calendar copy;
  {
    const Calendar original = LisbonOffice();
    copy = original;
    EXPECT_EQ(copy.Openings(0, kNever).data(), original.Openings(0, kNever).data());
  }
  EXPECT_TRUE(copy.IsOpen(Utc("2026-03-27T10:00Z")));
}

TEST(CalendarTest, ThreadsShareACalendar) {
  const Calendar office = LisbonOffice();
  const int64_t start = Utc("2026-03-27T17:30Z");
  std::vector<int64_t> totals(4, 0);
  std::vector<std::thread> threads;
  threads.reserve(totals.size());
  for (int64_t& total : totals) {
    threads.emplace_back([copy = office, &total, start] {
      for (int64_t i = 1; i <= 10'000; ++i) total += copy.Between(start, copy.Add(start, i));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int64_t total : totals) EXPECT_EQ(total, 10'000 * 10'001 / 2);
}

TEST(CalendarTest, TheDigestTellsContentsApartAndNotSpellings) {
  const auto digest = [](const CalendarText& text, const Zone& zone) {
    return Compile(text, zone).Digest();
  };
  const CalendarText office = {{{"mon-fri", "09:00-18:00"}}};
  const CalendarText spelt_out = {
      {{"mon,tue,wed", "09:00-12:00,12:00-18:00"}, {"thu-fri", "09:00-18:00"}}};
  const CalendarText shorter = {{{"mon-fri", "09:00-17:00"}}};
  CalendarText fewer_years = office;
  fewer_years.last_year = 2059;
  EXPECT_EQ(digest(office, Lisbon()), digest(spelt_out, Lisbon()));
  EXPECT_EQ(digest(office, Lisbon()), digest(office, Dublin()));
  EXPECT_NE(digest(office, Lisbon()), digest(shorter, Lisbon()));
  EXPECT_NE(digest(office, Lisbon()), digest(office, Zone()));
  EXPECT_NE(digest(office, Lisbon()), digest(fewer_years, Lisbon()));
}

TEST(CalendarTest, TheDigestOfAKnownCalendarIsTheSameOnEveryMachine) {
  EXPECT_EQ(LisbonOffice().Digest(), 0x24c2b9a5acb61372u);
}

}  // namespace
}  // namespace waypost::calendar
