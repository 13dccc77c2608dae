// waypost run: scenarios, step by step.
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kOptions[] = {
    {"--quiet", "", "only what failed, and one line for each scenario"},
    {"--snapshots", "", "write the engine down and read it back after every step"},
    {"--wake-often", "", "let time pass wakeup by wakeup"},
};

// Every file, and those in folders; a name that is neither is left to fail when it is read.
std::vector<ScenarioResult> RunAll(const std::vector<std::string>& names,
                                   const testing::ScenarioOptions& options) {
  std::vector<ScenarioResult> results;
  for (const std::string& name : names) {
    std::error_code error;
    if (!std::filesystem::is_directory(name, error)) {
      results.push_back(testing::RunScenarioFile(name, options));
      continue;
    }
    for (ScenarioResult& result : testing::RunScenarioDirectory(name, options)) {
      results.push_back(std::move(result));
    }
  }
  return results;
}

// The worst of all; what could not be read or run at all first.
int ExitCodeOf(const std::vector<ScenarioResult>& results) {
  if (results.empty()) return kTestFailed;
  bool invalid = false, failed = false;
  for (const ScenarioResult& result : results) {
    if (result.outcome == ScenarioResult::Outcome::kUnreadable) return kUsageOrIo;
    invalid |= result.outcome == ScenarioResult::Outcome::kInvalid;
    failed |= result.outcome == ScenarioResult::Outcome::kFailed;
  }
  if (invalid) return kInvalidPolicy;
  return failed ? kTestFailed : kClean;
}

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
  const std::vector<ScenarioResult> results = RunAll(arguments.positional(), options);
  size_t passed = 0;
  for (const ScenarioResult& result : results) {
    out << result.report;
    passed += result.passed() ? 1 : 0;
  }
  if (results.empty()) {
    err << "waypost run: no scenario found; their names end in .scenario\n";
  } else if (results.size() > 1) {
    out << passed << " passed, " << results.size() - passed << " failed\n";
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
