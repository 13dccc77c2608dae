#include "lib/calendar/compile.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(CompileTest, AnOrdinaryCalendarHasNoWarnings) {
  std::vector<CalendarWarning> warnings;
  ASSERT_TRUE(CompileCalendar(ReadSpec({{{"mon-fri", "09:00-18:00"}}}), Lisbon(), &warnings).ok());
  EXPECT_THAT(warnings, IsEmpty());
}

TEST(CompileTest, ACalendarThatNeverOpensIsCompiledWithAWarning) {
  std::vector<CalendarWarning> warnings;
  const auto calendar = CompileCalendar(
      ReadSpec({{{"mon-fri", "09:00-18:00"}}, {}, {}, {{"mon-sun", "", "08:00-20:00"}}}), Lisbon(),
      &warnings);
  ASSERT_TRUE(calendar.ok());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].kind, CalendarWarning::Kind::kNeverOpens);
  EXPECT_EQ(warnings[0].message.english, "this calendar never opens");
  EXPECT_EQ(calendar->NextOpen(0), Calendar::kNever);
}

TEST(CompileTest, WarningsAboutDatesArePassedOn) {
  std::vector<CalendarWarning> warnings;
  ASSERT_TRUE(CompileCalendar(ReadSpec({{{"mon-fri", "09:00-18:00"}}, {}, {"2099-01-01"}}),
                              Lisbon(), &warnings)
                  .ok());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].kind, CalendarWarning::Kind::kOutsideHorizon);
}

TEST(CompileTest, AZoneReadForFewerYearsIsRefused) {
  const Zone zone = *Zone::FromTable("Europe/Lisbon", 2020, 2030, 0, {});
  const auto calendar = CompileCalendar(ReadSpec({{{"mon-fri", "09:00-18:00"}}}), zone);
  EXPECT_EQ(calendar.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(calendar.status().message()),
              HasSubstr("\"Europe/Lisbon\" was read for the years 2020 to 2030 but the calendar "
                        "needs 2000 to 2060"));
}

TEST(CompileTest, ASpecOutOfItsRangeIsRefused) {
  CalendarSpec spec;
  spec.weekly.push_back({kEveryDay, {{0, 90'000}}});
  EXPECT_EQ(CompileCalendar(spec, Lisbon()).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(CompileTest, MoreDatesThanTheLimitAreRefused) {
  CalendarSpec spec;
  for (int i = 0; i < 100; ++i) spec.special.push_back({{{{2000, 1, 1}, {2060, 12, 31}}}, {}});
  const auto calendar = CompileCalendar(spec, Lisbon());
  EXPECT_EQ(calendar.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(calendar.status().message()), HasSubstr("1000000 dates"));
}

TEST(CompileTest, TheHorizonIsLocalNewYear) {
  CalendarText text = {{{"mon-sun", "00:00-24:00"}}};
  text.first_year = text.last_year = 2026;
  const Calendar calendar = Compile(text, LordHowe());
  EXPECT_EQ(ShowUtc(calendar.horizon_begin_ms()), "2025-12-31T13:00Z");
  EXPECT_EQ(ShowUtc(calendar.horizon_end_ms()), "2026-12-31T13:00Z");
  EXPECT_EQ(calendar.Between(INT64_MIN, INT64_MAX), 365 * kMsPerDay);
}

TEST(CompileTest, EveryYearACalendarCanHaveCompiles) {
  CalendarText text = {{{"mon-fri", "09:00-18:00"}}};
  text.first_year = kEarliestYear;
  text.last_year = kLatestYear;
  const Calendar calendar = Compile(text, Zone());
  EXPECT_EQ(ShowUtc(calendar.NextOpen(0)), "1970-01-01T09:00Z");
  EXPECT_EQ(ShowUtc(calendar.Subtract(INT64_MAX, 0)), "2200-12-31T18:00Z");
}

}  // namespace
}  // namespace waypost::calendar
