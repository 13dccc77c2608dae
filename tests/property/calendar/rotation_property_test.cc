// Random rotations in every zone, about its transitions, against a reference that walks the wall
// clock shift by shift from the start, asking absl::TimeZone for each.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "lib/calendar/rotation.h"
#include "lib/calendar/zone.h"
#include "tests/property/calendar/zones.h"

namespace waypost::calendar {
namespace {

constexpr int kRotations = 1'400;  // a zone: 100,000 and more over all of them
constexpr int kQuestions = 6;
constexpr int64_t kQuietMs = 1'800'000'000'000;  // January 2027: for zones without transitions

struct Layer {
  absl::CivilSecond start;
  int64_t step_s = 0;  // 0: months
  int months = 0;
  std::vector<std::vector<Person>> groups;
  int32_t priority = 0;
};

struct Case {
  std::vector<Layer> layers;
  std::vector<TemporaryDuty> temporary;
  std::vector<DutyOverride> overrides;
};

absl::CivilSecond SlotOf(const Layer& layer, int64_t k) {
  if (layer.step_s != 0) return layer.start + k * layer.step_s;
  const absl::CivilMonth month = absl::CivilMonth(layer.start) + k * layer.months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  const int day = std::min(layer.start.day(), last.day());
  return absl::CivilSecond(month.year(), month.month(), day, layer.start.hour(),
                           layer.start.minute(), 0);
}

int64_t Instant(absl::CivilSecond wall, absl::TimeZone zone) {
  const absl::TimeZone::TimeInfo info = zone.At(wall);
  const bool skipped = info.kind == absl::TimeZone::TimeInfo::SKIPPED;
  return absl::ToUnixMillis(skipped ? info.trans : info.pre);
}

// Walks all slots from the first.
const std::vector<Person>* GroupAt(const Layer& layer, int64_t at_ms, absl::TimeZone zone) {
  const std::vector<Person>* group = nullptr;
  for (int64_t k = 0; Instant(SlotOf(layer, k), zone) <= at_ms; ++k) {
    group = &layer.groups[static_cast<size_t>(k) % layer.groups.size()];
  }
  return group;
}

bool Has(const std::vector<Person>& people, Person person) {
  return std::find(people.begin(), people.end(), person) != people.end();
}

std::vector<Person> FromLayers(const Case& drawn, int64_t at_ms, absl::TimeZone zone) {
  for (int32_t priority = 3; priority >= 0; --priority) {
    std::vector<Person> people;
    for (const Layer& layer : drawn.layers) {
      if (layer.priority != priority) continue;
      const std::vector<Person>* group = GroupAt(layer, at_ms, zone);
      if (group == nullptr) continue;
      for (const Person person : *group) {
        if (!Has(people, person)) people.push_back(person);
      }
    }
    if (!people.empty()) return people;
  }
  return {};
}

std::vector<Person> Reference(const Case& drawn, int64_t at_ms, absl::TimeZone zone) {
  std::vector<Person> people = FromLayers(drawn, at_ms, zone);
  for (const TemporaryDuty& duty : drawn.temporary) {
    if (at_ms >= duty.begin_ms && at_ms < duty.end_ms) people = duty.people;
  }
  std::vector<Person> added;
  for (const DutyOverride& change : drawn.overrides) {
    if (at_ms < change.begin_ms || at_ms >= change.end_ms) continue;
    if (change.effect == DutyOverride::Effect::kAdd) {
      added.push_back(change.member);
      continue;
    }
    if (!Has(people, change.member)) continue;
    std::vector<Person> changed;
    const bool replace = change.effect == DutyOverride::Effect::kReplace && !Has(people, change.by);
    for (const Person person : people) {
      if (person != change.member) changed.push_back(person);
      if (person == change.member && replace) changed.push_back(change.by);
    }
    people = changed;
  }
  for (const Person person : added) {
    if (!Has(people, person)) people.push_back(person);
  }
  return people;
}

class Draw {
 public:
  Draw(uint64_t stream, int64_t around_ms, absl::TimeZone zone)
      : random_(20'27, stream), around_ms_(around_ms), zone_(zone) {}

  Case Next() {
    Case drawn;
    for (uint64_t i = 0, n = 1 + random_.Below(3); i < n; ++i) drawn.layers.push_back(NextLayer());
    for (uint64_t i = 0, n = random_.Below(2); i < n; ++i) {
      const int64_t begin_ms = NextInstant();
      drawn.temporary.push_back({begin_ms, begin_ms + Length(), NextGroup()});
    }
    for (uint64_t i = 0, n = random_.Below(3); i < n; ++i) {
      const int64_t begin_ms = NextInstant();
      const int64_t end_ms = begin_ms + Length();
      const auto effect = static_cast<DutyOverride::Effect>(random_.Below(3));
      const auto member = static_cast<Person>(random_.Below(6));
      const auto by = static_cast<Person>(random_.Below(6));
      drawn.overrides.push_back({begin_ms, end_ms, effect, member, by});
    }
    return drawn;
  }

  // Within two days of the transition, often at a quarter of an hour, sometimes just before one.
  int64_t NextInstant() {
    const int64_t quarters = static_cast<int64_t>(random_.Below(2 * 2 * 96)) - 2 * 96;
    const int64_t less_ms = static_cast<int64_t>(random_.Below(2));
    return around_ms_ + quarters * kHourMs / 4 - less_ms;
  }

 private:
  int64_t Length() { return 1 + static_cast<int64_t>(random_.Below(40 * 3'600'000)); }

  std::vector<Person> NextGroup() {
    std::vector<Person> group;
    for (uint64_t i = 0, n = random_.Below(3); i < n; ++i) {
      const auto person = static_cast<Person>(random_.Below(6));
      if (!Has(group, person)) group.push_back(person);
    }
    return group;
  }

  Layer NextLayer() {
    static constexpr int64_t kLengths[] = {900,        1'800,  3'600,     8 * 3'600,
                                           12 * 3'600, 86'400, 7 * 86'400};
    Layer layer;
    const bool by_month = random_.Below(8) == 0;
    layer.step_s = by_month ? 0 : kLengths[random_.Below(7)];
    layer.months = by_month ? 1 + static_cast<int>(random_.Below(2)) : 0;
    const int64_t back_days = by_month ? 60 + static_cast<int64_t>(random_.Below(200))
                                       : 1 + static_cast<int64_t>(random_.Below(3));
    const absl::CivilSecond wall =
        absl::ToCivilSecond(absl::FromUnixMillis(around_ms_ - back_days * 24 * kHourMs), zone_);
    const auto hour = static_cast<int>(random_.Below(24));
    const auto quarter = static_cast<int>(random_.Below(4));
    layer.start = absl::CivilSecond(wall.year(), wall.month(), wall.day(), hour, quarter * 15, 0);
    for (uint64_t i = 0, n = 1 + random_.Below(4); i < n; ++i) layer.groups.push_back(NextGroup());
    layer.priority = static_cast<int32_t>(random_.Below(4));
    return layer;
  }

  PhiloxStream random_;
  int64_t around_ms_;
  absl::TimeZone zone_;
};

int64_t WallOf(absl::CivilSecond wall) { return (wall - absl::CivilSecond(1970, 1, 1)) * 1'000; }

Rotation Build(const Case& drawn, const Zone& zone) {
  RotationSpec spec;
  for (const Layer& from : drawn.layers) {
    RotationLayer& layer = spec.layers.emplace_back();
    layer.grid = HandoffGrid(WallOf(from.start), {from.step_s * 1'000, from.months});
    layer.groups = from.groups;
    layer.priority = from.priority;
  }
  spec.temporary = drawn.temporary;
  spec.overrides = drawn.overrides;
  return *Rotation::Create(std::move(spec), zone);
}

class RotationPropertyTest : public testing::TestWithParam<const char*> {};

TEST_P(RotationPropertyTest, TheGridAgreesWithWalkingTheWall) {
  const Zone zone = *LoadZone(GetParam(), 1990, 2050);
  absl::TimeZone reference;
  ASSERT_TRUE(absl::LoadTimeZone(GetParam(), &reference));
  std::vector<int64_t> around = {kQuietMs};
  for (const ZoneTransition& transition : zone.transitions()) around.push_back(transition.at_ms);
  for (int i = 0; i < kRotations; ++i) {
    const size_t place = static_cast<size_t>(i) % around.size();
    Draw draw(static_cast<uint64_t>(i), around[place], reference);
    const Case drawn = draw.Next();
    const Rotation rotation = Build(drawn, zone);
    std::vector<Person> people;
    for (int question = 0; question < kQuestions; ++question) {
      const int64_t at_ms = draw.NextInstant();
      rotation.OnDuty(at_ms, people);
      ASSERT_EQ(people, Reference(drawn, at_ms, reference))
          << GetParam() << " " << i << " " << at_ms;
      const int64_t next_ms = rotation.NextChange(at_ms);
      ASSERT_GT(next_ms, at_ms);
      if (next_ms == Calendar::kNever) continue;
      ASSERT_EQ(people, Reference(drawn, next_ms - 1, reference))
          << "nobody came before the change";
      const int64_t previous_ms = rotation.PreviousChange(at_ms);
      if (previous_ms == Calendar::kNever) continue;
      ASSERT_LE(previous_ms, at_ms);
      ASSERT_EQ(people, Reference(drawn, previous_ms, reference)) << "nobody came since";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, RotationPropertyTest, testing::ValuesIn(kZones),
                         [](const auto& row) { return ZoneTestName(row.param); });

}  // namespace
}  // namespace waypost::calendar
