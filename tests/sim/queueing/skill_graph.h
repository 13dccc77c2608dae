#ifndef WAYPOST_TESTS_SIM_QUEUEING_SKILL_GRAPH_H_
#define WAYPOST_TESTS_SIM_QUEUEING_SKILL_GRAPH_H_

#include <cstdint>
#include <vector>

namespace waypost::queueing {

// A desk whose agents serve some types of customers each. Customers of a type come at random at its
// rate; agents work at their own rate whomever they serve; a freed agent takes the longest waiting
// customer it may serve, and a customer the agent idle for the longest since its last work ended.
struct SkillGraph {
  struct Server {
    double rate = 1;
    uint32_t types = 0;  // it may serve: a bit each
  };
  std::vector<double> arrivals;  // rate by type
  std::vector<Server> servers;   // at most 20
};

struct TypeFigures {
  double waits = 0;      // share of the type's customers
  double mean_wait = 0;  // of all of them
};

// The exact stationary figures of each type.
//
// Every state's probability is a product: over the busy servers in the order in which their
// customers came, and over the idle ones in the order of idleness. Orders are summed set by set, so
// that the cost is O(2^servers * servers) and not O(servers!).
//
// Source: I. Adan and G. Weiss, A skill based parallel service system under FCFS-ALIS: steady
//         state, overloads, and abandonments. Stochastic Systems 4 (2014) 250-299, theorem 2.1.
std::vector<TypeFigures> FiguresOf(const SkillGraph& graph);

// Whether every set of types is served faster than it comes.
bool IsStable(const SkillGraph& graph);

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_SKILL_GRAPH_H_
