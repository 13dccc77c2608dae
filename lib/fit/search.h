#ifndef WAYPOST_LIB_FIT_SEARCH_H_
#define WAYPOST_LIB_FIT_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "lib/calendar/zone.h"
#include "lib/fit/limit.h"
#include "lib/fit/office_hours.h"
#include "lib/fit/recorded_times.h"

namespace waypost::fit {

enum class Stop : uint8_t { kSolved, kClosed };

// One way to count the time of a ticket.
struct Definition {
  size_t hours = 0;  // in Fit::hours
  Stop stop = Stop::kSolved;
  uint8_t paused_in = 0;  // bits of phases
};

// What a definition says of the tickets of one priority.
struct PriorityFit {
  Limit limit;  // `agreeing` of the tickets it was fitted on
  uint64_t tickets = 0;
  uint64_t met = 0;  // by the flag, of `tickets`
  uint64_t held_tickets = 0;
  uint64_t held_agreeing = 0;
};

struct Candidate {
  Definition definition;
  std::vector<PriorityFit> priorities;  // as RecordedTimes::priorities

  uint64_t agreeing = 0;       // of Fit::fitted
  uint64_t held_agreeing = 0;  // of Fit::held_out
};

// What a search found.
struct Fit {
  std::vector<OfficeHours> hours;
  std::vector<Stop> stops;              // those that were tried
  size_t paused_sets = 0;               // how many sets of paused states were tried
  size_t definitions = 0;               // tried in all
  size_t as_good = 0;                   // of them, at most one ticket in a thousand behind the best
  uint64_t fitted = 0;                  // tickets
  uint64_t held_out = 0;                // tickets, those opened last
  int64_t held_from_ms = 0;             // opening of the first one held out
  uint64_t met = 0;                     // of the fitted, by the flag
  std::vector<Candidate> best;          // of all; see Search for their order
  std::vector<Candidate> of_each_kind;  // the best of each (stop, days, whole days or not)
};

struct SearchOptions {
  uint32_t held_percent = 20;  // of the tickets, those opened last; 0 to 90
  size_t best = 5;             // how many to return
};

// Told now and then how many definitions of how many are done.
using Progress = absl::FunctionRef<void(size_t done, size_t total)>;

// The years that calendars for these times need, both included.
struct Years {
  int32_t first = 0;
  int32_t last = 0;
};
Years YearsOf(const RecordedTimes& times);

// Tries every definition: all office hours, each stop that the log tells apart, each set of the
// waiting states that occur; for each priority it finds the best limit. Only tickets that were not
// held out choose; those held out show how well the choice foretells.
//
// Order:  more agreeing tickets first; equal ones by plainness: fewer paused states, plainer office
//         hours, solved before closed, paused states in their order. Before all comes the plainest
//         of those that agree with at most one ticket in a thousand fewer than any. What agrees no
//         better for standing still in more states is left out of `best`. The same times give the
//         same answer everywhere.
// Errors: InvalidArgument without tickets to fit on, with more than 64 priorities, or where the
//         zone does not cover the years.
// Cost:   O(definitions * tickets * log tickets); at most 1,248 definitions.
absl::StatusOr<Fit> Search(const RecordedTimes& times, const calendar::Zone& zone,
                           const SearchOptions& options, Progress progress);

}  // namespace waypost::fit

#endif  // WAYPOST_LIB_FIT_SEARCH_H_
