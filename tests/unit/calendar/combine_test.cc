#include "lib/calendar/combine.h"

#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

constexpr const char* kWeekBegin = "2027-06-07T00:00Z";  // a Monday
constexpr const char* kWeekEnd = "2027-06-14T00:00Z";

Calendar Hours(std::string_view days, std::string_view hours, int32_t first = 2000,
               int32_t last = 2060) {
  return Compile({{{days, hours}}, {}, {}, {}, HolidayCut::kByMinute, first, last}, Zone());
}

std::string Week(const Calendar& calendar) { return ShowOpenings(calendar, kWeekBegin, kWeekEnd); }

TEST(CombineTest, AUnionIsOpenWhenOneIs) {
  const Calendar both =
      Unite({Hours("mon", "09:00-12:00"), Hours("mon,tue", "11:00-13:00")}, Zone());
  EXPECT_EQ(Week(both), "2027-06-07T09:00Z/2027-06-07T13:00Z 2027-06-08T11:00Z/2027-06-08T13:00Z");
}

TEST(CombineTest, OpeningsThatTouchAreOne) {
  const Calendar both = Unite({Hours("mon", "09:00-12:00"), Hours("mon", "12:00-13:00")}, Zone());
  EXPECT_EQ(Week(both), "2027-06-07T09:00Z/2027-06-07T13:00Z");
}

TEST(CombineTest, AnIntersectionIsOpenWhenAllAre) {
  const Calendar both = Intersect({Hours("mon-wed", "09:00-18:00"), Hours("tue-thu", "16:00-20:00"),
                                   Hours("mon-sun", "00:00-17:30")},
                                  Zone());
  EXPECT_EQ(Week(both), "2027-06-08T16:00Z/2027-06-08T17:30Z 2027-06-09T16:00Z/2027-06-09T17:30Z");
}

TEST(CombineTest, AComplementIsOpenWhenTheOtherIsNot) {
  const Calendar nights = Complement(Hours("mon-sun", "08:00-22:00"), Zone());
  EXPECT_EQ(ShowOpenings(nights, kWeekBegin, "2027-06-09T00:00Z"),
            "2027-06-07T00:00Z/2027-06-07T08:00Z 2027-06-07T22:00Z/2027-06-08T08:00Z "
            "2027-06-08T22:00Z/2027-06-09T00:00Z");
}

TEST(CombineTest, AComplementOfAComplementIsTheCalendar) {
  const Calendar hours = Hours("mon-fri", "09:00-18:00");
  EXPECT_EQ(Complement(Complement(hours, Zone()), Zone()).Digest(), hours.Digest());
  EXPECT_EQ(Unite({hours}, Zone()).Digest(), hours.Digest());
  EXPECT_EQ(Intersect({hours, hours}, Zone()).Digest(), hours.Digest());
}

TEST(CombineTest, NothingIsKnownBeyondTheYearsInCommon) {
  const Calendar both = Unite(
      {Hours("mon-sun", "00:00-24:00", 2020, 2030), Hours("mon-sun", "00:00-24:00", 2025, 2040)},
      Zone());
  EXPECT_EQ(ShowUtc(both.horizon_begin_ms()), "2025-01-01T00:00Z");
  EXPECT_EQ(ShowUtc(both.horizon_end_ms()), "2031-01-01T00:00Z");
  EXPECT_FALSE(both.IsOpen(Utc("2024-12-31T12:00Z")));
  EXPECT_EQ(both.NextClose(Utc("2030-06-01T12:00Z")), Calendar::kNever);
}

TEST(CombineTest, CalendarsWithoutAYearInCommonNeverOpen) {
  const Calendar none = Unite(
      {Hours("mon-sun", "00:00-24:00", 2020, 2021), Hours("mon-sun", "00:00-24:00", 2030, 2031)},
      Zone());
  EXPECT_EQ(none.NextOpen(0), Calendar::kNever);
  EXPECT_EQ(Unite({}, Zone()).NextOpen(0), Calendar::kNever);
  EXPECT_EQ(Intersect({}, Zone()).NextOpen(0), Calendar::kNever);
}

// It would be open past the horizon only if all, one or none of the others would.
TEST(CombineTest, WhatGoesOnPastTheHorizonNeverCloses) {
  const Calendar always = Hours("mon-sun", "00:00-24:00");
  const Calendar office = Hours("mon-fri", "09:00-18:00");
  const int64_t late_ms = Utc("2060-12-31T12:00Z");
  EXPECT_EQ(Unite({always, office}, Zone()).NextClose(late_ms), Calendar::kNever);
  EXPECT_EQ(ShowUtc(Intersect({always, office}, Zone()).NextClose(late_ms)), "2060-12-31T18:00Z");
  EXPECT_EQ(Complement(office, Zone()).NextClose(Utc("2060-12-31T20:00Z")), Calendar::kNever);
  EXPECT_EQ(Complement(always, Zone()).NextOpen(0), Calendar::kNever);
}

TEST(CombineTest, BusinessDatesAreThoseOfTheZone) {
  const Calendar evening = Hours("mon", "20:00-24:00");
  const Calendar in_apia = Unite({evening}, Apia());
  // In Apia it is Tuesday, 09:00 to 13:00.
  EXPECT_EQ(ShowUtc(in_apia.AddBusinessDays(Utc("2027-06-07T10:30Z"), 1, Landing::kCloseOfDay)),
            "2027-06-08T00:00Z");
  EXPECT_EQ(in_apia.time_zone(), "Pacific/Apia");
}

TEST(CombineTest, PublicNamesTakeTheZoneOfTheFirst) {
  const Calendar office = Compile({{{"mon-fri", "09:00-18:00"}}}, Lisbon());
  const Calendar nights = Hours("mon-sun", "22:00-06:00");
  EXPECT_EQ(Calendar::UnionOf({office, nights}).Digest(),
            Unite({office, nights}, Lisbon()).Digest());
  EXPECT_EQ(Calendar::IntersectionOf({office, nights}).Digest(),
            Intersect({office, nights}, Lisbon()).Digest());
  EXPECT_EQ(Calendar::ComplementOf(office).Digest(), Complement(office, Lisbon()).Digest());
  EXPECT_EQ(Calendar::ComplementOf(office).time_zone(), "Europe/Lisbon");
  EXPECT_EQ(Calendar::UnionOf({}).NextOpen(0), Calendar::kNever);
  EXPECT_EQ(Calendar::IntersectionOf({}).NextOpen(0), Calendar::kNever);
}

}  // namespace
}  // namespace waypost::calendar
