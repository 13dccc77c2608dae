#include "lib/calendar/holiday_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string InCalendar(std::string_view lines) {
  return "BEGIN:VCALENDAR\n" + std::string(lines) + "END:VCALENDAR\n";
}

std::string InEvent(std::string_view lines) {
  return InCalendar("BEGIN:VEVENT\n" + std::string(lines) + "END:VEVENT\n");
}

// "2 name: dates" or "2 name: reason (line 5)" for each event; the status if the text is refused.
std::vector<std::string> Events(std::string_view text, const Zone& zone = Zone()) {
  const HolidayFile file = ReadHolidayFile(text, zone, 2020, 2030);
  if (!file.status.ok()) {
    EXPECT_THAT(file.events, IsEmpty());
    return {std::to_string(file.status_line) + " " + std::string(file.status.message())};
  }
  std::vector<std::string> shown;
  for (const HolidayEvent& event : file.events) {
    EXPECT_EQ(event.reason.empty(), !event.dates.empty());
    shown.push_back(std::to_string(event.line) + " " + event.name + ": " +
                    (event.reason.empty() ? ShowDates(event.dates)
                                          : event.reason.english + " (line " +
                                                std::to_string(event.reason_line) + ")"));
  }
  return shown;
}

struct EventCase {
  const char* name;
  const char* lines;
  const char* shown;  // after "2 "
  Zone (*zone)() = nullptr;
};

class HolidayEventTest : public testing::TestWithParam<EventCase> {};

TEST_P(HolidayEventTest, Event) {
  const EventCase& row = GetParam();
  const Zone zone = row.zone == nullptr ? Zone() : row.zone();
  EXPECT_THAT(Events(InEvent(row.lines), zone), ElementsAre(std::string("2 ") + row.shown));
}

std::string EventCaseName(const testing::TestParamInfo<EventCase>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Taken, HolidayEventTest,
    testing::Values(
        EventCase{"ADateAlone", "DTSTART;VALUE=DATE:20270101\nSUMMARY:New Year\n",
                  "New Year: 2027-01-01"},
        EventCase{"TheEndIsExclusive", "DTSTART;VALUE=DATE:20270205\nDTEND;VALUE=DATE:20270212\n",
                  ": 2027-02-05..2027-02-11"},
        EventCase{"AnEndThatIsTheStartMeansOneDay",
                  "DTSTART;VALUE=DATE:20270205\nDTEND;VALUE=DATE:20270205\n", ": 2027-02-05"},
        EventCase{"ADuration", "DTSTART;VALUE=DATE:20270205\nDURATION:P1W\n",
                  ": 2027-02-05..2027-02-11"},
        EventCase{"WithoutValueADateIsADate", "DTSTART:20270205\n", ": 2027-02-05"},
        EventCase{"FromMidnightToMidnight", "DTSTART:20270205T000000\nDTEND:20270206T000000\n",
                  ": 2027-02-05"},
        EventCase{"FromMidnightToTheLastSecond", "DTSTART:20270205T000000\nDTEND:20270205T235959\n",
                  ": 2027-02-05"},
        EventCase{"FromMidnightToTheLastMinute", "DTSTART:20270205T000000\nDTEND:20270206T235900\n",
                  ": 2027-02-05..2027-02-06"},
        EventCase{
            "ATimeZoneOfTheEventChangesNothing",
            "DTSTART;TZID=Asia/Tokyo:20270205T000000\nDTEND;TZID=Asia/Tokyo:20270206T000000\n",
            ": 2027-02-05"},
        EventCase{"UtcIsReadOnTheWallOfTheCalendar",
                  "DTSTART:20260704T230000Z\nDTEND:20260705T230000Z\n", ": 2026-07-05", Lisbon},
        EventCase{"ARule", "DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY;UNTIL=20220501\n",
                  ": 2020-05-01, 2021-05-01 and 1 more"},
        EventCase{"ARuleForSeveralDays",
                  "DTSTART:20211001\nDTEND:20211004\nRRULE:FREQ=YEARLY;COUNT=2\n",
                  ": 2021-10-01..2021-10-03, 2022-10-01..2022-10-03"},
        EventCase{
            "ExceptionsAreLeftOut",
            "DTSTART:20210101\nRRULE:FREQ=YEARLY;COUNT=4\nEXDATE;VALUE=DATE:20220101,20230101\n"
            "EXDATE:20210101T000000\n",
            ": 2024-01-01"},
        EventCase{"FurtherDatesAreAdded", "DTSTART:20210101\nRDATE;VALUE=DATE:20210105,20210103\n",
                  ": 2021-01-01, 2021-01-03 and 1 more"},
        EventCase{"AnEventBeforeTheYearsMayReachIn", "DTSTART:20191220\nDTEND:20200105\n",
                  ": 2019-12-20..2020-01-04"},
        EventCase{"AlarmsInsideOfAnEventAreNotTheEvent",
                  "DTSTART:20270101\nBEGIN:VALARM\nDTSTART:20280101\nDURATION:PT5M\nEND:VALARM\n",
                  ": 2027-01-01"},
        EventCase{"NamesMayBeLowerCaseAndFolded",
                  "dtstart;value=d\n ate:2027\n 0101\nsummary:a\\, b\n", "a, b: 2027-01-01"}),
    EventCaseName);

