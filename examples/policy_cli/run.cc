// waypost run: scenarios, step by step.
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/suite.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kOptions[] = {
    {"--quiet", "", "only what failed, and one line for each scenario"},
    {"--snapshots", "", "write the engine down and read it back after every step"},
    {"--wake-often", "", "let time pass wakeup by wakeup"},
};

}  // namespace

int RunRun(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().empty()) {
    err << "waypost run: needs a scenario, or a folder of them; try: waypost run --help\n";
    return kUsageOrIo;
  }
  testing::ScenarioOptions options;
  options.colour = arguments.colour();
  options.timeline = !arguments.Has("--quiet");
  options.snapshot_after_steps = arguments.Has("--snapshots");
  options.wake_often = arguments.Has("--wake-often");
  const std::vector<std::string> paths = *FindScenarios(arguments.positional(), "");
  const std::vector<ScenarioResult> results = RunScenarios(paths, options, 1);
  out << SuiteAsText(results);
  if (results.empty()) {
    err << "waypost run: no scenario found; their names end in .scenario\n";
  }
  return ExitCodeOf(results);
}

const Command kRunCommand = {
    "run",
    "scenarios step by step: what happens, and whether it is what was expected",
    "waypost run [options] SCENARIO...",
    "Runs scenarios, or every *.scenario in a folder and below, and prints each step with its "
    "events\n"
    "and their local times. Where something else happens than the scenario expects, a line with\n"
    "\"-\" is what was expected and a line with \"+\" what happened instead, with the line of the\n"
    "policy that decided it. docs/scenarios.md describes the format.\n"
    "\n"
    "Exit codes: 0 all passed, 1 a scenario cannot be read, 2 one has errors or its policy has,\n"
    "3 one failed or none was found.",
    "waypost run --quiet tests/",
    kOptions,
    RunRun,
};

}  // namespace waypost::cli
