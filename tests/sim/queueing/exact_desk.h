#ifndef WAYPOST_TESTS_SIM_QUEUEING_EXACT_DESK_H_
#define WAYPOST_TESTS_SIM_QUEUEING_EXACT_DESK_H_

#include <vector>

#include "tests/sim/queueing/virtual_desk.h"

namespace waypost::queueing {

// What is known exactly of one kind of customers.
struct KindFigures {
  double waits = -1;  // shares of those who found a place; -1: no formula gives it
  double abandons = -1;
  double mean_wait = 0;  // in mean handling times, those who left included
};

// By kind of customers. The model is one for which a formula is known: every agent serves everybody
// (in the order of arrival or by priority; with patience or places), or agents serve some kinds in
// the order of arrival and "longest idle" counts from the end of work.
std::vector<KindFigures> ExactFiguresOf(const DeskModel& model);

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_EXACT_DESK_H_
