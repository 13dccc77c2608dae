#include "waypost/testing.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/scenario/coverage_recorder.h"
#include "lib/scenario/program.h"
#include "lib/scenario/report.h"
#include "lib/scenario/runner.h"

namespace waypost::testing {
namespace {

void WatchPolicies(const scenario::Program& program, scenario::CoverageRecorder& recorder) {
  recorder.Watch(program.policy);
  for (const scenario::Step& step : program.steps) {
    if (step.replacement) recorder.Watch(*step.replacement);
  }
}

std::vector<CoveragePoint> PointsOf(const scenario::RunResult& run,
                                    scenario::CoverageRecorder& recorder) {
  for (const scenario::StepResult& step : run.results) {
    for (const v1::Event& event : step.events) recorder(event);
  }
  return recorder.Points();
}

}  // namespace

ScenarioResult RunScenario(const std::string& path, const std::string& text, FileReader files,
                           const ScenarioOptions& options) {
  ScenarioResult result;
  result.path = path;
  scenario::Loaded loaded = scenario::LoadProgram(path, text, files);
  result.title = loaded.title;
  if (loaded.program == nullptr) {
    result.outcome = ScenarioResult::Outcome::kInvalid;
    result.report = absl::StrCat(RenderDiagnostics(loaded.diagnostics, options.language),
                                 Words{"FAIL ", "失败 "}.In(options.language), path,
                                 result.title.empty() ? "" : "  ", result.title, "\n");
    result.diagnostics = std::move(loaded.diagnostics);
    return result;
  }
  scenario::Variation variation;
  variation.snapshot_after_steps = options.snapshot_after_steps;
  variation.wake_often = options.wake_often;
  variation.keep_engine = options.coverage;
  scenario::CoverageRecorder recorder;
  if (options.coverage) WatchPolicies(*loaded.program, recorder);
  const scenario::RunResult run = scenario::Run(*loaded.program, variation);
  if (options.coverage) result.coverage = PointsOf(run, recorder);
  result.outcome = run.passed ? ScenarioResult::Outcome::kPassed : ScenarioResult::Outcome::kFailed;
  result.steps = run.steps;
  result.events = run.events;
  result.checked = run.checked;
  result.report = scenario::ReportText(*loaded.program, run,
                                       {options.colour, options.timeline, options.language});
  return result;
}

}  // namespace waypost::testing
