// waypost run: scenarios, step by step.
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/suite.h"
#include "lib/base/words.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kOptions[] = {
    {"--quiet",
     "",
     {"only what failed, and one line for each scenario", "只显示失败的内容，每个场景一行"}},
    {"--snapshots",
     "",
     {"write the engine down and read it back after every step", "每一步之后把引擎写出再读回"}},
    {"--wake-often", "", {"let time pass wakeup by wakeup", "让时间逐个唤醒点流逝"}},
};

}  // namespace

int RunRun(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().empty()) {
    err << Words{"waypost run: needs a scenario, or a folder of them; try: waypost run --help\n",
                 "waypost run：需要场景或场景的目录；请看：waypost run --help\n"};
    return kUsageOrIo;
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
     "Exit codes: 0 all passed, 1 a scenario cannot be read, 2 one has errors or its policy has,\n"
     "3 one failed or none was found.",
     "运行场景，或目录及其子目录中的所有 *.scenario，打印每一步及其事件和当地时间。发生的\n"
     "与场景预期不同时，以 \"-\" 开头的行是预期，以 \"+\" 开头的行是实际发生的，并带作出决定的\n"
     "策略行。docs/scenarios.md 说明格式。\n"
     "\n"
     "退出码：0 全部通过，1 有场景无法读取，2 有场景或其策略有错误，3 有场景失败，或没有\n"
     "找到场景。"},
    "waypost run --quiet tests/",
    kOptions,
    RunRun,
};

}  // namespace waypost::cli
