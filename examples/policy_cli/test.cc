// waypost test: all scenarios of a folder, in parallel.
#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/output.h"
#include "examples/policy_cli/suite.h"
#include "examples/policy_cli/suite_coverage.h"
#include "lib/base/words.h"
#include "waypost/testing.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

constexpr Option kTestOptions[] = {
    {"--run",
     "RE",
     {"only scenarios whose path the regular expression finds something in",
      "只运行路径与正则表达式匹配的场景"}},
    {"--output", "FORMAT", {"text (the default), json or junit", "text（默认）、json 或 junit"}},
    {"--coverage",
     "",
     {"also tell which rules were decided, and which parts of conditions never were",
      "并说明哪些规则起过作用，哪些条件部分从未判定"}},
    {"--min",
     "[KIND=]PERCENT",
     {"exit with 5 if less is covered: of each kind, or of rules, stages, steps, conditions",
      "覆盖较少时以 5 退出：对每一种，或对 rules、stages、steps、conditions 之一"}},
    {"--jobs",
     "N",
     {"so many at a time; as many as the machine has cores if not said",
      "同时运行这么多个；不写则与机器的核数相同"}},
};

constexpr Output kAnyOutput[] = {Output::kText, Output::kJson, Output::kJunit};

bool ReadJobs(const Arguments& arguments, size_t* jobs) {
  *jobs = std::max(std::thread::hardware_concurrency(), 1u);
  const std::optional<std::string> wanted = arguments.Value("--jobs");
  return !wanted || (absl::SimpleAtoi(*wanted, jobs) && *jobs >= 1 && *jobs <= 256);
}

}  // namespace

int RunTest(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<Output> output = ReadOutput("test", arguments, err, kAnyOutput);
  if (!output) return kUsageOrIo;
  size_t jobs = 1;
  if (!ReadJobs(arguments, &jobs)) {
    err << Words{"waypost test: --jobs: a number from 1 to 256\n",
                 "waypost test：--jobs 应为 1 到 256 的数字\n"};
    return kUsageOrIo;
  }
  const absl::StatusOr<CoverageMinimums> minimums = ReadMinimums(arguments.Values("--min"));
  if (!minimums.ok()) {
    err << Say({"waypost test: --min: $0\n", "waypost test：--min：$0\n"},
               WordsOf(minimums.status()));
    return kUsageOrIo;
  }
  std::vector<std::string> names = arguments.positional();
  if (names.empty()) names.emplace_back(".");
  const absl::StatusOr<std::vector<std::string>> paths =
      FindScenarios(names, arguments.Value("--run").value_or(""));
  if (!paths.ok()) {
    err << Say({"waypost test: --run: $0\n", "waypost test：--run：$0\n"}, WordsOf(paths.status()));
    return kUsageOrIo;
  }
  testing::ScenarioOptions options;
  options.colour = arguments.colour() && *output == Output::kText;
  if (*output == Output::kText) options.language = LanguageOf(out);
  options.coverage = arguments.Has("--coverage") || arguments.Has("--min");
  const std::vector<ScenarioResult> results = RunScenarios(*paths, options, jobs);
  const std::vector<testing::CoveragePoint> coverage = CoverageOf(results);
  if (*output == Output::kJson) {
    out << SuiteAsJson(results, options.coverage ? &coverage : nullptr);
  } else if (*output == Output::kJunit) {
    out << SuiteAsJUnit(results, options.coverage ? &coverage : nullptr);
  } else {
    out << SuiteAsText(results, LanguageOf(out));
    if (options.coverage) {
      out << Say({"coverage: $0", "覆盖率：$0"}, testing::CoverageText(coverage, LanguageOf(out)));
      const std::string steps = StepsForWhatIsMissing(results, coverage, LanguageOf(out));
      if (!steps.empty())
        out << Say({"steps that would cover it\n$0", "可以覆盖它的步骤\n$0"}, steps);
    }
  }
  if (results.empty()) {
    err << Words{"waypost test: no scenario found; their names end in .scenario\n",
                 "waypost test：没有找到场景；文件名应以 .scenario 结尾\n"};
  }
  const int code = ExitCodeOf(results);
  return code == kClean && !ReachesAll(*minimums, coverage, err) ? kCoverageBelow : code;
}

const Command kTestCommand = {
    "test",
    {"all scenarios of a folder, in parallel: the tests of a policy",
     "并行运行目录中的所有场景：策略的测试"},
    "waypost test [options] [FOLDER|SCENARIO...]",
    {"Runs every *.scenario in the folders and below, the present one if none is named, several "
     "at\n"
     "a time, and prints a line for each that passed and what went otherwise for each that "
     "failed,\n"
     "in the order of their paths. `waypost run` shows one step by step.\n"
     "\n"
     "--coverage adds what the scenarios come to of their policies: rules that applied "
     "(categories,\n"
     "priority rules, not_served, promises, routes, escalations), stages entered, steps carried "
     "out,\n"
     "and of each part of a condition whether it has been true and false; with a line for "
     "everything\n"
     "that is missing, and below it steps that come there, to be copied into a scenario of the "
     "same\n"
     "policy. --min 90 asks for that much of each, --min rules=100 of one; fractions are exact.\n"
     "\n"
     "Exit codes: 0 all passed, 1 a scenario cannot be read, 2 one has errors or its policy has,\n"
     "3 one failed or none was found, 5 less is covered than --min asks for.",
     "运行各目录及其子目录中的所有 *.scenario，不写则为当前目录，同时运行几个；通过的各打印\n"
     "一行，失败的打印有何不同，按路径排序。`waypost run` 逐步显示一个场景。\n"
     "\n"
     "--coverage 加上这些场景触及策略的程度：起过作用的规则（类别、优先级规则、not_served、\n"
     "承诺、路由、升级链），进入过的阶段，执行过的步骤，以及条件的每一部分是否既为真过也\n"
     "为假过；缺少的每一项各有一行，其下是能走到那里的步骤，可以复制到同一策略的场景中。\n"
     "--min 90 对每一种要求这么多，--min rules=100 对其中一种；按精确的分数比较。\n"
     "\n"
     "退出码：0 全部通过，1 有场景无法读取，2 有场景或其策略有错误，3 有场景失败，或没有\n"
     "找到场景，5 覆盖少于 --min 的要求。"},
    "waypost test --coverage --min rules=100 --min conditions=95 desk/",
    kTestOptions,
    RunTest,
};

}  // namespace waypost::cli
