#ifndef WAYPOST_LIB_ENGINE_INCIDENT_H_
#define WAYPOST_LIB_ENGINE_INCIDENT_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "lib/engine/ticket.h"
#include "lib/escalate/alarm.h"
#include "lib/escalate/stream_table.h"

namespace waypost::engine {

// A family of streams of the policy in force. Found again by its name under a new policy, if that
// sets the streams apart by the same facts.
struct StreamFamily {
  std::string id;
  std::vector<std::string> facts;
  int64_t bucket_ms = 0;
  escalate::StreamTable table;
};

// A ticket to be looked at: the ordinal tells whether the slot is still its.
struct IncidentMember {
  uint64_t ordinal = 0;
  Slot slot = 0;
};

// A clock of an incident that runs, breached or not.
struct RunningClock {
  std::string id;
  int64_t start_ms = 0;
  int64_t due_ms = 0;
  bool breached = false;
};

// IncidentClosed.How.
enum class IncidentEnd : uint8_t { kCalm = 1, kByCommand = 2, kPolicyGone = 3 };

// One incident, open or remembered for a while after its end.
struct Incident {
  uint32_t ordinal = 0;  // 1, 2, 3, ...
  std::string id;
  std::string family;
  uint32_t stream = 0;  // in the family's table
  bool open = true;
  bool by_person = false;
  int64_t opened_ms = 0;
  int64_t since_ms = 0;   // tickets opened before are none of it
  int64_t forget_ms = 0;  // once it is closed
  uint32_t levels = 0;    // reached
  int64_t tickets = 0;    // that have joined
  // Whose chains are the incident's. It has the facts of the stream, and is in no store.
  Ticket host;
  std::vector<RunningClock> clocks;
  std::map<uint64_t, Slot> members;    // tickets that are part of it, by ordinal
  std::deque<IncidentMember> waiting;  // to be looked at, from `waiting_ms` on
  int64_t waiting_ms = 0;
  absl::flat_hash_set<uint64_t> customers;  // by hash; counted only
};

// An alarm of the policy in force. Found again by its name under a new policy.
struct DeskAlarm {
  std::string id;
  std::string meaning;  // of its sums: with another one they begin anew
  uint16_t row = 0;     // of Tables::alarms
  escalate::AlarmState state;
  Ticket host;  // as of an incident, without facts
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_INCIDENT_H_
