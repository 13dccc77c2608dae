// waypost test: all scenarios of a folder, in parallel.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/suite.h"
#include "examples/policy_cli/suite_coverage.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kOptions[] = {
    {"--run", "RE", "only scenarios whose path the regular expression finds something in"},
    {"--output", "FORMAT", "text (the default), json or junit"},
    {"--coverage", "",
     "also tell which rules were decided, and which parts of conditions never were"},
    {"--min", "[KIND=]PERCENT",
     "exit with 5 if less is covered: of each kind, or of rules, stages, steps, conditions"},
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
  const absl::StatusOr<CoverageMinimums> minimums = ReadMinimums(arguments.Values("--min"));
  if (!minimums.ok()) {
    err << "waypost test: --min: " << std::string(minimums.status().message()) << "\n";
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
  options.coverage = arguments.Has("--coverage") || arguments.Has("--min");
  const std::vector<ScenarioResult> results = RunScenarios(*paths, options, jobs);
  const std::vector<testing::CoveragePoint> coverage = CoverageOf(results);
  if (output == "json") {
    out << SuiteAsJson(results, options.coverage ? &coverage : nullptr);
  } else if (output == "junit") {
    out << SuiteAsJUnit(results, options.coverage ? &coverage : nullptr);
  } else {
    out << SuiteAsText(results);
    if (options.coverage) out << "coverage: " << testing::CoverageText(coverage);
  }
  if (results.empty()) {
    err << "waypost test: no scenario found; their names end in .scenario\n";
  }
  const int code = ExitCodeOf(results);
  return code == kClean && !ReachesAll(*minimums, coverage, err) ? kCoverageBelow : code;
}

const Command kTestCommand = {
    "test",
    "all scenarios of a folder, in parallel: the tests of a policy",
    "waypost test [options] [FOLDER|SCENARIO...]",
    "Runs every *.scenario in the folders and below, the present one if none is named, several at\n"
    "a time, and prints a line for each that passed and what went otherwise for each that failed,\n"
    "in the order of their paths. `waypost run` shows one step by step.\n"
    "\n"
    "--coverage adds what the scenarios come to of their policies: rules that applied "
    "(categories,\n"
    "priority rules, not_served, promises, routes, escalations), stages entered, steps carried "
    "out,\n"
    "and of each part of a condition whether it has been true and false; with a line for "
    "everything\n"
    "that is missing. --min 90 asks for that much of each, --min rules=100 of one; fractions are\n"
    "exact.\n"
    "\n"
    "Exit codes: 0 all passed, 1 a scenario cannot be read, 2 one has errors or its policy has,\n"
    "3 one failed or none was found, 5 less is covered than --min asks for.",
    "waypost test --coverage --min rules=100 --min conditions=95 desk/",
    kOptions,
    RunTest,
};

}  // namespace waypost::cli
