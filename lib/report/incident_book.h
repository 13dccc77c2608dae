#ifndef WAYPOST_LIB_REPORT_INCIDENT_BOOK_H_
#define WAYPOST_LIB_REPORT_INCIDENT_BOOK_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/base/report_table.h"
#include "lib/calendar/zone.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// An incident looked back on.
struct IncidentReview {
  std::string id;
  std::string stream;
  std::string values;     // "east; ios"
  int64_t opened_ms = 0;  // for the first time
  int64_t lasted_ms = 0;  // all its times together, until the last event where one goes on
  bool open = false;      // when the events ended
  uint64_t openings = 0;
  uint64_t tickets = 0;     // that were part of it, each once
  uint64_t breached = 0;    // of them, those with a promise breached at any time
  int64_t customers = 0;    // the most at a time that is known
  std::string level;        // the last one reached; empty: none
  uint64_t clocks_met = 0;  // its own, in time
  uint64_t clocks_missed = 0;
  uint64_t steps = 0;  // of its chains, that did something; each once
  uint64_t told = 0;   // notifications of them
};

// Follows incidents.
//
// Threads: none.
// Cost:    O(1) an event; memory for each ticket of an incident and each that is breached.
class IncidentBook {
 public:
  void operator()(const v1::Event& event);

  // In the order in which they were opened.
  std::vector<IncidentReview> Finish() const;

 private:
  struct Incident {
    IncidentReview review;
    int64_t open_since_ms = 0;
    std::set<std::string> tickets;
    std::set<std::pair<std::string, int32_t>> steps;
  };

  void TakeIncidentEvent(const v1::Event& event, Incident& incident);

  std::vector<Incident> incidents_;
  absl::flat_hash_map<std::string, size_t> index_;
  absl::flat_hash_set<std::string> breached_;  // tickets
  int64_t last_ms_ = 0;
};

// A line for each incident, times as clocks in `zone` show them. Without rows if there was none.
ReportTable IncidentTable(const std::vector<IncidentReview>& incidents, const calendar::Zone& zone);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_INCIDENT_BOOK_H_
