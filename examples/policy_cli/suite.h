#ifndef WAYPOST_EXAMPLES_POLICY_CLI_SUITE_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_SUITE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "waypost/testing.h"

namespace waypost::cli {

// The scenarios among `names`: files as they are, and of folders every *.scenario in them and
// below; each once, in the order of their paths within a name. Only those whose path the regular
// expression `filter` finds something in; empty: all.
//
// Errors: InvalidArgument if `filter` is no regular expression.
absl::StatusOr<std::vector<std::string>> FindScenarios(const std::vector<std::string>& names,
                                                       const std::string& filter);

// Runs them, `jobs` at a time. The results are in the order of `paths`, however long each takes.
std::vector<testing::ScenarioResult> RunScenarios(const std::vector<std::string>& paths,
                                                  const testing::ScenarioOptions& options,
                                                  size_t jobs);

// An ExitCode: the worst of all; what could not be read or run at all first.
int ExitCodeOf(const std::vector<testing::ScenarioResult>& results);

// The reports of all, and of several how many passed.
std::string SuiteAsText(const std::vector<testing::ScenarioResult>& results,
                        MessageLanguage language);

// What became of a suite, for programs. Nothing in it differs between two runs.
//
//   JSON   {"passed":1,"failed":1,"scenarios":[{"path":...,"title":...,"outcome":"failed",...}]}
//          and "coverage":{...}, if given (CoverageJson)
//   JUnit  one test case a scenario, its folder as class name; the report as failure or error;
//          coverage, if given, as the suite's output (CoverageText)
std::string SuiteAsJson(const std::vector<testing::ScenarioResult>& results,
                        const std::vector<testing::CoveragePoint>* coverage = nullptr);
std::string SuiteAsJUnit(const std::vector<testing::ScenarioResult>& results,
                         const std::vector<testing::CoveragePoint>* coverage = nullptr);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_SUITE_H_
