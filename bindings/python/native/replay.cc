// Recorded logs: reading them, deciding them anew, finding the promise behind their flag.
#include <pybind11/stl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/replay_tables.h"
#include "bindings/python/native/replay_view.h"
#include "bindings/python/native/statistics_view.h"
#include "bindings/python/native/status.h"
#include "bindings/python/native/work.h"
#include "lib/fit/fit_text.h"
#include "lib/fit/policy_text.h"
#include "lib/fit/recorded_times.h"
#include "lib/fit/search.h"
#include "lib/policy/zones.h"
#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "lib/replay/reading.h"
#include "lib/replay/run.h"
#include "lib/replay/schedule.h"
#include "lib/report/report_text.h"
#include "lib/report/tally.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

// A log that was read, as Python holds it.
struct LogView {
  std::shared_ptr<const replay::Mapping> mapping;
  std::shared_ptr<const replay::Schedule> schedule;
  std::vector<Diagnostic> warnings;
};

// What reading a log came to, on the thread that reads.
struct LogRead {
  std::optional<LogView> log;
  std::vector<Diagnostic> findings;
  absl::Status status;
};

LogRead ReadOnThread(const policy::NamedText& mapping_file, const std::string& bytes) {
  LogRead read;
  policy::MachineZones zones;
  auto mapping = replay::Mapping::Load(mapping_file, zones, &read.findings);
  if (!mapping) return read;
  absl::StatusOr<replay::Log> log = replay::ReadLog(*mapping, bytes, &read.findings);
  read.status = log.status();
  if (!log.ok()) return read;
  LogView& view = read.log.emplace();
  view.mapping = std::make_shared<const replay::Mapping>(*std::move(mapping));
  view.schedule = std::make_shared<const replay::Schedule>(
      replay::Schedule::Make(*view.mapping, *std::move(log)));
  view.warnings = read.findings;
  return read;
}

LogView ReadLog(const std::string& mapping_name, const std::string& mapping_text,
                const std::string& log_name, const py::bytes& bytes, const py::object& progress) {
  const auto owned = std::make_shared<const std::string>(bytes);
  LogRead read = InBackground(progress, [mapping = policy::NamedText{mapping_name, mapping_text},
                                         owned](Course&) { return ReadOnThread(mapping, *owned); });
  if (read.log) return *std::move(read.log);
  if (read.status.ok() || absl::IsFailedPrecondition(read.status)) ThrowFindings(read.findings);
  Throw(absl::Status(read.status.code(), log_name + ": " + std::string(read.status.message())));
}

// In English, as all that Python prints.
std::vector<std::pair<std::string, uint64_t>> ReadingIn(const replay::Schedule& schedule) {
  std::vector<std::pair<std::string, uint64_t>> lines;
  for (const auto& [what, count] : replay::ReadingOf(schedule))
    lines.emplace_back(what.english, count);
  return lines;
}

std::string TextOf(const Policy& policy, const LogView& log, const replay::RunOutcome& outcome,
                   const report::Totals& totals) {
  report::ReportFrame frame;
  frame.mode = "decision replay";
  frame.policy = policy.name();
  frame.source = log.mapping->message().source();
  frame.priorities = policy.priorities();
  frame.reading = replay::ReadingOf(*log.schedule);
  frame.policy_fingerprint = policy.fingerprint();
  frame.log_digest = log.schedule->log_digest();
  frame.state_digest = outcome.state_digest;
  return report::RenderReport(frame, totals);
}

absl::StatusOr<SharedReplay> ReplayOnThread(const Policy& policy, const LogView& log,
                                            Course& course) {
  auto view = std::make_shared<ReplayView>();
  report::Tally tally;
  ReplayRecord record(*log.schedule);
  const auto outcome = replay::Run(
      policy, *log.schedule, [&](const v1::Command& command) { tally.Note(command); },
      [&](const v1::Event& event) {
        tally(event);
        record(event);
        view->classified(event);
        view->outcomes(event);
      },
      [&](const report::EstimatedWait& wait) { tally.Note(wait); },
      [&](size_t done, size_t total) { course.Report(done, total); });
  if (!outcome.ok()) return outcome.status();
  tally.Note(outcome->running);
  const report::Totals totals = tally.Finish(replay::RecordsOf(*log.schedule));
  view->tickets = record.Tickets(*log.mapping);
  view->clocks = record.Clocks();
  view->kinds = record.Kinds();
  view->statistics = totals.sla;
  view->text = TextOf(policy, log, *outcome, totals);
  view->event_digest = totals.event_digest;
  view->state_digest = outcome->state_digest;
  view->policy_name = policy.name();
  view->policy_fingerprint = policy.fingerprint();
  view->source = log.mapping->message().source();
  view->log_digest = log.schedule->log_digest();
  view->commands = log.schedule->size();
  view->events = totals.events;
  return view;
}

