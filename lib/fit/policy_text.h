#ifndef WAYPOST_LIB_FIT_POLICY_TEXT_H_
#define WAYPOST_LIB_FIT_POLICY_TEXT_H_

#include <cstdint>
#include <string>

#include "lib/fit/recorded_times.h"
#include "lib/fit/search.h"

namespace waypost::fit {

// "waiting_customer, on_hold"; "-" for none.
std::string PausedText(uint8_t paused_in);

// A limit in hours, which have the same length on every calendar: "69h15m", "30m".
std::string WithinText(int64_t ms);

// A policy with the calendar and the promises of a candidate, laid out as `waypost fmt` does it;
// comments say what the log could not tell. It compiles as it is; queues, routes and people are for
// its owner to add.
std::string PolicyText(const std::string& time_zone, const RecordedTimes& times, const Fit& fit,
                       const Candidate& candidate);

}  // namespace waypost::fit

#endif  // WAYPOST_LIB_FIT_POLICY_TEXT_H_
