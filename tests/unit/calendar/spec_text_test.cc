#include "lib/calendar/spec_text.h"

#include <string>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::calendar {
namespace {

using testing::HasSubstr;

std::string ShowDays(const absl::StatusOr<WeekdaySet>& days) {
  if (!days.ok()) return std::string(days.status().message());
  std::string shown;
  for (int day = 0; day < 7; ++day) shown += (*days >> day & 1) ? "MTWTFSS"[day] : '.';
  return shown;
}

std::string ShowHours(const absl::StatusOr<std::vector<HoursRange>>& hours) {
  if (!hours.ok()) return std::string(hours.status().message());
  std::string shown;
  for (const HoursRange& range : *hours) {
    shown += absl::StrFormat("%s%d-%d", shown.empty() ? "" : " ", range.open_s, range.close_s);
  }
  return shown;
}

std::string ShowDate(const CivilDate& date, bool yearly) {
  return yearly ? absl::StrFormat("%02d-%02d", date.month, date.day)
                : absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

std::string ShowDates(const absl::StatusOr<std::vector<DateRange>>& dates) {
  if (!dates.ok()) return std::string(dates.status().message());
  std::string shown;
  for (const DateRange& range : *dates) {
    if (!shown.empty()) shown += ' ';
    shown += ShowDate(range.first, range.yearly) + ".." + ShowDate(range.last, range.yearly);
  }
  return shown;
}

struct TextCase {
  const char* name;
  const char* text;
  const char* shown;  // what is read, or a part of the refusal
};

std::string TextCaseName(const testing::TestParamInfo<TextCase>& info) { return info.param.name; }

class ParseDaysTest : public testing::TestWithParam<TextCase> {};
TEST_P(ParseDaysTest, Reads) {
  EXPECT_THAT(ShowDays(ParseDays(GetParam().text)), HasSubstr(GetParam().shown));
}
INSTANTIATE_TEST_SUITE_P(
    Rows, ParseDaysTest,
    testing::Values(TextCase{"ARangeIncludesBothEnds", "mon-fri", "MTWTF.."},
                    TextCase{"AListNamesDays", "mon,wed,sat", "M.W..S."},
                    TextCase{"ARangeMayRunOverTheWeekend", "fri-mon", "M...FSS"},
                    TextCase{"TheWholeWeek", "mon-sun", "MTWTFSS"},
                    TextCase{"RangesAndDaysMix", "mon-tue, fri - sat", "MT..FS."},
                    TextCase{"OneDayIsARangeToItself", "sun-sun", "......S"},
                    TextCase{"AMisspeltDayIsNamed", "mon-fry", "\"fry\" is not a day; write mon"},
                    TextCase{"CapitalsAreRefused", "Mon", "\"Mon\" is not a day"},
                    TextCase{"NothingIsRefused", "", "\"\" is not a day"},
                    TextCase{"AnEmptyPlaceInAListIsRefused", "mon,,tue", "\"\" is not a day"},
                    TextCase{"ThreeEndsAreRefused", "mon-tue-wed", "\"tue-wed\" is not a day"}),
    TextCaseName);

class ParseHoursTest : public testing::TestWithParam<TextCase> {};
TEST_P(ParseHoursTest, Reads) {
  EXPECT_THAT(ShowHours(ParseHours(GetParam().text)), HasSubstr(GetParam().shown));
}
INSTANTIATE_TEST_SUITE_P(
    Rows, ParseHoursTest,
    testing::Values(
        TextCase{"OfficeHours", "09:00-18:00", "32400-64800"},
        TextCase{"ANightRunsIntoTheNextDate", "22:00-06:00", "79200-108000"},
        TextCase{"AWholeDay", "00:00-24:00", "0-86400"},
        TextCase{"ANightToMidnightMayBeWrittenAsZero", "22:00-00:00", "79200-86400"},
        TextCase{"AListInOrder", "09:00-12:00, 13:00 - 18:00", "32400-43200 46800-64800"},
        TextCase{"Seconds", "08:30:15-17:00", "30615-61200"},
        TextCase{"TwentyFourHoursLessASecond", "00:00:01-00:00:00", "1-86400"},
        TextCase{"EqualEndsAreAmbiguous", "09:00-09:00",
                 "\"09:00-09:00\" starts when it ends; write \"00:00-24:00\" for a whole day"},
        TextCase{"NothingStartsAtTwentyFour", "24:00-06:00", "starts at 24:00"},
        TextCase{"NothingIsLaterThanTwentyFour", "18:00-24:01", "is not a range of hours"},
        TextCase{"NoSixtyMinutes", "09:60-18:00", "is not a range of hours"},
        TextCase{"OneDigitIsRefused", "9:00-18:00", "\"9:00-18:00\" is not a range of hours"},
        TextCase{"AmIsRefused", "09:00am-06:00pm", "write for example \"09:00-18:00\""},
        TextCase{"ASingleTimeIsRefused", "09:00", "\"09:00\" is not a range of hours"},
        TextCase{"ThreeEndsAreRefused", "09:00-12:00-18:00", "is not a range of hours"},
        TextCase{"NothingIsRefused", "", "is not a range of hours"},
        TextCase{"AnEmptyPlaceInAListIsRefused", "09:00-18:00,", "\"\" is not a range of hours"}),
    TextCaseName);

class ParseDatesTest : public testing::TestWithParam<TextCase> {};
TEST_P(ParseDatesTest, Reads) {
  EXPECT_THAT(ShowDates(ParseDates(GetParam().text)), HasSubstr(GetParam().shown));
}
INSTANTIATE_TEST_SUITE_P(
    Rows, ParseDatesTest,
    testing::Values(
        TextCase{"OneDate", "2027-02-05", "2027-02-05..2027-02-05"},
        TextCase{"ARange", "2027-02-05..2027-02-11", "2027-02-05..2027-02-11"},
        TextCase{"AYearlyDate", "12-25", "12-25..12-25"},
        TextCase{"AYearlyRangeOverNewYear", "12-24 .. 01-02", "12-24..01-02"},
        TextCase{"AList", "2027-01-01, 12-25", "2027-01-01..2027-01-01 12-25..12-25"},
        TextCase{"ALeapDayEveryYearMayBeWritten", "02-29", "02-29..02-29"},
        TextCase{"ALeapDayOfALeapYear", "2028-02-29", "2028-02-29..2028-02-29"},
        TextCase{"ALeapDayOfACommonYearDoesNotExist", "2027-02-29",
                 "\"2027-02-29\" does not exist; February 2027 has 28 days"},
        TextCase{"AYearlyDateMustExistToo", "04-31", "\"04-31\" does not exist; April has 30 days"},
        TextCase{"NoDayZero", "2027-01-00", "does not exist"},
        TextCase{"NoThirteenthMonth", "2027-13-01", "has no such month"},
        TextCase{"DayFirstIsNoMonth", "25-12", "has no such month; write year-month-day"},
        TextCase{"ARangeThatEndsFirst", "2027-02-11..2027-02-05",
                 "\"2027-02-11..2027-02-05\" ends before it begins"},
        TextCase{"YearlyAndDatedDoNotMix", "2027-12-24..12-26", "mixes a yearly date"},
        TextCase{"AYearThatNoCalendarHas", "1969-12-31", "lies outside the years 1970 to 2200"},
        TextCase{"SlashesAreRefused", "2027/02/05", "write for example \"2027-02-05\""},
        TextCase{"DotsAreRefused", "05.02.2027", "is not a date"},
        TextCase{"MissingZerosAreRefused", "2027-2-5", "is not a date"},
        TextCase{"AnOpenRangeIsRefused", "2027-02-05..", "\"\" is not a date"},
        TextCase{"NothingIsRefused", "", "\"\" is not a date"}),
    TextCaseName);

}  // namespace
}  // namespace waypost::calendar
