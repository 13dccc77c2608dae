// Rotations: who takes turns, and the exceptions.
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/handoff_grid.h"
#include "lib/policy/lower_calendars.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Group = waypost::v1::RotationGroup;
using V1Layer = waypost::v1::RotationLayer;
using V1Override = waypost::v1::RotationOverride;
using V1Rotation = waypost::v1::Rotation;
using V1Temporary = waypost::v1::TemporarySchedule;

constexpr std::string_view kNobody = "nobody";
constexpr int64_t kMostPriority = 100;
constexpr int kMostPerShift = 100;
constexpr int kMostMembers = 1'000;

// Both ends of an exception, of a message with `from` and `to`.
struct Ends {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
};

// One rotation on its way from the message to a table. After a problem, which is reported, what
// could be read is kept: the policy is not executed.
class RotationReader {
 public:
  RotationReader(Lowering& lowering, const V1Rotation& written, const calendar::Zone& zone)
      : lowering_(lowering), written_(written), zone_(zone) {}

  RotationEntry Read() {
    AddLayer(written_, 0);
    for (const V1Layer& layer : written_.layers()) {
      CheckInterval(lowering_, layer.priority(), -kMostPriority, kMostPriority,
                    {layer, V1Layer::kPriorityFieldNumber});
      AddLayer(layer, layer.priority());
    }
    for (const V1Temporary& temporary : written_.temporary()) AddTemporary(temporary);
    for (const V1Override& change : written_.overrides()) AddOverride(change);
    absl::StatusOr<calendar::Rotation> rotation =
        calendar::Rotation::Create(std::move(spec_), zone_);
    if (!rotation.ok()) rotation = calendar::Rotation::Create({}, zone_);  // reported above
    return {lowering_.names.Intern(written_.id()), *std::move(rotation),
            lowering_.SpanOf(written_)};
  }

 private:
  calendar::Person PersonOf(const std::string& agent) {
    return lowering_.names.Intern(absl::StrCat("agent:", agent));
  }

  template <typename Strings>
  std::vector<calendar::Person> People(const Strings& agents) {
    std::vector<calendar::Person> people;
    for (const std::string& agent : agents) {
      if (agent != kNobody) people.push_back(PersonOf(agent));
    }
    return people;
  }

  template <typename Value>
  std::optional<Value> Parse(absl::StatusOr<Value> (*parse)(std::string_view), const char* code,
                             const Words& kind, const std::string& text, const FieldRef& field) {
    if (text.empty()) return std::nullopt;  // reported as missing
    absl::StatusOr<Value> value = parse(text);
    if (value.ok()) return *std::move(value);
    Problem problem = ProblemWith(text, kind, WordsOf(value.status()));
    lowering_.Report(code, field, std::move(problem.message)).Help(std::move(problem.advice));
    return std::nullopt;
  }

  std::optional<int64_t> ReadWall(const std::string& text, const FieldRef& field) {
    return Parse(&calendar::ParseWallTime, "WP2702", {"a local time", "当地时间"}, text, field);
  }

  // `Written` has the fields that a rotation and its layers share.
  template <typename Written>
  void AddLayer(const Written& written, int32_t priority) {
    calendar::RotationLayer layer;
    layer.priority = priority;
    const auto start_ms = ReadWall(written.start(), {written, Written::kStartFieldNumber});
    const auto step =
        Parse(&calendar::ParseGridStep, "WP2701", {"the length of a shift", "班次时长"},
              written.every(), {written, Written::kEveryFieldNumber});
    layer.grid = calendar::HandoffGrid(start_ms.value_or(0),
                                       step.value_or(calendar::GridStep{calendar::kMsPerDay, 0}));
    layer.groups = ReadTurns(written);
    const auto hours = Resolve(lowering_, lowering_.calendars, written.hours(),
                               {written, Written::kHoursFieldNumber});
    if (hours) layer.hours = lowering_.tables.calendars[*hours].calendar;
    if (written.advance_on() == V1Rotation::ACTIVE_DAY) {
      layer.advance_on = calendar::AdvanceOn::kActiveDay;
      CheckActiveDays(written, step);
    }
    spec_.layers.push_back(std::move(layer));
  }

  template <typename Written>
  void CheckActiveDays(const Written& written, const std::optional<calendar::GridStep>& step) {
    const FieldRef field = {written, Written::kAdvanceOnFieldNumber};
    if (written.hours().empty()) {
      lowering_
          .Report("WP2707", field,
                  {"there are no hours to tell active days by", "没有可用来判断活跃日的时间"})
          .Help({"name a calendar in `hours`", "请在 `hours` 中写一个日历"});
    } else if (step && step->months == 0 && step->wall_ms < calendar::kMsPerDay) {
      lowering_
          .Report("WP2707", field,
                  {"shifts shorter than a day cannot count days", "短于一天的班次不能按天计"})
          .Help({"let `every` be a day or longer, or leave ACTIVE_DAY away",
                 "请把 `every` 设为一天或更长，或删去 ACTIVE_DAY"});
    }
  }

