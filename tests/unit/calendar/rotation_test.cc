#include "lib/calendar/rotation.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/calendar/calendar_testing.h"

namespace waypost::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Effect = DutyOverride::Effect;

enum : Person { kAn, kBo, kCui, kDan };

RotationLayer Turns(std::string_view start, std::string_view step,
                    std::vector<std::vector<Person>> groups, int32_t priority = 0) {
  RotationLayer layer;
  layer.grid = HandoffGrid(*ParseWallTime(start), *ParseGridStep(step));
  layer.groups = std::move(groups);
  layer.priority = priority;
  return layer;
}

Rotation Make(RotationSpec spec) { return *Rotation::Create(std::move(spec), Zone()); }

std::vector<Person> At(const Rotation& rotation, std::string_view at) {
  std::vector<Person> people;
  rotation.OnDuty(Utc(at), people);
  return people;
}

std::string Refusal(RotationSpec spec) {
  return std::string(Rotation::Create(std::move(spec), Zone()).status().message());
}

TEST(Rotation, TakesTurnsFromItsStartOn) {
  const Rotation rotation =
      Make({{Turns("2027-01-04T08:00", "12h", {{kAn, kBo}, {kCui}, {}})}, {}, {}});
  EXPECT_THAT(At(rotation, "2027-01-04T07:59Z"), IsEmpty());
  EXPECT_THAT(At(rotation, "2027-01-04T08:00Z"), ElementsAre(kAn, kBo));
  EXPECT_THAT(At(rotation, "2027-01-04T20:00Z"), ElementsAre(kCui));
  EXPECT_THAT(At(rotation, "2027-01-05T08:00Z"), IsEmpty());  // its turn off
  EXPECT_THAT(At(rotation, "2027-01-05T20:00Z"), ElementsAre(kAn, kBo));
}

TEST(Rotation, TheHighestLayerWithSomebodyWins) {
  const Rotation rotation = Make(
      {{Turns("2027-01-04T00:00", "1d", {{kAn}}), Turns("2027-01-04T00:00", "1d", {{kBo}, {}}, 5)},
       {},
       {}});
  EXPECT_THAT(At(rotation, "2027-01-04T12:00Z"), ElementsAre(kBo));
  EXPECT_THAT(At(rotation, "2027-01-05T12:00Z"), ElementsAre(kAn));
}

TEST(Rotation, LayersOfOnePriorityShareAndNobodyCountsTwice) {
  const Rotation rotation = Make(
      {{Turns("2027-01-04T00:00", "1d", {{kAn}}), Turns("2027-01-04T00:00", "1w", {{kAn, kBo}})},
       {},
       {}});
  EXPECT_THAT(At(rotation, "2027-01-04T12:00Z"), ElementsAre(kAn, kBo));
}

TEST(Rotation, HoursLimitALayer) {
  RotationLayer days = Turns("2027-01-04T00:00", "1d", {{kAn}, {kBo}}, 1);
  days.hours = Compile({{{"mon-fri", "09:00-18:00"}}}, Zone());
  const Rotation rotation = Make({{days, Turns("2027-01-04T00:00", "1d", {{kDan}})}, {}, {}});
  EXPECT_THAT(At(rotation, "2027-01-04T12:00Z"), ElementsAre(kAn));
  EXPECT_THAT(At(rotation, "2027-01-04T18:00Z"), ElementsAre(kDan));
  EXPECT_THAT(At(rotation, "2027-01-11T12:00Z"), ElementsAre(kBo)) << "weekends take turns too";
}

TEST(Rotation, OnActiveDaysNobodyLosesATurnToAWeekend) {
  RotationLayer days = Turns("2027-01-04T00:00", "1d", {{kAn}, {kBo}});
  days.hours = Compile({{{"mon-fri", "09:00-18:00"}}}, Zone());
  days.advance_on = AdvanceOn::kActiveDay;
  const Rotation rotation = Make({{days}, {}, {}});
  EXPECT_THAT(At(rotation, "2027-01-08T12:00Z"), ElementsAre(kAn));  // the fifth day
  EXPECT_THAT(At(rotation, "2027-01-11T12:00Z"), ElementsAre(kBo));  // the sixth
  EXPECT_THAT(At(rotation, "2027-01-12T12:00Z"), ElementsAre(kAn));
}

TEST(Rotation, ExceptionsApplyInTheirOrder) {
  const int64_t noon = Utc("2027-01-04T12:00Z");
  const int64_t two = Utc("2027-01-04T14:00Z");
  RotationSpec spec{{Turns("2027-01-04T00:00", "1d", {{kAn, kBo}})}, {}, {}};
  spec.overrides = {{noon, two, Effect::kAdd, kDan, 0}, {noon, two, Effect::kReplace, kAn, kCui}};
  const Rotation changed = Make(spec);
  EXPECT_THAT(At(changed, "2027-01-04T11:59Z"), ElementsAre(kAn, kBo));
  EXPECT_THAT(At(changed, "2027-01-04T12:00Z"), ElementsAre(kCui, kBo, kDan));
  EXPECT_THAT(At(changed, "2027-01-04T14:00Z"), ElementsAre(kAn, kBo));

  spec.temporary = {{noon, two, {kDan}}};
  spec.overrides = {{noon, two, Effect::kRemove, kDan, 0}, {noon, two, Effect::kAdd, kAn, 0}};
  EXPECT_THAT(At(Make(spec), "2027-01-04T13:00Z"), ElementsAre(kAn));
}

