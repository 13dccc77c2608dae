#ifndef WAYPOST_LIB_REPORT_TALLY_H_
#define WAYPOST_LIB_REPORT_TALLY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/base/digest.h"
#include "lib/report/wait_accuracy.h"
#include "waypost/statistics.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::report {

// How the promises of one kind ended.
struct PromiseCount {
  uint64_t met = 0;
  uint64_t breached = 0;
  uint64_t running = 0;    // neither, when the events ended
  uint64_t cancelled = 0;  // ended neither met nor breached

  uint64_t decided() const { return met + breached; }
};

// The recorded flag of the log beside what the policy says.
struct Agreement {
  uint64_t both_met = 0;
  uint64_t both_breached = 0;
  uint64_t only_recorded_breached = 0;  // met under the policy
  uint64_t only_policy_breached = 0;    // met in the log
  uint64_t not_compared = 0;            // no flag, or no promise that ended

  uint64_t agreeing() const { return both_met + both_breached; }
  uint64_t compared() const { return agreeing() + only_recorded_breached + only_policy_breached; }
};

// Who decided what tickets are about.
struct ClassificationCount {
  uint64_t automatic = 0;   // by rules or a model, surely enough
  uint64_t for_review = 0;  // likewise, and a person is to look at it
  uint64_t none = 0;        // no category, and nobody is asked
  uint64_t by_person = 0;   // stated from the beginning
  uint64_t confirmed = 0;   // a person looked and agreed; each time
  uint64_t corrected = 0;   // a person looked and chose another category; each time
  uint64_t cut = 0;         // of texts too long to be read to their end

  uint64_t decided_here() const { return automatic + for_review + none; }
};

// What a desk manager asks about a run of events. Texts are in order of name wherever a map is.
struct Totals {
  uint64_t tickets = 0;
  uint64_t closed = 0;
  uint64_t assignments = 0;    // the first of each ticket
  uint64_t reassignments = 0;  // those after it
  uint64_t tickets_reassigned = 0;
  uint64_t reopenings = 0;
  uint64_t tickets_reopened = 0;
  std::map<std::string, PromiseCount> by_metric;
  std::map<std::string, PromiseCount> by_priority;
  std::map<std::string, PromiseCount> by_group;
  std::map<std::string, uint64_t> tickets_by_group;
  std::vector<int64_t> to_first_assignment_ms;  // rising
  std::vector<int64_t> to_solving_ms;           // rising; the last solving of each ticket
  std::vector<int64_t> to_closing_ms;           // rising
  std::map<std::string, uint64_t> warnings;     // by metric
  std::map<std::string, uint64_t> chains;       // started, by escalation
  std::map<std::pair<std::string, int32_t>, uint64_t> notifications;  // by (escalation, step)
  std::map<std::string, uint64_t> breaches_by_line;  // "it-desk.textproto:17 sla \"p3\""
  std::map<std::string, std::pair<uint64_t, std::string>> refusals;  // count, an example
  SlaStatistics sla;
  WaitAccuracy waits;  // nothing if the policy estimates none
  ClassificationCount classification;
  Agreement agreement;
  uint64_t events = 0;
  uint64_t event_digest = 0;
};

// What a log says of a ticket, for comparison.
struct Recorded {
  std::string_view ticket_id;
  std::string_view group;
  std::optional<bool> met;
};

// Counts events as they come.
//
// A promise counts under the priority its ticket had when it was met or breached. Once breached,
// it stays so, whatever happens after reopening. Events of a ticket id that is opened again after
// closing count to the first ticket.
//
// Threads: none.
// Cost:    O(1) an event; memory about 200 bytes a ticket.
class Tally {
 public:
  // As SlaRecorder::Note.
  void Note(const v1::Command& command) { sla_.Note(command); }
  void Note(const v1::AttainmentList& running) { sla_.Note(running); }
  // Each wait that is estimated, when it begins.
  void Note(const EstimatedWait& wait) { waits_(wait); }
  void operator()(const v1::Event& event);

  // The totals so far, with what the log says of the tickets.
  Totals Finish(const std::vector<Recorded>& recorded) const;

 private:
  enum class Ending : uint8_t { kRunning, kMet, kBreached, kCancelled };

  // One clock of a ticket.
  struct Promise {
    uint32_t metric = 0;    // in names_
    uint32_t task = 0;      // in names_
    uint32_t priority = 0;  // in names_
    int32_t cycle = 0;
    Ending ending = Ending::kRunning;
  };

  struct Ticket {
    int64_t opened_ms = 0;
    int64_t assigned_ms = -1;  // wait until the first assignment
    int64_t solved_ms = -1;    // from opening
    int64_t closed_ms = -1;    // from opening
    uint32_t priority = 0;
    uint32_t agent = 0;        // in names_
    uint32_t assignments = 0;  // to another agent than before
    uint32_t reopenings = 0;
    bool classified = false;
    std::vector<Promise> promises;
  };

  Ticket& TicketOf(const v1::Event& event);
  Promise& PromiseOf(Ticket& ticket, const v1::ClockRef& clock);
  uint32_t NameOf(std::string_view name);
  void CountTicketEvent(const v1::Event& event, Ticket& ticket);
  void CountClassification(const v1::TicketClassified& classified, Ticket& ticket);
  void CountAssignment(const v1::TicketAssigned& assigned, Ticket& ticket);
  void CountClockEvent(const v1::Event& event, Ticket& ticket);
  void End(Ticket& ticket, const v1::ClockRef& clock, Ending ending);
  void CountBreach(const v1::Event& event);
  void AddTicket(const Ticket& ticket, const Recorded& recorded, Totals* totals) const;

  Totals totals_;  // what needs no ticket
  Digest digest_;
  SlaRecorder sla_;
  WaitRecorder waits_;
  std::vector<Ticket> tickets_;
  absl::flat_hash_map<std::string, uint32_t> index_;
  std::vector<std::string> names_ = {""};
  absl::flat_hash_map<std::string, uint32_t> name_index_ = {{"", 0}};
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_TALLY_H_
