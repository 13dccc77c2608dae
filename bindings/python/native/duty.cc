// Who is on duty, and whether everybody's share is fair.
#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "bindings/python/native/bind.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/status.h"
#include "bindings/python/native/table.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/calendar/duty_report.h"
#include "lib/calendar/shift_list.h"
#include "lib/engine/policy_body.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

constexpr int64_t kMostMs = int64_t{3'700} * 86'400'000;  // ten years

struct NamedShifts {
  std::string rotation;
  std::vector<calendar::Shift> shifts;
};

std::string AgentOf(const policy::Tables& tables, calendar::Person person) {
  return std::string(absl::StripPrefix(tables.names[person], "agent:"));
}

std::string PeopleOf(const policy::Tables& tables, const calendar::Shift& shift) {
  std::string people;
  for (const calendar::Person person : shift.people) {
    absl::StrAppend(&people, people.empty() ? "" : ", ", AgentOf(tables, person));
  }
  return people;
}

[[noreturn]] void RefuseRotation(const policy::Tables& tables, const std::string& wanted) {
  std::vector<std::string_view> names;
  for (const policy::RotationEntry& entry : tables.rotations)
    names.push_back(tables.names[entry.id]);
  std::string message = absl::StrCat("the policy has no rotation \"", wanted, "\"");
  if (const auto near = DidYouMean(wanted, names)) {
    absl::StrAppend(&message, "; did you mean \"", ToAbsl(*near), "\"?");
  }
  Throw(absl::NotFoundError(message));
}

// Those of one rotation; of all of them if `wanted` is empty.
std::vector<NamedShifts> ShiftsOf(const policy::Tables& tables, const std::string& wanted,
                                  int64_t begin_ms, int64_t end_ms) {
  if (end_ms <= begin_ms || end_ms > begin_ms + kMostMs || begin_ms < -kMostMs * 1'000 ||
      end_ms > kMostMs * 1'000) {
    throw py::value_error("the end must lie after the beginning, and within ten years of it");
  }
  std::vector<NamedShifts> all;
  for (const policy::RotationEntry& entry : tables.rotations) {
    const std::string& name = tables.names[entry.id];
    if (!wanted.empty() && name != wanted) continue;
    all.push_back({name, Take(calendar::ListShifts(entry.rotation, begin_ms, end_ms))});
  }
  if (all.empty() && !wanted.empty()) RefuseRotation(tables, wanted);
  return all;
}

SharedTable ShiftTable(const policy::Tables& tables, const std::vector<NamedShifts>& all) {
  Table table;
  table.columns.emplace_back("rotation", ColumnKind::kText);
  table.columns.emplace_back("begin", ColumnKind::kTime);
  table.columns.emplace_back("end", ColumnKind::kTime);
  table.columns.emplace_back("people", ColumnKind::kText);
  for (const NamedShifts& each : all) {
    for (const calendar::Shift& shift : each.shifts) {
      table.columns[0].AddText(each.rotation);
      table.columns[1].Add(shift.begin_ms);
      table.columns[2].Add(shift.end_ms);
      table.columns[3].AddText(PeopleOf(tables, shift));
    }
  }
  return std::move(table).Finish();
}

SharedTable LoadTable(const policy::Tables& tables, const calendar::DutyReport& report) {
  Table table;
  table.columns.emplace_back("agent", ColumnKind::kText);
  table.columns.emplace_back("on_duty", ColumnKind::kSpan);
  table.columns.emplace_back("nights", ColumnKind::kNumber);
  table.columns.emplace_back("nights_in_a_row", ColumnKind::kNumber);
  for (const calendar::DutyLoad& load : report.loads) {
    table.columns[0].AddText(AgentOf(tables, load.person));
    table.columns[1].Add(load.on_duty_ms);
    table.columns[2].Add(load.nights);
    table.columns[3].Add(load.nights_in_a_row);
  }
  return std::move(table).Finish();
}

SharedTable DoubleTable(const policy::Tables& tables, const std::vector<NamedShifts>& all,
                        const calendar::DutyReport& report) {
  Table table;
  for (const char* name : {"agent", "first", "second"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  table.columns.emplace_back("begin", ColumnKind::kTime);
  table.columns.emplace_back("end", ColumnKind::kTime);
  for (const calendar::DoubleDuty& found : report.double_duties) {
    table.columns[0].AddText(AgentOf(tables, found.person));
    table.columns[1].AddText(all[found.first].rotation);
    table.columns[2].AddText(all[found.second].rotation);
    table.columns[3].Add(found.when.begin_ms);
    table.columns[4].Add(found.when.end_ms);
  }
  return std::move(table).Finish();
}

// (zone, shifts, loads, double duty)
py::tuple OnCall(const PolicyView& view, const std::string& rotation, int64_t begin_ms,
                 int64_t end_ms) {
  const policy::Tables& tables = view.policy.body().tables;
  if (tables.rotations.empty()) Throw(absl::NotFoundError("the policy has no rotations"));
  const std::vector<NamedShifts> all = ShiftsOf(tables, rotation, begin_ms, end_ms);
  std::vector<std::vector<calendar::Shift>> shifts;
  for (const NamedShifts& each : all) shifts.push_back(each.shifts);
  const calendar::Zone& zone = tables.rotations.front().rotation.zone();
  const calendar::DutyReport report = calendar::ReportDuties(shifts, zone);
  return py::make_tuple(zone.name(), WrapTable(ShiftTable(tables, all)),
                        WrapTable(LoadTable(tables, report)),
                        WrapTable(DoubleTable(tables, all, report)));
}

}  // namespace

void BindDuty(py::module_& module) {
  module.def("on_call", OnCall, py::arg("policy"), py::arg("rotation"), py::arg("begin_ms"),
             py::arg("end_ms"));
}

}  // namespace waypost::python
