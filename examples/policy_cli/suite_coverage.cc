#include "examples/policy_cli/suite_coverage.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "absl/strings/str_cat.h"
#include "examples/policy_cli/example_files.h"
#include "examples/policy_cli/speech.h"
#include "lib/base/words.h"

namespace waypost::cli {
namespace {

uint32_t* KindOf(const std::string& name, CoverageMinimums& minimums) {
  if (name == "rules") return &minimums.rules;
  if (name == "stages") return &minimums.stages;
  if (name == "steps") return &minimums.steps;
  if (name == "conditions") return &minimums.conditions;
  return nullptr;
}

bool Reaches(const char* name, uint32_t minimum, const testing::CoverageShare& share,
             std::ostream& err) {
  if (share.Reaches(minimum)) return true;
  err << Say(
      {"waypost test: coverage: $0 $1/$2: less than $3", "waypost test：覆盖率：$0 $1/$2：低于 $3"},
      name, share.covered, share.total, minimum / 10);
  if (minimum % 10 > 0) err << "." << minimum % 10;
  err << " %\n";
  return false;
}

}  // namespace

absl::StatusOr<CoverageMinimums> ReadMinimums(const std::vector<std::string>& values) {
  CoverageMinimums minimums;
  // Those of one kind come after those of all, in whatever order they are given.
  std::vector<std::string> ordered = values;
  std::stable_partition(ordered.begin(), ordered.end(), [](const std::string& value) {
    return value.find('=') == std::string::npos;
  });
  for (const std::string& value : ordered) {
    const size_t equals = value.find('=');
    const bool one = equals != std::string::npos;
    const std::optional<uint32_t> percent = ParseShare(one ? value.substr(equals + 1) : value);
    uint32_t* const kind = one ? KindOf(value.substr(0, equals), minimums) : nullptr;
    if (!percent || (one && kind == nullptr)) {
      return InvalidArgument(
          Say({"\"$0\": a percentage from 0 to 100, or one of rules, stages, steps, "
               "conditions with its percentage: rules=100",
               "\"$0\"：应为 0 到 100 的百分比，或 rules、stages、steps、conditions "
               "之一及其百分比：rules=100"},
              value));
    }
    if (one) {
      *kind = *percent;
    } else {
      minimums = {*percent, *percent, *percent, *percent};
    }
  }
  return minimums;
}

std::vector<testing::CoveragePoint> CoverageOf(
    const std::vector<testing::ScenarioResult>& results) {
  std::vector<testing::CoveragePoint> all;
  for (const testing::ScenarioResult& result : results) {
    for (testing::CoveragePoint point : result.coverage) {
      point.file = std::filesystem::path(point.file).lexically_normal().generic_string();
      all.push_back(std::move(point));
    }
  }
  std::vector<testing::CoveragePoint> merged;
  testing::MergeCoverage(all, &merged);
  return merged;
}

bool ReachesAll(const CoverageMinimums& minimums,
                const std::vector<testing::CoveragePoint>& coverage, std::ostream& err) {
  const testing::CoverageSummary summary = testing::SummariseCoverage(coverage);
  bool all = Reaches("rules", minimums.rules, summary.rules, err);
  all = Reaches("stages", minimums.stages, summary.stages, err) && all;
  all = Reaches("steps", minimums.steps, summary.steps, err) && all;
  return Reaches("conditions", minimums.conditions, summary.conditions, err) && all;
}

}  // namespace waypost::cli
