// waypost test: all scenarios of a folder, in parallel.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/suite.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kOptions[] = {
    {"--run", "RE", "only scenarios whose path the regular expression finds something in"},
    {"--output", "FORMAT", "text (the default), json or junit"},
    {"--jobs", "N", "so many at a time; as many as the machine has cores if not said"},
};

bool ReadJobs(const Arguments& arguments, size_t* jobs) {
  *jobs = std::max(std::thread::hardware_concurrency(), 1u);
  const std::optional<std::string> wanted = arguments.Value("--jobs");
  return !wanted || (absl::SimpleAtoi(*wanted, jobs) && *jobs >= 1 && *jobs <= 256);
}

}  // namespace

int RunTest(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::string output = arguments.Value("--output").value_or("text");
  if (output != "text" && output != "json" && output != "junit") {
    err << "waypost test: --output " << output << ": one of text, json, junit\n";
    return kUsageOrIo;
  }
  size_t jobs = 1;
  if (!ReadJobs(arguments, &jobs)) {
    err << "waypost test: --jobs: a number from 1 to 256\n";
    return kUsageOrIo;
  }
  std::vector<std::string> names = arguments.positional();
  if (names.empty()) names.emplace_back(".");
  const absl::StatusOr<std::vector<std::string>> paths =
      FindScenarios(names, arguments.Value("--run").value_or(""));
  if (!paths.ok()) {
    err << "waypost test: --run: " << paths.status().message() << "\n";
    return kUsageOrIo;
  }
  testing::ScenarioOptions options;
  options.colour = arguments.colour() && output == "text";
  const std::vector<ScenarioResult> results = RunScenarios(*paths, options, jobs);
  if (output == "json") {
    out << SuiteAsJson(results);
  } else if (output == "junit") {
    out << SuiteAsJUnit(results);
  } else {
    out << SuiteAsText(results);
  }
  if (results.empty()) {
    err << "waypost test: no scenario found; their names end in .scenario\n";
  }
  return ExitCodeOf(results);
}

const Command kTestCommand = {
    "test",
    "all scenarios of a folder, in parallel: the tests of a policy",
    "waypost test [options] [FOLDER|SCENARIO...]",
    "Runs every *.scenario in the folders and below, the present one if none is named, several at\n"
    "a time, and prints a line for each that passed and what went otherwise for each that failed,\n"
    "in the order of their paths. `waypost run` shows one step by step.\n"
    "\n"
    "Exit codes: 0 all passed, 1 a scenario cannot be read, 2 one has errors or its policy has,\n"
    "3 one failed or none was found.",
    "waypost test --output junit desk/ > results.xml",
    kOptions,
    RunTest,
};

}  // namespace waypost::cli
