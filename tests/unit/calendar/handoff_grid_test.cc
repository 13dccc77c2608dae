#include "lib/calendar/handoff_grid.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using ::testing::HasSubstr;

HandoffGrid Grid(std::string_view start, std::string_view step) {
  return {*ParseWallTime(start), *ParseGridStep(step)};
}

TEST(ParseGridStep, ReadsTheLengthsOfShifts) {
  EXPECT_EQ(ParseGridStep("15m")->wall_ms, 15 * 60'000);
  EXPECT_EQ(ParseGridStep("12h")->wall_ms, 12 * 3'600'000);
  EXPECT_EQ(ParseGridStep("2w")->wall_ms, 14 * kMsPerDay);
  EXPECT_EQ(ParseGridStep("3mo")->months, 3);
  EXPECT_EQ(ParseGridStep("1d")->months, 0);
}

TEST(ParseGridStep, RefusesAnythingElse) {
  for (const char* text :
       {"", "h", "0h", "-1d", "14m", "1y", "1.5h", "12 h", "12h ", "1h30m", "3bd",
        "99999999999999999999d", "9223372036854775807w", "121mo", "3661d"}) {
    EXPECT_FALSE(ParseGridStep(text).ok()) << text;
  }
  EXPECT_THAT(std::string(ParseGridStep("14m").status().message()), HasSubstr("\"14m\""));
}

TEST(ParseWallTime, ReadsMinutesAndSeconds) {
  EXPECT_EQ(*ParseWallTime("2027-01-04T20:00"), Wall("2027-01-04T20:00"));
  EXPECT_EQ(*ParseWallTime("2027-01-04T20:00:05"), Wall("2027-01-04T20:00:05"));
}

TEST(ParseWallTime, RefusesWhatNoWallShows) {
  for (const char* text : {"", "2027-01-04", "2027-01-04 20:00", "2027-02-29T00:00",
                           "2027-01-04T24:00", "2027-01-04T20:60", "1969-12-31T23:59",
                           "2201-01-01T00:00", "2027-01-04T20:00Z", "2027-1-04T20:000"}) {
    EXPECT_FALSE(ParseWallTime(text).ok()) << text;
  }
}

TEST(FirstInstantFrom, TakesTheEndOfAGapAndTheFirstOfTwo) {
  EXPECT_EQ(ShowUtc(FirstInstantFrom(Lisbon(), Wall("2026-03-29T01:30"))), "2026-03-29T01:00Z");
  EXPECT_EQ(ShowUtc(FirstInstantFrom(Lisbon(), Wall("2026-10-25T01:30"))), "2026-10-25T00:30Z");
  EXPECT_EQ(ShowUtc(FirstInstantFrom(Lisbon(), Wall("2026-07-01T09:00"))), "2026-07-01T08:00Z");
}

TEST(HandoffGrid, KeepsItsTimeOfDayWhenTheClocksChange) {
  const HandoffGrid grid = Grid("2026-03-28T20:00", "12h");
  EXPECT_EQ(ShowUtc(grid.InstantOf(0, Lisbon())), "2026-03-28T20:00Z");
  EXPECT_EQ(ShowUtc(grid.InstantOf(1, Lisbon())), "2026-03-29T07:00Z");  // 11 hours later
  EXPECT_EQ(ShowUtc(grid.InstantOf(2, Lisbon())), "2026-03-29T19:00Z");
}

TEST(HandoffGrid, SlotsInOneGapFallTogetherAndStillCount) {
  const HandoffGrid grid = Grid("2026-03-29T00:00", "30m");
  EXPECT_EQ(ShowUtc(grid.InstantOf(2, Lisbon())), "2026-03-29T01:00Z");  // 01:00, skipped
  EXPECT_EQ(ShowUtc(grid.InstantOf(3, Lisbon())), "2026-03-29T01:00Z");  // 01:30, skipped
  EXPECT_EQ(ShowUtc(grid.InstantOf(4, Lisbon())), "2026-03-29T01:00Z");  // 02:00
  EXPECT_EQ(grid.SlotAt(Utc("2026-03-29T00:59:59Z"), Lisbon()), 1);
  EXPECT_EQ(grid.SlotAt(Utc("2026-03-29T01:00Z"), Lisbon()), 4);
}

TEST(HandoffGrid, AnHourThatComesTwiceBelongsToItsFirstShift) {
  const HandoffGrid grid = Grid("2026-10-25T00:00", "1h");
  EXPECT_EQ(grid.SlotAt(Utc("2026-10-25T00:00Z"), Lisbon()), 1);  // 01:00, the first time
  EXPECT_EQ(grid.SlotAt(Utc("2026-10-25T01:59Z"), Lisbon()), 1);  // 01:59, the second time
  EXPECT_EQ(grid.SlotAt(Utc("2026-10-25T02:00Z"), Lisbon()), 2);
}

TEST(HandoffGrid, MonthsKeepTheDayTheyBeganWith) {
  const HandoffGrid grid = Grid("2027-01-31T09:00", "1mo");
  EXPECT_EQ(ShowUtc(grid.InstantOf(1, Zone())), "2027-02-28T09:00Z");
  EXPECT_EQ(ShowUtc(grid.InstantOf(2, Zone())), "2027-03-31T09:00Z");
  EXPECT_EQ(ShowUtc(grid.InstantOf(13, Zone())), "2028-02-29T09:00Z");
  EXPECT_EQ(grid.SlotAt(Utc("2027-02-28T08:59Z"), Zone()), 0);
  EXPECT_EQ(grid.SlotAt(Utc("2027-02-28T09:00Z"), Zone()), 1);
  EXPECT_EQ(grid.SlotAt(Utc("2027-03-30T09:00Z"), Zone()), 1);
}

TEST(HandoffGrid, BeforeTheStartThereIsNoSlot) {
  const HandoffGrid grid = Grid("2027-01-31T09:00", "1mo");
  EXPECT_EQ(grid.SlotAt(Utc("2027-01-31T08:59Z"), Zone()), -1);
  EXPECT_EQ(grid.SlotAt(Utc("1971-01-01T00:00Z"), Zone()), -1);
  EXPECT_EQ(grid.SlotAt(Utc("2027-01-31T09:00Z"), Zone()), 0);
}

TEST(HandoffGrid, AWholeDayThatIsSkippedLeavesOneShiftOfNoLength) {
  const HandoffGrid grid = Grid("2011-12-28T09:00", "1d");
  const int64_t after_gap = Utc("2011-12-30T10:00Z");  // 31 December, 00:00 in Apia
  EXPECT_EQ(grid.InstantOf(2, Apia()), after_gap);     // 30 December, 09:00
  EXPECT_EQ(grid.SlotAt(after_gap, Apia()), 2);
  EXPECT_EQ(grid.SlotAt(Utc("2011-12-30T19:00Z"), Apia()), 3);
}

}  // namespace
}  // namespace waypost::calendar
