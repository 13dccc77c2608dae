#include "lib/calendar/rotation.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "lib/base/words.h"

namespace waypost::calendar {
namespace {

constexpr int64_t kNever = Calendar::kNever;

// Instants beyond are taken for the last day of the year 2200: there is nobody to be told.
constexpr int64_t kLatestDutyMs = DayNumber({kLatestYear, 12, 31}) * kMsPerDay;

constexpr int kMostChanges = 1'000;

template <typename Exception>
bool Holds(const Exception& exception, int64_t at_ms) {
  return exception.begin_ms <= at_ms && at_ms < exception.end_ms;
}

void AddOnce(Person person, std::vector<Person>& people) {
  if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
}

absl::Status CheckLayer(const RotationLayer& layer) {
  if (layer.groups.empty()) {
    return InvalidArgument({"a rotation needs somebody to take turns; list its members",
                            "轮值需要有人轮流；请列出成员"});
  }
  if (layer.advance_on != AdvanceOn::kActiveDay) return absl::OkStatus();
  if (!layer.hours) {
    return InvalidArgument(
        {"ACTIVE_DAY counts the days on which the hours open, but there are none; name a calendar "
         "in `hours`",
         "ACTIVE_DAY 按有开放时间的日子计，而这里没有；请在 `hours` 中写一个日历"});
  }
  const GridStep& step = layer.grid.step();
  if (step.months == 0 && step.wall_ms < kMsPerDay) {
    return InvalidArgument(
        {"ACTIVE_DAY counts days, but shifts are shorter; make them a day or longer, or advance on "
         "SLOT",
         "ACTIVE_DAY 按天计，而班次短于一天；请设为一天或更长，或按 SLOT 轮换"});
  }
  return absl::OkStatus();
}

template <typename Exceptions>
absl::Status CheckIntervals(const Exceptions& exceptions) {
  for (const auto& exception : exceptions) {
    if (exception.begin_ms >= exception.end_ms) {
      return InvalidArgument(
          {"an exception ends before it begins; swap its ends", "例外在开始之前结束；请对调两端"});
    }
  }
  return absl::OkStatus();
}

// The last end of an opening at or before `at_ms`, or the last beginning.
int64_t PreviousTurn(const Calendar& hours, int64_t at_ms) {
  const absl::Span<const Opening> openings = hours.Openings(at_ms, at_ms + 1);
  if (!openings.empty()) return openings.front().open_ms;
  return hours.Subtract(at_ms, 0);
}

int64_t NextTurn(const Calendar& hours, int64_t at_ms) {
  return hours.IsOpen(at_ms) ? hours.NextClose(at_ms) : hours.NextOpen(at_ms);
}

}  // namespace

absl::StatusOr<Rotation> Rotation::Create(RotationSpec spec, Zone zone) {
  for (const RotationLayer& layer : spec.layers) {
    if (absl::Status status = CheckLayer(layer); !status.ok()) return status;
  }
  if (absl::Status status = CheckIntervals(spec.temporary); !status.ok()) return status;
  if (absl::Status status = CheckIntervals(spec.overrides); !status.ok()) return status;
  return Rotation(std::move(spec), std::move(zone));
}

Rotation::Rotation(RotationSpec spec, Zone zone)
    : temporary_(std::move(spec.temporary)),
      overrides_(std::move(spec.overrides)),
      zone_(std::move(zone)) {
  for (RotationLayer& layer : spec.layers) {
    for (const std::vector<Person>& group : layer.groups) {
      everyone_.insert(everyone_.end(), group.begin(), group.end());
    }
    layers_.push_back({std::move(layer), {}});
    CountActiveSlots(layers_.back());
  }
  std::stable_sort(layers_.begin(), layers_.end(), [](const Layer& a, const Layer& b) {
    return a.spec.priority > b.spec.priority;
  });
  for (const TemporaryDuty& duty : temporary_) {
    everyone_.insert(everyone_.end(), duty.people.begin(), duty.people.end());
  }
  for (const DutyOverride& change : overrides_) {
    everyone_.push_back(change.member);
    if (change.effect == DutyOverride::Effect::kReplace) everyone_.push_back(change.by);
  }
  std::sort(everyone_.begin(), everyone_.end());
  everyone_.erase(std::unique(everyone_.begin(), everyone_.end()), everyone_.end());
}

void Rotation::CountActiveSlots(Layer& layer) const {
  if (layer.spec.advance_on != AdvanceOn::kActiveDay) return;
  const Calendar& hours = *layer.spec.hours;
  const int64_t end_ms = hours.horizon_end_ms();
  uint32_t active = 0;
  int64_t begin_ms = layer.spec.grid.InstantOf(0, zone_);
  for (int64_t k = 0; begin_ms < end_ms; ++k) {
    layer.active_before.push_back(active);
    const int64_t next_ms = layer.spec.grid.InstantOf(k + 1, zone_);
    if (hours.Between(begin_ms, next_ms) > 0) ++active;
    begin_ms = next_ms;
  }
}

const std::vector<Person>* Rotation::GroupAt(const Layer& layer, int64_t at_ms) const {
  if (layer.spec.hours && !layer.spec.hours->IsOpen(at_ms)) return nullptr;
  const int64_t slot = layer.spec.grid.SlotAt(at_ms, zone_);
  if (slot < 0) return nullptr;
  auto turn = static_cast<size_t>(slot);
  if (layer.spec.advance_on == AdvanceOn::kActiveDay) {
    // Open hours lie within the horizon, and so does their slot.
    turn = layer.active_before[turn];
  }
  return &layer.spec.groups[turn % layer.spec.groups.size()];
}

void Rotation::OfLayers(int64_t at_ms, std::vector<Person>& people) const {
  for (size_t i = 0; i < layers_.size(); ++i) {
    const bool lower = i > 0 && layers_[i].spec.priority < layers_[i - 1].spec.priority;
    if (lower && !people.empty()) return;
    if (const std::vector<Person>* group = GroupAt(layers_[i], at_ms)) {
      for (const Person person : *group) AddOnce(person, people);
    }
  }
}

void Rotation::ApplyOverrides(int64_t at_ms, std::vector<Person>& people) const {
  for (const DutyOverride& change : overrides_) {
    if (change.effect == DutyOverride::Effect::kAdd || !Holds(change, at_ms)) continue;
    const auto place = std::find(people.begin(), people.end(), change.member);
    if (place == people.end()) continue;
    const bool replaced = change.effect == DutyOverride::Effect::kReplace &&
                          std::find(people.begin(), people.end(), change.by) == people.end();
    if (replaced) {
      *place = change.by;
    } else {
      people.erase(place);
    }
  }
  for (const DutyOverride& change : overrides_) {
    if (change.effect == DutyOverride::Effect::kAdd && Holds(change, at_ms)) {
      AddOnce(change.member, people);
    }
  }
}

void Rotation::OnDuty(int64_t at_ms, std::vector<Person>& people) const {
  people.clear();
  at_ms = std::min(at_ms, kLatestDutyMs);
  const auto temporary =
      std::find_if(temporary_.rbegin(), temporary_.rend(),
                   [&](const TemporaryDuty& duty) { return Holds(duty, at_ms); });
  if (temporary != temporary_.rend()) {
    for (const Person person : temporary->people) AddOnce(person, people);
  } else {
    OfLayers(at_ms, people);
  }
  ApplyOverrides(at_ms, people);
}

int64_t Rotation::NextChange(int64_t at_ms) const {
  if (at_ms >= kLatestDutyMs) return kNever;
  int64_t next_ms = kNever;
  for (const Layer& layer : layers_) {
    const int64_t slot = layer.spec.grid.SlotAt(at_ms, zone_);
    next_ms = std::min(next_ms, layer.spec.grid.InstantOf(slot + 1, zone_));
    if (layer.spec.hours) next_ms = std::min(next_ms, NextTurn(*layer.spec.hours, at_ms));
  }
  const auto consider = [&](const auto& exceptions) {
    for (const auto& exception : exceptions) {
      if (exception.begin_ms > at_ms) next_ms = std::min(next_ms, exception.begin_ms);
      if (exception.end_ms > at_ms) next_ms = std::min(next_ms, exception.end_ms);
    }
  };
  consider(temporary_);
  consider(overrides_);
  return next_ms > kLatestDutyMs ? kNever : next_ms;
}

int64_t Rotation::PreviousChange(int64_t at_ms) const {
  at_ms = std::min(at_ms, kLatestDutyMs);
  int64_t previous_ms = kNever;
  const auto offer = [&](int64_t change_ms) {
    if (change_ms > at_ms) return;
    if (previous_ms == kNever || change_ms > previous_ms) previous_ms = change_ms;
  };
  for (const Layer& layer : layers_) {
    const int64_t slot = layer.spec.grid.SlotAt(at_ms, zone_);
    if (slot >= 0) offer(layer.spec.grid.InstantOf(slot, zone_));
    if (layer.spec.hours) offer(PreviousTurn(*layer.spec.hours, at_ms));
  }
  const auto consider = [&](const auto& exceptions) {
    for (const auto& exception : exceptions) {
      offer(exception.begin_ms);
      offer(exception.end_ms);
    }
  };
  consider(temporary_);
  consider(overrides_);
  return previous_ms;
}

namespace {

// Steps from change to change until other people are on duty.
template <typename Step>
std::vector<Person> OtherShift(const Rotation& rotation, int64_t at_ms, Step step) {
  std::vector<Person> present;
  rotation.OnDuty(at_ms, present);
  std::vector<Person> others;
  for (int changes = 0; changes < kMostChanges; ++changes) {
    if (!step(at_ms)) return {};
    rotation.OnDuty(at_ms, others);
    if (!others.empty() && others != present) return others;
  }
  return {};
}

}  // namespace

std::vector<Person> NextOnDuty(const Rotation& rotation, int64_t at_ms) {
  return OtherShift(rotation, at_ms, [&](int64_t& at) {
    at = rotation.NextChange(at);
    return at != kNever;
  });
}

std::vector<Person> PreviousOnDuty(const Rotation& rotation, int64_t at_ms) {
  return OtherShift(rotation, at_ms, [&](int64_t& at) {
    const int64_t change_ms = rotation.PreviousChange(at);
    at = change_ms - 1;
    return change_ms != kNever;
  });
}

}  // namespace waypost::calendar
