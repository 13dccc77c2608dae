#ifndef WAYPOST_LIB_POLICY_WORK_H_
#define WAYPOST_LIB_POLICY_WORK_H_

#include <cstdint>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/calendar/period.h"
#include "lib/policy/table_index.h"

namespace waypost::policy {

// What becomes of the tickets of an agent who leaves.
enum class Leaving : uint8_t { kKeep, kDrain, kReturn };

// How fast tickets are given to one agent.
struct Pace {
  int32_t tickets = 0;  // 0: as many as come
  int64_t within_ms = 0;
  int64_t lasts_ms = 0;
  bool sliding = false;  // the window goes along with time
};

// How much of their time agents work at most.
struct OccupancyCap {
  uint8_t percent = 0;  // of the window; 0: no cap
  int64_t within_ms = 0;
  bool hard = false;  // else whoever is beyond it only comes last
};

// How much work agents are given.
struct Work {
  uint8_t waiting_customer_halves = 1;  // of a unit: 2 in full, 0 nothing
  Leaving on_offline = Leaving::kKeep;
  Leaving on_shift_end = Leaving::kKeep;
  int64_t silent_after_ms = 0;      // 0: never
  int64_t bot_silent_after_ms = 0;  // 0: never
  int64_t estimate_from_ms = 0;     // 0: nothing is counted for estimates
  Pace pace;
  Pace newcomers;
  OccupancyCap occupancy;
  SourceSpan span;  // empty: the policy does not write it
};

// How many of the tickets that people take are given to some teams at most.
struct Share {
  Name id = 0;             // the vendor; of a team of the desk's own, the team
  uint16_t cap_milli = 0;  // 1 to 999
  calendar::Period period = calendar::Period::kMonth;
  std::vector<Name> teams;
  SourceSpan span;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_WORK_H_
