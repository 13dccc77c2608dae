#include "lib/calendar/ical_line.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::calendar {
namespace {

using testing::ElementsAre;

// "1 NAME|PARAMETER=VALUE|value" for each line.
std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  ICalLineReader reader(text);
  while (reader.Next()) {
    const ICalLine& line = reader.line();
    std::string shown = std::to_string(line.line) + " ";
    if (line.malformed) {
      lines.push_back(shown + "malformed");
      continue;
    }
    shown += std::string(line.name) + "|";
    for (const auto& [name, value] : line.parameters) {
      shown += std::string(name) + "=" + std::string(value) + "|";
    }
    lines.push_back(shown + std::string(line.value));
  }
  return lines;
}

TEST(ICalLineTest, ReadsNamesParametersAndValues) {
  EXPECT_THAT(Lines("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270205\r\nSUMMARY:a: b\r\n"),
              ElementsAre("1 BEGIN|VEVENT", "2 DTSTART|VALUE=DATE|20270205", "3 SUMMARY|a: b"));
}

TEST(ICalLineTest, LinesMayEndWithALineFeedAloneOrNotAtAll) {
  EXPECT_THAT(Lines("A:1\nB:2"), ElementsAre("1 A|1", "2 B|2"));
}

TEST(ICalLineTest, FoldedLinesAreJoinedAndCounted) {
  EXPECT_THAT(Lines("SUM\r\n MARY:Spring\r\n  Fest\r\n\tival\r\nUID:1"),
              ElementsAre("1 SUMMARY|Spring Festival", "5 UID|1"));
}

TEST(ICalLineTest, QuotedParametersMayHoldSeparators) {
  EXPECT_THAT(Lines("A;X=\"b:c;d\";Y=e:f"), ElementsAre("1 A|X=b:c;d|Y=e|f"));
}

TEST(ICalLineTest, ALineWithoutAColonIsMalformed) {
  EXPECT_THAT(Lines("A\n:b\n;c:d\nE:f"),
              ElementsAre("1 malformed", "2 malformed", "3 malformed", "4 E|f"));
}

TEST(ICalLineTest, EmptyLinesAndTheByteOrderMarkAreSkipped) {
  EXPECT_THAT(Lines("\xef\xbb\xbf\r\nA:1\r\n\r\nB:2\r\n\r\n"), ElementsAre("2 A|1", "4 B|2"));
}

TEST(ICalLineTest, NamesCompareWithoutRegardToCase) {
  ICalLineReader reader("dtstart;value=DATE:x");
  ASSERT_TRUE(reader.Next());
  EXPECT_TRUE(reader.line().Is("DTSTART"));
  EXPECT_FALSE(reader.line().Is("DTEND"));
  EXPECT_EQ(reader.line().Parameter("VALUE"), "DATE");
  EXPECT_EQ(reader.line().Parameter("TZID"), "");
}

TEST(ICalLineTest, EscapesOfTextsAreReplaced) {
  EXPECT_EQ(UnescapeICalText("a\\, b\\; c\\\\d\\ne\\N\\"), "a, b; c\\d e \\");
}

TEST(ICalLineTest, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(UnescapeICalText("Pentec\xf4te, f\\ête"), "Pentec\xef\xbf\xbdte, fête");
}

}  // namespace
}  // namespace waypost::calendar
