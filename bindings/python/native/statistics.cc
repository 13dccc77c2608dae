// How promises were kept: an engine's, a replay's, or those of several added up.
#include "waypost/statistics.h"

#include <string>
#include <utility>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/statistics_view.h"
#include "bindings/python/native/status.h"
#include "bindings/python/native/table.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

const char* SplitName(SlaStatistics::Split split) {
  switch (split) {
    case SlaStatistics::Split::kNone:
      return "all";
    case SlaStatistics::Split::kQueue:
      return "queue";
    case SlaStatistics::Split::kChannel:
      return "channel";
    case SlaStatistics::Split::kCategory:
      return "category";
  }
  return "";
}

// How each promise was kept: all cycles, and those of each queue, channel and category.
SharedTable AttainmentTable(const SlaStatistics& statistics) {
  Table table;
  for (const char* name : {"sla", "metric", "split", "value"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  for (const char* name : {"met", "breached", "running", "cancelled", "stopped"}) {
    table.columns.emplace_back(name, ColumnKind::kNumber);
  }
  table.columns.emplace_back("share_met", ColumnKind::kReal);
  for (const char* name : {"p50", "p90", "p99", "longest"}) {
    table.columns.emplace_back(name, ColumnKind::kSpan);
  }
  for (const SlaStatistics::Row& row : statistics.Rows()) {
    const std::string split = SplitName(row.split);
    size_t column = 0;
    for (const std::string* text : {&row.sla, &row.metric, &split, &row.value}) {
      table.columns[column++].AddText(*text);
    }
    for (const uint64_t count : {row.met, row.breached, row.running, row.cancelled, row.stopped}) {
      table.columns[column++].Add(static_cast<int64_t>(count));
    }
    const uint64_t decided = row.met + row.breached;
    if (decided == 0) {
      table.columns[column++].AddNone();
    } else {
      table.columns[column++].AddReal(static_cast<double>(row.met) / static_cast<double>(decided));
    }
    for (const int64_t span : {row.half_within_ms, row.p90_ms, row.p99_ms, row.longest_ms}) {
      table.columns[column++].Add(row.stopped == 0 ? kNoNumber : span);
    }
  }
  return std::move(table).Finish();
}

// Promises about whole periods.
SharedTable PeriodTable(const SlaStatistics& statistics) {
  Table table;
  for (const char* name : {"sla", "metric", "period"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  table.columns.emplace_back("begin", ColumnKind::kTime);
  table.columns.emplace_back("end", ColumnKind::kTime);
  for (const char* name : {"met", "breached", "share_milli", "promised_milli"}) {
    table.columns.emplace_back(name, ColumnKind::kNumber);
  }
  table.columns.emplace_back("mean", ColumnKind::kSpan);
  table.columns.emplace_back("promised_mean", ColumnKind::kSpan);
  table.columns.emplace_back("kept", ColumnKind::kFlag);
  for (const SlaStatistics::PeriodRow& row : statistics.Periods()) {
    size_t column = 0;
    for (const std::string* text : {&row.sla, &row.metric, &row.period}) {
      table.columns[column++].AddText(*text);
    }
    for (const int64_t number : {row.begin_ms, row.end_ms, static_cast<int64_t>(row.met),
                                 static_cast<int64_t>(row.breached), int64_t{row.share_milli},
                                 int64_t{row.promised_milli}, row.mean_ms, row.promised_mean_ms}) {
      table.columns[column++].Add(number);
    }
    table.columns[column++].AddFlag(row.kept);
  }
  return std::move(table).Finish();
}

StatisticsView Merged(const StatisticsView& one, const StatisticsView& other) {
  StatisticsView all{one.statistics};
  all.statistics.Merge(other.statistics);
  return all;
}

}  // namespace

void BindStatistics(py::module_& module) {
  py::class_<StatisticsView> statistics(module, "NativeStatistics", py::is_final());
  statistics
      .def_property_readonly("text",
                             [](const StatisticsView& view) { return view.statistics.Text(); })
      .def("attainment",
           [](const StatisticsView& view) { return WrapTable(AttainmentTable(view.statistics)); })
      .def("periods",
           [](const StatisticsView& view) { return WrapTable(PeriodTable(view.statistics)); })
      .def("merged", Merged, py::arg("other"))
      .def("serialize",
           [](const StatisticsView& view) { return py::bytes(view.statistics.Serialize()); });
  Seal(statistics);
  module.def(
      "parse_statistics",
      [](const py::bytes& bytes) {
        return StatisticsView{Take(SlaStatistics::Parse(std::string(bytes)))};
      },
      py::arg("bytes"));
}

}  // namespace waypost::python
