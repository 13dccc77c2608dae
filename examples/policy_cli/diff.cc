// waypost diff: what another policy would do otherwise with recorded tickets.
#include <unistd.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/progress_bar.h"
#include "examples/policy_cli/recorded_log.h"
#include "lib/replay/run.h"
#include "waypost/comparison.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kOptions[] = {
    {"--tickets", "LOG", "the recorded tickets; required"},
    {"--mapping", "FILE",
     "what the log's columns mean; LOG's name with .import.textproto if not said"},
    {"--with", "FILE", "a file that belongs to both policies; several times for several"},
    {"--output", "FORMAT", "text (the default) or json"},
    {"--exit-code", "", "exit with 6 if any ticket changes"},
    {"--quiet", "", "no progress bar"},
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
  err << "waypost diff: " << policy.name() << ": " << std::string(outcome.status().message())
      << "\n";
  return std::nullopt;
}

std::optional<Policy> CompileSide(const std::string& file, const Arguments& arguments,
                                  std::ostream& err, int& code) {
  std::vector<std::string> files = {file};
  for (const std::string& shared : arguments.Values("--with")) files.push_back(shared);
  return CompileFiles(files, err, code);
}

bool UsageIsRight(const Arguments& arguments, std::ostream& err) {
  if (arguments.positional().size() != 2 || !arguments.Has("--tickets")) {
    err << "waypost diff: needs two policies and --tickets; try: waypost diff --help\n";
    return false;
  }
  const std::string output = arguments.Value("--output").value_or("text");
  if (output == "text" || output == "json") return true;
  err << "waypost diff: --output " << output << ": one of text, json\n";
  return false;
}

}  // namespace

int RunDiff(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (!UsageIsRight(arguments, err)) return kUsageOrIo;
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
  const bool json = arguments.Value("--output").value_or("text") == "json";
  out << (json ? ComparisonJson(frame, comparison) : ComparisonText(frame, comparison));
  return arguments.Has("--exit-code") && comparison.changed > 0 ? kDifferences : kClean;
}

const Command kDiffCommand = {
    "diff",
    "what another policy would do otherwise with recorded tickets, rule by rule",
    "waypost diff OLD NEW --tickets LOG [--mapping FILE] [options]",
    "Replays a log of another system under both policies (arrivals, states and times stay as they\n"
    "were recorded) and tells which tickets change, by the rule responsible: how many, the first "
    "of\n"
    "them, how much earlier or later, and the breaches that come or go with it; then the promises\n"
    "and the queues of both. What only follows from another change of the same ticket is not "
    "listed\n"
    "again. docs/importing.md describes the mapping.\n"
    "\n"
    "Exit codes: 0 done, 1 a file cannot be read or is no table, 2 a policy or the mapping has\n"
    "errors, 6 with --exit-code: a ticket changes.",
    "waypost diff desk.textproto draft.textproto --tickets last-quarter.csv --exit-code",
    kOptions,
    RunDiff,
};

}  // namespace waypost::cli
