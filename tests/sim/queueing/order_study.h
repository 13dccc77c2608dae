#ifndef WAYPOST_TESTS_SIM_QUEUEING_ORDER_STUDY_H_
#define WAYPOST_TESTS_SIM_QUEUEING_ORDER_STUDY_H_

#include <cstdint>
#include <string>
#include <vector>

namespace waypost::queueing {

// How well an order of waiting tickets keeps promises: 20 agents, 12 minutes of handling on
// average, and as many tickets promised to be picked up in 5 minutes, in 15 and in an hour.

struct OrderFigures {
  double breached = 0;       // share of tickets picked up later than promised
  double mean_late_min = 0;  // of all tickets, 0 for those in time
  double p99_late_min = 0;
  double longest_wait_min = 0;
};

// The orders compared: as a policy writes them.
const std::vector<std::string>& StudiedOrders();

// `load`: share of the agents' time that the tickets take. The tickets of a seed are the same under
// each order. Cost: about 3 us a ticket.
OrderFigures StudyOrder(const std::string& order, double load, int64_t tickets, uint64_t seed);

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_ORDER_STUDY_H_
