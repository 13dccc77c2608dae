// Engine: commands in, events out.
#include "waypost/engine.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/commands.h"
#include "bindings/python/native/desk.h"
#include "bindings/python/native/events.h"
#include "bindings/python/native/message_dict.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/released.h"
#include "bindings/python/native/statistics_view.h"
#include "google/protobuf/descriptor.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

constexpr size_t kCommandsAtOnce = 1'024;
constexpr size_t kLooksEvery = 16;  // batches between two looks for Ctrl-C

// Applies commands without the GIL. Where more is due than one call fires, fires it.
BatchResult ApplyAll(Engine& engine, absl::Span<const TimedCommand> commands, EventLog& events) {
  const Released released;
  BatchResult all;
  while (all.applied < commands.size()) {
    const BatchResult part = engine.ApplyBatch(commands.subspan(all.applied), events);
    all.applied += part.applied;
    all.status = part.status;
    if (!absl::IsUnavailable(part.status)) break;
    bool more = true;
    while (more) {
      all.status = engine.Advance(commands[all.applied].now_ms, events, &more);
      if (!all.status.ok()) return all;
    }
  }
  return all;
}

// Raises what has been raised, with what had happened until then.
[[noreturn]] void RaiseWith(py::error_already_set& error, size_t applied,
                            std::shared_ptr<EventLog> events) {
  const py::object value = error.value();
  value.attr("applied") = applied;
  value.attr("events") =
      py::module_::import("waypost._events").attr("Events")(WrapEvents(std::move(events)));
  throw std::move(error);
}

void ApplySource(Engine& engine, CommandSource& source, const py::object& progress, size_t& applied,
                 EventLog& events) {
  const size_t size = source.size();
  for (size_t begin = 0, batch = 0; begin < size; begin += kCommandsAtOnce, ++batch) {
    if (batch % kLooksEvery == 0) {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      if (!progress.is_none()) CallBack(progress, begin, size);
    }
    const auto commands = source.Read(begin, std::min(begin + kCommandsAtOnce, size));
    const BatchResult result = ApplyAll(engine, commands, events);
    applied += result.applied;
    if (!result.status.ok()) {
      Throw(absl::Status(result.status.code(), "command " + std::to_string(applied) + ": " +
                                                   std::string(result.status.message())));
    }
  }
  if (!progress.is_none()) CallBack(progress, size, size);
}

py::object Run(Desk& desk, CommandSource& source, const py::object& progress) {
  Desk::Turn turn(desk);
  const auto events = std::make_shared<EventLog>();
  size_t applied = 0;
  try {
    try {
      ApplySource(turn.engine(), source, progress, applied, *events);
    } catch (const py::builtin_exception& error) {
      error.set_error();
      throw py::error_already_set();
    }
  } catch (py::error_already_set& error) {
    RaiseWith(error, applied, events);
  }
  return WrapEvents(events);
}

py::object Apply(Desk& desk, const py::tuple& items, const std::optional<py::buffer>& times,
                 const py::object& progress) {
  std::optional<Numbers> at;
  if (times) at.emplace(*times, "at");
  const auto source = CommandsOf(items, std::move(at));
  return Run(desk, *source, progress);
}

// Columns come as (name, kind, texts or None, int64 or None); kind: text, number, flag, time.
py::object ApplyColumns(Desk& desk, const py::tuple& columns, size_t rows,
                        const py::object& progress) {
  std::vector<InputColumn> inputs;
  for (const py::handle item : columns) {
    const auto parts = py::cast<py::tuple>(item);
    if (parts.size() != 4) throw py::type_error("a column has four parts");
    InputColumn& input = inputs.emplace_back();
    input.name = parts[0].cast<std::string>();
    const auto kind = parts[1].cast<std::string>();
    input.flags = kind == "flag";
    input.times = kind == "time";
    const bool has_texts = !parts[2].is_none();
    if (has_texts) input.texts = parts[2].cast<py::tuple>();
    if (!parts[3].is_none()) input.numbers.emplace(parts[3].cast<py::buffer>(), input.name);
    input.coded = has_texts && input.numbers.has_value();
  }
  const auto source = CommandsOf(std::move(inputs), rows);
  return Run(desk, *source, progress);
}

