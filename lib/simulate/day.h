#ifndef WAYPOST_LIB_SIMULATE_DAY_H_
#define WAYPOST_LIB_SIMULATE_DAY_H_

#include <cstddef>
#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "lib/report/wait_accuracy.h"
#include "lib/simulate/day_plan.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::simulate {

// How the day ended.
struct DayOutcome {
  uint64_t state_digest = 0;
  uint64_t commands = 0;
  size_t open_tickets = 0;
  v1::AttainmentList running;  // promises about periods that have not ended by then
};

// Puts a day through an engine: customers write as the plan draws it; whoever is offered a ticket
// accepts it, replies and solves it after times that are drawn; programs solve a share of theirs
// and hand over the others; who has waited too long leaves. Who gets which ticket when, and what
// promises become of it, is the engine's and the policy's doing.
//
// Told each command before it is applied, each event, what each ticket that comes to wait would be
// told if the policy estimates waits, and now and then how much of the day is over.
// The same plan gives the same commands and events on every machine.
//
// Errors:  what Engine::Apply answers to a malformed command, such as a staff of unknown skills.
// Threads: none.
// Cost:    O(log actions) a command; memory about 200 bytes a contact beside the engine's.
absl::StatusOr<DayOutcome> RunDay(const DayPlan& plan,
                                  absl::FunctionRef<void(const v1::Command& command)> commands,
                                  EventSink sink, report::WaitSink waits,
                                  absl::FunctionRef<void(size_t done, size_t total)> progress);

}  // namespace waypost::simulate

#endif  // WAYPOST_LIB_SIMULATE_DAY_H_
