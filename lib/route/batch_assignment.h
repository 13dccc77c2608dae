#ifndef WAYPOST_LIB_ROUTE_BATCH_ASSIGNMENT_H_
#define WAYPOST_LIB_ROUTE_BATCH_ASSIGNMENT_H_

#include <cstdint>
#include <vector>

namespace waypost::route {

inline constexpr int64_t kMayNotServe = -1;
inline constexpr uint32_t kNobodyServes = 0xffffffff;

// Tickets that are given out together, and the agents who are free for them. Equal tickets are one
// kind, and so are equal agents.
struct Batch {
  std::vector<uint32_t> tickets;  // of each its kind, in the order in which they are to be served
  // Of each its kind, in the order in which they are to be asked; each takes one ticket at most.
  std::vector<uint32_t> agents;
  // By kind of ticket, then by kind of agents: what it is worth, 0 or more; or kMayNotServe.
  std::vector<std::vector<int64_t>> scores;
};

// Says of each ticket which agent takes it, as a place in `agents`; kNobodyServes: it waits on.
//
// Objective: a ticket is served whenever that leaves those before it served, whoever serves them;
//            so as many are served as can be. Of all ways to serve these the scores add up to the
//            most. Of several such ways each ticket in turn takes the first agent that it has in
//            any of those that are left.
// Method:    min-cost flow between kinds, one ticket after another along the cheapest path, which
//            Dijkstra finds by prices that each path brings up to date (Hungarian method). A kind
//            of ticket for which there is no path has none later on either. Then each ticket goes
//            to the first agent to whom a circle of no cost leads.
// Cost:      for each ticket that is served at most O(pairs of kinds that may serve + kinds of
//            agents^2), mostly far less: a search ends with the first kind of which somebody is
//            free. O(agents) besides.
std::vector<uint32_t> AssignBatch(const Batch& batch);

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_BATCH_ASSIGNMENT_H_
