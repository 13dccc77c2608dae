#ifndef WAYPOST_LIB_SLA_CLOCK_H_
#define WAYPOST_LIB_SLA_CLOCK_H_

#include <cstdint>

#include "absl/types/span.h"
#include "lib/base/compact_time.h"
#include "lib/base/short_vector.h"
#include "waypost/calendar.h"

namespace waypost::sla {

inline constexpr int64_t kNever = Calendar::kNever;
static_assert(CompactTime::kNever == kNever);

// What clocks tell apart of a ticket's states. The values from kWaitingCustomer on are bits of
// policy::Target::paused_in; solved always pauses.
enum class Status : uint8_t {
  kActive = 0,  // anything the customer waits through: new, queued, offered, assigned, reopened
  kWaitingCustomer = 1,
  kOnHold = 2,
  kWaitingInternal = 4,
  kSolved = 8,
};

// One entry of a ticket's status history, the one record from which all pauses derive.
struct StatusChange {
  int64_t packed = 0;  // instant and status in 8 bytes: histories are most of a ticket's memory

  static StatusChange At(int64_t at_ms, Status status) {
    return {at_ms * 16 + static_cast<int64_t>(status)};
  }
  int64_t at_ms() const { return packed >> 4; }
  Status status() const { return static_cast<Status>(packed & 15); }
};

// Active since the beginning if empty; otherwise the instants rise (equal ones: the last counts)
// and neighbours differ.
using History = absl::Span<const StatusChange>;

// Whether a cycle is live, and what it is kept for if not. Cycles that nothing can follow are not
// kept at all.
enum class Phase : uint8_t {
  kLive,    // runs or is paused
  kSolved,  // stopped by solving, and reported; goes on if the ticket is reopened
  kOver,    // ended, and reported; the next cycle takes its place and counts on from its number
  kFinal,   // ended, and reported; there is no other cycle. A milestone's start is when it was
            // reached, from which the next one may count
};

// One cycle of one clock of a ticket; or hours that counted for one earlier.
//
// Earlier hours are what Sla::split_calendar keeps: which calendar counted, and until when. They
// stand right behind their clock, the earliest first, with cycle 0 and kFinal; `start_ms`, which
// rises, is until when they counted, `target` and `version` say whose calendar it was. All else is
// as in a new clock. Only clocks that are live or solved have any. See hours.h.
//
// The due time is not stored: it follows from target, start and history (Decider::Due), so there
// is nothing to patch. `next_ms` is the one derived value kept, since timers need it; a clock that
// is paused at the very instant of a mark still has that mark before it.
struct Clock {
  CompactTime start_ms;
  CompactTime next_ms{Calendar::kNever};  // when its next mark falls; kNever: not before it resumes
  uint16_t target = 0;                    // index into the tables of its policy version
  uint16_t first_pause : 15;              // changes of its history before this one pause it no more
  bool split : 1;         // earlier hours stand behind it, or further ones behind these
  uint8_t version = 0;    // the policy version that it follows
  uint8_t next_mark = 0;  // how many of its target's marks have fallen
  uint8_t cycle = 1;      // 1, 2, ..., stays at 255; 0: earlier hours
  uint8_t next_wall : 4;  // how many of its target's warnings in wall time have fallen
  bool paused : 1;
  bool breached : 1;  // a permanent fact of the cycle
  Phase phase : 2;

  Clock()
      : first_pause(0),
        split(false),
        next_wall(0),
        paused(false),
        breached(false),
        phase(Phase::kLive) {}

  bool live() const { return phase == Phase::kLive; }
  bool is_earlier_hours() const { return cycle == 0; }
};
static_assert(sizeof(Clock) == 20, "an open ticket carries two of them");

// The clocks of one ticket, in the order in which they were first started, each with its earlier
// hours. Most policies promise a first reply and a solution.
using Clocks = ShortVector<Clock, 2>;

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_CLOCK_H_
