// Rules 2 to 5: which instants are open. Rows say what the openings of a few days are.
#include "lib/calendar/resolve.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

Zone Utc0() { return Zone(); }

struct OpeningCase {
  const char* name;
  Zone (*zone)();
  CalendarText text;
  const char* begin;
  const char* end;
  const char* openings;
};

class OpeningTest : public testing::TestWithParam<OpeningCase> {};

TEST_P(OpeningTest, Openings) {
  const OpeningCase& row = GetParam();
  EXPECT_EQ(ShowOpenings(Compile(row.text, row.zone()), row.begin, row.end), row.openings);
}

std::string OpeningCaseName(const testing::TestParamInfo<OpeningCase>& info) {
  return info.param.name;
}

constexpr CalendarText::Weekly kOffice = {"mon-fri", "09:00-18:00"};
constexpr CalendarText::Weekly kNights = {"mon-sun", "22:00-06:00"};
constexpr CalendarText::Weekly kAlways = {"mon-sun", "00:00-24:00"};

// 2027-02-05 is a Friday.
INSTANTIATE_TEST_SUITE_P(
    Rule3WhichHoursADateHas, OpeningTest,
    testing::Values(
        OpeningCase{"WeeklyHoursHoldOnTheirDays",
                    Utc0,
                    {{kOffice}},
                    "2027-02-05T00:00Z",
                    "2027-02-09T00:00Z",
                    "2027-02-05T09:00Z/2027-02-05T18:00Z 2027-02-08T09:00Z/2027-02-08T18:00Z"},
        OpeningCase{"AHolidayClosesItsDate",
                    Utc0,
                    {{kOffice}, {}, {"2027-02-05"}},
                    "2027-02-04T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-04T09:00Z/2027-02-04T18:00Z"},
        OpeningCase{"AYearlyHolidayClosesItsDateEachYear",
                    Utc0,
                    {{kAlways}, {}, {"02-05"}},
                    "2028-02-04T12:00Z",
                    "2028-02-06T12:00Z",
                    "2028-02-04T12:00Z/2028-02-05T00:00Z 2028-02-06T00:00Z/2028-02-06T12:00Z"},
        OpeningCase{"SpecialHoursReplaceTheWeeklyOnes",
                    Utc0,
                    {{kOffice}, {{"2027-02-05..2027-02-06", "10:00-12:00"}}},
                    "2027-02-05T00:00Z",
                    "2027-02-07T00:00Z",
                    "2027-02-05T10:00Z/2027-02-05T12:00Z 2027-02-06T10:00Z/2027-02-06T12:00Z"},
        OpeningCase{"SpecialHoursWithoutHoursClose",
                    Utc0,
                    {{kOffice}, {{"2027-02-05", ""}}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    ""},
        OpeningCase{"AHolidayBeatsSpecialHours",
                    Utc0,
                    {{kOffice}, {{"2027-02-05", "10:00-12:00"}}, {"2027-02-05"}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    ""},
        OpeningCase{"OpenAnywayBeatsAHoliday",
                    Utc0,
                    {{kOffice}, {{"2027-02-05", "10:00-12:00", true}}, {"2027-02-05"}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-05T10:00Z/2027-02-05T12:00Z"},
        OpeningCase{"OnAHolidayOnlyTheHoursThatSayOpenAnywayHold",
                    Utc0,
                    {{kOffice},
                     {{"2027-02-05", "10:00-12:00", true}, {"2027-02-05", "14:00-16:00"}},
                     {"2027-02-05"}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-05T10:00Z/2027-02-05T12:00Z"},
        OpeningCase{"SeveralSpecialEntriesOfADateAreJoined",
                    Utc0,
                    {{kOffice}, {{"2027-02-05", "10:00-12:00"}, {"02-05", "11:00-14:00"}}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-05T10:00Z/2027-02-05T14:00Z"},
        OpeningCase{"AMakeUpWorkingDayIsSpecialHoursOnASaturday",
                    Utc0,
                    {{kOffice}, {{"2027-02-06", "09:00-18:00"}}},
                    "2027-02-06T00:00Z",
                    "2027-02-08T00:00Z",
                    "2027-02-06T09:00Z/2027-02-06T18:00Z"},
        OpeningCase{"HolidaysAreLocalDates",
                    Lisbon,
                    {{kAlways}, {}, {"2026-07-01"}},
                    "2026-06-30T12:00Z",
                    "2026-07-02T12:00Z",
                    "2026-06-30T12:00Z/2026-06-30T23:00Z 2026-07-01T23:00Z/2026-07-02T12:00Z"}),
    OpeningCaseName);

INSTANTIATE_TEST_SUITE_P(
    Rule4JoiningAndBreaks, OpeningTest,
    testing::Values(
        OpeningCase{"TouchingHoursAreOneOpening",
                    Utc0,
                    {{{"fri", "09:00-12:00,12:00-18:00"}}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-05T09:00Z/2027-02-05T18:00Z"},
        OpeningCase{"OverlappingEntriesAreOneOpening",
                    Utc0,
                    {{{"fri", "12:00-18:00"}, {"mon-fri", "09:00-13:00"}}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-05T09:00Z/2027-02-05T18:00Z"},
        OpeningCase{"ABreakSplitsAnOpening",
                    Utc0,
                    {{kOffice}, {}, {}, {{"mon-fri", "", "12:00-13:00"}}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-05T09:00Z/2027-02-05T12:00Z 2027-02-05T13:00Z/2027-02-05T18:00Z"},
        OpeningCase{
            "ABreakCutsSpecialHoursToo",
            Utc0,
            {{kOffice}, {{"2027-02-05", "12:30-14:00"}}, {}, {{"mon-fri", "", "12:00-13:00"}}},
            "2027-02-05T00:00Z",
            "2027-02-06T00:00Z",
            "2027-02-05T13:00Z/2027-02-05T14:00Z"},
        OpeningCase{"ADatedBreakHoldsOnItsDateOnly",
                    Utc0,
                    {{kOffice}, {}, {}, {{"mon-sun", "2027-02-05", "12:00-18:00"}}},
                    "2027-02-04T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-04T09:00Z/2027-02-04T18:00Z 2027-02-05T09:00Z/2027-02-05T12:00Z"},
        OpeningCase{"ABreakWithDaysAndDatesNeedsBoth",
                    Utc0,
                    {{kOffice}, {}, {}, {{"fri", "2027-02-04..2027-02-05", "12:00-18:00"}}},
                    "2027-02-04T00:00Z",
                    "2027-02-06T00:00Z",
                    "2027-02-04T09:00Z/2027-02-04T18:00Z 2027-02-05T09:00Z/2027-02-05T12:00Z"},
        OpeningCase{"ABreakOverMidnightCutsBothDates",
                    Utc0,
                    {{kAlways}, {}, {}, {{"fri", "", "23:00-01:00"}}},
                    "2027-02-05T12:00Z",
                    "2027-02-06T12:00Z",
                    "2027-02-05T12:00Z/2027-02-05T23:00Z 2027-02-06T01:00Z/2027-02-06T12:00Z"},
        OpeningCase{"ABreakAsLongAsTheHoursClosesTheDate",
                    Utc0,
                    {{kOffice}, {}, {}, {{"fri", "", "00:00-24:00"}}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T00:00Z",
                    ""},
        OpeningCase{"HoursInsideAGapVanish",
                    Lisbon,
                    {{{"sun", "01:00-02:00"}}},
                    "2026-03-28T00:00Z",
                    "2026-04-05T00:00Z",
                    ""},
        OpeningCase{"AGapPushesTwoOpeningsTogether",
                    Lisbon,
                    {{{"sun", "00:30-01:30,02:00-02:45"}}},
                    "2026-03-28T00:00Z",
                    "2026-04-01T00:00Z",
                    "2026-03-29T00:30Z/2026-03-29T01:45Z"},
        OpeningCase{"ADateThatDoesNotExistHasNoHours",
                    Apia,
                    {{{"mon-sun", "09:00-17:00"}}},
                    "2011-12-29T12:00Z",
                    "2012-01-01T00:00Z",
                    "2011-12-29T19:00Z/2011-12-30T03:00Z 2011-12-30T19:00Z/2011-12-31T03:00Z "
                    "2011-12-31T19:00Z/2012-01-01T00:00Z"},
        OpeningCase{"FridaysHoursDoNotMoveToTheSaturdayThatReplacesIt",
                    Apia,
                    {{{"fri", "09:00-17:00"}}},
                    "2011-12-24T12:00Z",
                    "2012-01-05T00:00Z",
                    ""},
        OpeningCase{"FridaysBreakDoesNotMoveToTheSaturdayThatReplacesIt",
                    Apia,
                    {{{"sat", "09:00-17:00"}}, {}, {}, {{"fri", "", "12:00-13:00"}}},
                    "2011-12-29T12:00Z",
                    "2012-01-01T00:00Z",
                    "2011-12-30T19:00Z/2011-12-31T03:00Z"},
        OpeningCase{"ANightIntoADateThatDoesNotExistKeepsItsLength",
                    Apia,
                    {{{"thu", "22:00-06:00"}}},
                    "2011-12-29T12:00Z",
                    "2012-01-01T00:00Z",
                    "2011-12-30T08:00Z/2011-12-30T16:00Z"}),
    OpeningCaseName);

INSTANTIATE_TEST_SUITE_P(
    Rule5OvernightShifts, OpeningTest,
    testing::Values(
        OpeningCase{"ANightBelongsToTheDateOnWhichItStarts",
                    Utc0,
                    {{{"fri", "22:00-06:00"}}},
                    "2027-02-04T00:00Z",
                    "2027-02-08T00:00Z",
                    "2027-02-05T22:00Z/2027-02-06T06:00Z"},
        OpeningCase{"ByMinuteAHolidayTakesWhatFallsOnIt",
                    Utc0,
                    {{kNights}, {}, {"2027-02-05"}},
                    "2027-02-04T12:00Z",
                    "2027-02-06T23:00Z",
                    "2027-02-04T22:00Z/2027-02-05T00:00Z 2027-02-06T00:00Z/2027-02-06T06:00Z "
                    "2027-02-06T22:00Z/2027-02-06T23:00Z"},
        OpeningCase{"ByMinuteSpecialHoursOfAHolidayCountAfterItsMidnight",
                    Utc0,
                    {{kNights}, {{"2027-02-05", "20:00-02:00"}}, {"2027-02-05"}},
                    "2027-02-05T00:00Z",
                    "2027-02-06T12:00Z",
                    "2027-02-06T00:00Z/2027-02-06T02:00Z"},
        OpeningCase{"ByShiftAHolidayTakesTheNightThatStartsOnIt",
                    Utc0,
                    {{kNights}, {}, {"2027-02-05"}, {}, HolidayCut::kByShift},
                    "2027-02-04T12:00Z",
                    "2027-02-06T23:00Z",
                    "2027-02-04T22:00Z/2027-02-05T06:00Z 2027-02-06T22:00Z/2027-02-06T23:00Z"},
        OpeningCase{"AHolidayThatOpensAnywayDoesNotCutTheNightBefore",
                    Utc0,
                    {{kNights}, {{"2027-02-05", "12:00-13:00", true}}, {"2027-02-05"}},
                    "2027-02-04T12:00Z",
                    "2027-02-06T12:00Z",
                    "2027-02-04T22:00Z/2027-02-05T06:00Z 2027-02-05T12:00Z/2027-02-05T13:00Z"},
        OpeningCase{"ANightThatOpensAnywayIsStillCutByTheNextHoliday",
                    Utc0,
                    {{kNights}, {{"2027-02-05", "22:00-06:00", true}}, {"2027-02-05..2027-02-06"}},
                    "2027-02-05T12:00Z",
                    "2027-02-07T12:00Z",
                    "2027-02-05T22:00Z/2027-02-06T00:00Z 2027-02-07T00:00Z/2027-02-07T06:00Z"},
        OpeningCase{"SpecialHoursLeaveTheNightBeforeAlone",
                    Utc0,
                    {{kNights}, {{"2027-02-05", "12:00-13:00"}}},
                    "2027-02-04T12:00Z",
                    "2027-02-06T12:00Z",
                    "2027-02-04T22:00Z/2027-02-05T06:00Z 2027-02-05T12:00Z/2027-02-05T13:00Z"},
        OpeningCase{"ANightOverAGapIsAnHourShorter",
                    Lisbon,
                    {{{"sat", "22:00-06:00"}}},
                    "2026-03-28T00:00Z",
                    "2026-03-30T00:00Z",
                    "2026-03-28T22:00Z/2026-03-29T05:00Z"},
        OpeningCase{"ANightOverARepeatedHourIsAnHourLonger",
                    Lisbon,
                    {{{"sat", "22:00-06:00"}}},
                    "2026-10-24T00:00Z",
                    "2026-10-26T00:00Z",
                    "2026-10-24T21:00Z/2026-10-25T06:00Z"},
        OpeningCase{"AHolidayShownTwiceIsClosedBothTimes",
                    StJohns,
                    {{kAlways}, {}, {"2010-11-06"}},
                    "2010-11-06T00:00Z",
                    "2010-11-07T12:00Z",
                    "2010-11-06T00:00Z/2010-11-06T02:30Z 2010-11-07T02:30Z/2010-11-07T02:31Z "
                    "2010-11-07T03:30Z/2010-11-07T12:00Z"}),
    OpeningCaseName);

INSTANTIATE_TEST_SUITE_P(
    Rule2OpeningAndClosing, OpeningTest,
    testing::Values(OpeningCase{"OpeningAndClosingTakeTheFirstOccurrence",
                                Lisbon,
                                {{{"sun", "01:15-01:45"}}},
                                "2026-10-25T00:00Z",
                                "2026-10-26T00:00Z",
                                "2026-10-25T00:15Z/2026-10-25T00:45Z"},
                    OpeningCase{"AnOpeningIntoARepeatedHourRunsOnlyToItsFirstOccurrence",
                                Moscow,
                                {{{"sun", "00:00-01:30"}}},
                                "2014-10-25T00:00Z",
                                "2014-10-27T00:00Z",
                                "2014-10-25T20:00Z/2014-10-25T21:30Z"},
                    OpeningCase{"AnOpeningFromInsideAGapIsMovedOn",
                                LordHowe,
                                {{{"sun", "02:10-04:00"}}},
                                "2026-10-03T00:00Z",
                                "2026-10-05T00:00Z",
                                "2026-10-03T15:40Z/2026-10-03T17:00Z"},
                    OpeningCase{"AWholeDayThatRepeatsHalfAnHourEndsAtTheNewMidnight",
                                Pyongyang,
                                {{{"fri", "00:00-24:00"}}},
                                "2015-08-13T00:00Z",
                                "2015-08-16T00:00Z",
                                "2015-08-13T15:00Z/2015-08-14T15:30Z"},
                    OpeningCase{"ADayWithoutMidnightBeginsAtOne",
                                SaoPaulo,
                                {{{"sun", "00:00-06:00"}}},
                                "2018-11-03T00:00Z",
                                "2018-11-05T00:00Z",
                                "2018-11-04T03:00Z/2018-11-04T08:00Z"}),
    OpeningCaseName);

TEST(ResolveTest, MoreIntervalsThanTheLimitAreRefused) {
  CalendarSpec spec;
  std::vector<HoursRange> quarters;
  for (int32_t at = 0; at < kSecondsPerDay; at += 900) quarters.push_back({at, at + 600});
  spec.weekly.push_back({kEveryDay, quarters});
  const DaySpan window = {DayNumber({2000, 1, 1}), DayNumber({2060, 12, 31})};
  const auto open = ResolveOpenings(spec, Zone(), *ExpandDates(spec, window));
  EXPECT_EQ(open.status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace waypost::calendar
