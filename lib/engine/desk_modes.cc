#include "lib/engine/desk_modes.h"

#include <algorithm>
#include <utility>

namespace waypost::engine {

const policy::Overlay& DeskModes::OverlayAt(size_t index) const {
  return policy_->tables().overlays[index];
}

TurnedMode DeskModes::TurnedAt(size_t index) const {
  return {policy_->Global(OverlayAt(index).id), static_cast<uint16_t>(index), modes_[index].on};
}

// --- dates and calendars

bool DeskModes::IsPlanned(size_t index, int64_t at_ms) const {
  const policy::Overlay& overlay = OverlayAt(index);
  if (overlay.calendar != policy::kNone) {
    return policy_->tables().calendars[overlay.calendar].calendar.IsOpen(at_ms);
  }
  return overlay.dated && overlay.from_ms <= at_ms && at_ms < overlay.to_ms;
}

int64_t DeskModes::NextPlanned(size_t index, int64_t at_ms) const {
  const policy::Overlay& overlay = OverlayAt(index);
  if (overlay.calendar != policy::kNone) {
    const Calendar& calendar = policy_->tables().calendars[overlay.calendar].calendar;
    return calendar.IsOpen(at_ms) ? calendar.NextClose(at_ms) : calendar.NextOpen(at_ms);
  }
  if (!overlay.dated || overlay.to_ms <= at_ms) return Calendar::kNever;
  return at_ms < overlay.from_ms ? overlay.from_ms : overlay.to_ms;
}

void DeskModes::Follow(size_t index, int64_t at_ms) {
  modes_[index] = {IsPlanned(index, at_ms), false, Calendar::kNever, NextPlanned(index, at_ms)};
}

void DeskModes::NoteDue() {
  due_ms_ = Calendar::kNever;
  for (const Mode& mode : modes_) due_ms_ = std::min(due_ms_, mode.due_ms);
}

// --- what changes

void DeskModes::Begin(const PolicyVersion& policy, int64_t at_ms) {
  policy_ = &policy;
  modes_.assign(policy.tables().overlays.size(), {});
  for (size_t i = 0; i < modes_.size(); ++i) Follow(i, at_ms);
  NoteDue();
}

const Mode* DeskModes::FindMode(Symbol overlay) const {
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (policy_->Global(OverlayAt(i).id) == overlay) return &modes_[i];
  }
  return nullptr;
}

std::vector<TurnedMode> DeskModes::Install(const PolicyVersion& policy, int64_t at_ms) {
  const DeskModes before = *this;
  Begin(policy, at_ms);
  std::vector<TurnedMode> turned;
  for (size_t i = 0; i < before.modes_.size(); ++i) {
    const Symbol overlay = before.TurnedAt(i).overlay;
    if (before.modes_[i].on && FindMode(overlay) == nullptr) {
      turned.push_back({overlay, policy::kNone, false});
    }
  }
  for (size_t i = 0; i < modes_.size(); ++i) {
    const Mode* const old = before.FindMode(policy.Global(OverlayAt(i).id));
    if (old != nullptr && old->switched && old->until_ms > at_ms) {
      const int64_t due_ms = old->until_ms != Calendar::kNever ? old->until_ms : modes_[i].due_ms;
      modes_[i] = {old->on, true, old->until_ms, due_ms};
    }
    if (modes_[i].on != (old != nullptr && old->on)) turned.push_back(TurnedAt(i));
  }
  NoteDue();
  return turned;
}

bool DeskModes::Switch(uint16_t index, bool on, int64_t until_ms, int64_t at_ms) {
  Mode& mode = modes_[index];
  if (mode.on == on && (until_ms == Calendar::kNever || until_ms == mode.until_ms)) return false;
  const int64_t due_ms = until_ms != Calendar::kNever ? until_ms : NextPlanned(index, at_ms);
  mode = {on, true, until_ms, due_ms};
  NoteDue();
  return true;
}

std::vector<TurnedMode> DeskModes::Turn(int64_t at_ms) {
  std::vector<TurnedMode> turned;
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (modes_[i].due_ms > at_ms) continue;
    const bool was_on = modes_[i].on;
    Follow(i, at_ms);
    if (modes_[i].on != was_on) turned.push_back(TurnedAt(i));
  }
  NoteDue();
  return turned;
}

bool DeskModes::Restore(const PolicyVersion& policy, std::vector<Mode> modes) {
  policy_ = &policy;
  if (modes.size() != policy.tables().overlays.size()) return false;
  for (const Mode& mode : modes) {
    if (mode.due_ms < 0 || mode.until_ms < 0) return false;
  }
  modes_ = std::move(modes);
  NoteDue();
  return true;
}

// --- what is in force

uint32_t DeskModes::BitsOf(const PolicyVersion& version) const {
  uint32_t bits = 0;
  const std::vector<policy::Overlay>& overlays = version.tables().overlays;
  for (size_t i = 0; i < overlays.size(); ++i) {
    const Mode* const mode = FindMode(version.Global(overlays[i].id));
    if (mode != nullptr && mode->on) bits |= uint32_t{1} << i;
  }
  return bits;
}

uint16_t DeskModes::capacity_percent() const {
  uint16_t percent = 100;
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (modes_[i].on && OverlayAt(i).capacity_percent != 0) percent = OverlayAt(i).capacity_percent;
  }
  return percent;
}

uint16_t DeskModes::CalendarOf(uint16_t shift) const {
  uint16_t calendar = shift;
  for (size_t i = 0; i < modes_.size(); ++i) {
    if (!modes_[i].on) continue;
    for (const policy::OverlayShift& row : OverlayAt(i).shifts) {
      if (row.shift == shift) calendar = row.calendar;
    }
  }
  return calendar;
}

}  // namespace waypost::engine