INSTANTIATE_TEST_SUITE_P(
    NotTaken, HolidayEventTest,
    testing::Values(
        EventCase{"WithoutAStart", "SUMMARY:x\n", "x: it has no DTSTART (line 2)"},
        EventCase{"AStartThatIsNoDate", "DTSTART:2027\n",
                  ": it has a DTSTART that is no date of the years 1583 to 2999 (line 3)"},
        EventCase{"TwoStarts", "DTSTART:20270101\nDTSTART:20270102\n",
                  ": it has a second DTSTART (line 4)"},
        EventCase{"PartOfADay", "DTSTART:20270101T090000\nDTEND:20270101T180000\n",
                  ": it does not begin at midnight (line 3)"},
        EventCase{"HalfADay", "DTSTART:20270101T000000\nDTEND:20270101T120000\n",
                  ": it does not end at midnight (line 4)"},
        EventCase{"UtcOfAnotherZone", "DTSTART:20270204T160000Z\nDTEND:20270205T160000Z\n",
                  ": it does not begin at midnight (line 3)"},
        EventCase{"ATimeWithoutAnEnd", "DTSTART:20270101T000000\n",
                  ": it has a time of day and no end (line 3)"},
        EventCase{"AnEndBeforeTheStart", "DTSTART:20270102\nDTEND:20270101\n",
                  ": it does not end after it begins (line 4)"},
        EventCase{"TwoEnds", "DTSTART:20270102\nDTEND:20270103\nDURATION:P1D\n",
                  ": it has both DTEND and DURATION (line 5)"},
        EventCase{"MoreThanAYear", "DTSTART:20270102\nDTEND:20290101\n",
                  ": it is longer than a year (line 4)"},
        EventCase{"ARuleBeyondTheSubset", "DTSTART:20270102\nRRULE:FREQ=HOURLY\n",
                  ": its RRULE is not yearly, monthly, weekly or daily (line 4)"},
        EventCase{"TwoRules", "DTSTART:20270102\nRRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY\n",
                  ": it has a second RRULE (line 5)"},
        EventCase{"AnExclusionRule", "DTSTART:20270102\nEXRULE:FREQ=YEARLY\n",
                  ": it has an EXRULE, which is not read (line 4)"},
        EventCase{"APeriod", "DTSTART:20270102\nRDATE;VALUE=PERIOD:20270105T000000/P1D\n",
                  ": it has an RDATE that is no whole day (line 4)"},
        EventCase{"Cancelled", "DTSTART:20270102\nSTATUS:CANCELLED\n",
                  ": it is cancelled (line 2)"},
        EventCase{"ALineWithoutAColon", "DTSTART:20270102\nnonsense\n",
                  ": it has a line that is no NAME:value (line 4)"},
        EventCase{"OutsideOfTheYears", "DTSTART:20310201\n",
                  ": it has no date in the years 2020 to 2030 (line 2)"},
        EventCase{"AllOccurrencesExcepted", "DTSTART:20270102\nEXDATE:20270102\n",
                  ": it has no date in the years 2020 to 2030 (line 2)"}),
    EventCaseName);

TEST(HolidayFileTest, EventsAreListedInTheOrderOfTheText) {
  EXPECT_THAT(
      Events(InCalendar("VERSION:2.0\n"
                        "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
                        "RRULE:FREQ=DAILY\nEND:STANDARD\nEND:VTIMEZONE\n"
                        "BEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:a\nEND:VEVENT\n"
                        "BEGIN:VTODO\nDTSTART:20270102\nEND:VTODO\n"
                        "BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:b\nEND:VEVENT\n")),
      ElementsAre("10 a: 2027-01-01", "14 : it is no VEVENT (line 14)", "17 b: 2026-01-01"));
}

