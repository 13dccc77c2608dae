// waypost replay: a recorded log, decided anew.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/progress_bar.h"
#include "examples/policy_cli/reported_run.h"
#include "lib/base/words.h"
#include "lib/policy/zones.h"
#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "lib/replay/reading.h"
#include "lib/replay/run.h"
#include "lib/replay/schedule.h"
#include "lib/report/classification_change.h"
#include "lib/report/report_text.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kReplayOptions[] = {
    {"--mapping", "FILE", {"what the log's columns mean; required", "日志各列的含义；必填"}},
    {"--policy",
     "FILE",
     {"the policy; several times for one in several files; required",
      "策略；分成多个文件时多次给出；必填"}},
    {"--against",
     "FILE",
     {"another policy: what it would classify otherwise; several as --policy",
      "另一份策略：它会有什么不同的分类；多个文件时同 --policy"}},
    kByOption,
    kGroupOption,
    kEachOption,
    kWeightsOption,
    kReportOutputOption,
    kHtmlOption,
    kQuietOption,
};

report::ReportFrame FrameOf(const Policy& policy, const replay::Mapping& mapping,
                            const replay::Schedule& schedule, const replay::RunOutcome& outcome) {
  report::ReportFrame frame;
  frame.mode = {"decision replay", "决策回放"};
  frame.time_zone = policy.time_zone();
  frame.policy = policy.name();
  frame.source = mapping.message().source();
  frame.priorities = policy.priorities();
  frame.reading = replay::ReadingOf(schedule);
  frame.policy_fingerprint = policy.fingerprint();
  frame.log_digest = schedule.log_digest();
  frame.state_digest = outcome.state_digest;
  return frame;
}

// Classifies the tickets of a log by another policy.
//
// Errors: a line on `err`; the answer is then false.
bool ReplayAgainst(const Policy& policy, const replay::Schedule& schedule, bool bar,
                   report::FirstClassifications& classified, std::ostream& err) {
  ProgressBar progress(bar, err);
  const absl::StatusOr<replay::RunOutcome> outcome = replay::Run(
      policy, schedule, classified, [&](size_t done, size_t total) { progress(done, total); });
  if (outcome.ok()) return true;
  err << Say({"waypost replay: against: $0\n", "waypost replay：另一份策略：$0\n"},
             WordsOf(outcome.status()));
  return false;
}

// What is asked for beside the report.
struct Wanted {
  std::optional<Policy> against;
  ReportOptions report;
  bool bar = false;
};

int Replay(const Policy& policy, const Wanted& wanted, const replay::Mapping& mapping,
           replay::Log log, std::ostream& out, std::ostream& err) {
  const replay::Schedule schedule = replay::Schedule::Make(mapping, std::move(log));
  ReportedRun run(wanted.report, policy);
  report::FirstClassifications before, after;
  absl::StatusOr<replay::RunOutcome> outcome;
  {
    ProgressBar progress(wanted.bar, err);
    outcome = replay::Run(
        policy, schedule, [&](const v1::Command& command) { run.Note(command); },
        [&](const v1::Event& event) {
          run(event);
          if (wanted.against) before(event);
        },
        [&](const report::EstimatedWait& wait) { run.Note(wait); },
        [&](size_t done, size_t total) { progress(done, total); });
  }
  if (!outcome.ok()) {
    err << Say({"waypost replay: $0\n", "waypost replay：$0\n"}, WordsOf(outcome.status()));
    return kUsageOrIo;
  }
  if (wanted.against && !ReplayAgainst(*wanted.against, schedule, wanted.bar, after, err))
    return kUsageOrIo;
  run.Note(outcome->running);
  run.Finish(replay::RecordsOf(schedule));
  const report::ReportFrame frame = FrameOf(policy, mapping, schedule, *outcome);
  out << (wanted.report.json ? run.Json() : run.Text(frame, LanguageOf(out)));
  if (wanted.against && !wanted.report.json)
    out << "\n" << report::RenderClassificationChange(before, after, LanguageOf(out));
  return run.WritePage(frame, err) ? kClean : kUsageOrIo;
}

}  // namespace

