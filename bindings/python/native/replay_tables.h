#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_REPLAY_TABLES_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_REPLAY_TABLES_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "bindings/python/native/table.h"
#include "lib/replay/mapping.h"
#include "lib/replay/schedule.h"
#include "waypost/v1/event.pb.h"

namespace waypost::python {

// Keeps of a replay's events what its tables say: a row a ticket, a row a clock, events by kind.
//
// Threads: none. Cost: O(log clocks of a ticket) an event; memory about 400 bytes a ticket.
class ReplayRecord {
 public:
  explicit ReplayRecord(const replay::Schedule& schedule);

  void operator()(const v1::Event& event);

  // One row for each ticket of the log, in the order of its first appearance, so that two replays
  // of one log can be compared row by row. The log's facts are those at opening.
  SharedTable Tickets(const replay::Mapping& mapping) const;

  // One row for each cycle of a clock, by ticket, then by its start.
  SharedTable Clocks() const;

  SharedTable Kinds() const;

 private:
  struct Clock {
    std::string sla;
    std::string metric;
    std::string task;
    std::string rule;
    const char* outcome = "running";
    int32_t cycle = 0;
    int64_t started_ms = kNoNumber;
    int64_t due_ms = kNoNumber;
    int64_t breached_ms = kNoNumber;
    int64_t ended_ms = kNoNumber;
    int64_t used_ms = kNoNumber;
  };

  struct Ticket {
    int64_t opened_ms = kNoNumber;
    int64_t assigned_ms = kNoNumber;
    int64_t solved_ms = kNoNumber;
    int64_t closed_ms = kNoNumber;
    std::string category, subcategory, category_rule;
    std::string priority, queue, queue_rule, agent, sla;
    int32_t reopenings = 0;
    bool breached = false;
    std::vector<Clock> clocks;
  };

  void NoteTicket(const v1::Event& event, Ticket& ticket);
  void NoteClock(const v1::Event& event, Ticket& ticket);
  static Clock& ClockOf(Ticket& ticket, const v1::ClockRef& clock);

  const replay::Schedule& schedule_;
  absl::flat_hash_map<std::string, size_t> index_;
  std::vector<Ticket> tickets_;
  std::map<int, uint64_t> kinds_;  // by number of the field
};

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_REPLAY_TABLES_H_
