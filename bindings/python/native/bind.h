#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_BIND_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_BIND_H_

#include <pybind11/pybind11.h>

#include <memory>

namespace waypost::python {

struct Table;

// A table for Python: an object of class NativeTable.
pybind11::object WrapTable(std::shared_ptr<const Table> table);

// Ends the making of a class whose objects only this module makes: no other may be born without its
// C++ half, or be told that it is of another class.
void Seal(const pybind11::handle& type);

// Each adds the classes and functions of its file to the module, after those that it names.
void BindTables(pybind11::module_& module);
void BindEvents(pybind11::module_& module);
void BindPolicy(pybind11::module_& module);
void BindCalendar(pybind11::module_& module);
void BindEngine(pybind11::module_& module);
void BindClassifier(pybind11::module_& module);
void BindTraining(pybind11::module_& module);
void BindStatistics(pybind11::module_& module);
void BindArticles(pybind11::module_& module);
void BindReplay(pybind11::module_& module);
void BindComparison(pybind11::module_& module);
void BindDuty(pybind11::module_& module);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_BIND_H_
