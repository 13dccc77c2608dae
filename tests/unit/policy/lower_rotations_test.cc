#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/calendar/handoff_grid.h"
#include "lib/policy/tables.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kHead =
    "name: \"desk\"\n"
    "calendars { id: \"days\" weekly { days: \"mon-fri\" hours: \"09:00-18:00\" } }\n";

Lowered With(const std::string& rotation) { return Lower(kHead + rotation); }

// At a time in UTC.
std::vector<std::string> OnDuty(const Lowered& lowered, const std::string& at) {
  std::vector<calendar::Person> people;
  lowered.tables->rotations.at(0).rotation.OnDuty(*calendar::ParseWallTime(at), people);
  std::vector<std::string> names;
  for (const calendar::Person person : people) names.push_back(lowered.tables->names[person]);
  return names;
}

TEST(LowerRotations, MembersGoRoundPerShift) {
  const Lowered lowered = With(
      "rotations { id: \"r\" start: \"2027-01-04T08:00\" every: \"12h\" per_shift: 2"
      " members: [\"an\", \"bo\", \"nobody\"] }\n");
  ASSERT_NE(lowered.tables, nullptr);
  EXPECT_THAT(OnDuty(lowered, "2027-01-04T08:00"), ElementsAre("agent:an", "agent:bo"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-04T20:00"), ElementsAre("agent:an"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-05T08:00"), ElementsAre("agent:bo"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-05T20:00"), ElementsAre("agent:an", "agent:bo"));
}

TEST(LowerRotations, GroupsLayersAndExceptions) {
  const Lowered lowered = With(
      "rotations {\n"
      "  id: \"r\" start: \"2027-01-04T00:00\" every: \"1w\"\n"
      "  groups { members: [\"an\", \"bo\"] } groups { }\n"
      "  layers { priority: 1 start: \"2027-01-04T00:00\" every: \"1d\" members: \"cui\""
      " hours: \"days\" advance_on: ACTIVE_DAY }\n"
      "  temporary { from: \"2027-01-06T00:00\" to: \"2027-01-07T00:00\" members: \"dan\" }\n"
      "  overrides { id: \"swap\" from: \"2027-01-07T00:00\" to: \"2027-01-08T00:00\""
      " effect: REPLACE member: \"an\" by: \"er\" }\n"
      "}\n");
  ASSERT_NE(lowered.tables, nullptr);
  EXPECT_THAT(OnDuty(lowered, "2027-01-04T12:00"), ElementsAre("agent:cui"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-04T20:00"), ElementsAre("agent:an", "agent:bo"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-06T12:00"), ElementsAre("agent:dan"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-07T20:00"), ElementsAre("agent:er", "agent:bo"));
  EXPECT_THAT(OnDuty(lowered, "2027-01-11T20:00"), IsEmpty());
}

TEST(LowerRotations, LocalTimesAreThoseOfItsZone) {
  const Lowered lowered = With(
      "rotations { id: \"r\" start: \"2027-01-04T08:00\" every: \"1d\" members: \"an\""
      " time_zone: \"Asia/Shanghai\" }\n");
  ASSERT_NE(lowered.tables, nullptr);
  EXPECT_THAT(OnDuty(lowered, "2027-01-03T23:59"), IsEmpty());
  EXPECT_THAT(OnDuty(lowered, "2027-01-04T00:00"), ElementsAre("agent:an"));
}

TEST(LowerRotations, AStepNamesARotationAndWhoOfIt) {
  const Lowered lowered = With(
      "rotations { id: \"r\" start: \"2027-01-04T08:00\" every: \"1d\" members: \"an\" }\n"
      "escalations { id: \"e\" on { created: true }"
      " step { notify: [\"rotation:r\", \"rotation:r:next\", \"customer\"] } }\n");
  ASSERT_NE(lowered.tables, nullptr);
  const std::vector<NotifyTarget>& targets = lowered.tables->steps.at(0).notify;
  ASSERT_EQ(targets.size(), 3u);
  EXPECT_EQ(targets[0].rotation, 0);
  EXPECT_EQ(targets[0].duty, DutyRole::kOnDuty);
  EXPECT_EQ(targets[1].duty, DutyRole::kNext);
  EXPECT_EQ(lowered.tables->names[targets[1].text], "rotation:r:next");
  EXPECT_EQ(targets[2].rotation, kNone);
}

TEST(LowerRotations, AnUnknownRotationIsPointedAtWithoutItsRole) {
  const Lowered lowered = With(
      "rotations { id: \"night\" start: \"2027-01-04T08:00\" every: \"1d\" members: \"an\" }\n"
      "escalations { id: \"e\" on { created: true } step { notify: \"rotation:nigt:next\" } }\n");
  EXPECT_THAT(Places(lowered), ElementsAre("WP2101 a.textproto:4:69"));
}

TEST(LowerRotations, EveryProblemIsFoundAtOnce) {
  const Lowered lowered = With(
      "rotations { id: \"a\" start: \"monday\" every: \"12 h\" members: \"an\" }\n"
      "rotations { id: \"b\" start: \"2027-01-04T08:00\" every: \"1d\" per_shift: 2 members: "
      "\"an\" }\n"
      "rotations { id: \"c\" start: \"2027-01-04T08:00\" every: \"1d\" }\n"
      "rotations { id: \"d\" start: \"2027-01-04T08:00\" every: \"12h\" members: \"an\""
      " advance_on: ACTIVE_DAY hours: \"days\" }\n");
  EXPECT_THAT(Places(lowered), ElementsAre("WP2702 a.textproto:3:28", "WP2701 a.textproto:3:44",
                                           "WP2705 a.textproto:4:70", "WP2704 a.textproto:5:1",
                                           "WP2707 a.textproto:6:86"));
}

}  // namespace
}  // namespace waypost::policy