TEST(HolidayFileTest, SeveralCalendarsMayFollowEachOther) {
  EXPECT_THAT(Events(InEvent("DTSTART:20270101\n") + InEvent("DTSTART:20270102\n")),
              ElementsAre("2 : 2027-01-01", "7 : 2027-01-02"));
}

TEST(HolidayFileTest, AnOccurrenceWithAnEntryOfItsOwnMoves) {
  EXPECT_THAT(Events(InCalendar("BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20220601\nDTSTART:20220603\n"
                                "END:VEVENT\n"
                                "BEGIN:VEVENT\nUID:1\nDTSTART:20210601\n"
                                "RRULE:FREQ=YEARLY;COUNT=2\nEND:VEVENT\n")),
              ElementsAre("2 : 2022-06-03", "7 : 2021-06-01"));
}

TEST(HolidayFileTest, ACancelledOccurrenceIsLeftOut) {
  EXPECT_THAT(Events(InCalendar("BEGIN:VEVENT\nUID:1\nDTSTART:20210601\n"
                                "RRULE:FREQ=YEARLY;COUNT=2\nEND:VEVENT\n"
                                "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20220601\nDTSTART:20220601\n"
                                "STATUS:CANCELLED\nEND:VEVENT\n")),
              ElementsAre("2 : 2021-06-01", "7 : it is cancelled (line 7)"));
}

TEST(HolidayFileTest, ATextThatIsNoCalendarIsRefused) {
  constexpr const char kNone[] = "1 is no iCalendar text: no BEGIN:VCALENDAR";
  EXPECT_THAT(Events(""), ElementsAre(kNone));
  EXPECT_THAT(Events("<html>\n"), ElementsAre(kNone));
  EXPECT_THAT(Events("BEGIN:VEVENT\nEND:VEVENT\n"), ElementsAre(kNone));
}

TEST(HolidayFileTest, ATextThatIsCutShortIsRefused) {
  EXPECT_THAT(Events("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nEND:VEVENT\n"),
              ElementsAre("4 is cut short: END:VCALENDAR is missing"));
  EXPECT_THAT(Events("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\n"),
              ElementsAre("3 is cut short: END:VEVENT is missing"));
}

TEST(HolidayFileTest, UnbalancedPartsAreRefused) {
  EXPECT_THAT(Events("BEGIN:VCALENDAR\nEND:VEVENT\n"),
              ElementsAre("2 has an END without its BEGIN"));
  EXPECT_THAT(Events("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n"),
              ElementsAre("2 has a calendar inside of a calendar"));
}

TEST(HolidayFileTest, TooMuchIsRefused) {
  const std::string huge(kMostHolidayBytes + 1, 'x');
  EXPECT_THAT(Events(huge), ElementsAre("1 is larger than 4 MiB"));
  std::string deep = "BEGIN:VCALENDAR\n", many, often;
  for (int i = 0; i < 100; ++i) deep += "BEGIN:X\n";
  EXPECT_THAT(Events(deep), ElementsAre("17 has components nested too deep"));
  for (int i = 0; i < 10'001; ++i) many += "BEGIN:VEVENT\nDTSTART:20270101\nEND:VEVENT\n";
  EXPECT_THAT(Events(InCalendar(many))[0], HasSubstr("has more than 10000 entries"));
  for (int i = 0; i < 1'000; ++i) {
    often += "BEGIN:VEVENT\nDTSTART:20200101\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU\nEND:VEVENT\n";
  }
  EXPECT_THAT(Events(InCalendar(often))[0], HasSubstr("names more than 50000 dates"));
}

TEST(HolidayFileTest, RulesThatNeverComeDoNotKeepTheReaderBusy) {
  std::string never;
  for (int i = 0; i < 9'000; ++i) {
    never +=
        "BEGIN:VEVENT\nDTSTART:15830101\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=6MO;COUNT=9\n"
        "END:VEVENT\n";
  }
  EXPECT_THAT(Events(InCalendar(never))[0], HasSubstr("rules that take too long to spell out"));
}

TEST(HolidayFileTest, ALongNameIsShortened) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "节";
  const HolidayFile file =
      ReadHolidayFile(InEvent("DTSTART:20270101\nSUMMARY:" + name + "\n"), Zone(), 2020, 2030);
  ASSERT_EQ(file.events.size(), 1u);
  EXPECT_EQ(file.events[0].name, name.substr(0, 198) + "...");
}

}  // namespace
}  // namespace waypost::calendar
