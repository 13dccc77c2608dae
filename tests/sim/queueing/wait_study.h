#ifndef WAYPOST_TESTS_SIM_QUEUEING_WAIT_STUDY_H_
#define WAYPOST_TESTS_SIM_QUEUEING_WAIT_STUDY_H_

#include <cstdint>
#include <string>

namespace waypost::queueing {

// How far from the truth customers are told who ask how long they will wait: 20 agents, 12 minutes
// of handling on average, exponential. All in minutes, of those who were told of a wait, and
// waited. No estimate can be right, since how long those before will take is not known: the error
// of one that knows the mean handling time exactly is what is left of it.

struct WaitFigures {
  double asked = 0;           // share of all customers that the rest is about
  double mean_wait = 0;       // in truth
  double mean_told = 0;       // less the mean wait: how far it is off on average
  double error = 0;           // mean distance between what was told and the truth
  double error_of_exact = 0;  // the same of one that knows the mean handling time
  double error_of_mean = 0;   // the same of telling everybody the mean wait
};

// `load`: share of the agents' time that the tickets take; `from`: Work.estimate_from.
WaitFigures StudyWaits(double load, const std::string& from, int64_t customers, uint64_t seed);

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_WAIT_STUDY_H_
