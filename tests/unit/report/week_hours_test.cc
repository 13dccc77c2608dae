#include "lib/report/week_hours.h"

#include "gtest/gtest.h"
#include "lib/policy/zones.h"
#include "waypost/policy.h"

namespace waypost::report {
namespace {

std::vector<WeekDay> WeekOf(const std::string& hours) {
  const PolicyCompilation compiled = Policy::CompileText(
      "desk.textproto",
      "name: \"desk\" time_zone: \"Europe/Lisbon\" queues { id: \"all\" }\n"
      "routes { id: \"all\" stage { queue: \"all\" } }\ncalendars { id: \"desk\" " +
          hours + " }");
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  if (!compiled.ok()) return std::vector<WeekDay>(7);
  policy::MachineZones zones;
  return WeekHours(*compiled.policy().calendar("desk"), *zones.Load("Europe/Lisbon", 2026, 2029));
}

TEST(WeekHoursTest, SaysTheHoursOfEachDayWhateverTheClocksDo) {
  const auto week = WeekOf("weekly { days: \"mon-fri\" hours: \"09:00-12:00,13:00-18:00\" }");
  ASSERT_EQ(week.size(), 7u);
  EXPECT_EQ(week[0].text.english, "09:00-12:00, 13:00-18:00");
  EXPECT_EQ(week[4].name.english, "Friday");
  EXPECT_EQ(week[6].text.english, "closed");
  EXPECT_EQ(HoursText(week[0], false).english, "");
}

TEST(WeekHoursTest, KeepsToTheMinute) {
  const auto week = WeekOf("weekly { days: \"mon-fri\" hours: \"08:20-17:05\" }");
  EXPECT_EQ(week[0].text.english, "08:20-17:05");
  const auto night = WeekOf("weekly { days: \"fri\" hours: \"22:10-06:50\" }");
  EXPECT_EQ(night[4].text.english, "22:10-24:00");
  EXPECT_EQ(night[5].text.english, "00:00-06:50");
}

TEST(WeekHoursTest, TellsRareHoursFromUsualOnes) {
  const auto week = WeekOf(
      "weekly { days: \"mon-sun\" hours: \"00:00-24:00\" } "
      "special { dates: \"2027-02-01\" hours: \"09:00-12:00\" }");
  EXPECT_EQ(week[0].text.english, "all day");
  const auto rare = WeekOf(
      "weekly { days: \"tue\" hours: \"09:00-12:00\" } "
      "special { dates: \"2027-02-01\" hours: \"10:00-12:00\" }");
  EXPECT_EQ(rare[0].text.english, "closed");
  EXPECT_EQ(HoursText(rare[0], false).english, "10:00-12:00");
}

}  // namespace
}  // namespace waypost::report
