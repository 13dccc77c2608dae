#include "lib/calendar/ical_writer.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string AgentName(Person person) { return absl::StrCat("agent ", person); }

TEST(WriteICalendar, WritesOneEventForEachShiftWithSomebody) {
  const std::vector<Shift> shifts = {
      {Utc("2027-01-04T12:00Z"), Utc("2027-01-05T00:00:30Z"), {1, 2}},
      {Utc("2027-01-05T00:00:30Z"), Utc("2027-01-06T00:00Z"), {}}};
  EXPECT_EQ(WriteICalendar("night", shifts, AgentName),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//Waypost//oncall//EN\r\n"
            "BEGIN:VEVENT\r\n"
            "UID:20270104T120000Z-night@waypost\r\n"
            "DTSTAMP:20270104T120000Z\r\n"
            "DTSTART:20270104T120000Z\r\n"
            "DTEND:20270105T000030Z\r\n"
            "SUMMARY:night: agent 1\\, agent 2\r\n"
            "END:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

TEST(WriteICalendar, FoldsLongLinesBetweenCharacters) {
  const std::vector<Shift> shifts = {{Utc("2027-01-04T12:00Z"), Utc("2027-01-05T00:00Z"), {1}}};
  const std::string name = "夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班夜班";
  const std::string text = WriteICalendar(name, shifts, AgentName);
  std::string unfolded;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find("\r\n", begin);
    EXPECT_LE(end - begin, 75u);
    const bool continued = text[begin] == ' ';
    const size_t from = continued ? begin + 1 : begin;
    EXPECT_NE(static_cast<unsigned char>(text[from]) & 0xc0, 0x80);
    unfolded += (continued ? "" : "\n") + text.substr(from, end - from);
    begin = end + 2;
  }
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:" + name + ": agent 1\n"));
}

TEST(WriteICalendar, EscapesWhatTheFormatUses) {
  const std::vector<Shift> shifts = {{0, 1'000, {1}}};
  const std::string text = WriteICalendar("a;b\\c\nd\x01", shifts, AgentName);
  EXPECT_THAT(text, HasSubstr("SUMMARY:a\\;b\\\\c\\nd: agent 1\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x01")));
}

}  // namespace
}  // namespace waypost::calendar
