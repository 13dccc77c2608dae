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
#include "lib/engine/policy_body.h"
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

constexpr Option kOptions[] = {
    {"--mapping", "FILE", "what the log's columns mean; required"},
    {"--policy", "FILE", "the policy; several times for one in several files; required"},
    {"--against", "FILE", "another policy: what it would classify otherwise; several as --policy"},
    {"--by", "PERIOD", "also tell it by day, week, month or year"},
    {"--output", "FORMAT", "text (the default); json: what --by tells, and nothing else"},
    {"--html", "FILE", "also write the report as one page with charts"},
    {"--quiet", "", "no progress bar"},
};

report::ReportFrame FrameOf(const Policy& policy, const replay::Mapping& mapping,
                            const replay::Schedule& schedule, const replay::RunOutcome& outcome) {
  report::ReportFrame frame;
  frame.mode = "decision replay";
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
  err << "waypost replay: against: " << std::string(outcome.status().message()) << "\n";
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
  ReportedRun run(wanted.report, policy.body().tables.zone);
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
        [&](size_t done, size_t total) { progress(done, total); });
  }
  if (!outcome.ok()) {
    err << "waypost replay: " << std::string(outcome.status().message()) << "\n";
    return kUsageOrIo;
  }
  if (wanted.against && !ReplayAgainst(*wanted.against, schedule, wanted.bar, after, err))
    return kUsageOrIo;
  run.Note(outcome->running);
  run.Finish(replay::RecordsOf(schedule));
  const report::ReportFrame frame = FrameOf(policy, mapping, schedule, *outcome);
  out << (wanted.report.json ? run.Json() : run.Text(frame));
  if (wanted.against && !wanted.report.json)
    out << "\n" << report::RenderClassificationChange(before, after);
  return run.WritePage(frame, err) ? kClean : kUsageOrIo;
}

}  // namespace

int RunReplay(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const auto mapping_name = arguments.Value("--mapping");
  if (arguments.positional().size() != 1 || !mapping_name || !arguments.Has("--policy")) {
    err << "waypost replay: needs one log, --mapping and --policy; try: waypost replay --help\n";
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
    err << RenderDiagnostics(findings);
    return kInvalidPolicy;
  }
  absl::StatusOr<replay::Log> log = replay::ReadLog(*mapping, others[1].second, &findings);
  if (!findings.empty()) err << RenderDiagnostics(findings);
  if (!log.ok()) {
    if (absl::IsFailedPrecondition(log.status())) return kInvalidPolicy;
    err << "waypost replay: " << others[1].first << ": " << std::string(log.status().message())
        << "\n";
    return kUsageOrIo;
  }
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
    "a recorded log under a policy: which promises would have been kept",
    "waypost replay --mapping FILE --policy FILE [--against FILE] [--by PERIOD] [--html FILE] LOG",
    "Reads a log of another system, plain or packed by gzip, and decides it anew: arrivals, "
    "states\n"
    "and times stay as they were recorded; clocks, warnings, breaches and chains are the "
    "policy's.\n"
    "Where the log has the customers' words (a column mapped to `text`), tickets are classified; "
    "then\n"
    "--against tells which tickets another policy would put elsewhere, and by which rules.\n"
    "--by adds, for each period: channels, handling, promises, ratings, the ten most frequent\n"
    "categories; and scorecards of the agents.\n"
    "--html writes the report as one page too, with charts and their tables, which needs nothing\n"
    "else.\n"
    "docs/importing.md describes the mapping. The report ends with digests: the same log, mapping\n"
    "and policy give the same ones on every machine.\n"
    "\n"
    "Exit codes: 0 done, 1 a file cannot be read or is no table, 2 the policy or the mapping has\n"
    "errors.",
    "waypost replay --mapping servicenow.import.textproto --policy it-desk.textproto log.csv.gz",
    kOptions,
    RunReplay,
};

}  // namespace waypost::cli
