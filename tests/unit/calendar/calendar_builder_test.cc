#include "waypost/calendar_builder.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The example of the header.
TEST(CalendarBuilderTest, BuildsADesk) {
  CalendarNotes notes;
  const auto desk = CalendarBuilder("Europe/Lisbon")
                        .Weekly("mon-fri", "09:00-18:00")
                        .Break("mon-fri", "12:30-13:30")
                        .Holidays("12-25, 2026-04-03")
                        .Build(&notes);
  ASSERT_TRUE(desk.ok()) << desk.status();
  EXPECT_EQ(ShowUtc(desk->Add(Utc("2026-03-27T17:00Z"), 8 * 3'600'000)), "2026-03-30T16:00Z");
  EXPECT_EQ(ShowOpenings(*desk, "2026-04-02T00:00Z", "2026-04-06T12:30Z"),
            "2026-04-02T08:00Z/2026-04-02T11:30Z 2026-04-02T12:30Z/2026-04-02T17:00Z "
            "2026-04-06T08:00Z/2026-04-06T11:30Z");
  EXPECT_EQ(desk->time_zone(), "Europe/Lisbon");
  EXPECT_THAT(notes.warnings, IsEmpty());
}

TEST(CalendarBuilderTest, SpecialHoursAndShifts) {
  const auto desk = CalendarBuilder("UTC")
                        .Weekly("mon-sun", "22:00-06:00")
                        .Holidays("2027-02-05..2027-02-06")
                        .Special("2027-02-06", "08:00-09:00", true)
                        .Special("2027-02-07", "closed")
                        .CutHolidaysByShift()
                        .Build();
  ASSERT_TRUE(desk.ok()) << desk.status();
  EXPECT_EQ(ShowOpenings(*desk, "2027-02-04T12:00Z", "2027-02-08T12:00Z"),
            "2027-02-04T22:00Z/2027-02-05T06:00Z 2027-02-06T08:00Z/2027-02-06T09:00Z");
}

TEST(CalendarBuilderTest, KnowsTheYearsItIsAskedFor) {
  const auto year =
      CalendarBuilder("UTC").Weekly("mon-sun", "00:00-24:00").Years(2026, 2026).Build();
  ASSERT_TRUE(year.ok()) << year.status();
  EXPECT_EQ(year->Between(0, INT64_MAX), 365 * kMsPerDay);
  EXPECT_FALSE(CalendarBuilder("UTC").Years(2026, 2201).Build().ok());
}

TEST(CalendarBuilderTest, ListsWhatItTookFromAnICalendarText) {
  CalendarNotes notes;
  const auto desk = CalendarBuilder("UTC")
                        .Weekly("mon-fri", "09:00-18:00")
                        .HolidaysFromICalendar(
                            "BEGIN:VCALENDAR\n"
                            "BEGIN:VEVENT\nSUMMARY:May Day\nDTSTART:20270503\n"
                            "END:VEVENT\n"
                            "BEGIN:VEVENT\nSUMMARY:Standup\nDTSTART:20270504\n"
                            "RRULE:FREQ=HOURLY\nEND:VEVENT\n"
                            "END:VCALENDAR\n")
                        .Build(&notes);
  ASSERT_TRUE(desk.ok()) << desk.status();
  EXPECT_FALSE(desk->IsOpen(Utc("2027-05-03T10:00Z")));
  EXPECT_TRUE(desk->IsOpen(Utc("2027-05-04T10:00Z")));
  ASSERT_EQ(notes.holidays.size(), 2u);
  EXPECT_TRUE(notes.holidays[0].taken);
  EXPECT_EQ(notes.holidays[0].name, "May Day");
  EXPECT_EQ(notes.holidays[0].outcome, "2027-05-03");
  EXPECT_FALSE(notes.holidays[1].taken);
  EXPECT_EQ(notes.holidays[1].line, 6u);
  EXPECT_EQ(notes.holidays[1].outcome, "its RRULE is not yearly, monthly, weekly or daily");
}

TEST(CalendarBuilderTest, AnICalendarTextThatIsCutShortIsRefused) {
  const auto desk = CalendarBuilder("UTC").HolidaysFromICalendar("BEGIN:VCALENDAR\n").Build();
  EXPECT_EQ(desk.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(desk.status().message(),
            "the iCalendar text is cut short: END:VCALENDAR is missing (line 1)");
}

TEST(CalendarBuilderTest, TheFirstTextThatCannotBeReadIsTheError) {
  CalendarBuilder builder("UTC");
  builder.Weekly("mon-fry", "09:00-18:00").Weekly("mon", "9-18");
  EXPECT_THAT(std::string(builder.Build().status().message()),
              HasSubstr("\"fry\" is not a day; write mon"));
}

TEST(CalendarBuilderTest, AnUnknownZoneIsRefusedWithAdvice) {
  EXPECT_THAT(std::string(CalendarBuilder("Europe/Lisbonn").Build().status().message()),
              HasSubstr("did you mean \"Europe/Lisbon\"?"));
}

TEST(CalendarBuilderTest, WarnsOfWhatIsHardlyMeant) {
  CalendarNotes notes;
  ASSERT_TRUE(CalendarBuilder("UTC").Build(&notes).ok());
  EXPECT_THAT(notes.warnings, ElementsAre("this calendar never opens"));
}

}  // namespace
}  // namespace waypost::calendar
