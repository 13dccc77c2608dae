#ifndef WAYPOST_LIB_SCENARIO_RUNNER_H_
#define WAYPOST_LIB_SCENARIO_RUNNER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/words.h"
#include "lib/scenario/difference.h"
#include "lib/scenario/program.h"
#include "waypost/engine.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

// Ways of running a scenario that must not make a difference to its events.
struct Variation {
  bool snapshot_after_steps = false;  // the engine is written down and read back after every step
  bool wake_often = false;            // time passes wakeup by wakeup
  bool resolve_first = false;         // texts become evidence before the command is applied
  bool keep_engine = false;           // steps that write it down do not read it back
};

// What became of one step.
struct StepResult {
  const Step* step = nullptr;
  std::vector<v1::Event> events;
  absl::Status status;  // of the engine
  bool checked = false;
  bool passed = true;
  // Why it did not pass, if it is not the events: one sentence.
  Words problem;
  std::vector<DifferenceLine> difference;  // of a checked step; points into `events`
};

// What became of a scenario.
struct RunResult {
  bool passed = true;
  size_t steps = 0;    // without the setting up
  size_t events = 0;   // of those
  size_t checked = 0;  // steps
  std::vector<StepResult> results;
};

// Runs a program to its end; a step that fails does not stop the others. `program` must outlive the
// result.
//
// Limits: ends after 1,000,000 events.
// Threads: safe to call concurrently.
RunResult Run(const Program& program, const Variation& variation = {});

// The engine as it is at `at_ms`: after the steps up to then, and what is due before. Steps that
// fail do not stop the others.
std::unique_ptr<Engine> EngineAt(const Program& program, int64_t at_ms);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_RUNNER_H_
