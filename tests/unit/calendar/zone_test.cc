#include "lib/calendar/zone.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using testing::HasSubstr;

struct InstantCase {
  const char* name;
  Zone (*zone)();
  const char* wall;
  const char* instant;
};

class ZoneInstantTest : public testing::TestWithParam<InstantCase> {};

TEST_P(ZoneInstantTest, InstantOf) {
  const InstantCase& row = GetParam();
  EXPECT_EQ(ShowUtc(row.zone().InstantOf(Wall(row.wall))), row.instant);
}

INSTANTIATE_TEST_SUITE_P(
    Rule2, ZoneInstantTest,
    testing::Values(
        InstantCase{"AnOrdinaryWallTimeHasOneInstant", Lisbon, "2026-07-01T09:00",
                    "2026-07-01T08:00Z"},
        InstantCase{"AGapTakesTheOffsetBeforeIt", Lisbon, "2026-03-29T01:30", "2026-03-29T01:30Z"},
        InstantCase{"TheFirstSkippedMinuteIsTheJump", Lisbon, "2026-03-29T01:00",
                    "2026-03-29T01:00Z"},
        InstantCase{"TheEndOfAGapExists", Lisbon, "2026-03-29T02:00", "2026-03-29T01:00Z"},
        InstantCase{"ARepeatedHourIsItsFirstOccurrence", Lisbon, "2026-10-25T01:30",
                    "2026-10-25T00:30Z"},
        InstantCase{"TheEndOfARepeatedHourComesOnce", Lisbon, "2026-10-25T02:00",
                    "2026-10-25T02:00Z"},
        InstantCase{"LordHoweSkipsHalfAnHour", LordHowe, "2026-10-04T02:10", "2026-10-03T15:40Z"},
        InstantCase{"LordHoweRepeatsHalfAnHour", LordHowe, "2026-04-05T01:45", "2026-04-04T14:45Z"},
        InstantCase{"LordHoweBeforeTheRepeatedHalfHourIsUnique", LordHowe, "2026-04-05T01:15",
                    "2026-04-04T14:15Z"},
        InstantCase{"CaracasSkipsHalfAnHourFor2016", Caracas, "2016-05-01T02:45",
                    "2016-05-01T07:15Z"},
        InstantCase{"ApiaSkipsAWholeDay", Apia, "2011-12-30T12:00", "2011-12-30T22:00Z"},
        InstantCase{"ApiaResumesOnTheNextDate", Apia, "2011-12-31T00:00", "2011-12-30T10:00Z"},
        InstantCase{"ApiaBeforeTheSkippedDay", Apia, "2011-12-29T23:59", "2011-12-30T09:59Z"},
        InstantCase{"MoscowRepeatsAnHourWithoutSummerTime", Moscow, "2014-10-26T01:30",
                    "2014-10-25T21:30Z"},
        InstantCase{"PyongyangRepeatsHalfAnHourBeforeMidnight", Pyongyang, "2015-08-14T23:45",
                    "2015-08-14T14:45Z"},
        InstantCase{"PyongyangReachesMidnightHalfAnHourLate", Pyongyang, "2015-08-15T00:00",
                    "2015-08-14T15:30Z"},
        InstantCase{"PyongyangSkipsToMidnightIn2018", Pyongyang, "2018-05-05T00:00",
                    "2018-05-04T15:00Z"},
        InstantCase{"DublinRepeatsAnHourWhenItsNegativeSummerTimeBegins", Dublin,
                    "2026-10-25T01:30", "2026-10-25T00:30Z"},
        InstantCase{"DublinSkipsAnHourWhenItEnds", Dublin, "2026-03-29T01:30", "2026-03-29T01:30Z"},
        InstantCase{"CasablancaGoesBackForRamadan", Casablanca, "2024-03-10T02:30",
                    "2024-03-10T01:30Z"},
        InstantCase{"CasablancaGoesForwardAfterRamadan", Casablanca, "2024-04-14T02:30",
                    "2024-04-14T02:30Z"},
        InstantCase{"SaoPauloSkipsMidnight", SaoPaulo, "2018-11-04T00:00", "2018-11-04T03:00Z"},
        InstantCase{"SaoPauloRepeatsTheHourBeforeMidnight", SaoPaulo, "2018-02-17T23:30",
                    "2018-02-18T01:30Z"},
        InstantCase{"StJohnsRepeatsTheMinuteAfterMidnight", StJohns, "2010-11-07T00:00",
                    "2010-11-07T02:30Z"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ZoneTest, WallOfIsTheInverseWhereTimesAreUnique) {
  EXPECT_EQ(Lisbon().WallOf(Utc("2026-03-29T00:59:59.999Z")), Wall("2026-03-29T00:59:59.999"));
  EXPECT_EQ(Lisbon().WallOf(Utc("2026-03-29T01:00Z")), Wall("2026-03-29T02:00"));
  EXPECT_EQ(Apia().WallOf(Utc("2011-12-30T10:00Z")), Wall("2011-12-31T00:00"));
}

std::string DateOf(const Zone& zone, std::string_view date) {
  std::vector<Interval> parts;
  zone.AppendDate(Day(date), parts);
  std::string shown;
  for (const Interval& part : parts) {
    if (!shown.empty()) shown += ' ';
    shown += ShowUtc(part.begin_ms) + '/' + ShowUtc(part.end_ms);
  }
  return shown;
}

TEST(ZoneTest, ADateIsTheInstantsAtWhichTheWallShowsIt) {
  EXPECT_EQ(DateOf(Lisbon(), "2026-07-01"), "2026-06-30T23:00Z/2026-07-01T23:00Z");
  EXPECT_EQ(DateOf(Apia(), "2011-12-30"), "");
  EXPECT_EQ(DateOf(Apia(), "2011-12-31"), "2011-12-30T10:00Z/2011-12-31T10:00Z");
  // The first minute of the date comes before the repeated hour of the day before.
  EXPECT_EQ(DateOf(StJohns(), "2010-11-07"),
            "2010-11-07T02:30Z/2010-11-07T02:31Z 2010-11-07T03:30Z/2010-11-08T03:30Z");
}

TEST(ZoneTest, ASkippedDateDoesNotExist) {
  EXPECT_TRUE(Apia().HasDate(Day("2011-12-29")));
  EXPECT_FALSE(Apia().HasDate(Day("2011-12-30")));
  EXPECT_TRUE(Apia().HasDate(Day("2011-12-31")));
}

TEST(ZoneTest, AnHourThatIsSkippedAndThenShownAfterAllIsTakenWhereItIsShown) {
  const Zone zone =
      *Zone::FromTable("Test/Twice", 2026, 2026, 0,
                       {{Utc("2026-05-01T01:00Z"), 7'200}, {Utc("2026-05-01T01:10Z"), 0}});
  EXPECT_EQ(ShowUtc(zone.InstantOf(Wall("2026-05-01T01:30"))), "2026-05-01T01:30Z");
}

TEST(ZoneTest, TheEndOfARepeatedHourComesOnceAlsoBelowTheWidestOffset) {
  const Zone zone =
      *Zone::FromTable("Test/Thrice", 2026, 2026, 10'800,
                       {{Utc("2026-03-01T00:00Z"), 3'600}, {Utc("2026-05-01T01:00Z"), 0}});
  EXPECT_EQ(ShowUtc(zone.InstantOf(Wall("2026-05-01T01:59"))), "2026-05-01T00:59Z");
  EXPECT_EQ(ShowUtc(zone.InstantOf(Wall("2026-05-01T02:00"))), "2026-05-01T02:00Z");
}

TEST(ZoneTest, ATableThatIsNoZoneIsRefused) {
  EXPECT_THAT(Zone::FromTable("A", 2026, 2026, 0, {{5, 60}, {5, 0}}).status().message(),
              HasSubstr("do not rise"));
  EXPECT_THAT(Zone::FromTable("A", 2026, 2026, 0, {{5, 93'601}}).status().message(),
              HasSubstr("more than 26 hours"));
  EXPECT_FALSE(Zone::FromTable("A", 2026, 2026, -93'601, {}).ok());
  EXPECT_FALSE(Zone::FromTable("A", 2026, 2026, 0, {{INT64_MIN, 0}}).ok());
  EXPECT_FALSE(Zone::FromTable("A", 2026, 2026, 0, {{INT64_MAX, 0}}).ok());
}

void ExpectLoadedAs(const char* name, int32_t year, const Zone& written) {
  const auto loaded = LoadZone(name, year, year);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const int64_t begin_ms = DayNumber({year, 1, 2}) * kMsPerDay;
  const int64_t end_ms = DayNumber({year, 12, 30}) * kMsPerDay;
  for (int64_t at_ms = begin_ms; at_ms < end_ms; at_ms += 600'000) {
    ASSERT_EQ(loaded->WallOf(at_ms), written.WallOf(at_ms)) << name << ShowUtc(at_ms);
  }
}

TEST(LoadZoneTest, TheWrittenTablesOfPastYearsAreThoseOfTheDatabase) {
  ExpectLoadedAs("America/Caracas", 2016, Caracas());
  ExpectLoadedAs("Europe/Moscow", 2014, Moscow());
  ExpectLoadedAs("Asia/Pyongyang", 2015, Pyongyang());
  ExpectLoadedAs("Asia/Pyongyang", 2018, Pyongyang());
  ExpectLoadedAs("Africa/Casablanca", 2024, Casablanca());
  ExpectLoadedAs("America/Sao_Paulo", 2018, SaoPaulo());
  ExpectLoadedAs("America/St_Johns", 2010, StJohns());
}

TEST(LoadZoneTest, AStoredTableIsTheZoneAgain) {
  const Zone loaded = *LoadZone("Europe/Berlin", 2000, 2060);
  const Zone stored = *Zone::FromTable(loaded.name(), loaded.first_year(), loaded.last_year(),
                                       loaded.initial_offset_s(), loaded.transitions());
  EXPECT_EQ(loaded.transitions().size(), 122u);
  EXPECT_EQ(stored.name(), "Europe/Berlin");
  for (int64_t at_ms = 0; at_ms < int64_t{100} * 365 * kMsPerDay; at_ms += int64_t{7} * 3'600'000) {
    ASSERT_EQ(stored.WallOf(at_ms), loaded.WallOf(at_ms));
    ASSERT_EQ(stored.InstantOf(at_ms), loaded.InstantOf(at_ms));
  }
}

struct UnknownCase {
  const char* test;
  std::string_view name;
  const char* message;
};

class UnknownZoneTest : public testing::TestWithParam<UnknownCase> {};

TEST_P(UnknownZoneTest, IsRefusedWithAdvice) {
  const auto zone = LoadZone(GetParam().name, 2000, 2060);
  EXPECT_EQ(zone.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(zone.status().message()), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Names, UnknownZoneTest,
    testing::Values(
        UnknownCase{"ASlipOfTheFingerIsSuggested", "Europe/Berln",
                    "unknown time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?"},
        UnknownCase{"ACityWithoutAZoneIsSuggestedItsOwn", "Asia/Beijing",
                    "did you mean \"Asia/Shanghai\"?"},
        UnknownCase{"NothingNearGetsAnExample", "Mars/Olympus_Mons_Base_One",
                    "write an IANA name such as"},
        UnknownCase{"TheMachinesOwnZoneIsNotAName", "localtime", "unknown time zone"},
        UnknownCase{"APathIsNotAName", "/etc/localtime", "unknown time zone"},
        UnknownCase{"AWayOutOfTheDatabaseIsNotAName", "Europe/../Asia/Tokyo", "unknown time zone"},
        UnknownCase{"AFixedOffsetIsNotAName", "Fixed/UTC+08:00:00", "unknown time zone"},
        UnknownCase{"LeapSecondZonesAreNotNames", "right/Europe/Berlin", "unknown time zone"},
        UnknownCase{"EmptyIsNotAName", "", "unknown time zone"}),
    [](const auto& row) { return std::string(row.param.test); });

TEST(LoadZoneTest, YearsThatNoCalendarHasAreRefused) {
  EXPECT_THAT(std::string(LoadZone("UTC", 1969, 2000).status().message()),
              HasSubstr("1969 to 2000"));
  EXPECT_FALSE(LoadZone("UTC", 2000, 2201).ok());
  EXPECT_FALSE(LoadZone("UTC", 2001, 2000).ok());
}

}  // namespace
}  // namespace waypost::calendar
