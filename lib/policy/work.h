#ifndef WAYPOST_LIB_POLICY_WORK_H_
#define WAYPOST_LIB_POLICY_WORK_H_

#include <cstdint>

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
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_WORK_H_
