#ifndef WAYPOST_LIB_FIT_RECORDED_TIMES_H_
#define WAYPOST_LIB_FIT_RECORDED_TIMES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/replay/schedule.h"

namespace waypost::fit {

// What a ticket does at a time, as far as a clock may care.
enum class Phase : uint8_t { kActive, kWaitingCustomer, kOnHold, kWaitingInternal, kSolved };
inline constexpr size_t kPhaseCount = 5;

// A ticket does one thing: [begin_ms, end_ms).
struct Span {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  Phase phase = Phase::kActive;
};

// One ticket that ended and has a flag.
struct RecordedTicket {
  int64_t opened_ms = 0;
  size_t first_span = 0;  // its spans, from opening to the end
  size_t span_count = 0;
  uint32_t priority = 0;  // its last one
  bool met = false;
};

// What a log says about promises, and nothing else.
struct RecordedTimes {
  std::vector<RecordedTicket> tickets;  // in order of opening, then of first appearance
  std::vector<Span> spans;
  std::vector<std::string> priorities;  // in order of name; one empty name if the log has none
  bool has_solved = false;  // a ticket was solved before it was closed: the two ends differ
  bool has_closed = false;  // tickets end by being closed; otherwise by being solved
  uint8_t paused_in = 0;    // bit of each phase in which a ticket waits at some time

  // Left out.
  uint64_t no_flag = 0;
  uint64_t no_priority = 0;  // a log without priorities leaves none out for that
  uint64_t not_ended = 0;
};

inline uint8_t BitOf(Phase phase) { return static_cast<uint8_t>(1u << static_cast<int>(phase)); }

// Reads the steps of a schedule, so that a ticket's times are those that a replay gives it.
//
// Cost: O(steps + tickets log tickets).
RecordedTimes TimesOf(const replay::Schedule& schedule);

}  // namespace waypost::fit

#endif  // WAYPOST_LIB_FIT_RECORDED_TIMES_H_
