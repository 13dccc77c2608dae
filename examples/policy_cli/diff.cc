// waypost diff: what another policy would do otherwise with recorded tickets.
#include <unistd.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/output.h"
#include "examples/policy_cli/progress_bar.h"
#include "examples/policy_cli/recorded_log.h"
#include "lib/base/words.h"
#include "lib/replay/run.h"
#include "waypost/comparison.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kDiffOptions[] = {
    {"--tickets", "LOG", {"the recorded tickets; required", "记录的工单；必填"}},
    {"--mapping",
     "FILE",
     {"what the log's columns mean; LOG's name with .import.textproto if not said",
      "日志各列的含义；不写则为 LOG 的名称加 .import.textproto"}},
    {"--with",
     "FILE",
     {"a file that belongs to both policies; several times for several",
      "属于两份策略的文件；多个文件时多次给出"}},
    kOutputOption,
    {"--exit-code", "", {"exit with 6 if any ticket changes", "有工单变化时以 6 退出"}},
    {"--quiet", "", {"no progress bar", "不显示进度条"}},
};

// Replays the log under one of the policies.
//
// Errors: a line on `err`; the answer is then nothing.
std::optional<OutcomeRecorder> OutcomesUnder(const Policy& policy, const RecordedLog& log, bool bar,
                                             std::ostream& err) {
  OutcomeRecorder recorder;
  ProgressBar progress(bar, err);
  const absl::StatusOr<replay::RunOutcome> outcome = replay::Run(
      policy, log.schedule, [&](const v1::Event& event) { recorder(event); },
      [&](size_t done, size_t total) { progress(done, total); });
  if (outcome.ok()) return recorder;
  err << Say({"waypost diff: $0: $1\n", "waypost diff：$0：$1\n"}, policy.name(),
             WordsOf(outcome.status()));
  return std::nullopt;
}

std::optional<Policy> CompileSide(const std::string& file, const Arguments& arguments,
                                  std::ostream& err, int& code) {
  std::vector<std::string> files = {file};
  for (const std::string& shared : arguments.Values("--with")) files.push_back(shared);
  return CompileFiles(files, err, code);
}

bool DiffUsageIsRight(const Arguments& arguments, std::ostream& err) {
  if (arguments.positional().size() == 2 && arguments.Has("--tickets")) return true;
  err << Words{"waypost diff: needs two policies and --tickets; try: waypost diff --help\n",
               "waypost diff：需要两份策略和 --tickets；请看：waypost diff --help\n"};
  return false;
}

}  // namespace

int RunDiff(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (!DiffUsageIsRight(arguments, err)) return kUsageOrIo;
  const std::optional<Output> output = ReadOutput("diff", arguments, err);
  if (!output) return kUsageOrIo;
  int code = kClean;
  const auto before = CompileSide(arguments.positional()[0], arguments, err, code);
  if (!before) return code;
  const auto after = CompileSide(arguments.positional()[1], arguments, err, code);
  if (!after) return code;
  const std::string log_name = *arguments.Value("--tickets");
  const std::string mapping = arguments.Value("--mapping").value_or(MappingBeside(log_name));
  const auto log = ReadRecordedLog("diff", mapping, log_name, err, code);
  if (!log) return code;

  const bool bar = !arguments.Has("--quiet") && isatty(STDERR_FILENO) != 0;
  const auto was = OutcomesUnder(*before, *log, bar, err);
  const auto now = was ? OutcomesUnder(*after, *log, bar, err) : std::nullopt;
  if (!now) return kUsageOrIo;
  const Comparison comparison = Compare(*was, *now);
  ComparisonFrame frame;
  frame.source = log->source;
  frame.before = before->name();
  frame.after = after->name();
  frame.before_fingerprint = before->fingerprint();
  frame.after_fingerprint = after->fingerprint();
  frame.log_digest = log->schedule.log_digest();
  out << (*output == Output::kJson ? ComparisonJson(frame, comparison)
                                   : ComparisonText(frame, comparison, LanguageOf(out)));
  return arguments.Has("--exit-code") && comparison.changed > 0 ? kDifferences : kClean;
}

const Command kDiffCommand = {
    "diff",
    {"what another policy would do otherwise with recorded tickets, rule by rule",
     "另一份策略对记录的工单会有什么不同，逐条规则列出"},
    "waypost diff OLD NEW --tickets LOG [--mapping FILE] [options]",
    {"Replays a log of another system under both policies (arrivals, states and times stay as "
     "they\n"
     "were recorded) and tells which tickets change, by the rule responsible: how many, the first "
     "of\n"
     "them, how much earlier or later, and the breaches that come or go with it; then the "
     "promises\n"
     "and the queues of both. What only follows from another change of the same ticket is not "
     "listed\n"
     "again. docs/importing.md describes the mapping.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read or is no table, 2 a policy or the mapping has\n"
     "errors, 6 with --exit-code: a ticket changes.",
     "在两份策略下回放另一系统的日志（到达、状态和时间保持记录的原样），说明哪些工单有\n"
     "变化，按造成变化的规则列出：数量、最前面的几张、提前或推迟多少，以及随之增减的\n"
     "违约；然后是两者的承诺和队列。只是由同一工单的另一变化引起的，不再列出。\n"
     "docs/importing.md 说明列的对应关系。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或不是表格，2 有一份策略或对应关系有错误，\n"
     "6 给出了 --exit-code 且有工单变化。"},
    "waypost diff desk.textproto draft.textproto --tickets last-quarter.csv --exit-code",
    kDiffOptions,
    RunDiff,
};

}  // namespace waypost::cli