py::object Advance(Desk& desk, int64_t now_ms) {
  Desk::Turn turn(desk);
  const auto events = std::make_shared<EventLog>();
  absl::Status status;
  {
    const Released released;
    bool more = true;
    while (more && status.ok()) status = turn.engine().Advance(now_ms, *events, &more);
  }
  if (!status.ok()) Throw(status);
  return WrapEvents(events);
}

py::object ReplacePolicy(Desk& desk, int64_t now_ms, const PolicyView& view) {
  Desk::Turn turn(desk);
  v1::Command command;
  command.mutable_replace_policy()->set_fingerprint(view.policy.fingerprint());
  const auto events = std::make_shared<EventLog>();
  absl::Status status;
  {
    const Released released;
    status = turn.engine().ReplacePolicy(now_ms, view.policy, command, *events);
  }
  if (!status.ok()) Throw(status);
  return WrapEvents(events);
}

py::dict Resolve(Desk& desk, const py::object& item) {
  v1::Command command;
  ReadCommand(item, &command);
  Desk::Turn turn(desk);
  return DictOf(Take(turn.engine().Resolve(command)));
}

v1::ClockRef ClockOf(const std::string& name) {
  v1::ClockRef clock;
  const size_t space = name.find(' ');
  std::string metric = name.substr(0, space);
  std::transform(metric.begin(), metric.end(), metric.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  v1::Sla::Metric value = v1::Sla::METRIC_UNSPECIFIED;
  if (!v1::Sla::Metric_Parse(metric, &value)) {
    throw py::value_error("there is no clock \"" + name.substr(0, 64) +
                          "\"; write first_reply, resolution, milestone NAME, ...");
  }
  clock.set_metric(value);
  if (space != std::string::npos) clock.set_milestone(name.substr(space + 1));
  return clock;
}

py::dict ListTickets(Desk& desk, const py::dict& filter, uint64_t cursor, int page_size) {
  v1::TicketFilter wanted;
  FillMessage(filter, "filter", &wanted);
  Desk::Turn turn(desk);
  return DictOf(turn.engine().ListTickets(wanted, cursor, std::clamp(page_size, 1, 10'000)));
}

py::dict EstimateWait(Desk& desk, const py::dict& question) {
  v1::WaitQuestion wanted;
  FillMessage(question, "question", &wanted);
  return DictOf(Take(Desk::Turn(desk).engine().EstimateWait(wanted)));
}

py::dict StateOf(Desk& desk) {
  Desk::Turn turn(desk);
  Engine& engine = turn.engine();
  py::dict state;
  state["now_ms"] = engine.now_ms();
  state["next_wakeup_ms"] = engine.NextWakeup();
  state["open_tickets"] = engine.open_tickets();
  state["memory_bytes"] = engine.memory_bytes();
  state["digest"] = engine.StateDigest();
  return state;
}

std::optional<int64_t> NextWakeup(Desk& desk) { return Desk::Turn(desk).engine().NextWakeup(); }

py::bytes TakeSnapshot(Desk& desk) {
  Desk::Turn turn(desk);
  std::string bytes;
  {
    const Released released;
    bytes = turn.engine().TakeSnapshot();
  }
  return bytes;
}

std::unique_ptr<Desk> Create(const PolicyView& view, int64_t now_ms, uint64_t seed,
                             bool statistics) {
  if (const absl::Status status = Engine::CheckStart(now_ms); !status.ok()) {
    throw py::value_error(std::string(status.message()));
  }
  Engine::Options options;
  options.seed = seed;
  options.statistics = statistics;
  return std::make_unique<Desk>(Engine::Create(view.policy, now_ms, options));
}

std::unique_ptr<Desk> Restore(const py::bytes& snapshot) {
  return std::make_unique<Desk>(Take(Engine::Restore(std::string(snapshot))));
}

void BindQueries(py::class_<Desk>& engine) {
  engine
      .def(
          "ticket",
          [](Desk& desk, const std::string& ticket) {
            return DictOf(Take(Desk::Turn(desk).engine().GetTicket(ticket)));
          },
          py::arg("ticket_id"))
      .def("tickets", ListTickets, py::arg("filter"), py::arg("cursor"), py::arg("page_size"))
      .def(
          "explain_clock",
          [](Desk& desk, const std::string& ticket, const std::string& clock) {
            const v1::ClockRef wanted = ClockOf(clock);
            return DictOf(Take(Desk::Turn(desk).engine().ExplainClock(ticket, wanted)));
          },
          py::arg("ticket_id"), py::arg("clock"))
      .def(
          "explain_routing",
          [](Desk& desk, const std::string& ticket) {
            return DictOf(Take(Desk::Turn(desk).engine().ExplainRouting(ticket)));
          },
          py::arg("ticket_id"))
      .def(
          "explain_escalation",
          [](Desk& desk, const std::string& ticket) {
            return DictOf(Take(Desk::Turn(desk).engine().ExplainEscalation(ticket)));
          },
          py::arg("ticket_id"))
      .def(
          "why_not",
          [](Desk& desk, const std::string& ticket, const std::string& agent) {
            return DictOf(Take(Desk::Turn(desk).engine().WhyNot(ticket, agent)));
          },
          py::arg("ticket_id"), py::arg("agent_id"))
      .def("unroutable", [](Desk& desk) { return DictOf(Desk::Turn(desk).engine().Unroutable()); })
      .def(
          "agent",
          [](Desk& desk, const std::string& agent) {
            return DictOf(Take(Desk::Turn(desk).engine().GetAgent(agent)));
          },
          py::arg("agent_id"))
      .def(
          "queue",
          [](Desk& desk, const std::string& queue) {
            return DictOf(Take(Desk::Turn(desk).engine().GetQueueStats(queue)));
          },
          py::arg("queue"))
      .def("attainment",
           [](Desk& desk) { return DictOf(Desk::Turn(desk).engine().GetAttainment()); })
      .def(
          "incident",
          [](Desk& desk, const std::string& incident) {
            return DictOf(Take(Desk::Turn(desk).engine().GetIncident(incident)));
          },
          py::arg("incident_id"))
      .def("incidents",
           [](Desk& desk) { return DictOf(Desk::Turn(desk).engine().ListIncidents()); })
      .def("estimate_wait", EstimateWait, py::arg("question"))
      .def("modes", [](Desk& desk) { return DictOf(Desk::Turn(desk).engine().Modes()); })
      .def("statistics",
           [](Desk& desk) { return StatisticsView{Take(Desk::Turn(desk).engine().Statistics())}; });
}

}  // namespace

void BindEngine(py::module_& module) {
  py::class_<Desk> engine(module, "NativeEngine", py::is_final());
  engine.def("apply", Apply, py::arg("commands"), py::arg("times_ms"), py::arg("progress"))
      .def("apply_columns", ApplyColumns, py::arg("columns"), py::arg("rows"), py::arg("progress"))
      .def("advance", Advance, py::arg("now_ms"))
      .def("replace_policy", ReplacePolicy, py::arg("now_ms"), py::arg("policy"))
      .def("resolve", Resolve, py::arg("command"))
      .def("state", StateOf)
      .def("next_wakeup_ms", NextWakeup)
      .def("snapshot", TakeSnapshot)
      .def("policy", [](Desk& desk) {
        return PolicyView{Desk::Turn(desk).engine().policy(), {}};
      });
  BindQueries(engine);
  Seal(engine);
  module.def("create_engine", Create, py::arg("policy"), py::arg("now_ms"), py::arg("seed"),
             py::arg("statistics"));
  module.def("restore_engine", Restore, py::arg("snapshot"));
  module.def(
      "read_instant", [](const py::object& value) { return ReadInstant(value, "at"); },
      py::arg("value"));
}

}  // namespace waypost::python
