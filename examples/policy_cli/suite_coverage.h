#ifndef WAYPOST_EXAMPLES_POLICY_CLI_SUITE_COVERAGE_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_SUITE_COVERAGE_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "waypost/coverage.h"
#include "waypost/testing.h"

namespace waypost::cli {

// How much of each kind is to be covered at least, in thousandths.
struct CoverageMinimums {
  uint32_t rules = 0;
  uint32_t stages = 0;
  uint32_t steps = 0;
  uint32_t conditions = 0;
};

// Reads "90" (of each kind) and "rules=99.5" (of one), the last one of a kind counting.
//
// Errors: InvalidArgument with a sentence.
absl::StatusOr<CoverageMinimums> ReadMinimums(const std::vector<std::string>& values);

// What all scenarios together have come to. Files have the same name whatever the folder of the
// scenario that names them.
std::vector<testing::CoveragePoint> CoverageOf(const std::vector<testing::ScenarioResult>& results);

// Errors: a line on `err` for each kind of which less is covered; the answer is then false.
bool ReachesAll(const CoverageMinimums& minimums,
                const std::vector<testing::CoveragePoint>& coverage, std::ostream& err);

// For each place that is not covered, steps of a scenario that would cover it, or why none were
// found (lib/scenario/covering_steps.h); empty if nothing is missing.
//
// Cost: up to a second for each place.
std::string StepsForWhatIsMissing(const std::vector<testing::ScenarioResult>& results,
                                  const std::vector<testing::CoveragePoint>& coverage,
                                  MessageLanguage language);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_SUITE_COVERAGE_H_
