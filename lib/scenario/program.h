#ifndef WAYPOST_LIB_SCENARIO_PROGRAM_H_
#define WAYPOST_LIB_SCENARIO_PROGRAM_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "lib/scenario/clock_line.h"
#include "lib/scenario/expectation.h"
#include "lib/scenario/local_time.h"
#include "lib/scenario/script.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"

namespace waypost::scenario {

// Gives the contents of a file that a scenario names. Errors: any; the message is shown.
using FileReader = absl::FunctionRef<absl::StatusOr<std::string>(const std::string& path)>;

// A line of a scenario, ready to be executed.
struct Step {
  enum class Kind {
    kSetup,  // an agent of the roster, before the first step; never checked
    kCommand,
    kAdvance,
    kSnapshot,
    kReplacePolicy,
    kWakeup,
    kClock,
  };
  Kind kind = Kind::kCommand;
  uint32_t line = 0;
  std::string text;   // as written, without time and expectations
  int64_t at_ms = 0;  // kAdvance brings the engine 1 ms further, so that what is due then happens
  v1::Command command;
  std::optional<Policy> replacement;  // of kReplacePolicy
  std::optional<int64_t> wakeup_ms;   // of kWakeup: the due time; nothing for `wakeup none`
  ClockLine clock;                    // of kClock
  Expectations expected;
};

// A scenario that can be run.
struct Program {
  std::string path;
  std::string title;
  Policy policy;
  LocalTime local;
  uint64_t seed = 0;
  int64_t start_ms = 0;
  std::vector<Step> steps;
};

// A program, or everything that is wrong with a scenario and the files it names.
struct Loaded {
  std::unique_ptr<Program> program;     // null if anything is wrong
  std::vector<Diagnostic> diagnostics;  // errors; of the scenario first, then of its policies
  std::string title;
};

// The date on which a scenario begins that names none: a Monday.
inline constexpr char kDefaultDate[] = "2027-01-04";

// Makes a program of a scenario's text.
//
//   path  of the scenario: names of files are relative to its folder, and messages say it
//
// Cost: that of compiling its policies.
Loaded LoadProgram(const std::string& path, const std::string& text, FileReader files);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_PROGRAM_H_
