#ifndef WAYPOST_LIB_REPORT_DESK_COURSE_H_
#define WAYPOST_LIB_REPORT_DESK_COURSE_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/base/words.h"
#include "lib/calendar/zone.h"
#include "lib/report/grain.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// Part of the time of a run.
struct Period {
  std::string name;         // as PeriodName
  uint64_t opened = 0;      // tickets
  uint64_t finished = 0;    // solved or ended otherwise, less those reopened
  uint64_t unfinished = 0;  // at its end
};

// How a desk fared over time, from its events.
//
// Events of a ticket id that is opened again after closing count to the first ticket.
//
// Threads: none.
// Cost:    O(1) an event; memory about 100 bytes a ticket.
class DeskCourse {
 public:
  // Periods are those of the clocks in `zone`.
  explicit DeskCourse(calendar::Zone zone = calendar::Zone()) : zone_(std::move(zone)) {}

  void operator()(const v1::Event& event);

  // Hours, days, weeks or months, the finest of which at most `most` are needed from the first
  // event to the last; years, however many, where even months are too many.
  std::vector<Period> Periods(size_t most) const;

  // From the first assignment to the last solving, of each ticket with both; rising.
  std::vector<int64_t> HandlingTimes() const;

  // Tickets by the category they have had last ("refund/form"; "" for none) and by the queues they
  // have waited in.
  std::map<std::string, uint64_t> ByCategory() const;
  const std::map<std::string, uint64_t>& by_queue() const { return by_queue_; }

  // Breaches by what the ticket was doing then: "waits for an agent", "being worked on", ...
  std::vector<std::pair<Words, uint64_t>> BreachesByState() const;

 private:
  enum class State : uint8_t { kUnassigned, kAssigned, kAskedCustomer, kElsewhere, kFinished };

  struct Ticket {
    int64_t assigned_ms = INT64_MIN;
    int64_t solved_ms = INT64_MIN;
    uint32_t category = 0;  // in categories_
    State state = State::kUnassigned;
    std::vector<uint32_t> queues;  // in queues_
  };
  struct Hour {
    uint64_t opened = 0;
    int64_t finished = 0;
  };

  static Words NameOf(State state);
  Grain GrainFor(size_t most) const;
  void Move(Ticket& ticket, State to, Hour& hour);
  void NoteStatus(const v1::StatusChanged& changed, Ticket& ticket, Hour& hour);
  void NoteQueue(const std::string& queue, Ticket& ticket);
  void NoteWork(const v1::Event& event, Ticket& ticket, Hour& hour);
  uint32_t CategoryNumber(const v1::TicketClassified& classified);

  calendar::Zone zone_;
  std::map<int64_t, Hour> hours_;  // by LocalHour
  std::vector<Ticket> tickets_;
  absl::flat_hash_map<std::string, size_t> index_;
  std::vector<std::string> categories_ = {""};
  absl::flat_hash_map<std::string, uint32_t> category_index_ = {{"", 0}};
  absl::flat_hash_map<std::string, uint32_t> queue_index_;
  std::map<std::string, uint64_t> by_queue_;
  std::map<State, uint64_t> breaches_by_state_;
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_DESK_COURSE_H_
