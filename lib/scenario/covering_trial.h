#ifndef WAYPOST_LIB_SCENARIO_COVERING_TRIAL_H_
#define WAYPOST_LIB_SCENARIO_COVERING_TRIAL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/scenario/local_time.h"
#include "waypost/coverage.h"
#include "waypost/policy.h"

namespace waypost::scenario {

// Words that a shell would take apart as it takes apart those of a command line that a proof prints
// (lib/policy/ticket_words.h). Nothing for escapes of unprintable characters.
std::vector<std::string> ShellWords(std::string_view text);

// A ticket that is opened on an empty desk, and perhaps some time after it.
struct Trial {
  std::string steps;  // lines of a scenario; empty: the ticket cannot be opened so
  std::vector<testing::CoveragePoint> seen;

  // It has covered the place, or given this value to the part of a condition.
  bool Covers(const testing::CoveragePoint& place, bool value) const;
};

// Opens a ticket.
//
//   words  what is said of it, as ReadOpenLine takes them
//   at     when, as ReadOpeningTime takes it; empty: a Monday at 9
//   later  60 days go by
Trial TryTicket(const Policy& policy, const LocalTime& local, const std::vector<std::string>& words,
                const std::string& at, bool later);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_COVERING_TRIAL_H_
