// Calendars made of other calendars and of holiday files.
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "lib/calendar/civil_date.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

int64_t At(int32_t year, int32_t month, int32_t day, int32_t hour) {
  return calendar::DayNumber({year, month, day}) * calendar::kMsPerDay + hour * kHourMs;
}

std::string Policy(std::string_view calendars) {
  return "name: 'p'\n" + std::string(calendars) + "lifecycle { calendar: 'c' }\n";
}

constexpr char kOffice[] =
    "calendars { id: 'c' weekly { days: 'mon-fri' hours: '09:00-18:00' } "
    "holidays { file: 'days.ics' } }\n";

std::string Holiday(std::string_view date) {
  return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:" + std::string(date) +
         "\nEND:VEVENT\nEND:VCALENDAR\n";
}

// Files as a map, with a count of what was asked for.
struct Disk {
  std::map<std::string, std::string> files;
  std::vector<std::string> asked = {};

  absl::StatusOr<std::string> operator()(const std::string& path) {
    asked.push_back(path);
    const auto found = files.find(path);
    if (found == files.end()) return absl::NotFoundError("no such file");
    return found->second;
  }
};

Lowered LowerWith(Disk& disk, const std::vector<NamedText>& files) {
  TestZones zones;
  return LowerPolicy(files, zones, [&](const std::string& path) { return disk(path); });
}

TEST(LowerCalendarsTest, AHolidayFileThatIsGivenClosesItsDates) {
  const Lowered lowered =
      Lower({{"a.textproto", Policy(kOffice)}, {"days.ics", Holiday("20270104")}});
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_THAT(lowered.diagnostics, IsEmpty());
  const CalendarEntry& entry = lowered.tables->calendars[0];
  EXPECT_FALSE(entry.calendar.IsOpen(At(2027, 1, 4, 12)));
  EXPECT_TRUE(entry.calendar.IsOpen(At(2027, 1, 5, 12)));
  ASSERT_EQ(entry.holiday_files.size(), 1u);
  EXPECT_EQ(entry.holiday_files[0]->file, "days.ics");
}

TEST(LowerCalendarsTest, AHolidayFileIsReadBesideThePolicyThatNamesIt) {
  Disk disk{{{"desks/eu/sub/days.ics", Holiday("20270104")}}};
  std::string text = Policy(kOffice);
  text.replace(text.find("days.ics"), 8, "sub/days.ics");
  const Lowered lowered = LowerWith(disk, {{"desks/eu/a.textproto", text}});
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_FALSE(lowered.tables->calendars[0].calendar.IsOpen(At(2027, 1, 4, 12)));
  ASSERT_EQ(lowered.files->size(), 2u);
  EXPECT_EQ((*lowered.files)[1].name(), "desks/eu/sub/days.ics");
}

TEST(LowerCalendarsTest, EachFileIsAskedForOnce) {
  Disk disk{{{"days.ics", Holiday("20270104")}}};
  const std::string other =
      "calendars { id: 'd' holidays { file: 'days.ics' } holidays { file: 'days.ics' } "
      "holidays { file: 'gone.ics' } holidays { file: 'gone.ics' } }\n";
  const Lowered lowered = LowerWith(disk, {{"a", Policy(kOffice) + other}});
  EXPECT_THAT(disk.asked, ElementsAre("days.ics", "gone.ics"));
  EXPECT_THAT(Places(lowered), ElementsAre("WP2213 a:4:98", "WP2213 a:4:128"));
  EXPECT_EQ(lowered.diagnostics[0].message, "cannot read \"gone.ics\": no such file");
}

TEST(LowerCalendarsTest, WhatWasReadCompilesAgainWithoutADisk) {
  Disk disk{{{"days.ics", Holiday("20270104")}}};
  const Lowered first = LowerWith(disk, {{"a", Policy(kOffice)}});
  ASSERT_TRUE(first.ok());
  std::vector<NamedText> saved;
  for (const SourceFile& file : *first.files) saved.push_back({file.name(), file.text()});
  const Lowered second = Lower(saved);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.tables->fingerprint, first.tables->fingerprint);
}

