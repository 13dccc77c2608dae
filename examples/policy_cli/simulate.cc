// waypost simulate: a made-up day of a desk, put through the real engine.
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/progress_bar.h"
#include "examples/policy_cli/reported_run.h"
#include "lib/base/words.h"
#include "lib/report/report_text.h"
#include "lib/simulate/day.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

constexpr Option kSimulateOptions[] = {
    {"--seed", "N", {"other chances than those of the plan", "用与计划不同的随机数种子"}},
    kByOption,
    kGroupOption,
    kEachOption,
    kWeightsOption,
    kReportOutputOption,
    kHtmlOption,
    kQuietOption,
};

report::ReportFrame FrameOf(const simulate::DayPlan& plan, const simulate::DayOutcome& outcome) {
  report::ReportFrame frame;
  frame.mode = {"model-driven simulation", "模型驱动的模拟"};
  frame.input = {"plan", "计划"};
  frame.time_zone = plan.policy.time_zone();
  frame.policy = plan.policy.name();
  frame.source = Say({"synthetic arrivals, seed $0", "合成的到达，种子 $0"}, plan.seed);
  frame.priorities = plan.policy.priorities();
  frame.reading = {
      {{"contacts made up by the plan", "计划虚构的来客"}, plan.contact_count()},
      {{"commands to the engine", "给引擎的命令"}, outcome.commands},
      {{"tickets open at the end of the day", "一天结束时未关闭的工单"}, outcome.open_tickets}};
  frame.policy_fingerprint = plan.policy.fingerprint();
  frame.log_digest = plan.digest;
  frame.state_digest = outcome.state_digest;
  return frame;
}

int Simulate(const simulate::DayPlan& plan, bool bar, ReportedRun run, std::ostream& out,
             std::ostream& err) {
  absl::StatusOr<simulate::DayOutcome> outcome;
  {
    ProgressBar progress(bar, err);
    outcome = simulate::RunDay(
        plan, [&](const v1::Command& command) { run.Note(command); }, run,
        [&](const report::EstimatedWait& wait) { run.Note(wait); },
        [&](size_t done, size_t total) { progress(done, total); });
  }
  if (!outcome.ok()) {
    err << Say({"waypost simulate: $0\n", "waypost simulate：$0\n"}, WordsOf(outcome.status()));
    return kUsageOrIo;
  }
  run.Note(outcome->running);
  run.Finish({});
  const report::ReportFrame frame = FrameOf(plan, *outcome);
  out << (run.options().json ? run.Json() : plan.title + "\n" + run.Text(frame, LanguageOf(out)));
  return run.WritePage(frame, err) ? kClean : kUsageOrIo;
}

}  // namespace

int RunSimulate(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  std::vector<std::pair<std::string, std::string>> files;
  if (arguments.positional().size() != 1) {
    err << Words{"waypost simulate: needs one plan of a day; try: waypost simulate --help\n",
                 "waypost simulate：需要一份一天的计划；请看：waypost simulate --help\n"};
    return kUsageOrIo;
  }
  if (!ReadFiles(arguments.positional(), err, &files)) return kUsageOrIo;
  const simulate::LoadedDay loaded = simulate::LoadDay(files[0].first, files[0].second, ReadFile);
  if (loaded.plan == nullptr) {
    err << RenderDiagnostics(loaded.diagnostics, LanguageOf(err));
    return kInvalidPolicy;
  }
  const std::optional<std::string> seed = arguments.Value("--seed");
  if (seed && !absl::SimpleAtoi(*seed, &loaded.plan->seed)) {
    err << Words{"waypost simulate: --seed: a whole number\n",
                 "waypost simulate：--seed 应为整数\n"};
    return kUsageOrIo;
  }
  const auto options = ReadReportOptions("simulate", arguments, err);
  if (!options) return kUsageOrIo;
  if (!CheckGroups("simulate", *options, loaded.plan->policy, err)) return kUsageOrIo;
  const bool bar = !arguments.Has("--quiet") && isatty(STDERR_FILENO) != 0;
  return Simulate(*loaded.plan, bar, ReportedRun(*options, loaded.plan->policy), out, err);
}

const Command kSimulateCommand = {
    "simulate",
    {"a made-up day of a desk: so many customers, so many people",
     "服务台虚构的一天：这么多客户，这么多人手"},
    "waypost simulate [--seed N] [--by PERIOD] [--html FILE] [--quiet] DAY",
    {"Makes up the contacts of a day as a plan says it (how many in each hour, what they write, "
     "how\n"
     "long they take, who works) and puts them through the real engine: who gets which ticket "
     "when,\n"
     "and what becomes of the promises, is the policy's doing. What customers do is synthetic, "
     "and\n"
     "the report says so. The same plan and seed give the same day on every machine; another "
     "policy\n"
     "or staff meets the same customers. docs/simulation.md describes plans.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read or written, 2 the plan or its policy has errors.",
     "按计划虚构一天的来客（每小时多少、写些什么、处理多久、谁上班），并送入真正的引擎：\n"
     "谁在何时得到哪张工单，承诺结果如何，都由策略决定。客户的行为是合成的，报告中会写明。\n"
     "相同的计划和种子在每台机器上得到相同的一天；换一份策略或人手，遇到的客户不变。\n"
     "docs/simulation.md 说明计划的写法。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或写入，2 计划或其策略有错误。"},
    "waypost simulate --html day.html examples/policies/action-rpg/tournament.day",
    kSimulateOptions,
    RunSimulate,
    true,
};

}  // namespace waypost::cli
