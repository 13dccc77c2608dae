#ifndef WAYPOST_LIB_SCENARIO_OPEN_LINE_H_
#define WAYPOST_LIB_SCENARIO_OPEN_LINE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/scenario/local_time.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"

namespace waypost::scenario {

// A ticket as a command line describes it, in the notation of a scenario's `open` step:
//
//   tier=vip  "text=my account was hacked"  fact.amount=500  opened_by_agent
struct OpenLine {
  std::string text;  // the step that opens it: `open T1 tier=vip text="my account was hacked" ...`
  v1::Command command;
  std::vector<Diagnostic> diagnostics;  // errors, placed in `text`; `command` counts without them
};

// Reads the words of a ticket. Each is one word of the step: a shell has taken its quotes off.
//
// Errors: all of them are in the result; what the policy makes of the ticket is not asked.
OpenLine ReadOpenLine(absl::Span<const std::string> words, const Policy& policy,
                      const LocalTime& local, int64_t at_ms);

// The word says something of a ticket; else it is most likely the name of a file.
bool SaysSomethingOfATicket(const std::string& word);

// The instant of a ticket: a date and time, or a time of day on kDefaultDate.
//
// Errors: InvalidArgument with a few words.
absl::StatusOr<int64_t> ReadOpeningTime(std::string_view text, const LocalTime& local);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_OPEN_LINE_H_