int RunReplay(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const auto mapping_name = arguments.Value("--mapping");
  if (arguments.positional().size() != 1 || !mapping_name || !arguments.Has("--policy")) {
    err << Words{
        "waypost replay: needs one log, --mapping and --policy; try: waypost replay --help\n",
        "waypost replay：需要一个日志、--mapping 和 --policy；请看：waypost replay --help\n"};
    return kUsageOrIo;
  }
  const auto options = ReadReportOptions("replay", arguments, err);
  if (!options) return kUsageOrIo;
  std::vector<std::pair<std::string, std::string>> policies, others;
  const bool read = ReadFiles(arguments.Values("--policy"), err, &policies);
  if (!ReadFiles({*mapping_name, arguments.positional()[0]}, err, &others) || !read)
    return kUsageOrIo;

  std::vector<Policy::Source> sources;
  for (auto& [name, text] : policies) sources.push_back({name, std::move(text)});
  const PolicyCompilation compiled = Policy::Compile(std::move(sources), ReadFile);
  std::vector<Diagnostic> findings = compiled.findings();
  policy::MachineZones zones;
  const auto mapping =
      replay::Mapping::Load({others[0].first, std::move(others[0].second)}, zones, &findings);
  if (!compiled.ok() || !mapping) {
    err << RenderDiagnostics(findings, LanguageOf(err));
    return kInvalidPolicy;
  }
  absl::StatusOr<replay::Log> log = replay::ReadLog(*mapping, others[1].second, &findings);
  if (!findings.empty()) err << RenderDiagnostics(findings, LanguageOf(err));
  if (!log.ok()) {
    if (absl::IsFailedPrecondition(log.status())) return kInvalidPolicy;
    err << Say({"waypost replay: $0: $1\n", "waypost replay：$0：$1\n"}, others[1].first,
               WordsOf(log.status()));
    return kUsageOrIo;
  }
  if (!CheckGroups("replay", *options, compiled.policy(), err)) return kUsageOrIo;
  Wanted wanted;
  wanted.report = *options;
  if (arguments.Has("--against")) {
    int code = kClean;
    wanted.against = CompileFiles(arguments.Values("--against"), err, code);
    if (!wanted.against) return code;
  }
  wanted.bar = !arguments.Has("--quiet") && isatty(STDERR_FILENO) != 0;
  return Replay(compiled.policy(), wanted, *mapping, *std::move(log), out, err);
}

const Command kReplayCommand = {
    "replay",
    {"a recorded log under a policy: which promises would have been kept",
     "在一份策略下回放记录的日志：哪些承诺本可守住"},
    "waypost replay --mapping FILE --policy FILE [--against FILE] [--by PERIOD] [--html FILE] LOG",
    {"Reads a log of another system, plain or packed by gzip, and decides it anew: arrivals, "
     "states\n"
     "and times stay as they were recorded; clocks, warnings, breaches and chains are the "
     "policy's.\n"
     "Where the log has the customers' words (a column mapped to `text`), tickets are classified; "
     "then\n"
     "--against tells which tickets another policy would put elsewhere, and by which rules.\n"
     "--by adds, for each period: channels, handling, promises, ratings, the ten most frequent\n"
     "categories, negative feedback, reviews by vendor and how often people agreed with the\n"
     "classification; scorecards of the agents and a line for each incident. --group tells of "
     "some\n"
     "tickets apart: NAME=queue:Q, category:C, tag:T or FACT:VALUE (customer_type:company); --each "
     "of\n"
     "each customer among them.\n"
     "--html writes the report as one page too, with charts and their tables, which needs nothing\n"
     "else.\n"
     "docs/importing.md describes the mapping. The report ends with digests: the same log, "
     "mapping\n"
     "and policy give the same ones on every machine.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read or is no table, 2 the policy or the mapping has\n"
     "errors.",
     "读取另一系统的日志（可用 gzip 压缩）并重新决定：到达、状态和时间保持记录的原样；\n"
     "时钟、预警、违约和升级链由策略决定。日志中有客户原话时（有一列对应 `text`），工单会\n"
     "被分类；这时 --against 说明另一份策略会把哪些工单分到别处，以及由哪些规则造成。\n"
     "--by 按每个周期加上：渠道、处理、承诺、评价、最常见的十个类别、负面反馈、按供应商的抽检、\n"
     "人工与分类的一致程度；以及坐席的计分卡，每个突发事件一行。--group 另外列出一部分工单：\n"
     "NAME=queue:Q、category:C、tag:T 或 FACT:VALUE（customer_type:company）；--each 列出其中\n"
     "每个客户。\n"
     "--html 还把报告写成一个网页，带图表及其表格，不依赖其他任何东西。\n"
     "docs/importing.md 说明列的对应关系。报告末尾有摘要值：相同的日志、对应关系和策略在\n"
     "每台机器上得到相同的摘要值。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或不是表格，2 策略或对应关系有错误。"},
    "waypost replay --mapping servicenow.import.textproto --policy it-desk.textproto log.csv.gz",
    kReplayOptions,
    RunReplay,
    true,
};

}  // namespace waypost::cli
