// Event modes of kSimPolicy: which are in force, and what agents may have then.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {

// Of two in force the one declared last decides.
int Auditor::CapacityOf(const v1::Agent& agent) const {
  int percent = 100;
  if (modes_.count("day") != 0) percent = 150;
  if (modes_.count("rush") != 0) percent = 50;
  return std::clamp(std::max(1, agent.capacity()) * percent / 100, 1, 255);
}

std::string Auditor::ShiftOf(const v1::Agent& agent) const {
  const std::string& shift = agent.shift_calendar();
  return shift == "office" && modes_.count("extended") != 0 ? "always" : shift;
}

// An engine that is made while a mode is in force says nothing.
void Auditor::BeginModes(int64_t start_ms) {
  if (IsOpen("office", start_ms)) modes_.insert("day");
  BeginHours(start_ms);
}

void Auditor::SeeMode(const v1::ModeChanged& changed) {
  const auto before = AllOver();
  for (auto& [id, ticket] : tickets_) {
    if (!ticket.ended) TakePromise(ticket);  // what it was promised until now
  }
  const std::string& name = changed.overlay();
  const bool was_on = modes_.count(name) != 0;
  if (changed.on()) {
    modes_.insert(name);
  } else {
    modes_.erase(name);
  }
  mode_turned_ms_ = at_ms_;
  freed_by_ = 0;  // timers of tickets come later within a millisecond
  const bool scheduled = changed.how() == v1::ModeChanged::SCHEDULED;
  Check("mode", scheduled == by_timer_, name + " turns for another reason");
  Check("mode", was_on != changed.on() || !scheduled, name + " turns without turning");
  if (name == "day") {
    Check("mode",
          scheduled && IsOpen("office", at_ms_) == changed.on() &&
              IsOpen("office", at_ms_ - 1) != changed.on(),
          "the day begins or ends at another instant");
  } else if (scheduled) {
    Check("mode", !changed.on() && mode_ends_ms_[name] == at_ms_,
          name + " ends at another instant");
  } else {
    Check("mode",
          changed.until_ms() == coming_mode_.until_ms() && name == coming_mode_.overlay() &&
              changed.on() == coming_mode_.on(),
          name + " is switched as nobody asked");
    mode_ends_ms_[name] = changed.until_ms();
  }
  const std::set<std::string> told(changed.over_capacity().begin(), changed.over_capacity().end());
  CheckToldOver("mode", before, told);
}

void Auditor::CheckModes() {
  const bool day = modes_.count("day") != 0;
  Check("modes", day == IsOpen("office", at_ms_ - 1) || day == IsOpen("office", at_ms_),
        "the day should have begun or ended");
  for (const auto& [name, ends_ms] : mode_ends_ms_) {
    Check("modes", modes_.count(name) == 0 || ends_ms == 0 || ends_ms >= at_ms_,
          name + " should have ended");
  }
}

}  // namespace waypost::sim
