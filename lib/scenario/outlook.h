#ifndef WAYPOST_LIB_SCENARIO_OUTLOOK_H_
#define WAYPOST_LIB_SCENARIO_OUTLOOK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/words.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::scenario {

// What becomes of one ticket on an empty desk if nobody touches it, and who could.
struct Outlook {
  // An agent of the roster, and the first event that offers it the ticket.
  struct Asked {
    std::string agent_id;
    std::optional<v1::Event> offered;  // nothing: never
  };

  std::vector<v1::Event> events;  // in their order
  size_t at_opening = 0;          // so many of them answer the opening
  bool cut_short = false;         // more would happen, later than anybody looks

  // In the order in which agents are asked if each one before says no; who is never asked last.
  std::vector<Asked> asked;

  // Agents and queues that chains notify although the roster has no such agent, or nobody who
  // serves such a queue: "agent:zoe", in the order of their first notification. Nothing without a
  // roster.
  std::vector<std::string> unreached;

  std::vector<v1::ModeView> modes;  // event modes in force when it is opened

  // How long it would wait with everybody on the roster idle, in a sentence. Empty without a
  // roster, or if the policy estimates no waits.
  Words wait;
};

// Opens a ticket at `at_ms` and lets time pass.
//
// Shape:  everything up to 400 days ahead, at most 10,000 events. Every agent is looked at alone,
//         with nothing else to do: agents are equal then but for the order of the roster, by which
//         the engine asks equal ones.
// Errors: those of the engine; FailedPrecondition with the engine's sentence if it refuses the
//         ticket or an agent.
// Cost:   that of an engine for the ticket, of one for each agent and of one for all of them.
absl::StatusOr<Outlook> Foresee(const Policy& policy, const v1::Command& open, int64_t at_ms,
                                const v1::Roster& roster);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_OUTLOOK_H_
