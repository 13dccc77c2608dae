#include "lib/calendar/shift_list.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Rotation Daily(std::vector<std::vector<Person>> groups) {
  RotationSpec spec;
  spec.layers.emplace_back();
  spec.layers[0].grid = HandoffGrid(*ParseWallTime("2027-01-04T00:00"), *ParseGridStep("1d"));
  spec.layers[0].groups = std::move(groups);
  return *Rotation::Create(std::move(spec), Zone());
}

TEST(ListShifts, JoinsNeighboursWithTheSamePeopleAndCutsTheEnds) {
  const auto shifts = *ListShifts(Daily({{1}, {1}, {}, {2, 3}}), Utc("2027-01-04T12:00Z"),
                                  Utc("2027-01-07T06:00Z"));
  ASSERT_EQ(shifts.size(), 3u);
  EXPECT_EQ(ShowUtc(shifts[0].begin_ms), "2027-01-04T12:00Z");
  EXPECT_EQ(ShowUtc(shifts[0].end_ms), "2027-01-06T00:00Z");
  EXPECT_THAT(shifts[0].people, ElementsAre(1));
  EXPECT_THAT(shifts[1].people, IsEmpty());
  EXPECT_EQ(shifts[1].end_ms, shifts[2].begin_ms);
  EXPECT_EQ(ShowUtc(shifts[2].end_ms), "2027-01-07T06:00Z");
  EXPECT_THAT(shifts[2].people, ElementsAre(2, 3));
}

TEST(ListShifts, AnEmptyTimeHasNone) {
  const int64_t at = Utc("2027-01-04T12:00Z");
  EXPECT_THAT(*ListShifts(Daily({{1}}), at, at), IsEmpty());
  EXPECT_THAT(*ListShifts(Daily({{1}}), at, at - 1), IsEmpty());
}

TEST(ListShifts, SaysSoWhenThereAreTooMany) {
  const auto shifts =
      ListShifts(Daily({{1}, {2}}), Utc("2027-01-04T00:00Z"), Utc("2027-02-04T00:00Z"), 30);
  EXPECT_EQ(shifts.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(shifts.status().message()), HasSubstr("30 shifts"));
}

}  // namespace
}  // namespace waypost::calendar
