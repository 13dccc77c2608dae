#include "lib/calendar/check_spec.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

CalendarSpec Office() { return ReadSpec({{{"mon-fri", "09:00-18:00"}}}); }

struct RefusalCase {
  const char* name;
  void (*spoil)(CalendarSpec& spec);
  const char* message;
};

class CheckSpecTest : public testing::TestWithParam<RefusalCase> {};

TEST_P(CheckSpecTest, Refuses) {
  CalendarSpec spec = Office();
  EXPECT_TRUE(CheckSpec(spec).ok());
  GetParam().spoil(spec);
  EXPECT_EQ(CheckSpec(spec).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(CheckSpec(spec).message()), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CheckSpecTest,
    testing::Values(
        RefusalCase{"YearsBeforeTheEarliest", [](CalendarSpec& spec) { spec.first_year = 1969; },
                    "the years 1969 to 2060 does not lie within 1970 to 2200"},
        RefusalCase{"YearsAfterTheLatest", [](CalendarSpec& spec) { spec.last_year = 2201; },
                    "does not lie within"},
        RefusalCase{"YearsBackwards", [](CalendarSpec& spec) { spec.first_year = 2061; },
                    "does not lie within"},
        RefusalCase{"AnEighthWeekday", [](CalendarSpec& spec) { spec.weekly[0].days = 0x80; },
                    "seven bits"},
        RefusalCase{"HoursThatDoNotEndAfterTheyStart",
                    [](CalendarSpec& spec) {
                      spec.weekly[0].hours[0] = {3'600, 3'600};
                    },
                    "end after that"},
        RefusalCase{"HoursOfMoreThanADay",
                    [](CalendarSpec& spec) {
                      spec.weekly[0].hours[0] = {0, 86'401};
                    },
                    "within 24 hours"},
        RefusalCase{"HoursThatStartTomorrow",
                    [](CalendarSpec& spec) {
                      spec.weekly[0].hours[0] = {86'400, 90'000};
                    },
                    "start between 00:00 and 24:00"},
        RefusalCase{"SpecialHoursBeforeMidnight",
                    [](CalendarSpec& spec) {
                      spec.special = {{{}, {{-1, 5}}}};
                    },
                    "start between 00:00 and 24:00"},
        RefusalCase{"ABreakWithoutLength",
                    [](CalendarSpec& spec) {
                      spec.breaks = {{kEveryDay, {}, {{5, 5}}}};
                    },
                    "end after that"},
        RefusalCase{"AHolidayThatDoesNotExist",
                    [](CalendarSpec& spec) {
                      spec.holidays = {{{2027, 2, 29}, {2027, 3, 1}}};
                    },
                    "does not exist"},
        RefusalCase{"AYearlyDateThatDoesNotExist",
                    [](CalendarSpec& spec) {
                      spec.holidays = {{{2000, 2, 30}, {2000, 2, 30}, true}};
                    },
                    "does not exist"},
        RefusalCase{"SpecialDatesBackwards",
                    [](CalendarSpec& spec) {
                      spec.special = {{{{{2027, 3, 2}, {2027, 3, 1}}}, {}}};
                    },
                    "ends before it begins"}),
    [](const auto& row) { return std::string(row.param.name); });

// "kind/list/entry/other" of each warning about a calendar of 2026 to 2030.
std::vector<std::string> WarningsOf(CalendarText text) {
  text.weekly = {{"mon-fri", "09:00-18:00"}};
  const CalendarSpec spec = ReadSpec(text);
  const DaySpan horizon = {DayNumber({2026, 1, 1}), DayNumber({2030, 12, 31})};
  std::vector<std::string> shown;
  for (const CalendarWarning& warning : WarnOfDates(spec, *ExpandDates(spec, horizon), horizon)) {
    static constexpr const char* kKinds[] = {"never", "outside", "overlap", "hidden"};
    static constexpr const char* kLists[] = {"none", "special", "holidays", "breaks"};
    shown.push_back(absl::StrCat(kKinds[static_cast<int>(warning.kind)], "/",
                                 kLists[static_cast<int>(warning.list)], "/", warning.entry, "/",
                                 warning.other, " ", warning.message.english));
  }
  return shown;
}

TEST(WarnOfDatesTest, AnOrdinarySpecHasNone) {
  EXPECT_THAT(WarningsOf({{},
                          {{"2027-02-05", "10:00-12:00"}, {"12-24", "09:00-12:00"}},
                          {"2027-02-06", "01-01"},
                          {{"mon-fri", "", "12:00-13:00"}}}),
              IsEmpty());
}

TEST(WarnOfDatesTest, DatesOutsideTheHorizonHaveNoEffect) {
  EXPECT_THAT(
      WarningsOf({{},
                  {{"2025-12-31", "10:00-12:00"}},
                  {"2026-01-01", "2031-01-01..2031-01-05"},
                  {{"mon-sun", "2099-01-01", "12:00-13:00"}}}),
      ElementsAre("outside/special/0/0 these dates have no effect: the calendar covers the years "
                  "2026 to 2030",
                  HasSubstr("outside/holidays/1/0"), HasSubstr("outside/breaks/0/0")));
}

TEST(WarnOfDatesTest, AnEntryWithOneDateInsideIsNotWarnedOf) {
  EXPECT_THAT(WarningsOf({{}, {{"2025-12-31,2026-01-02", "10:00-12:00"}}}), IsEmpty());
}

TEST(WarnOfDatesTest, TwoSpecialEntriesOfOneDateAreNamedOnce) {
  EXPECT_THAT(WarningsOf({{},
                          {{"12-24..12-26", "10:00-12:00"},
                           {"2026-06-01", "10:00-12:00"},
                           {"2027-12-25..2027-12-28", "14:00-15:00"}}}),
              ElementsAre("overlap/special/2/0 two entries of special hours name 2027-12-25; "
                          "their hours are joined"));
}

TEST(WarnOfDatesTest, SpecialHoursUnderHolidaysAreHidden) {
  EXPECT_THAT(WarningsOf({{}, {{"2027-02-05", "10:00-12:00"}}, {"2027-02-05..2027-02-11"}}),
              ElementsAre(HasSubstr("hidden/special/0/0 these special hours fall on holidays")));
  EXPECT_THAT(WarningsOf({{}, {{"2027-02-05", "10:00-12:00", true}}, {"2027-02-05"}}), IsEmpty());
  EXPECT_THAT(WarningsOf({{}, {{"2027-02-04..2027-02-05", "10:00-12:00"}}, {"2027-02-05"}}),
              IsEmpty());
  EXPECT_THAT(WarningsOf({{}, {{"2027-02-05", ""}}, {"2027-02-05"}}), IsEmpty());
}

}  // namespace
}  // namespace waypost::calendar
