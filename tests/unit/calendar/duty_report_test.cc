#include "lib/calendar/duty_report.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using ::testing::IsEmpty;

Shift On(std::string_view begin, std::string_view end, std::vector<Person> people) {
  return {Utc(begin), Utc(end), std::move(people)};
}

DutyReport Report(const std::vector<std::vector<Shift>>& rotations) {
  return ReportDuties(rotations, Zone());
}

TEST(ReportDuties, FindsGapsByRotation) {
  const DutyReport report = Report({{On("2027-01-04T00:00Z", "2027-01-04T12:00Z", {1})},
                                    {On("2027-01-04T00:00Z", "2027-01-04T08:00Z", {}),
                                     On("2027-01-04T08:00Z", "2027-01-04T12:00Z", {2})}});
  ASSERT_EQ(report.gaps.size(), 2u);
  EXPECT_THAT(report.gaps[0], IsEmpty());
  ASSERT_EQ(report.gaps[1].size(), 1u);
  EXPECT_EQ(ShowUtc(report.gaps[1][0].end_ms), "2027-01-04T08:00Z");
}

TEST(ReportDuties, FindsWhoIsInTwoRotationsAtOnce) {
  const DutyReport report = Report({{On("2027-01-04T00:00Z", "2027-01-04T12:00Z", {1, 2})},
                                    {On("2027-01-04T10:00Z", "2027-01-04T20:00Z", {3, 2})},
                                    {On("2027-01-04T12:00Z", "2027-01-04T20:00Z", {1})}});
  ASSERT_EQ(report.double_duties.size(), 1u);
  const DoubleDuty& found = report.double_duties[0];
  EXPECT_EQ(found.person, 2u);
  EXPECT_EQ(found.first, 0u);
  EXPECT_EQ(found.second, 1u);
  EXPECT_EQ(ShowUtc(found.when.begin_ms), "2027-01-04T10:00Z");
  EXPECT_EQ(ShowUtc(found.when.end_ms), "2027-01-04T12:00Z");
}

TEST(ReportDuties, CountsDoubleHoursOnce) {
  const DutyReport report = Report({{On("2027-01-04T00:00Z", "2027-01-04T12:00Z", {1})},
                                    {On("2027-01-04T10:00Z", "2027-01-04T20:00Z", {1})}});
  ASSERT_EQ(report.loads.size(), 1u);
  EXPECT_EQ(report.loads[0].on_duty_ms, 20 * kHourMs);
}

TEST(ReportDuties, CountsNightsAndThoseInARow) {
  const DutyReport report = Report({{
      On("2027-01-04T20:00Z", "2027-01-05T08:00Z", {1}),  // the night of the 5th
      On("2027-01-05T20:00Z", "2027-01-06T00:00Z", {1}),  // ends at midnight: no night
      On("2027-01-07T04:59Z", "2027-01-07T12:00Z", {1}),  // the 7th
      On("2027-01-07T22:00Z", "2027-01-09T06:00Z", {1}),  // the 8th and the 9th
      On("2027-01-10T05:00Z", "2027-01-10T12:00Z", {1}),  // begins as the night ends
  }});
  ASSERT_EQ(report.loads.size(), 1u);
  EXPECT_EQ(report.loads[0].nights, 4);
  EXPECT_EQ(report.loads[0].nights_in_a_row, 3);
}

TEST(ReportDuties, NothingOfNothing) {
  EXPECT_THAT(Report({}).loads, IsEmpty());
  EXPECT_THAT(Report({{}}).double_duties, IsEmpty());
}

}  // namespace
}  // namespace waypost::calendar
