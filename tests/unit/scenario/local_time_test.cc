#include "lib/scenario/local_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waypost::scenario {
namespace {

using ::testing::ElementsAre;

LocalTime In(const char* zone) { return LocalTime(*calendar::LoadZone(zone, 1970, 2200)); }

int64_t At(const LocalTime& local, const char* text, int64_t after_ms = 0) {
  const auto time = ParseTime(text);
  EXPECT_TRUE(time.ok()) << text << ": " << time.status();
  return time.ok() ? local.Resolve(*time, after_ms) : -1;
}

TEST(ParseTime, ReadsWhatPeopleWrite) {
  const LocalTime utc = In("UTC");
  struct Case {
    const char* text;
    int64_t ms;
  };
  const int64_t day = 1'798'761'600'000;  // 2027-01-01
  for (const Case& c :
       {Case{"2027-01-01T00:00", day}, Case{"2027-01-01T01:02", day + 3'720'000},
        Case{"2027-01-01T01:02:03", day + 3'723'000},
        Case{"2027-01-01T01:02:03.004", day + 3'723'004}, Case{"2027-01-01T01:00+01:00", day},
        Case{"2026-12-31T19:00-05:00", day}, Case{"2027-01-01T00:00Z", day}}) {
    EXPECT_EQ(At(utc, c.text), c.ms) << c.text;
  }
  EXPECT_EQ(At(utc, "+1m30s", day), day + 90'000);
  EXPECT_EQ(At(utc, "+0s", day), day);
}

TEST(ParseTime, RefusesEverythingElse) {
  for (const char* text : {"",
                           "9:00",
                           "09:00:",
                           "24:00",
                           "09:60",
                           "09:00:60",
                           "09:00:00.1",
                           "09:00x",
                           "2027-1-1T09:00",
                           "2027-02-29T09:00",
                           "2027-13-01T09:00",
                           "1970-12-31T09:00",
                           "2200-01-01T00:00",
                           "2027-01-01",
                           "2027-01-01 09:00",
                           "+",
                           "+1",
                           "+3bd",
                           "+-1m",
                           "-1m",
                           "09:00+1",
                           "09:00+19:00",
                           "09:00+01:60",
                           "now",
                           "２１:04"}) {
    EXPECT_FALSE(ParseTime(text).ok()) << text;
  }
}

TEST(Resolve, ATimeOfDayIsItsNextOccurrence) {
  const LocalTime berlin = In("Europe/Berlin");
  const int64_t noon = At(berlin, "2027-06-01T12:00");
  EXPECT_EQ(At(berlin, "12:00", noon), noon);
  EXPECT_EQ(At(berlin, "12:01", noon), noon + 60'000);
  EXPECT_EQ(At(berlin, "11:59", noon), noon + 86'400'000 - 60'000);
}

TEST(Resolve, ASkippedTimeIsTakenWithTheOffsetBeforeTheGap) {
  const LocalTime berlin = In("Europe/Berlin");
  EXPECT_EQ(berlin.FormatTimeOfDay(At(berlin, "2026-03-29T02:30")), "03:30");
}

TEST(Resolve, ATimeShownTwiceIsTheFirstThatIsNotBefore) {
  const LocalTime berlin = In("Europe/Berlin");
  const int64_t first = At(berlin, "2026-10-25T02:30");
  const int64_t second = At(berlin, "2026-10-25T02:30+01:00");
  EXPECT_EQ(second - first, 3'600'000);
  EXPECT_EQ(At(berlin, "02:30", first), first);
  EXPECT_EQ(At(berlin, "02:30", first + 1), second);
  EXPECT_EQ(At(berlin, "02:30", second + 1), At(berlin, "2026-10-26T02:30"));
}

TEST(Format, IsAsShortAsTheDayAllows) {
  const LocalTime shanghai = In("Asia/Shanghai");
  const int64_t evening = At(shanghai, "2027-02-06T20:59");
  EXPECT_EQ(shanghai.Format(evening, evening), "20:59");
  EXPECT_EQ(shanghai.Format(evening + 30'000, evening), "20:59:30");
  EXPECT_EQ(shanghai.Format(evening + 250, evening), "20:59:00.250");
  EXPECT_EQ(shanghai.Format(evening + 4 * 3'600'000, evening), "2027-02-07T00:59");
  EXPECT_EQ(shanghai.FormatDate(evening), "2027-02-06");
}

TEST(Format, IsReadBackAsTheSameInstant) {
  for (const char* zone : {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"}) {
    const LocalTime local = In(zone);
    for (const char* day : {"2026-03-28T22:00", "2026-10-24T12:00", "2026-04-04T12:00"}) {
      const int64_t begin = At(local, day);
      for (int64_t at = begin; at < begin + 30 * 3'600'000; at += 7 * 60'000 + 1) {
        const std::string text = local.Format(at, begin);
        const auto time = ParseTime(text);
        ASSERT_TRUE(time.ok()) << text;
        EXPECT_THAT(local.Candidates(*time, begin), ::testing::Contains(at)) << zone << " " << text;
      }
    }
  }
}

TEST(Candidates, AreTwoWhereClocksShowATimeTwice) {
  const LocalTime berlin = In("Europe/Berlin");
  const int64_t noon = At(berlin, "2026-10-25T12:00");
  const int64_t first = At(berlin, "2026-10-25T02:30");
  EXPECT_THAT(berlin.Candidates(*ParseTime("02:30"), noon), ElementsAre(first, first + 3'600'000));
  EXPECT_THAT(berlin.Candidates(*ParseTime("02:30+01:00"), noon), ElementsAre(first + 3'600'000));
  EXPECT_THAT(berlin.Candidates(*ParseTime("04:00"), noon),
              ElementsAre(At(berlin, "2026-10-25T04:00")));
}

TEST(OddityOfDay, IsSaidOnDaysWhoseClocksChange) {
  const LocalTime berlin = In("Europe/Berlin");
  EXPECT_EQ(berlin.OddityOfDay(At(berlin, "2026-03-29T12:00")).english,
            "clocks go forward 02:00-03:00 that day");
  EXPECT_EQ(berlin.OddityOfDay(At(berlin, "2026-10-25T00:30")).english,
            "clocks go back 03:00-02:00 that day");
  EXPECT_EQ(berlin.OddityOfDay(At(berlin, "2026-03-28T23:59")).english, "");
  EXPECT_EQ(berlin.OddityOfDay(At(berlin, "2026-03-30T00:00")).english, "");
}

}  // namespace
}  // namespace waypost::scenario
