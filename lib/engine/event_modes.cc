#include "lib/engine/event_modes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/relief.h"

namespace waypost::engine {

absl::Status Core::SetMode(std::string_view overlay, bool on, int64_t until_ms) {
  return EventModes(*this).Switch(overlay, on, until_ms);
}

absl::Status Core::EventModes::Switch(std::string_view overlay, bool on, int64_t until_ms) {
  if (until_ms != 0 && until_ms <= core_.at_ms_) {
    return InvalidArgument(
        {"until_ms is not later than the command; leave it out, or say when the mode ends",
         "until_ms 不晚于命令；请不写它，或写明模式何时结束"});
  }
  const Symbol name = core_.symbols_.Find(overlay);
  const uint16_t index = name == 0 ? policy::kNone : core_.current().FindOverlay(name);
  if (index == policy::kNone) {
    core_.Refuse(Refusal::kUnknownName, {},
                 absl::StrCat("the policy declares no overlay \"", ToAbsl(overlay), "\""));
    return absl::OkStatus();
  }
  const bool was_on = core_.modes_.modes()[index].on;
  const int64_t until = until_ms == 0 ? Calendar::kNever : until_ms;
  if (!core_.modes_.Switch(index, on, until, core_.at_ms_)) {
    core_.Refuse(
        Refusal::kWrongState, {},
        absl::StrCat("overlay \"", ToAbsl(overlay), "\" is ", on ? "on" : "off", " already"));
    return absl::OkStatus();
  }
  const std::vector<TurnedMode> turned = {{name, index, on}};
  if (was_on == on) {  // only its end is another
    Tell(turned, How::kSwitched, {});
    return absl::OkStatus();
  }
  Show();
  Tell(turned, How::kSwitched, core_.RecountLoads());
  Follow(turned);
  return absl::OkStatus();
}

bool Core::EventModes::Fire(int64_t due_ms, int64_t& left) {
  if (left == 0) return false;
  --left;
  core_.at_ms_ = due_ms;
  core_.by_timer_ = true;
  core_.command_id_ = {};
  core_.cause_sequence_ = 0;
  const std::vector<TurnedMode> turned = core_.modes_.Turn(due_ms);
  if (turned.empty()) return true;
  Show();
  Tell(turned, How::kScheduled, core_.RecountLoads());
  Follow(turned);
  return true;
}

std::vector<TurnedMode> Core::EventModes::Install() {
  std::vector<TurnedMode> turned = core_.modes_.Install(core_.current(), core_.at_ms_);
  Show();
  return turned;
}

void Core::EventModes::TellReplaced(const std::vector<TurnedMode>& turned, uint16_t percent_before,
                                    std::vector<std::string> over) {
  if (percent_before != core_.modes_.capacity_percent()) {
    for (std::string& agent : core_.RecountLoads()) over.push_back(std::move(agent));
  }
  Tell(turned, How::kReplaced, over);
  if (percent_before != core_.modes_.capacity_percent() || !turned.empty()) Follow(turned);
}

void Core::EventModes::Show() {
  for (const uint8_t index : core_.LiveVersions()) {
    PolicyVersion& version = *core_.versions_[index];
    version.UseModes(core_.modes_.BitsOf(version));
  }
}

void Core::EventModes::Tell(const std::vector<TurnedMode>& turned, How how,
                            const std::vector<std::string>& over) {
  absl::Span<const std::string> told = over;
  for (const TurnedMode& mode : turned) {
    Event event = core_.Make(EventKind::kModeChanged);
    event.target = mode.overlay;
    event.flag = mode.on;
    event.code = static_cast<uint8_t>(how);
    if (mode.index != policy::kNone) {
      event.rule = {RuleRef::Kind::kOverlay, core_.current_, mode.index, 0};
      const int64_t due_ms = core_.modes_.modes()[mode.index].due_ms;
      event.due_ms = due_ms == Calendar::kNever ? 0 : due_ms;
    }
    event.texts = told;
    core_.Emit(event);
    told = {};  // told once
  }
}

// Shifts and hours look at their calendars anew, each by a timer; who waits and who is free meet.
void Core::EventModes::Follow(const std::vector<TurnedMode>& turned) {
  core_.modes_turned_ms_ = core_.at_ms_;
  LookAtConditions();
  core_.ReviewShifts();
  core_.hours_.LookAgain(core_.at_ms_);
  const std::vector<policy::Overlay>& overlays = core_.current().tables().overlays;
  const bool queues = std::any_of(turned.begin(), turned.end(), [&](const TurnedMode& mode) {
    return mode.index == policy::kNone || !overlays[mode.index].queues.empty();
  });
  if (queues) {
    Relief(core_).ReviewAll();
  } else {
    core_.ServeEverybody();
  }
}

// Chains whose condition reads what is in force: one timer for each ticket.
void Core::EventModes::LookAtConditions() {
  if (!core_.watches_modes_) return;
  for (const Slot slot : core_.tickets_.InOrder()) {
    core_.ArmWatch(core_.tickets_[slot]);
    core_.SetTimer(slot);
  }
}

v1::ModeList ModesOf(const Core& core) {
  v1::ModeList list;
  const policy::Tables& tables = core.current().tables();
  for (size_t i = 0; i < tables.overlays.size(); ++i) {
    const Mode& mode = core.modes().modes()[i];
    v1::ModeView& view = *list.add_modes();
    view.set_overlay(tables.names[tables.overlays[i].id]);
    view.set_on(mode.on);
    view.set_switched(mode.switched);
    if (mode.due_ms != Calendar::kNever) view.set_until_ms(mode.due_ms);
  }
  return list;
}

}  // namespace waypost::engine
