// Table and Column: what results are made of, as Python sees it.
#include <string>
#include <utility>

#include "bindings/python/native/arrow.h"
#include "bindings/python/native/bind.h"
#include "bindings/python/native/table.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

// A column of a table that it keeps alive.
struct ColumnView {
  SharedTable table;
  size_t index = 0;

  const Column& column() const { return table->columns[index]; }
};

const char* KindName(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kNumber:
      return "int";
    case ColumnKind::kTime:
      return "time";
    case ColumnKind::kSpan:
      return "span";
    case ColumnKind::kReal:
      return "real";
    case ColumnKind::kFlag:
      return "flag";
    case ColumnKind::kText:
      return "text";
  }
  return "";
}

// Something to point to where a vector is empty.
const int64_t kNoValue = 0;

template <typename T>
py::buffer_info ReadOnly(const std::vector<T>& values, const char* format) {
  const void* data = values.empty() ? static_cast<const void*>(&kNoValue) : values.data();
  return {const_cast<void*>(data),
          sizeof(T),
          format,
          1,
          {static_cast<py::ssize_t>(values.size())},
          {static_cast<py::ssize_t>(sizeof(T))},
          /*readonly=*/true};
}

py::buffer_info BufferOf(const ColumnView& view) {
  const Column& column = view.column();
  switch (column.kind) {
    case ColumnKind::kReal:
      return ReadOnly(column.reals, "d");
    case ColumnKind::kFlag:
      return ReadOnly(column.flags, column.HasNone() ? "B" : "?");
    case ColumnKind::kText:
      return ReadOnly(column.codes, "i");
    default:
      return ReadOnly(column.numbers, "q");
  }
}

py::list DictionaryOf(const ColumnView& view) {
  const Column& column = view.column();
  py::list texts;
  for (size_t code = 0; code < column.dictionary_size(); ++code) {
    const std::string_view text = column.text(static_cast<int32_t>(code));
    PyObject* decoded =
        PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
    if (decoded == nullptr) throw py::error_already_set();
    texts.append(py::reinterpret_steal<py::object>(decoded));
  }
  return texts;
}

ColumnView ColumnOf(const SharedTable& table, const std::string& name) {
  for (size_t index = 0; index < table->columns.size(); ++index) {
    if (table->columns[index].name == name) return {table, index};
  }
  throw py::key_error(name);
}

// What owns a table, so that the holder of the class may be shared and const.
struct TableView {
  SharedTable table;
};

}  // namespace

void BindTables(py::module_& module) {
  py::class_<ColumnView> columns(module, "Column", py::buffer_protocol(), py::is_final());
  columns.def_buffer([](ColumnView& view) { return BufferOf(view); })
      .def("__len__", [](const ColumnView& view) { return view.column().size(); })
      .def_property_readonly("name", [](const ColumnView& view) { return view.column().name; })
      .def_property_readonly("kind",
                             [](const ColumnView& view) { return KindName(view.column().kind); })
      .def_property_readonly("has_none",
                             [](const ColumnView& view) { return view.column().HasNone(); })
      .def_property_readonly("dictionary", DictionaryOf);
  Seal(columns);
  py::class_<TableView> table(module, "NativeTable", py::is_final());
  table.def("__len__", [](const TableView& view) { return view.table->rows; })
      .def_property_readonly("names",
                             [](const TableView& view) {
                               py::list names;
                               for (const Column& column : view.table->columns) {
                                 names.append(column.name);
                               }
                               return names;
                             })
      .def(
          "column",
          [](const TableView& view, const std::string& name) { return ColumnOf(view.table, name); },
          py::arg("name"))
      .def(
          "__arrow_c_stream__",
          [](const TableView& view, const py::object&) { return ArrowStreamOf(view.table); },
          py::arg("requested_schema") = py::none());
  Seal(table);
}

py::object WrapTable(SharedTable table) { return py::cast(TableView{std::move(table)}); }

}  // namespace waypost::python
