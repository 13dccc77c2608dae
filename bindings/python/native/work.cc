#include "bindings/python/native/work.h"

namespace waypost::python {

void LookAround(const Course& course, const pybind11::object& progress) {
  if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
  if (!progress.is_none()) CallBack(progress, course.done(), course.total());
}

}  // namespace waypost::python
