#include "examples/policy_cli/suite_coverage.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "absl/strings/str_split.h"
#include "examples/policy_cli/example_files.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/speech.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/scenario/covering_steps.h"
#include "lib/scenario/program.h"

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

std::string Normal(const std::string& file) {
  return std::filesystem::path(file).lexically_normal().generic_string();
}

// Those of this policy, which are then taken out of `missing`. A place has the policy's own name of
// its file.
std::vector<testing::CoveragePoint> TakeOwn(const Policy& policy,
                                            std::vector<testing::CoveragePoint>& missing) {
  std::vector<testing::CoveragePoint> own, others;
  const std::vector<std::string>& files = policy.body().tables.files;
  for (testing::CoveragePoint& point : missing) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const std::string& name) {
      return Normal(name) == point.file;
    });
    (file == files.end() ? others : own).push_back(point);
    if (file != files.end()) own.back().file = *file;
  }
  missing = std::move(others);
  return own;
}

std::string StepsForPolicy(const Policy& policy, std::vector<testing::CoveragePoint>& missing,
                           MessageLanguage language) {
  Words text;
  for (const scenario::CoveringSteps& found :
       scenario::CoverWhatIsMissing(policy, TakeOwn(policy, missing))) {
    const testing::CoveragePoint& place = found.place;
    Words what = place.what;
    if (place.kind == testing::CoveragePoint::Kind::kAtom)
      what = Say({"`$0` $1", "`$0` $1"}, place.what,
                 found.value ? Words{"true", "为真"} : Words{"false", "为假"});
    text += Say({"  $0:$1:$2  $3\n", "  $0:$1:$2  $3\n"}, Normal(place.file), place.line,
                place.column, what);
    if (found.steps.empty()) {
      text += Say({"    none found: $0\n", "    没有找到：$0\n"}, found.why_not);
      continue;
    }
    for (const absl::string_view step : absl::StrSplit(found.steps, '\n', absl::SkipEmpty()))
      text += Say({"    $0\n", "    $0\n"}, step);
  }
  return text.In(language);
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

std::string StepsForWhatIsMissing(const std::vector<testing::ScenarioResult>& results,
                                  const std::vector<testing::CoveragePoint>& coverage,
                                  MessageLanguage language) {
  std::vector<testing::CoveragePoint> missing;
  for (const testing::CoveragePoint& point : coverage) {
    if (!point.covered()) missing.push_back(point);
  }
  std::string text;
  for (const testing::ScenarioResult& result : results) {
    if (missing.empty()) break;
    const absl::StatusOr<std::string> scenario = ReadFile(result.path);
    if (!scenario.ok()) continue;
    const scenario::Loaded loaded = scenario::LoadProgram(result.path, *scenario, ReadFile);
    if (loaded.program != nullptr)
      text += StepsForPolicy(loaded.program->policy, missing, language);
  }
  return text;
}

}  // namespace waypost::cli
