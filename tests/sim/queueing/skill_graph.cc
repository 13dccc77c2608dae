#include "tests/sim/queueing/skill_graph.h"

#include <cstddef>

namespace waypost::queueing {
namespace {

// What a set of servers means.
class ServerSets {
 public:
  explicit ServerSets(const SkillGraph& graph) : graph_(graph) {}

  uint32_t all() const { return (uint32_t{1} << graph_.servers.size()) - 1; }

  double Rate(uint32_t servers) const {
    double rate = 0;
    for (size_t i = 0; i < graph_.servers.size(); ++i) {
      if ((servers >> i & 1) != 0) rate += graph_.servers[i].rate;
    }
    return rate;
  }

  // Types that one of them at least may serve.
  uint32_t ServedBy(uint32_t servers) const {
    uint32_t types = 0;
    for (size_t i = 0; i < graph_.servers.size(); ++i) {
      if ((servers >> i & 1) != 0) types |= graph_.servers[i].types;
    }
    return types;
  }

  // Types that nobody else may serve.
  uint32_t OnlyServedBy(uint32_t servers) const { return ~ServedBy(all() & ~servers); }

  double Arrivals(uint32_t types) const {
    double rate = 0;
    for (size_t type = 0; type < graph_.arrivals.size(); ++type) {
      if ((types >> type & 1) != 0) rate += graph_.arrivals[type];
    }
    return rate;
  }

 private:
  const SkillGraph& graph_;
};

// Sum of by_set over the set without one of its members.
double SumOfPredecessors(const std::vector<double>& by_set, uint32_t set) {
  double sum = 0;
  for (uint32_t rest = set; rest != 0; rest &= rest - 1) sum += by_set[set & ~(rest & -rest)];
  return sum;
}

}  // namespace

std::vector<TypeFigures> FiguresOf(const SkillGraph& graph) {
  const ServerSets sets(graph);
  const uint32_t all = sets.all();
  std::vector<double> busy(all + 1, 1);  // weight of exactly these being busy
  std::vector<double> idle(all + 1, 1);  // of exactly these being idle
  std::vector<double> spare(all + 1, 0);
  for (uint32_t set = 1; set <= all; ++set) {
    spare[set] = sets.Rate(set) - sets.Arrivals(sets.OnlyServedBy(set));
    busy[set] = SumOfPredecessors(busy, set) / spare[set];
    idle[set] = SumOfPredecessors(idle, set) / sets.Arrivals(sets.ServedBy(set));
  }
  double total = 0;
  for (uint32_t set = 0; set <= all; ++set) total += busy[set] * idle[all & ~set];

  std::vector<TypeFigures> figures(graph.arrivals.size());
  for (size_t type = 0; type < figures.size(); ++type) {
    std::vector<double> waiting(all + 1, 0);  // of the type, weighted
    for (uint32_t set = 1; set <= all; ++set) {
      const bool waits = (sets.OnlyServedBy(set) >> type & 1) != 0;
      waiting[set] = SumOfPredecessors(waiting, set) / spare[set];
      if (waits) waiting[set] += busy[set] * graph.arrivals[type] / spare[set];
      const double rest = idle[all & ~set] / total;
      if (waits) figures[type].waits += busy[set] * rest;
      figures[type].mean_wait += waiting[set] * rest / graph.arrivals[type];
    }
  }
  return figures;
}

bool IsStable(const SkillGraph& graph) {
  const ServerSets sets(graph);
  for (uint32_t set = 1; set <= sets.all(); ++set) {
    if (sets.Arrivals(sets.OnlyServedBy(set)) >= sets.Rate(set)) return false;
  }
  return true;
}

}  // namespace waypost::queueing
