// Calendar: business time over whole columns.
#include "waypost/calendar.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/numbers.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/released.h"
#include "bindings/python/native/status.h"
#include "waypost/calendar_builder.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

enum class Question : uint8_t { kIsOpen, kNextOpen, kNextClose, kBetween, kAdd, kSubtract, kDays };

Question QuestionOf(std::string_view name) {
  if (name == "is_open") return Question::kIsOpen;
  if (name == "next_open") return Question::kNextOpen;
  if (name == "next_close") return Question::kNextClose;
  if (name == "between") return Question::kBetween;
  if (name == "add") return Question::kAdd;
  if (name == "subtract") return Question::kSubtract;
  if (name == "add_business_days") return Question::kDays;
  throw py::value_error("there is no such question");
}

Landing LandingOf(std::string_view name) {
  if (name == "same_time") return Landing::kSameTime;
  if (name == "open_of_day") return Landing::kOpenOfDay;
  if (name == "close_of_day") return Landing::kCloseOfDay;
  throw py::value_error("landing: one of same_time, open_of_day, close_of_day");
}

int64_t OrNone(int64_t at_ms) { return at_ms == Calendar::kNever ? kNoNumber : at_ms; }

int64_t Answer(const Calendar& calendar, Question question, int64_t at_ms, int64_t amount,
               Landing landing) {
  switch (question) {
    case Question::kIsOpen:
      return calendar.IsOpen(at_ms) ? 1 : 0;
    case Question::kNextOpen:
      return OrNone(calendar.NextOpen(at_ms));
    case Question::kNextClose:
      return OrNone(calendar.NextClose(at_ms));
    case Question::kBetween:
      return calendar.Between(at_ms, amount);
    case Question::kAdd:
      return OrNone(calendar.Add(at_ms, amount));
    case Question::kSubtract:
      return OrNone(calendar.Subtract(at_ms, amount));
    case Question::kDays:
      return OrNone(calendar.AddBusinessDays(at_ms, amount, landing));
  }
  return kNoNumber;
}

// What is asked of every row. `amounts` has one value for all rows, or one for each.
struct Asked {
  Question question;
  Landing landing;
  TimeUnit at_unit;
  TimeUnit amount_unit;
  TimeUnit out_unit;
};

void AskRows(const Calendar& calendar, const Asked& asked, const Numbers& at,
             const Numbers* amounts, size_t begin, size_t end, Column& out) {
  for (size_t row = begin; row < end; ++row) {
    const int64_t at_ms = asked.at_unit.ToMs(at[row]);
    int64_t amount = 0;
    if (amounts != nullptr)
      amount = asked.amount_unit.ToMs((*amounts)[amounts->size() == 1 ? 0 : row]);
    if (at_ms == kNoNumber || amount == kNoNumber) {
      out.AddNone();
      continue;
    }
    const int64_t answer = Answer(calendar, asked.question, at_ms, amount, asked.landing);
    if (asked.question == Question::kIsOpen) {
      out.AddFlag(answer != 0);
    } else {
      out.Add(asked.out_unit.FromMs(answer));
    }
  }
}

ColumnKind KindOf(Question question) {
  if (question == Question::kIsOpen) return ColumnKind::kFlag;
  return question == Question::kBetween ? ColumnKind::kSpan : ColumnKind::kTime;
}

constexpr size_t kRowsAtOnce = 1'000'000;  // between two looks for Ctrl-C

py::object Ask(const Calendar& calendar, const std::string& question, const py::buffer& at,
               const std::string& at_unit, const std::optional<py::buffer>& amount,
               const std::string& amount_unit, const std::string& out_unit,
               const std::string& landing) {
  const bool days = question == "add_business_days";
  const Asked asked = {QuestionOf(question), LandingOf(landing), UnitOf(at_unit),
                       days ? TimeUnit() : UnitOf(amount_unit), UnitOf(out_unit)};
  const Numbers starts(at, "at");
  std::optional<Numbers> amounts;
  if (asked.question >= Question::kBetween) {
    if (!amount) throw py::type_error(question + ": takes a second column or value");
    amounts.emplace(*amount, "amount");
    if (amounts->size() != 1 && amounts->size() != starts.size()) {
      throw py::value_error(question + ": " + std::to_string(amounts->size()) + " values for " +
                            std::to_string(starts.size()) + " rows; give one for each, or one");
    }
  }
  Table table;
  Column& out = table.columns.emplace_back("answer", KindOf(asked.question));
  for (size_t begin = 0; begin < starts.size(); begin += kRowsAtOnce) {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    const Released released;
    if (begin == 0) out.numbers.reserve(starts.size());
    AskRows(calendar, asked, starts, amounts ? &*amounts : nullptr, begin,
            std::min(begin + kRowsAtOnce, starts.size()), out);
  }
  return WrapTable(std::move(table).Finish()).attr("column")("answer");
}

py::object Openings(const Calendar& calendar, int64_t begin_ms, int64_t end_ms) {
  Table table;
  table.columns.emplace_back("open", ColumnKind::kTime);
  table.columns.emplace_back("close", ColumnKind::kTime);
  for (const Opening& opening : calendar.Openings(begin_ms, end_ms)) {
    table.columns[0].Add(opening.open_ms);
    table.columns[1].Add(opening.close_ms);
  }
  return WrapTable(std::move(table).Finish());
}

using TextPairs = std::vector<std::pair<std::string, std::string>>;

Calendar Build(const std::string& zone, const TextPairs& weekly, const TextPairs& special,
               const std::vector<std::string>& holidays, const TextPairs& breaks,
               const std::vector<std::string>& icalendar, std::pair<int32_t, int32_t> years) {
  CalendarBuilder builder(zone);
  for (const auto& [days, hours] : weekly) builder.Weekly(days, hours);
  for (const auto& [dates, hours] : special) builder.Special(dates, hours);
  for (const std::string& dates : holidays) builder.Holidays(dates);
  for (const std::string& text : icalendar) builder.HolidaysFromICalendar(text);
  for (const auto& [days, hours] : breaks) builder.Break(days, hours);
  builder.Years(years.first, years.second);
  return Take(builder.Build());
}

}  // namespace

void BindCalendar(py::module_& module) {
  py::class_<Calendar> calendar(module, "NativeCalendar", py::is_final());
  calendar
      .def("ask", Ask, py::arg("question"), py::arg("at"), py::arg("at_unit"), py::arg("amount"),
           py::arg("amount_unit"), py::arg("out_unit"), py::arg("landing"))
      .def("openings", Openings, py::arg("begin_ms"), py::arg("end_ms"))
      .def_property_readonly("time_zone", &Calendar::time_zone)
      .def_property_readonly("digest", &Calendar::Digest)
      .def_property_readonly("horizon_begin_ms", &Calendar::horizon_begin_ms)
      .def_property_readonly("horizon_end_ms", &Calendar::horizon_end_ms);
  Seal(calendar);
  module.def(
      "calendar_of",
      [](const PolicyView& view, const std::string& id) { return Take(view.policy.calendar(id)); },
      py::arg("policy"), py::arg("id"));
  module.def("build_calendar", Build, py::arg("time_zone"), py::arg("weekly"), py::arg("special"),
             py::arg("holidays"), py::arg("breaks"), py::arg("icalendar"), py::arg("years"));
}

}  // namespace waypost::python
