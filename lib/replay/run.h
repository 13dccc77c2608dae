#ifndef WAYPOST_LIB_REPLAY_RUN_H_
#define WAYPOST_LIB_REPLAY_RUN_H_

#include <cstddef>
#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "lib/replay/schedule.h"
#include "lib/report/wait_accuracy.h"
#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::replay {

// Told now and then how many commands of how many are done.
using Progress = absl::FunctionRef<void(size_t done, size_t total)>;

// Told each command before it is applied.
using CommandSink = absl::FunctionRef<void(const v1::Command& command)>;

// What an engine looked like when the log ended.
struct RunOutcome {
  uint64_t state_digest = 0;
  size_t open_tickets = 0;
  int64_t end_ms = 0;          // time of the last command
  v1::AttainmentList running;  // promises about periods that have not ended by then
};

// Decision replay: puts the recorded arrivals, states and times through an engine under `policy`
// and hands every event to `sink`, after the command that brought it about to `commands`. What the
// policy decides is decided anew: queues, clocks, warnings, breaches, chains. What the desk did
// stays as it was. `waits` hears what each ticket that comes to wait when it is opened would be
// told, if the policy estimates waits.
//
// Errors: what Engine::Apply answers to a malformed command (an id that is too long, say), with
//         the command's number. What the policy does not allow is no error but CommandRefused.
absl::StatusOr<RunOutcome> Run(const Policy& policy, const Schedule& schedule, CommandSink commands,
                               EventSink sink, report::WaitSink waits, Progress progress);

// The same, with nobody interested in the commands and the waits.
absl::StatusOr<RunOutcome> Run(const Policy& policy, const Schedule& schedule, EventSink sink,
                               Progress progress);

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_RUN_H_
