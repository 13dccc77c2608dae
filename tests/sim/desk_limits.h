#ifndef WAYPOST_TESTS_SIM_DESK_LIMITS_H_
#define WAYPOST_TESTS_SIM_DESK_LIMITS_H_

#include <cstdint>
#include <map>
#include <string>

namespace waypost::sim {

// What a desk of kSimPolicy may have besides: a cap on the time that agents work, a vendor with a
// share of the tickets, queues that collect their tickets.
struct DeskLimits {
  int occupancy_percent = 0;  // 0: no cap
  int64_t occupancy_within_ms = 0;
  bool occupancy_hard = false;
  int share_cap_milli = 0;  // of the vendor whose teams are "one" and "two"; 0: no cap
  bool share_by_week = false;
  std::map<std::string, int64_t> windows;  // by queue that collects: how long; "front", "expert"
};

// Each of the limits in two of three seeds.
DeskLimits DrawLimits(uint64_t seed);

// kSimPolicy with the limits; what cannot stand beside them is left out.
std::string PolicyTextWith(const DeskLimits& limits);

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_DESK_LIMITS_H_
