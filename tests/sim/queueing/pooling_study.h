#ifndef WAYPOST_TESTS_SIM_QUEUEING_POOLING_STUDY_H_
#define WAYPOST_TESTS_SIM_QUEUEING_POOLING_STUDY_H_

#include <cstdint>

namespace waypost::queueing {

// How much is gained by agents who can do more than one thing: 90 agents, six skills asked for
// equally often, 30 places to wait, customers enough to keep 84 busy.
//
// Source of the desk: R. B. Wallace and W. Whitt, A staffing algorithm for call centers with
//         skill-based routing. Manufacturing & Service Operations Management 7 (2005) 276-294.

struct PoolingFigures {
  double mean_wait = 0;  // in mean handling times, of those who found a place
  double error = 0;      // its standard error
  double waits = 0;      // share of those
  double blocked = 0;    // share of all who found no place
};

// Agents with `skills` of the six each, every combination used as evenly as 90 agents allow.
PoolingFigures StudyPooling(int skills, int64_t customers, uint64_t seed);

// Exact, for agents who have them all.
PoolingFigures FullyPooled();

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_POOLING_STUDY_H_
