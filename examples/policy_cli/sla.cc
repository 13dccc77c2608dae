// waypost sla fit: the promise that a recorded log's own flag follows.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/fit_json.h"
#include "examples/policy_cli/output.h"
#include "examples/policy_cli/progress_bar.h"
#include "lib/base/words.h"
#include "lib/fit/fit_text.h"
#include "lib/fit/recorded_times.h"
#include "lib/fit/search.h"
#include "lib/policy/zones.h"
#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "lib/replay/schedule.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

constexpr Option kSlaOptions[] = {
    {"--mapping",
     "FILE",
     {"what the log's columns mean; required, with a recorded_flag",
      "日志各列的含义；必填，且要有 recorded_flag"}},
    {"--holdout",
     "SHARE",
     {"of the tickets, to test on: those opened last; 20% if not given",
      "用来检验的工单所占的比例：最后打开的那些；不写则为 20%"}},
    {"--pick",
     "NUMBER",
     {"which of the best becomes a policy; 1 if not given",
      "把最好的几个中的哪一个写成策略；不写则为 1"}},
    kOutputOption,
    {"--quiet", "", {"no progress bar", "不显示进度条"}},
};

constexpr uint32_t kMostHeldOut = 90;

// What was asked for.
struct Wish {
  std::string mapping;
  std::string log;
  fit::SearchOptions options;
  size_t pick = 0;
  bool bar = false;
  Output output = Output::kText;
};

// "20%" or "20".
std::optional<uint32_t> ParsePercent(const std::string& text) {
  uint32_t percent = 0;
  const bool digits = absl::SimpleAtoi(absl::StripSuffix(text, "%"), &percent);
  if (!digits || percent > kMostHeldOut) return std::nullopt;
  return percent;
}

int FailSla(const Words& why, std::ostream& err) {
  err << Say({"waypost sla: $0\n", "waypost sla：$0\n"}, why);
  return kUsageOrIo;
}

int FitLog(const replay::Mapping& mapping, replay::Log log, const Wish& wish, std::ostream& out,
           std::ostream& err) {
  const replay::Schedule schedule = replay::Schedule::Make(mapping, std::move(log));
  const fit::RecordedTimes times = fit::TimesOf(schedule);
  const std::string& zone_name = mapping.message().time().zone();
  const fit::Years years = fit::YearsOf(times);
  policy::MachineZones zones;
  const auto zone = zones.Load(zone_name, years.first, years.last);
  if (!zone.ok()) return FailSla(WordsOf(zone.status()), err);
  absl::StatusOr<fit::Fit> found;
  {
    ProgressBar progress(wish.bar, err);
    found = fit::Search(times, *zone, wish.options,
                        [&](size_t done, size_t total) { progress(done, total); });
  }
  if (!found.ok()) return FailSla(WordsOf(found.status()), err);
  const fit::FitFrame frame{mapping.message().source(), zone_name, wish.pick};
  out << (wish.output == Output::kJson ? FitJson(frame, times, *found)
                                       : fit::RenderFit(frame, times, *found, LanguageOf(out)));
  return kClean;
}

int ReadAndFit(const Wish& wish, std::ostream& out, std::ostream& err) {
  std::vector<std::pair<std::string, std::string>> files;
  if (!ReadFiles({wish.mapping, wish.log}, err, &files)) return kUsageOrIo;
  std::vector<Diagnostic> findings;
  policy::MachineZones zones;
  const auto mapping =
      replay::Mapping::Load({files[0].first, std::move(files[0].second)}, zones, &findings);
  if (!mapping) {
    err << RenderDiagnostics(findings, LanguageOf(err));
    return kInvalidPolicy;
  }
  if (!mapping->message().has_recorded_flag()) {
    err << Say(
        {"waypost sla: $0 names no recorded_flag, so there is nothing to fit to; docs/importing.md "
         "describes it\n",
         "waypost sla：$0 没有 recorded_flag，所以没有可拟合的对象；docs/importing.md 有说明\n"},
        wish.mapping);
    return kInvalidPolicy;
  }
  absl::StatusOr<replay::Log> log = replay::ReadLog(*mapping, files[1].second, &findings);
  if (!findings.empty()) err << RenderDiagnostics(findings, LanguageOf(err));
  if (absl::IsFailedPrecondition(log.status())) return kInvalidPolicy;
  if (!log.ok()) return FailSla(Say({"$0: $1", "$0：$1"}, wish.log, WordsOf(log.status())), err);
  return FitLog(*mapping, *std::move(log), wish, out, err);
}

}  // namespace