TEST(Rotation, TheLastTemporaryDutyHolds) {
  RotationSpec spec{{Turns("2027-01-04T00:00", "1d", {{kAn}})}, {}, {}};
  spec.temporary = {{Utc("2027-01-04T00:00Z"), Utc("2027-01-06T00:00Z"), {kBo, kBo}},
                    {Utc("2027-01-05T00:00Z"), Utc("2027-01-06T00:00Z"), {}}};
  EXPECT_THAT(At(Make(spec), "2027-01-04T12:00Z"), ElementsAre(kBo));
  EXPECT_THAT(At(Make(spec), "2027-01-05T12:00Z"), IsEmpty()) << "nobody, said out loud";
}

TEST(Rotation, ReplacingBySomebodyOnDutyLeavesOne) {
  RotationSpec spec{{Turns("2027-01-04T00:00", "1d", {{kAn, kBo}})}, {}, {}};
  spec.overrides = {{0, Utc("2028-01-01T00:00Z"), Effect::kReplace, kAn, kBo}};
  EXPECT_THAT(At(Make(spec), "2027-01-04T12:00Z"), ElementsAre(kBo));
}

TEST(Rotation, ChangesAreFoundInBothDirections) {
  RotationLayer days = Turns("2027-01-04T00:00", "1w", {{kAn}, {kBo}});
  days.hours = Compile({{{"mon-sun", "09:00-18:00"}}}, Zone());
  RotationSpec spec{{days}, {}, {}};
  spec.overrides = {{Utc("2027-01-05T20:00Z"), Utc("2027-01-05T21:00Z"), Effect::kAdd, kDan, 0}};
  const Rotation rotation = Make(spec);
  EXPECT_EQ(ShowUtc(rotation.NextChange(Utc("2027-01-05T10:00Z"))), "2027-01-05T18:00Z");
  EXPECT_EQ(ShowUtc(rotation.NextChange(Utc("2027-01-05T18:00Z"))), "2027-01-05T20:00Z");
  EXPECT_EQ(ShowUtc(rotation.NextChange(Utc("2027-01-10T18:00Z"))), "2027-01-11T00:00Z");
  EXPECT_EQ(ShowUtc(rotation.PreviousChange(Utc("2027-01-05T20:30Z"))), "2027-01-05T20:00Z");
  EXPECT_EQ(ShowUtc(rotation.PreviousChange(Utc("2027-01-05T18:00Z"))), "2027-01-05T18:00Z");
  EXPECT_EQ(ShowUtc(rotation.PreviousChange(Utc("2027-01-05T17:59Z"))), "2027-01-05T09:00Z");
  EXPECT_EQ(rotation.NextChange(Calendar::kNever), Calendar::kNever);
}

TEST(NextOnDuty, PassesOverThoseOnDutyAndOverNobody) {
  const Rotation rotation =
      Make({{Turns("2027-01-04T00:00", "1d", {{kAn}, {kAn}, {}, {kBo}})}, {}, {}});
  const int64_t monday = Utc("2027-01-04T12:00Z");
  EXPECT_THAT(NextOnDuty(rotation, monday), ElementsAre(kBo));
  EXPECT_THAT(PreviousOnDuty(rotation, monday), IsEmpty());
  EXPECT_THAT(PreviousOnDuty(rotation, Utc("2027-01-07T12:00Z")), ElementsAre(kAn));
}

TEST(NextOnDuty, NobodyIfTheSamePeopleGoOn) {
  const Rotation rotation = Make({{Turns("2027-01-04T00:00", "1d", {{kAn}})}, {}, {}});
  EXPECT_THAT(NextOnDuty(rotation, Utc("2027-01-04T12:00Z")), IsEmpty());
}

TEST(RotationCreate, RefusesWhatHasNoMeaning) {
  EXPECT_THAT(Refusal({{Turns("2027-01-04T00:00", "1d", {})}, {}, {}}), HasSubstr("members"));
  RotationLayer layer = Turns("2027-01-04T00:00", "1d", {{kAn}});
  layer.advance_on = AdvanceOn::kActiveDay;
  EXPECT_THAT(Refusal({{layer}, {}, {}}), HasSubstr("hours"));
  layer = Turns("2027-01-04T00:00", "12h", {{kAn}});
  layer.advance_on = AdvanceOn::kActiveDay;
  layer.hours = Calendar();
  EXPECT_THAT(Refusal({{layer}, {}, {}}), HasSubstr("shorter"));
  EXPECT_THAT(Refusal({{}, {{5, 5, {kAn}}}, {}}), HasSubstr("before it begins"));
  EXPECT_THAT(Refusal({{}, {}, {{6, 5, Effect::kAdd, kAn, 0}}}), HasSubstr("before it begins"));
}

TEST(Rotation, EveryoneIsNamedOnce) {
  RotationSpec spec{{Turns("2027-01-04T00:00", "1d", {{kDan, kBo}, {kBo}})}, {{0, 1, {kAn}}}, {}};
  spec.overrides = {{0, 1, Effect::kReplace, kBo, kCui}};
  EXPECT_THAT(Make(spec).everyone(), ElementsAre(kAn, kBo, kCui, kDan));
}

}  // namespace
}  // namespace waypost::calendar
