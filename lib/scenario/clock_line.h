#ifndef WAYPOST_LIB_SCENARIO_CLOCK_LINE_H_
#define WAYPOST_LIB_SCENARIO_CLOCK_LINE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/scenario/findings.h"
#include "lib/scenario/local_time.h"
#include "lib/scenario/words.h"
#include "waypost/engine.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::scenario {

// `clock T1 resolution running used=1h left=3h due=12:00`: how a clock is expected to stand.
struct ClockLine {
  std::string ticket;
  std::string clock;                                        // "first_reply", a milestone or a task
  std::vector<std::pair<std::string, std::string>> stated;  // name and value, as written
};

// Reads the words of such a line after `clock`.
//
// Errors: to `findings`, with what can be understood returned all the same. Values are texts that
//         are compared with what the clock shows: one that it never shows is never met.
ClockLine ReadClockLine(absl::Span<const Word> words, Range line, Findings& findings);

// What is not as the line says: "due=12:00 was expected, it is 13:00; ...". Empty: nothing.
//
//   reference_ms  the day of times without a date
Words CheckClock(const ClockLine& line, const Engine& engine, const LocalTime& local,
                 int64_t reference_ms);

// "first_reply", or the name of a milestone or of a task of the ticket, as queries take it.
v1::ClockRef ClockNamed(const std::string& name, const v1::TicketView& ticket);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_CLOCK_LINE_H_
