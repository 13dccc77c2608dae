// The module waypost._native. The package's Python files are its face.
#include "bindings/python/native/bind.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

PyObject* RefuseNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyErr_Format(PyExc_TypeError, "%s objects are not made by calling their class", type->tp_name);
  return nullptr;
}

newfunc made_by_pybind11 = nullptr;

// pybind11 throws a C++ exception into the interpreter where its own base class is called, as
// copyreg does for objects that cannot be copied.
PyObject* RefuseBase(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  if (reinterpret_cast<PyObject*>(type) == py::detail::get_internals().instance_base) {
    return RefuseNew(type, arguments, names);
  }
  return made_by_pybind11(type, arguments, names);
}

void SealBase() {
  auto* base = reinterpret_cast<PyTypeObject*>(py::detail::get_internals().instance_base);
  if (base->tp_new == RefuseBase) return;
  made_by_pybind11 = base->tp_new;
  base->tp_new = RefuseBase;
}

// A file of the contract as this module was built with it, to be compared with generated code. None
// of those that it has no use for.
py::object SchemaOf(const std::string& name) {
  const auto* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name);
  if (file == nullptr) return py::none();
  google::protobuf::FileDescriptorProto message;
  file->CopyTo(&message);
  return py::bytes(message.SerializeAsString());
}

}  // namespace

void Seal(const py::handle& type) {
  auto* made = reinterpret_cast<PyTypeObject*>(type.ptr());
  made->tp_new = RefuseNew;
#ifdef Py_TPFLAGS_IMMUTABLETYPE
  made->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
#endif
  PyType_Modified(made);
}

void BindAll(py::module_& module) {
  SealBase();
  module.def("schema", SchemaOf, py::arg("name"));
  BindTables(module);
  BindPolicy(module);
  BindCalendar(module);
  BindEvents(module);
  BindStatistics(module);
  BindEngine(module);
  BindArticles(module);
  BindClassifier(module);
  BindTraining(module);
  BindReplay(module);
  BindComparison(module);
  BindDuty(module);
}

}  // namespace waypost::python

PYBIND11_MODULE(_native, module) {
  module.doc() = "The C++ half of the package waypost. Use the package.";
  module.attr("__version__") = WAYPOST_VERSION;
  waypost::python::BindAll(module);
}
