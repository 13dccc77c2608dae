#ifndef WAYPOST_EXAMPLES_POLICY_CLI_EXPLAIN_EVENT_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_EXPLAIN_EVENT_H_

#include <ostream>
#include <string>
#include <vector>

#include "examples/policy_cli/output.h"

namespace waypost::cli {

// Runs a scenario and prints of each event that begins with these words, as `waypost run` prints
// it, what decided it and what it comes of. Returns what the process is to exit with.
//
//   words  the scenario, then words of an event, of which each may hold several: "warned T1"
int ExplainEvents(const std::vector<std::string>& words, Output output, std::ostream& out,
                  std::ostream& err);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_EXPLAIN_EVENT_H_