  template <typename Written>
  std::vector<std::vector<calendar::Person>> ReadTurns(const Written& written) {
    const bool both = written.members_size() > 0 && written.groups_size() > 0;
    if (both || (written.members_size() == 0 && written.groups_size() == 0)) {
      lowering_.sink
          .Report("WP2704", lowering_.SpanOf(written),
                  both ? Words{"`members` and `groups` exclude each other",
                               "`members` 与 `groups` 互斥"}
                       : Words{"nobody takes turns", "没有人轮值"})
          .Help(both ? Words{"write the members as groups too", "请把成员也写成组"}
                     : Words{"list `members`, or `groups`", "请列出 `members` 或 `groups`"});
      return {};
    }
    std::vector<std::vector<calendar::Person>> turns;
    for (const V1Group& group : written.groups()) turns.push_back(People(group.members()));
    if (!turns.empty()) {
      if (written.per_shift() != 0) {
        lowering_
            .Report("WP2704", {written, Written::kPerShiftFieldNumber},
                    {"`per_shift` is for `members`; a group is on duty as a whole",
                     "`per_shift` 用于 `members`；组是整体值班的"})
            .Help({"leave `per_shift` away", "请删去 `per_shift`"});
      }
      return turns;
    }
    return TurnsOfMembers(written);
  }

  // Members in turn, `per_shift` at a time, going round until the first stands first again.
  template <typename Written>
  std::vector<std::vector<calendar::Person>> TurnsOfMembers(const Written& written) {
    const int size = written.members_size();
    const int at_once = written.per_shift() == 0 ? 1 : written.per_shift();
    const FieldRef per_shift = {written, Written::kPerShiftFieldNumber};
    if (!CheckInterval(lowering_, at_once, 1, kMostPerShift, per_shift)) return {};
    if (size > kMostMembers) {
      lowering_.sink
          .Report("WP2005",
                  lowering_.places.Value(written, Written::kMembersFieldNumber, kMostMembers),
                  {"too many members", "成员过多"})
          .Label(Say({"the first beyond $0", "第 $0 个之后的第一个"}, kMostMembers));
      return {};
    }
    if (at_once > size) {
      lowering_.Report("WP2705", per_shift,
                       Say({"$0 at once, but there {is|are} only $1 {member|members}",
                            "同时 $0 人值班，但只有 $1 名成员"},
                           at_once, size));
      return {};
    }
    std::vector<std::vector<calendar::Person>> turns;
    const int shifts = size / std::gcd(size, at_once);
    for (int shift = 0; shift < shifts; ++shift) {
      std::vector<calendar::Person>& turn = turns.emplace_back();
      for (int place = 0; place < at_once; ++place) {
        const std::string& agent = written.members((shift * at_once + place) % size);
        if (agent != kNobody) turn.push_back(PersonOf(agent));
      }
    }
    return turns;
  }

  // Nothing after a report.
  template <typename Written>
  std::optional<Ends> ReadEnds(const Written& written) {
    const auto from = ReadWall(written.from(), {written, Written::kFromFieldNumber});
    const auto to = ReadWall(written.to(), {written, Written::kToFieldNumber});
    if (!from || !to) return std::nullopt;
    const Ends ends = {calendar::FirstInstantFrom(zone_, *from),
                       calendar::FirstInstantFrom(zone_, *to)};
    if (ends.begin_ms < ends.end_ms) return ends;
    lowering_
        .Report("WP2703", {written, Written::kToFieldNumber},
                {"the exception has no length", "该例外没有长度"})
        .Label({"not after its start", "不晚于开始时刻"});
    return std::nullopt;
  }

  void AddTemporary(const V1Temporary& written) {
    const std::optional<Ends> ends = ReadEnds(written);
    if (ends) spec_.temporary.push_back({ends->begin_ms, ends->end_ms, People(written.members())});
  }

  void AddOverride(const V1Override& written) {
    using Effect = calendar::DutyOverride::Effect;
    const bool replace = written.effect() == V1Override::REPLACE;
    if (replace == written.by().empty()) {
      lowering_.sink
          .Report("WP2706", lowering_.SpanOf(written),
                  replace ? Words{"it does not say who takes over", "没有写明由谁接替"}
                          : Words{"only REPLACE has a `by`", "只有 REPLACE 才有 `by`"})
          .Help(replace ? Words{"name the agent in `by`", "请在 `by` 中写明坐席"}
                        : Words{"leave `by` away, or write `effect: REPLACE`",
                                "请删去 `by`，或写 `effect: REPLACE`"});
    }
    const std::optional<Ends> ends = ReadEnds(written);
    if (!ends) return;
    const Effect effect = replace                                  ? Effect::kReplace
                          : written.effect() == V1Override::REMOVE ? Effect::kRemove
                                                                   : Effect::kAdd;
    spec_.overrides.push_back({ends->begin_ms, ends->end_ms, effect, PersonOf(written.member()),
                               replace ? PersonOf(written.by()) : 0});
  }

  Lowering& lowering_;
  const V1Rotation& written_;
  const calendar::Zone& zone_;
  calendar::RotationSpec spec_;
};

// The rotation's own zone, or the policy's. One that cannot be loaded was reported: UTC then.
calendar::Zone ZoneOfRotation(Lowering& lowering, const V1Rotation& written) {
  if (!written.time_zone().empty()) {
    const calendar::Zone* zone =
        LoadZone(lowering, written.time_zone(), {written, V1Rotation::kTimeZoneFieldNumber});
    return zone != nullptr ? *zone : calendar::Zone();
  }
  for (const NamedZone& known : lowering.zones) {
    if (known.name == lowering.tables.time_zone) return known.zone;
  }
  return calendar::Zone();
}

}  // namespace

void LowerRotations(Lowering& lowering) {
  Tables& tables = lowering.tables;
  for (const V1Rotation& written : lowering.policy.rotations()) {
    lowering.rotations.Add(written.id(), lowering.places.Value(written, V1Rotation::kIdFieldNumber),
                           tables.rotations.size(), lowering.sink);
    const calendar::Zone zone = ZoneOfRotation(lowering, written);
    tables.rotations.push_back(RotationReader(lowering, written, zone).Read());
  }
}

}  // namespace waypost::policy
