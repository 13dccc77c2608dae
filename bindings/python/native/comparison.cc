// Two replays of one log beside each other.
#include "waypost/comparison.h"

#include <cstdint>
#include <string>
#include <utility>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/replay_view.h"
#include "bindings/python/native/table.h"
#include "bindings/python/native/work.h"
#include "lib/compare/change_kind.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

struct ComparisonView {
  ComparisonFrame frame;
  Comparison comparison;
  std::string classification;  // how many are classified otherwise
};

ComparisonView Compared(const ReplayView& before, const ReplayView& after) {
  ComparisonView view;
  view.frame.source = before.source;
  view.frame.before = before.policy_name;
  view.frame.after = after.policy_name;
  view.frame.before_fingerprint = before.policy_fingerprint;
  view.frame.after_fingerprint = after.policy_fingerprint;
  view.frame.log_digest = before.log_digest;
  view.comparison = Compare(before.outcomes, after.outcomes);
  view.classification = report::RenderClassificationChange(before.classified, after.classified);
  return view;
}

ComparisonView CompareReplays(const ReplayHolder& before, const ReplayHolder& after,
                              const py::object& progress) {
  if (before.replay->log_digest != after.replay->log_digest) {
    throw py::value_error("the two replays are of different logs");
  }
  return InBackground(progress, [before = before.replay, after = after.replay](Course&) {
    return Compared(*before, *after);
  });
}

// A row for each rule that changes tickets.
SharedTable RuleTable(const Comparison& comparison) {
  Table table;
  for (const char* name : {"kind", "subject", "what", "old_rule", "old_place", "new_rule",
                           "new_place", "example", "old", "new"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  for (const char* name : {"tickets", "breaches_added", "breaches_removed"}) {
    table.columns.emplace_back(name, ColumnKind::kNumber);
  }
  table.columns.emplace_back("least_shift", ColumnKind::kSpan);
  table.columns.emplace_back("most_shift", ColumnKind::kSpan);
  for (const RuleChange& rule : comparison.rules) {
    const std::string kind = compare::KindWord(rule.kind);
    const ChangeExample example = rule.examples.empty() ? ChangeExample() : rule.examples.front();
    size_t column = 0;
    for (const std::string* text :
         {&kind, &rule.subject, &rule.what, &rule.before.rule, &rule.before.place, &rule.after.rule,
          &rule.after.place, &example.ticket_id, &example.before, &example.after}) {
      table.columns[column++].AddText(*text);
    }
    for (const uint64_t count : {rule.tickets, rule.breaches_added, rule.breaches_removed}) {
      table.columns[column++].Add(static_cast<int64_t>(count));
    }
    table.columns[column++].Add(rule.least_shift_ms);
    table.columns[column++].Add(rule.most_shift_ms);
  }
  return std::move(table).Finish();
}

SharedTable PromiseTable(const Comparison& comparison) {
  Table table;
  table.columns.emplace_back("promise", ColumnKind::kText);
  for (const char* name : {"met_old", "met_new", "breached_old", "breached_new"}) {
    table.columns.emplace_back(name, ColumnKind::kNumber);
  }
  for (const PromiseChange& promise : comparison.promises) {
    size_t column = 0;
    table.columns[column++].AddText(promise.promise);
    for (const uint64_t count :
         {promise.met_before, promise.met_after, promise.breached_before, promise.breached_after}) {
      table.columns[column++].Add(static_cast<int64_t>(count));
    }
  }
  return std::move(table).Finish();
}

SharedTable QueueTable(const Comparison& comparison) {
  Table table;
  table.columns.emplace_back("queue", ColumnKind::kText);
  table.columns.emplace_back("tickets_old", ColumnKind::kNumber);
  table.columns.emplace_back("tickets_new", ColumnKind::kNumber);
  table.columns.emplace_back("handling_old", ColumnKind::kSpan);
  table.columns.emplace_back("handling_new", ColumnKind::kSpan);
  for (const QueueChange& queue : comparison.queues) {
    size_t column = 0;
    table.columns[column++].AddText(queue.queue);
    table.columns[column++].Add(static_cast<int64_t>(queue.tickets_before));
    table.columns[column++].Add(static_cast<int64_t>(queue.tickets_after));
    table.columns[column++].Add(queue.handling_before_ms);
    table.columns[column++].Add(queue.handling_after_ms);
  }
  return std::move(table).Finish();
}

}  // namespace

void BindComparison(py::module_& module) {
  py::class_<ComparisonView> comparison(module, "NativeComparison", py::is_final());
  comparison
      .def_property_readonly(
          "text",
          [](const ComparisonView& view) { return ComparisonText(view.frame, view.comparison); })
      .def_property_readonly(
          "json",
          [](const ComparisonView& view) { return ComparisonJson(view.frame, view.comparison); })
      .def_property_readonly("classification",
                             [](const ComparisonView& view) { return view.classification; })
      .def_property_readonly("tickets",
                             [](const ComparisonView& view) { return view.comparison.tickets; })
      .def_property_readonly("changed",
                             [](const ComparisonView& view) { return view.comparison.changed; })
      .def("rules",
           [](const ComparisonView& view) { return WrapTable(RuleTable(view.comparison)); })
      .def("promises",
           [](const ComparisonView& view) { return WrapTable(PromiseTable(view.comparison)); })
      .def("queues",
           [](const ComparisonView& view) { return WrapTable(QueueTable(view.comparison)); });
  Seal(comparison);
  module.def("compare", CompareReplays, py::arg("before"), py::arg("after"), py::arg("progress"));
}

}  // namespace waypost::python
