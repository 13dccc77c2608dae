#ifndef WAYPOST_TESTS_SIM_QUEUEING_ERLANG_H_
#define WAYPOST_TESTS_SIM_QUEUEING_ERLANG_H_

#include <vector>

namespace waypost::queueing {

// What is known exactly of a desk of equal agents that serves in the order of arrival: customers
// come at random (Poisson) and are handled for exponential times. Rates are per mean handling time,
// and waits in mean handling times; `load` is how many agents would be busy if nobody waited.
//
// Source: A. K. Erlang (1917); C. Palm (1946) for customers who lose patience.

// Share of customers turned away by `servers` agents where nobody may wait.
double ErlangB(int servers, double load);

// Share of customers who wait where everybody may; load < servers.
double ErlangC(int servers, double load);

// A line of equal agents in full.
struct Line {
  int servers = 1;
  double load = 0;
  double patience = 0;  // mean, exponential, while waiting only; 0: nobody leaves
  int places = -1;      // to wait in; -1: as many as come
};

struct LineFigures {
  double blocked = 0;    // share of arrivals that found no place
  double waits = 0;      // shares of those that found one, ...
  double abandons = 0;   // ... and of those served or not
  double mean_wait = 0;  // of those that found one, until served or gone
};

// Sums the stationary distribution of the number of customers present; at least one server.
LineFigures FiguresOf(const Line& line);

// Mean wait of each class where those of lower index go first, without interrupting anybody.
// Source: A. Cobham (1954).
std::vector<double> PriorityWaits(int servers, const std::vector<double>& loads);

// Mean wait for one agent whose handling times have this squared coefficient of variation.
// Source: Pollaczek and Khinchine (1930, 1932).
double SingleServerWait(double load, double squared_variation);

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_ERLANG_H_
