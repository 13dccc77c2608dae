#include "bindings/python/native/status.h"

namespace waypost::python {

namespace py = pybind11;

py::object ExceptionOf(const absl::Status& status) {
  return py::module_::import("waypost._errors")
      .attr("from_status")(static_cast<int>(status.code()), std::string(status.message()));
}

void Raise(const py::object& exception) {
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
  throw py::error_already_set();
}

void Throw(const absl::Status& status) { Raise(ExceptionOf(status)); }

void ThrowFindings(const std::vector<Diagnostic>& findings) {
  py::list objects;
  for (const Diagnostic& finding : findings) objects.append(py::cast(finding));
  Raise(py::module_::import("waypost._errors")
            .attr("PolicyError")(RenderDiagnostics(findings), objects));
}

}  // namespace waypost::python