ReplayHolder Replay(const PolicyView& policy, const LogView& log, const py::object& progress) {
  return {Take(InBackground(progress, [policy = policy.policy, log](Course& course) {
    return ReplayOnThread(policy, log, course);
  }))};
}

// (text, policies of the best definitions)
using FitAnswer = std::pair<std::string, std::vector<std::string>>;

absl::StatusOr<FitAnswer> FitOnThread(const LogView& log, uint32_t held_percent, Course& course) {
  const fit::RecordedTimes times = fit::TimesOf(*log.schedule);
  const std::string& zone_name = log.mapping->message().time().zone();
  const fit::Years years = fit::YearsOf(times);
  policy::MachineZones zones;
  const auto zone = zones.Load(zone_name, years.first, years.last);
  if (!zone.ok()) return zone.status();
  fit::SearchOptions options;
  options.held_percent = held_percent;
  const auto found = fit::Search(times, *zone, options,
                                 [&](size_t done, size_t total) { course.Report(done, total); });
  if (!found.ok()) return found.status();
  FitAnswer answer;
  answer.first = fit::RenderFit({log.mapping->message().source(), zone_name, 0}, times, *found);
  for (const fit::Candidate& candidate : found->best) {
    answer.second.push_back(fit::PolicyText(zone_name, times, *found, candidate));
  }
  return answer;
}

FitAnswer FitSla(const LogView& log, uint32_t held_percent, const py::object& progress) {
  if (!log.mapping->message().has_recorded_flag()) {
    Throw(absl::FailedPreconditionError(
        "the mapping names no recorded_flag, so there is nothing to fit to"));
  }
  if (held_percent > 90) throw py::value_error("at most 90 % of the tickets are held out");
  return Take(InBackground(progress, [log, held_percent](Course& course) {
    return FitOnThread(log, held_percent, course);
  }));
}

}  // namespace

void BindReplay(py::module_& module) {
  py::class_<LogView> log(module, "NativeLog", py::is_final());
  log.def("__len__", [](const LogView& view) { return view.schedule->size(); })
      .def_property_readonly("tickets",
                             [](const LogView& view) { return view.schedule->ticket_count(); })
      .def_property_readonly("digest",
                             [](const LogView& view) { return view.schedule->log_digest(); })
      .def_property_readonly("source",
                             [](const LogView& view) { return view.mapping->message().source(); })
      .def_property_readonly("reading",
                             [](const LogView& view) { return ReadingIn(*view.schedule); })
      .def_property_readonly("warnings", [](const LogView& view) { return view.warnings; });
  Seal(log);
  py::class_<ReplayHolder> replayed(module, "NativeReplay", py::is_final());
  replayed.def_property_readonly("text", [](const ReplayHolder& view) { return view.replay->text; })
      .def_property_readonly("commands",
                             [](const ReplayHolder& view) { return view.replay->commands; })
      .def_property_readonly("events", [](const ReplayHolder& view) { return view.replay->events; })
      .def_property_readonly("event_digest",
                             [](const ReplayHolder& view) { return view.replay->event_digest; })
      .def_property_readonly("state_digest",
                             [](const ReplayHolder& view) { return view.replay->state_digest; })
      .def("tickets", [](const ReplayHolder& view) { return WrapTable(view.replay->tickets); })
      .def("clocks", [](const ReplayHolder& view) { return WrapTable(view.replay->clocks); })
      .def("kinds", [](const ReplayHolder& view) { return WrapTable(view.replay->kinds); })
      .def("statistics",
           [](const ReplayHolder& view) { return StatisticsView{view.replay->statistics}; });
  Seal(replayed);
  module.def("read_log", ReadLog, py::arg("mapping_name"), py::arg("mapping_text"),
             py::arg("log_name"), py::arg("log"), py::arg("progress"));
  module.def("replay", Replay, py::arg("policy"), py::arg("log"), py::arg("progress"));
  module.def("fit_sla", FitSla, py::arg("log"), py::arg("held_percent"), py::arg("progress"));
}

}  // namespace waypost::python
