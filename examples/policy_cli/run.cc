// waypost run: scenarios, step by step.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/reported_run.h"
#include "examples/policy_cli/suite.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/scenario/program.h"
#include "lib/scenario/report.h"
#include "lib/scenario/runner.h"
#include "waypost/diagnostic.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kRunOptions[] = {
    {"--quiet",
     "",
     {"only what failed, and one line for each scenario", "只显示失败的内容，每个场景一行"}},
    {"--snapshots",
     "",
     {"write the engine down and read it back after every step", "每一步之后把引擎写出再读回"}},
    {"--wake-often", "", {"let time pass wakeup by wakeup", "让时间逐个唤醒点流逝"}},
    kByOption,
    kGroupOption,
    kEachOption,
    kWeightsOption,
    kReportOutputOption,
    kHtmlOption,
};

// The scenario as a run that is reported on.
struct ScenarioRun {
  std::unique_ptr<scenario::Program> program;
  uint64_t text_digest = 0;
};

// Commands that the engine has not taken are left out: they are misuse, which leaves no trace.
void TakeRun(const scenario::RunResult& result, ReportedRun& run) {
  for (const scenario::StepResult& step : result.results) {
    const bool command = step.step->kind == scenario::Step::Kind::kSetup ||
                         step.step->kind == scenario::Step::Kind::kCommand;
    run.Note(command && step.status.ok() ? step.step->command : v1::Command());
    for (const v1::Event& event : step.events) run(event);
  }
}

report::ReportFrame FrameOf(const ScenarioRun& scenario, const scenario::RunResult& result,
                            const Engine& engine) {
  report::ReportFrame frame;
  frame.mode = {"scenario", "场景"};
  frame.input = {"scenario", "场景"};
  frame.time_zone = scenario.program->policy.time_zone();
  frame.policy = scenario.program->policy.name();
  frame.source = scenario.program->title;
  frame.priorities = scenario.program->policy.priorities();
  frame.reading = {{{"steps", "步骤"}, result.steps}};
  frame.policy_fingerprint = scenario.program->policy.fingerprint();
  frame.log_digest = scenario.text_digest;
  frame.state_digest = engine.StateDigest();
  return frame;
}

int Report(const ScenarioRun& scenario, ReportOptions wanted, std::ostream& out,
           std::ostream& err) {
  const scenario::Program& program = *scenario.program;
  const scenario::RunResult result = scenario::Run(program);
  const int64_t end_ms = program.steps.empty() ? program.start_ms : program.steps.back().at_ms;
  const std::unique_ptr<Engine> engine = scenario::EngineAt(program, end_ms);
  ReportedRun run(std::move(wanted), program.policy);
  TakeRun(result, run);
  run.Note(engine->GetAttainment());
  run.Finish({});
  const report::ReportFrame frame = FrameOf(scenario, result, *engine);
  out << (run.options().json ? run.Json() : run.Text(frame, LanguageOf(out)));
  if (!run.WritePage(frame, err)) return kUsageOrIo;
  if (result.passed) return kClean;
  err << scenario::ReportText(program, result, {false, false, LanguageOf(err)});
  return kTestFailed;
}

// --by and --html: one scenario, told as a report.
int ReportScenario(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const auto options = ReadReportOptions("run", arguments, err);
  if (!options) return kUsageOrIo;
  std::vector<std::pair<std::string, std::string>> files;
  if (!ReadFiles(arguments.positional(), err, &files)) return kUsageOrIo;
  if (files.size() != 1) {
    err << Words{"waypost run: --by and --html report on one scenario\n",
                 "waypost run：--by 和 --html 只报告一个场景\n"};
    return kUsageOrIo;
  }
  scenario::Loaded loaded = scenario::LoadProgram(files[0].first, files[0].second, ReadFile);
  if (loaded.program == nullptr) {
    err << RenderDiagnostics(loaded.diagnostics, LanguageOf(err));
    return kInvalidPolicy;
  }
  if (!CheckGroups("run", *options, loaded.program->policy, err)) return kUsageOrIo;
  return Report({std::move(loaded.program), DigestOf(files[0].second)}, *options, out, err);
}

}  // namespace

int RunRun(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().empty()) {
    err << Words{"waypost run: needs a scenario, or a folder of them; try: waypost run --help\n",
                 "waypost run：需要场景或场景的目录；请看：waypost run --help\n"};
    return kUsageOrIo;
  }
  if (arguments.Has("--by") || arguments.Has("--html") || arguments.Has("--output") ||
      arguments.Has("--group") || arguments.Has("--each") || arguments.Has("--weights")) {
    return ReportScenario(arguments, out, err);
  }
  testing::ScenarioOptions options;
  options.colour = arguments.colour();
  options.language = LanguageOf(out);
  options.timeline = !arguments.Has("--quiet");
  options.snapshot_after_steps = arguments.Has("--snapshots");
  options.wake_often = arguments.Has("--wake-often");
  const std::vector<std::string> paths = *FindScenarios(arguments.positional(), "");
  const std::vector<ScenarioResult> results = RunScenarios(paths, options, 1);
  out << SuiteAsText(results, LanguageOf(out));
  if (results.empty()) {
    err << Words{"waypost run: no scenario found; their names end in .scenario\n",
                 "waypost run：没有找到场景；文件名应以 .scenario 结尾\n"};
  }
  return ExitCodeOf(results);
}

const Command kRunCommand = {
    "run",
    {"scenarios step by step: what happens, and whether it is what was expected",
     "逐步运行场景：发生了什么，是否与预期相符"},
    "waypost run [options] SCENARIO...",
    {"Runs scenarios, or every *.scenario in a folder and below, and prints each step with its "
     "events\n"
     "and their local times. Where something else happens than the scenario expects, a line with\n"
     "\"-\" is what was expected and a line with \"+\" what happened instead, with the line of "
     "the\n"
     "policy that decided it. docs/scenarios.md describes the format.\n"
     "\n"
     "With --by or --html one scenario is told as a report instead, as `waypost replay` tells a "
     "log.\n"
     "\n"
     "Exit codes: 0 all passed, 1 a scenario cannot be read, 2 one has errors or its policy has,\n"
     "3 one failed or none was found.",
     "运行场景，或目录及其子目录中的所有 *.scenario，打印每一步及其事件和当地时间。发生的\n"
     "与场景预期不同时，以 \"-\" 开头的行是预期，以 \"+\" 开头的行是实际发生的，并带作出决定的\n"
     "策略行。docs/scenarios.md 说明格式。\n"
     "\n"
     "有 --by 或 --html 时，改为把一个场景写成报告，与 `waypost replay` 报告日志一样。\n"
     "\n"
     "退出码：0 全部通过，1 有场景无法读取，2 有场景或其策略有错误，3 有场景失败，或没有\n"
     "找到场景。"},
    "waypost run --quiet tests/",
    kRunOptions,
    RunRun,
    true,
};

}  // namespace waypost::cli
