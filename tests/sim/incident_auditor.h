#ifndef WAYPOST_TESTS_SIM_INCIDENT_AUDITOR_H_
#define WAYPOST_TESTS_SIM_INCIDENT_AUDITOR_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::sim {

// Judges the events of incidents and alarms by plain bookkeeping: whose ticket is part of what, for
// how long a chain has stood still, how many tickets a window has.
class IncidentAuditor {
 public:
  static constexpr int64_t kMinuteMs = 60'000;
  static constexpr int64_t kLateAfterMs = 20 * kMinuteMs;  // the ticket's own chain
  static constexpr size_t kAbove = 6;                      // of the alarm "many"
  static constexpr int64_t kWindowMs = 10 * kMinuteMs;

  // The command that was applied, and then everything that came of it.
  void NoteCommand(int64_t now_ms, const v1::Command& command);
  void NoteEvent(const v1::Event& event);
  // After all that was due before `now_ms` has happened.
  void CheckAt(int64_t now_ms);

  int joined() const { return joined_; }
  int reopened() const { return reopened_; }
  int late() const { return late_; }
  int raised() const { return times_raised_; }

 private:
  struct Seen {
    bool open = false;
    int64_t closed_ms = 0;
    std::set<std::string> members;
  };
  struct TicketSeen {
    int64_t opened_ms = 0;
    int64_t held_ms = 0;    // its chain has stood still for so long before
    int64_t joined_ms = 0;  // while it is part of an incident
    std::string incident;
    bool ended = false;
    bool told = false;
  };

  void NoteMembership(const v1::Event& event);
  void NoteAlarm(const v1::Event& event);
  int64_t DueOf(const TicketSeen& ticket) const;
  size_t InWindow(int64_t at_ms) const;

  std::map<std::string, Seen> incidents_;
  std::map<std::string, TicketSeen> tickets_;
  std::vector<int64_t> opened_;  // when tickets were
  bool raised_ = false;
  int joined_ = 0;
  int reopened_ = 0;
  int late_ = 0;
  int times_raised_ = 0;
};

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_INCIDENT_AUDITOR_H_