TEST(LowerCalendarsTest, TheHolidaysOfAFileArePartOfTheFingerprint) {
  const Lowered a = Lower({{"a", Policy(kOffice)}, {"days.ics", Holiday("20270104")}});
  const Lowered b = Lower({{"a", Policy(kOffice)}, {"days.ics", Holiday("20270105")}});
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_NE(a.tables->fingerprint, b.tables->fingerprint);
}

TEST(LowerCalendarsTest, UtcInAFileIsReadInTheZoneOfTheCalendar) {
  const std::string file =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270103T160000Z\nDTEND:20270104T160000Z\n"
      "END:VEVENT\nEND:VCALENDAR\n";
  const Lowered lowered =
      Lower({{"a", "time_zone: 'Asia/Shanghai'\n" + Policy(kOffice)}, {"days.ics", file}});
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_FALSE(lowered.tables->calendars[0].calendar.IsOpen(At(2027, 1, 4, 4)));
  EXPECT_TRUE(lowered.tables->calendars[0].calendar.IsOpen(At(2027, 1, 5, 4)));
}

TEST(LowerCalendarsTest, CombinedCalendarsMayStandBeforeWhatTheyAreMadeOf) {
  const Lowered lowered =
      Lower(Policy("calendars { id: 'c' intersection_of: ['both', 'day'] }\n"
                   "calendars { id: 'both' union_of: ['day', 'night'] }\n"
                   "calendars { id: 'day' weekly { days: 'mon-sun' hours: '08:00-20:00' } }\n"
                   "calendars { id: 'night' complement_of: 'day' }\n"));
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_THAT(lowered.diagnostics, IsEmpty());
  const std::vector<CalendarEntry>& calendars = lowered.tables->calendars;
  const int64_t begin_ms = At(2027, 1, 4, 0), end_ms = At(2027, 1, 11, 0);
  EXPECT_EQ(calendars[0].calendar.Between(begin_ms, end_ms), 7 * 12 * kHourMs);
  EXPECT_EQ(calendars[1].calendar.Between(begin_ms, end_ms), 7 * 24 * kHourMs);
  EXPECT_EQ(calendars[3].calendar.Between(begin_ms, end_ms), 7 * 12 * kHourMs);
  EXPECT_FALSE(calendars[3].calendar.IsOpen(At(2027, 1, 4, 12)));
}

TEST(LowerCalendarsTest, ACombinedCalendarHasTheDatesOfItsOwnZone) {
  const Lowered lowered =
      Lower(Policy("calendars { id: 'c' time_zone: 'Asia/Shanghai' union_of: 'day' }\n"
                   "calendars { id: 'day' weekly { days: 'mon-sun' hours: '18:00-22:00' } }\n"));
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(lowered.tables->calendars[0].calendar.time_zone(), "Asia/Shanghai");
}

TEST(LowerCalendarsTest, ALongChainOfCalendarsIsCombined) {
  std::string text = "calendars { id: 'c' union_of: 'c0' }\n";
  for (int i = 0; i < 900; ++i) {
    text += "calendars { id: 'c" + std::to_string(i) + "' union_of: 'c" + std::to_string(i + 1) +
            "' }\n";
  }
  text += "calendars { id: 'c900' weekly { days: 'mon' hours: '09:00-18:00' } }\n";
  text += "limits { calendar_last_year: 2030 }\n";
  const Lowered lowered = Lower(Policy(text));
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_TRUE(lowered.tables->calendars[0].calendar.IsOpen(At(2027, 1, 4, 12)));
}

TEST(LowerCalendarsTest, UnionsOfEverythingWithEverythingAreBounded) {
  std::string text = "calendars { id: 'c' weekly { days: 'mon-sun' hours: '09:00-18:00' } }\n";
  for (int i = 0; i < 900; ++i) {
    text += "calendars { id: 'c" + std::to_string(i) + "' union_of: ['c'";
    for (int k = 0; k < 200; ++k) text += ", 'c'";
    text += "] }\n";
  }
  const Lowered lowered = Lower(Policy(text));
  EXPECT_THAT(Places(lowered), ElementsAre("WP2208 a.textproto:5:17"));
}

}  // namespace
}  // namespace waypost::policy
