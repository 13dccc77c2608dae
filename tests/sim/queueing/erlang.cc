#include "tests/sim/queueing/erlang.h"

#include <algorithm>

namespace waypost::queueing {

double ErlangB(int servers, double load) {
  double blocked = 1;
  for (int n = 1; n <= servers; ++n) blocked = load * blocked / (n + load * blocked);
  return blocked;
}

double ErlangC(int servers, double load) {
  const double blocked = ErlangB(servers, load);
  return servers * blocked / (servers - load * (1 - blocked));
}

LineFigures FiguresOf(const Line& line) {
  constexpr double kNegligible = 1e-16;
  double weight = 1;  // of having n customers, none weighing 1
  double total = 1;
  double waiting = 0;  // number of customers who wait, weighted
  double all_busy = 0;
  double full = 0;
  for (int n = 1; line.places < 0 || n <= line.servers + line.places; ++n) {
    const int in_line = std::max(0, n - line.servers);
    const double leaves = line.patience > 0 ? in_line / line.patience : 0;
    weight *= line.load / (std::min(n, line.servers) + leaves);
    total += weight;
    waiting += weight * in_line;
    if (n >= line.servers) all_busy += weight;
    if (in_line == line.places) full = weight;
    if (in_line > 0 && weight * n < kNegligible * total) break;
  }
  LineFigures figures;
  const double entered = total - full;
  figures.blocked = full / total;
  figures.waits = (all_busy - full) / entered;
  figures.mean_wait = waiting / (line.load * entered);
  figures.abandons = line.patience > 0 ? figures.mean_wait / line.patience : 0;
  return figures;
}

std::vector<double> PriorityWaits(int servers, const std::vector<double>& loads) {
  double all = 0;
  for (const double load : loads) all += load;
  const double until_one_frees = ErlangC(servers, all) / servers;
  std::vector<double> waits;
  double before = 0;
  for (const double load : loads) {
    const double with = before + load / servers;
    waits.push_back(until_one_frees / ((1 - before) * (1 - with)));
    before = with;
  }
  return waits;
}

double SingleServerWait(double load, double squared_variation) {
  return load * (1 + squared_variation) / 2 / (1 - load);
}

}  // namespace waypost::queueing
