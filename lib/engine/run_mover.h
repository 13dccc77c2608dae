#ifndef WAYPOST_LIB_ENGINE_RUN_MOVER_H_
#define WAYPOST_LIB_ENGINE_RUN_MOVER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/run_moves.h"

namespace waypost::engine {

// Chains that go on under another policy, because whoever replaced the policy said so.
class Core::RunMover {
 public:
  explicit RunMover(Core& core) : core_(core) {}

  // Errors: a chain named twice; moves of this millisecond that are still to come.
  absl::Status Check(absl::Span<const RunMove> moves) const;

  // What would stand in the way of moving runs to `next`; one sentence of all runs.
  std::vector<std::string> InTheWay(const PolicyVersion& next, const RunMoves& moves) const;

  // Marks the runs that move: each ticket moves its own, as a timer at the end of this millisecond.
  void Mark(RunMoves moves);

  // Moves the marked runs of a ticket, or of an incident or alarm, to the policy in force.
  void Move(const IncidentDesk::Host& host);
  void Move(Ticket& ticket) { Move({ticket, {}, {}}); }

 private:
  const RunMove* MoveOf(const escalate::Run& run, const RunMoves& moves) const;
  // A sentence if the run cannot go on as the move says; `of` names whose it is.
  std::string InTheWayOf(const Ticket& ticket, const escalate::Run& run, const RunMoves& moves,
                         const PolicyVersion& next, const std::string& of) const;
  bool Stays(const Ticket& ticket, const RunMoves& moves, std::string_view chain) const;
  bool MarkRuns(Ticket& ticket);
  void MoveRun(const IncidentDesk::Host& host, escalate::Run& run);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RUN_MOVER_H_
