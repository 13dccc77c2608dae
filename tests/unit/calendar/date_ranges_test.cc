#include "lib/calendar/date_ranges.h"

#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "lib/calendar/spec_text.h"

namespace waypost::calendar {
namespace {

std::string ShowDay(int32_t day) {
  const CivilDate date = CivilDateOf(day);
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

// The spans of `text` within the years 2026 to 2028.
std::string SpansOf(std::string_view text) {
  const DaySpan window = {DayNumber({2026, 1, 1}), DayNumber({2028, 12, 31})};
  const auto spans = DaysOf(ParseDates(text)->front(), window);
  return absl::StrJoin(spans, " ", [](std::string* out, const DaySpan& span) {
    *out += ShowDay(span.first) + ".." + ShowDay(span.last);
  });
}

struct SpanCase {
  const char* name;
  const char* range;
  const char* spans;
};

class DaysOfTest : public testing::TestWithParam<SpanCase> {};

TEST_P(DaysOfTest, Spans) { EXPECT_EQ(SpansOf(GetParam().range), GetParam().spans); }

INSTANTIATE_TEST_SUITE_P(
    Rows, DaysOfTest,
    testing::Values(
        SpanCase{"OneDateIsASpanOfOneDay", "2027-02-05", "2027-02-05..2027-02-05"},
        SpanCase{"BothEndsOfARangeAreIncluded", "2027-02-05..2027-02-11", "2027-02-05..2027-02-11"},
        SpanCase{"ARangeIsCutAtTheWindow", "2025-12-30..2026-01-02", "2026-01-01..2026-01-02"},
        SpanCase{"ADateOutsideTheWindowIsNone", "2029-01-01", ""},
        SpanCase{"AYearlyDateComesOnceAYear", "12-25",
                 "2026-12-25..2026-12-25 2027-12-25..2027-12-25 2028-12-25..2028-12-25"},
        SpanCase{"AYearlyRangeMayRunOverNewYear", "12-31..01-02",
                 "2026-01-01..2026-01-02 2026-12-31..2027-01-02 2027-12-31..2028-01-02 "
                 "2028-12-31..2028-12-31"},
        SpanCase{"TheTwentyNinthOfFebruaryComesInLeapYearsOnly", "02-29", "2028-02-29..2028-02-29"},
        SpanCase{"ARangeToTheTwentyNinthEndsWithFebruary", "02-27..02-29",
                 "2026-02-27..2026-02-28 2027-02-27..2027-02-28 2028-02-27..2028-02-29"},
        SpanCase{"ARangeFromTheTwentyNinthBeginsInMarchOfACommonYear", "02-29..03-02",
                 "2026-03-01..2026-03-02 2027-03-01..2027-03-02 2028-02-29..2028-03-02"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace waypost::calendar