int RunSla(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const auto mapping = arguments.Value("--mapping");
  const std::vector<std::string>& words = arguments.positional();
  if (words.size() != 2 || words[0] != "fit" || !mapping)
    return FailSla({"needs the word fit, one log and --mapping; try: waypost sla --help",
                    "需要 fit 这个词、一个日志和 --mapping；请看：waypost sla --help"},
                   err);
  const std::optional<Output> output = ReadOutput("sla", arguments, err);
  if (!output) return kUsageOrIo;
  Wish wish;
  wish.output = *output;
  wish.mapping = *mapping;
  wish.log = words[1];
  if (const auto share = arguments.Value("--holdout")) {
    const auto percent = ParsePercent(*share);
    if (!percent)
      return FailSla(Say({"--holdout takes a share from 0% to 90%, not \"$0\"",
                          "--holdout 的值是 0% 到 90%，而不是 \"$0\""},
                         *share),
                     err);
    wish.options.held_percent = *percent;
  }
  if (const auto number = arguments.Value("--pick")) {
    size_t pick = 0;
    if (!absl::SimpleAtoi(*number, &pick) || pick < 1 || pick > wish.options.best) {
      return FailSla(Say({"--pick takes a number from 1 to $0, not \"$1\"",
                          "--pick 的值是 1 到 $0 的数字，而不是 \"$1\""},
                         wish.options.best, *number),
                     err);
    }
    wish.pick = pick - 1;
  }
  wish.bar = !arguments.Has("--quiet") && isatty(STDERR_FILENO) != 0;
  return ReadAndFit(wish, out, err);
}

const Command kSlaCommand = {
    "sla",
    {"the promise that a recorded log's own flag follows", "记录的日志中的标记所遵循的承诺"},
    "waypost sla fit --mapping FILE [--holdout SHARE] [--pick NUMBER] [--output FORMAT] [--quiet] "
    "LOG",
    {"Reads a log whose rows say whether a promise was kept, and looks for the promise: working\n"
     "hours, whether it ends at solving or closing, the states in which its clock stands still, "
     "and\n"
     "a limit per priority. Says how well the best definitions agree with the log, also on the\n"
     "tickets opened last, which did not help to choose, and writes the best one as a policy.\n"
     "\n"
     "The hours are in the mapping's time zone; holidays are not looked for. docs/importing.md "
     "tells\n"
     "how to go on from there.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read, is no table or has no ticket to fit on, 2 the\n"
     "mapping has errors or no recorded_flag.",
     "读取各行标明承诺是否守住的日志，并寻找这个承诺：工作时间，是在解决还是关闭时结束，\n"
     "时钟在哪些状态下停走，以及每个优先级的时限。说明最好的几种定义与日志有多相符，包括\n"
     "没有参与选择的、最后打开的工单，并把最好的一个写成策略。\n"
     "\n"
     "时间以对应关系的时区为准；不寻找节假日。docs/importing.md 说明接下来怎么做。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取、不是表格或没有可用的工单，2 对应关系有错误或没有\n"
     "recorded_flag。"},
    "waypost sla fit --mapping servicenow-solved.import.textproto log.csv.gz",
    kSlaOptions,
    RunSla,
};

}  // namespace waypost::cli
